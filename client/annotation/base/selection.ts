import { effect } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { assessed } from '../../assessment/index.ts';
import { viewRequest } from '../../comparison/index.ts';
import { remove } from './annotation.acts.ts';
import { annotations, drafts, putAnnotation, select, selectedId, tool } from './annotation.store.ts';
import type { DrawnShape } from './draft.ts';
import { surroundings } from './surroundings.ts';

/** Tells of which annotation the assessments are to be shown. */
export function followSelection(): () => void {
  return effect(() => {
    assessed.value = annotations.value.get(selectedId.value ?? '');
  });
}

let lastShape: DrawnShape = 'polygon';

/** Begins to draw; what is open stays a draft. */
export function draw(shape: DrawnShape): void {
  lastShape = shape;
  if (selectedId.value && !drafts.value.has(selectedId.value)) select(undefined);
  tool.value = { kind: 'draw', shape };
}

/** Draws the next one, in the shape drawn last. */
export function drawAgain(): void {
  draw(lastShape);
}

/** Deletes what is selected, where nothing of it is being typed. */
export function deleteSelected(): void {
  const annotation = annotations.value.get(selectedId.value ?? '');
  if (annotation && !drafts.value.has(annotation.id)) void remove(annotation);
}

/** Shows what is selected, or the whole site. */
export function fitSelected(): void {
  const geometry =
    drafts.value.get(selectedId.value ?? '')?.geometry ??
    annotations.value.get(selectedId.value ?? '')?.geometry;
  viewRequest.value = geometry
    ? { kind: 'fit', box: surroundings(narrowBox(geometry)) }
    : { kind: 'fit_site' };
}

/** Selects an annotation and shows it, also where the list is narrowed to others. */
export function selectAndFit(annotation: Annotation): void {
  if (!annotations.peek().has(annotation.id)) putAnnotation(annotation);
  select(annotation.id);
  fitSelected();
}

/** Selects the next or previous change of the list and shows it. */
export function stepSelection(step: 1 | -1): void {
  const ids = [...annotations.value.keys()];
  const place = ids.indexOf(selectedId.value ?? '');
  const next = ids[place === -1 ? (step === 1 ? 0 : ids.length - 1) : place + step];
  if (!next) return;
  select(next);
  fitSelected();
}
