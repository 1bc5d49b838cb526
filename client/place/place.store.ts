import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Position } from '../../server/geometry/geometry.contract.ts';
import { viewRequest } from '../comparison/comparison.store.ts';
import { type CoordinateForm, coordinateForms } from './coordinates.ts';

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

/** The place last gone to, WGS 84, marked on the image until it is taken away. */
export const markedPlace: Signal<Position | undefined> = signal(undefined);

/** Brings a place into the middle of the image and marks it. */
export function goTo(position: Position): void {
  markedPlace.value = position;
  viewRequest.value = { kind: 'place', position };
}
