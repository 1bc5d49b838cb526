import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { middle } from '#domain/geometry/utm.rules.ts';
import { viewRequest } from '../comparison/index.ts';
import { type Candidate, type CoordinateForm, coordinateForms } from '../coordinates/index.ts';
import { readyScenes } from '../scene/index.ts';
import { site } from '../site/index.ts';

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

/** The middle of the site's boundary, else of its first scene, WGS 84: what far and near are told from. */
export const siteMiddle: ReadonlySignal<Position | undefined> = computed(() => {
  const ground = site.value?.boundary ?? readyScenes.value[0]?.footprint;
  return ground && middle(narrowBox(ground));
});

/** The place last gone to, WGS 84, marked on the image until it is taken away. */
export const markedPlace: Signal<Position | undefined> = signal(undefined);
/** The places between which somebody has to choose, marked by their number until that is done. */
export const offeredPlaces: Signal<readonly Candidate[]> = signal([]);

/** Brings a place into the middle of the image and marks it. */
export function goTo(position: Position): void {
  markedPlace.value = position;
  offeredPlaces.value = [];
  viewRequest.value = { kind: 'place', position };
}
