import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { mapPortModel, type Workspace } from '../../core/index.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import type { DrawnShape } from '../base/draft.ts';
import { surroundings } from '../base/surroundings.ts';
import { deletionModel } from './deletion.store.ts';

/** What is begun with a change, or with the one that is selected. */
export function selectionModel(workspace: Workspace) {
  const { annotations, selectedId, putAnnotation } = workspace.get(annotationsModel);
  const { drafts, select, tool } = workspace.get(draftModel);
  const { remove } = workspace.get(deletionModel);
  const { map } = workspace.get(mapPortModel);
  let lastShape: DrawnShape = 'polygon';

  /** Begins to draw; what is open stays a draft. */
  function draw(shape: DrawnShape): void {
    lastShape = shape;
    if (selectedId.value && !drafts.value.has(selectedId.value)) select(undefined);
    tool.value = { kind: 'draw', shape };
  }

  /** Draws the next one, in the shape drawn last. */
  function drawAgain(): void {
    draw(lastShape);
  }

  /** Deletes what is selected, where nothing of it is being typed. */
  function deleteSelected(): void {
    const annotation = annotations.value.get(selectedId.value ?? '');
    if (annotation && !drafts.value.has(annotation.id)) void remove(annotation);
  }

  /** Shows what is selected, or the whole site. */
  function fitSelected(): void {
    const geometry =
      drafts.value.get(selectedId.value ?? '')?.geometry ??
      annotations.value.get(selectedId.value ?? '')?.geometry;
    if (geometry) map.fit(surroundings(narrowBox(geometry)));
    else map.fitSite();
  }

  /** Selects an annotation and shows it, also where the list is narrowed to others. */
  function selectAndFit(annotation: Annotation): void {
    if (!annotations.peek().has(annotation.id)) putAnnotation(annotation);
    select(annotation.id);
    fitSelected();
  }

  /** Selects the next or previous change of the list and shows it. */
  function stepSelection(step: 1 | -1): void {
    const ids = [...annotations.value.keys()];
    const place = ids.indexOf(selectedId.value ?? '');
    const next = ids[place === -1 ? (step === 1 ? 0 : ids.length - 1) : place + step];
    if (!next) return;
    select(next);
    fitSelected();
  }

  return { draw, drawAgain, deleteSelected, fitSelected, selectAndFit, stepSelection };
}
