import { type Signal, signal } from '@preact/signals';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { changeBracket } from '#domain/structure/bracket.rules.ts';
import { bracketInWords } from '#domain/structure/bracket-words.rules.ts';
import { contradictionsInWords } from '#domain/structure/contradiction-words.rules.ts';
import { withStanding } from '#domain/structure/standing.rules.ts';
import type { NewSighting, Sighting } from '#domain/structure/structure.contract.ts';
import { samePerson, UNNAMED_ANALYST } from '#domain/text/analyst-name.rules.ts';
import { analyst, recordedName } from '../account/index.ts';
import { annotationsModel } from '../annotation/index.ts';
import { resource, type Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { fetchSightings } from './structure.api.ts';
import { typedNote } from './typed-note.store.ts';
import { type UnsentMark, unsentMarks } from './unsent-mark.store.ts';

type Loaded = { structureId: string; items: readonly Sighting[] };

/** What was seen of the structure whose annotation is selected. */
export function sightingModel(workspace: Workspace) {
  const { annotations, selectedId } = workspace.get(annotationsModel);
  const { readyScenes, sceneById } = workspace.get(sceneModel);

  /** All sightings of the selected annotation's structure, oldest first; undefined until they are there. */
  const sightings: Signal<Loaded | undefined> = signal(undefined);

  const selected = () => annotations.value.get(selectedId.value ?? '')?.properties;
  /** Stored from here while those of its structure were still on their way. */
  const justStored: Signal<readonly Sighting[]> = signal([]);

  /** Those of the selected annotation's structure: fetched whenever it, or the annotation's revision, changes. */
  const sightingsResource = resource<Loaded>({
    subject: () => selected()?.structureId,
    version: () => selected()?.revision,
    fetch: async (structureId, signal) => ({ structureId, items: await fetchSightings(structureId, signal) }),
    take: (loaded) => {
      sightings.value = loaded;
      justStored.value = justStored.peek().filter(({ structureId }) => structureId !== loaded.structureId);
    },
    clear: () => {
      sightings.value = undefined;
    },
  });
  workspace.onLeave(sightingsResource.follow());

  /** What stands of one scene: one sighting of each observer. */
  function standing(structureId: string, sceneId: string): Sighting[] {
    const loaded = sightings.value;
    const items =
      loaded?.structureId === structureId ? loaded.items : justStored.value.filter(isOf(structureId));
    return withoutTakenBack(items).filter((one) => one.stands && one.sceneId === sceneId);
  }

  /** What this analyst marked of one scene, sent or not. */
  function ownMark(
    structureId: string,
    sceneId: string,
  ): { mark: NewSighting; unsent?: UnsentMark } | undefined {
    const unsent = waitingHere(structureId).find(({ sighting }) => sighting.sceneId === sceneId);
    if (unsent) return { mark: unsent.sighting, unsent };
    const stored = standing(structureId, sceneId).find(({ observer }) => isHere(observer));
    return stored && { mark: stored };
  }

  /**
   * The scenes on which the structure of an annotation is looked at: a closed one where the annotation names it, where
   * something is marked or noted on it, or while it is the one that was chosen.
   */
  function scenesOf({ properties }: Annotation, chosen: string | undefined): Scene[] {
    const { structureId, beforeSceneId, afterSceneId } = properties;
    const named = [beforeSceneId, afterSceneId, chosen];
    return readyScenes.value.filter(
      ({ id, closed }) =>
        !closed ||
        named.includes(id) ||
        standing(structureId, id).length > 0 ||
        ownMark(structureId, id) !== undefined ||
        typedNote(structureId, id) !== undefined,
    );
  }

  /** What this analyst marked of a structure and is not stored yet. */
  function waitingHere(structureId: string): UnsentMark[] {
    return [...unsentMarks.value.values()].filter(
      (one) =>
        one.structureId === structureId &&
        !one.takenBack &&
        samePerson(one.analyst ?? analyst.value ?? '', analyst.value ?? ''),
    );
  }

  /** Shows a sighting that was just stored, or withdrawn. */
  function takeSighting(stored: Sighting): void {
    const loaded = sightings.peek();
    const isOfStructure = isOf(stored.structureId);
    if (loaded?.structureId === stored.structureId) {
      const known = loaded.items.find(({ id }) => id === stored.id);
      if (known && (known.withdrawn || !stored.withdrawn)) return;
      sightings.value = { ...loaded, items: withOne(loaded.items, stored) };
    } else
      justStored.value = [
        ...justStored.peek().filter((one) => !isOfStructure(one)),
        ...withOne(justStored.peek().filter(isOfStructure), stored),
      ];
    sightingsResource.outdate();
  }

  /** When it happened by the sightings as they are on screen, and what in them contradicts. */
  function whenInWords({ properties }: Annotation): {
    when: string[];
    contradictions: string[];
  } {
    const { change, claimBy, structureId, beforeSceneId, afterSceneId } = properties;
    const [before, after] = [datedScene(beforeSceneId), datedScene(afterSceneId)];
    const loaded = sightings.value?.structureId === structureId ? sightings.value.items : undefined;
    // What the server told of it stands until all that it follows from is here.
    if (!before || !after || !loaded)
      return { when: bracketInWords(properties, properties), contradictions: [] };
    const here = observerHere();
    const waiting = waitingHere(structureId).map(({ sighting }) => ({ ...sighting, observer: here }));
    const seen = [...withoutTakenBack(loaded).filter(({ stands }) => stands), ...waiting].flatMap(
      ({ sceneId, state, observer }) => {
        const scene = datedScene(sceneId);
        return scene ? [{ ...scene, state, observer }] : [];
      },
    );
    const claim = { change, by: claimBy, before, after };
    return {
      when: bracketInWords(claim, changeBracket(claim, seen), seen),
      contradictions: contradictionsInWords(claim, seen),
    };
  }

  function datedScene(sceneId: string) {
    const scene = sceneById(sceneId);
    const read = scene && readAcquired(scene.acquired);
    return read && { sceneId, ...read };
  }

  return { sightingsResource, standing, ownMark, scenesOf, takeSighting, whenInWords };
}

/** The name that the server gives to what is marked here. */
export function observerHere(): string {
  return recordedName.value ?? UNNAMED_ANALYST;
}

/** True for the name of whoever works here. */
export function isHere(observer: string): boolean {
  return samePerson(observer, observerHere());
}

function isOf(structureId: string): (one: Sighting) => boolean {
  return (one) => one.structureId === structureId;
}

/** Sightings of one structure with one that is new, or new to them as it is now. */
function withOne(items: readonly Sighting[], one: Sighting): Sighting[] {
  const isThere = items.some(({ id }) => id === one.id);
  return withStanding(isThere ? items.map((item) => (item.id === one.id ? one : item)) : [...items, one]);
}

/** Sightings of one structure as they stand once what was taken back here is withdrawn. */
function withoutTakenBack(items: readonly Sighting[]): readonly Sighting[] {
  const takenBack = [...unsentMarks.value.values()].flatMap((one) => (one.takenBack ? one.sighting.id : []));
  if (takenBack.length === 0) return items;
  return withStanding(items.filter(({ id }) => !takenBack.includes(id)));
}
