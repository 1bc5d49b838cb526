export { redo, undo } from './base/annotation.acts.ts';
export { type AnnotationQuery, fetchHistory, fetchPage } from './base/annotation.api.ts';
export {
  abortSketch,
  annotations,
  drafts,
  edits,
  finishEditing,
  finishSketch,
  geometryEdited,
  inOrder,
  openDraft,
  revisionsHere,
  select,
  selectedId,
  sketchBegun,
  sketchCancelled,
  sketchChanged,
  sketchFinished,
  sketching,
  sketchMoved,
  startEditing,
  tool,
  undoLastCorner,
} from './base/annotation.store.ts';
export { type ClosedDraft, isClosed } from './base/draft.ts';
export { followKeptDrafts } from './base/draft-restoring.ts';
export {
  filter,
  filterQuery,
  followFilters,
  isFiltered,
  listStanding,
  refreshAnnotation,
} from './base/list.store.ts';
export {
  deleteSelected,
  draw,
  drawAgain,
  fitSelected,
  followSelection,
  selectAndFit,
  stepSelection,
} from './base/selection.ts';
export { type StatusMark, statusMarks } from './base/status-mark.ts';
export { surroundings } from './base/surroundings.ts';
export { historyLoader } from './detail/history.store.ts';
