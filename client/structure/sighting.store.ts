import { effect, type Signal, signal } from '@preact/signals';
import type { Annotation, ChangeBracket } from '../../server/annotation/annotation.contract.ts';
import { readAcquired } from '../../server/scene/acquired.rules.ts';
import { changeBracket, type Seen } from '../../server/structure/bracket.rules.ts';
import { bracketInWords, contradictionsInWords } from '../../server/structure/bracket-words.rules.ts';
import type { NewSighting, Sighting } from '../../server/structure/structure.contract.ts';
import { analyst, UNNAMED } from '../account/analyst.store.ts';
import { annotations, selectedId } from '../annotation/annotation.store.ts';
import { sentenceOf } from '../http.ts';
import { sceneById } from '../scene/scene.store.ts';
import { fetchSightings } from './structure.api.ts';
import { type UnsentMark, unsentMarks } from './unsent-mark.store.ts';

type Loaded = { structureId: string; items: Sighting[]; fault?: string };
/** All sightings of the selected annotation's structure, oldest first. */
export const sightings: Signal<Loaded | undefined> = signal(undefined);

/** What stands of one scene: one sighting of each observer. */
export function standing(structureId: string, sceneId: string): Sighting[] {
  const loaded = sightings.value;
  if (loaded?.structureId !== structureId) return [];
  return loaded.items.filter((one) => one.stands && one.sceneId === sceneId);
}

/** What this analyst marked of one scene, sent or not. */
export function ownMark(
  structureId: string,
  sceneId: string,
): { mark: NewSighting; unsent?: UnsentMark } | undefined {
  const unsent = waitingHere(structureId).find(({ sighting }) => sighting.sceneId === sceneId);
  if (unsent) return { mark: unsent.sighting, unsent };
  const stored = standing(structureId, sceneId).find(({ observer }) => observer === observerHere());
  return stored && { mark: stored };
}

/** What this analyst marked of a structure and is not stored yet. */
function waitingHere(structureId: string): UnsentMark[] {
  return [...unsentMarks.value.values()].filter(
    (one) => one.structureId === structureId && (one.analyst ?? analyst.value) === analyst.value,
  );
}

/** The name that the server gives to what is marked here. */
export function observerHere(): string {
  const name = analyst.value;
  return name === undefined || name === UNNAMED ? 'unnamed analyst' : name;
}

/** Shows a sighting that was just stored. */
export function takeSighting(stored: Sighting): void {
  const loaded = sightings.peek();
  if (loaded?.structureId !== stored.structureId || loaded.items.some(({ id }) => id === stored.id)) return;
  const items = loaded.items.map((one) =>
    one.sceneId === stored.sceneId && one.observer === stored.observer ? { ...one, stands: false } : one,
  );
  sightings.value = { ...loaded, items: [...items, stored] };
}

/** When it happened by the sightings as they are on screen, and what in them contradicts. */
export function whenInWords({ properties }: Annotation): {
  when: string | undefined;
  contradictions: string[];
} {
  const { change, structureId, beforeSceneId, afterSceneId } = properties;
  const [before, after] = [claimScene(beforeSceneId), claimScene(afterSceneId)];
  const loaded = sightings.value?.structureId === structureId ? sightings.value.items : [];
  if (!before || !after) return { when: wordsOf(properties.changeBracket), contradictions: [] };
  const here = observerHere();
  const waiting = waitingHere(structureId).map(({ sighting }) => ({ ...sighting, observer: here }));
  const replaced = new Set(waiting.map(({ sceneId }) => sceneId));
  const stored = loaded.filter((one) => one.stands && !(one.observer === here && replaced.has(one.sceneId)));
  const seen = [...stored, ...waiting].flatMap(
    ({ sceneId, state, observer }): (Seen & { observer: string })[] => {
      const scene = claimScene(sceneId);
      return scene ? [{ ...scene, state, observer }] : [];
    },
  );
  return {
    when: wordsOf(changeBracket(change, { before, after }, seen)),
    contradictions: contradictionsInWords(change, { before, after }, seen),
  };

  function wordsOf(bracket: ChangeBracket | undefined): string | undefined {
    return bracket && bracketInWords(change, bracket);
  }
}

function claimScene(sceneId: string) {
  const scene = sceneById(sceneId);
  const read = scene && readAcquired(scene.acquired);
  return read && { sceneId, ...read };
}

/** Fetches the sightings of the selected annotation's structure whenever it, or its revision, changes. */
export function followSightings(): () => void {
  let shown = '';
  return effect(() => {
    const properties = annotations.value.get(selectedId.value ?? '')?.properties;
    const key = properties ? `${properties.structureId} ${properties.revision}` : '';
    if (key === shown) return;
    shown = key;
    if (properties) void loadSightings(properties.structureId);
  });
}

/** Fetches all sightings of a structure. A failure stands in their place. */
export async function loadSightings(structureId: string): Promise<void> {
  let loaded: Loaded;
  try {
    loaded = { structureId, items: await fetchSightings(structureId) };
  } catch (error) {
    loaded = { structureId, items: [], fault: sentenceOf(error) };
  }
  const selected = annotations.peek().get(selectedId.peek() ?? '');
  if (selected?.properties.structureId === structureId) sightings.value = loaded;
}
