import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { middle } from '#domain/geometry/utm.rules.ts';
import { type Candidate, type CoordinateForm, coordinateForms } from '../coordinates/index.ts';
import { mapPortModel, type Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { siteModel } from '../site/index.ts';

const REMEMBERED = 'afterimage.coordinates';

const chosen: Signal<CoordinateForm> = signal(
  coordinateForms.find((form) => form === localStorage.getItem(REMEMBERED)) ?? 'decimal',
);
/** How positions are written on this page; remembered by the browser. */
export const coordinateForm: ReadonlySignal<CoordinateForm> = computed(() => chosen.value);

export function nextCoordinateForm(): void {
  chosen.value = coordinateForms[(coordinateForms.indexOf(chosen.value) + 1) % coordinateForms.length]!;
  localStorage.setItem(REMEMBERED, chosen.value);
}

/** Where somebody goes at a site by coordinates. */
export function placeModel(workspace: Workspace) {
  const { map } = workspace.get(mapPortModel);
  const { site } = workspace.get(siteModel);
  const { readyScenes } = workspace.get(sceneModel);

  /** The middle of the site's boundary, else of its first scene, WGS 84: what far and near are told from. */
  const siteMiddle: ReadonlySignal<Position | undefined> = computed(() => {
    const ground = site.value?.boundary ?? readyScenes.value[0]?.footprint;
    return ground && middle(narrowBox(ground));
  });

  /** The place last gone to, WGS 84, marked on the image until it is taken away. */
  const markedPlace: Signal<Position | undefined> = signal(undefined);
  /** The places between which somebody has to choose, marked by their number until that is done. */
  const offeredPlaces: Signal<readonly Candidate[]> = signal([]);

  /** Brings a place into the middle of the image and marks it. */
  function goTo(position: Position): void {
    markedPlace.value = position;
    offeredPlaces.value = [];
    map.showPlace(position);
  }

  return { siteMiddle, markedPlace, offeredPlaces, goTo };
}
