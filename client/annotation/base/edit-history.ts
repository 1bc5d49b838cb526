import type { AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import type { Draft } from './draft.ts';

/**
 * One step that can be taken back, as a value. A draft's step holds the draft before and after it, shape
 * and attributes alike; undefined where there was none, or is none any more. Steps of saved annotations
 * hold what is sent to take them back.
 */
export type Edit =
  | { kind: 'draft'; id: string; undo: Draft | undefined; redo: Draft | undefined }
  | { kind: 'created'; id: string }
  | { kind: 'changed'; id: string; undo: AnnotationInput; redo: AnnotationInput }
  | { kind: 'deleted'; id: string };

/** Steps done and steps taken back, each oldest first. */
export type EditHistory = { past: readonly Edit[]; future: readonly Edit[] };

export const NO_EDITS: EditHistory = { past: [], future: [] };
const MAXIMUM_STEPS = 200;
/** Typing in one field goes back as one step as long as it does not pause for longer. */
const TYPING_PAUSE_MILLISECONDS = 1_200;

/** Adds a step; what had been taken back can then no longer be done again. */
export function record(history: EditHistory, edit: Edit): EditHistory {
  return { past: [...history.past, edit].slice(-MAXIMUM_STEPS), future: [] };
}

/** Adds a step of typing, joined to the one before where both change the same members of the same draft. */
export function recordTyping(history: EditHistory, edit: Edit & { kind: 'draft' }): EditHistory {
  const last = history.past.at(-1);
  if (history.future.length > 0 || !last || !joins(last, edit)) return record(history, edit);
  return { past: [...history.past.slice(0, -1), { ...edit, undo: last.undo }], future: [] };
}

/** The history after the newest step is taken back, and that step; undefined where there is none. */
export function stepBack(history: EditHistory): { history: EditHistory; edit: Edit } | undefined {
  const edit = history.past.at(-1);
  return edit && { edit, history: { past: history.past.slice(0, -1), future: [...history.future, edit] } };
}

/** The history after the step taken back last is done again, and that step. */
export function stepForward(history: EditHistory): { history: EditHistory; edit: Edit } | undefined {
  const edit = history.future.at(-1);
  return edit && { edit, history: { past: [...history.past, edit], future: history.future.slice(0, -1) } };
}

/** Puts one step in the place of all steps of a draft that has been saved; with none, drops them. */
export function settle(history: EditHistory, id: string, edit?: Edit): EditHistory {
  const past = history.past.filter((one) => one.kind !== 'draft' || one.id !== id);
  return edit
    ? record({ past, future: [] }, edit)
    : { past, future: history.future.filter((one) => one.id !== id) };
}

function joins(last: Edit, edit: Edit & { kind: 'draft' }): last is Edit & { kind: 'draft' } {
  if (last.kind !== 'draft' || last.id !== edit.id) return false;
  if (!last.undo || !last.redo || !edit.undo || !edit.redo) return false;
  const pause = Date.parse(edit.redo.touchedAt) - Date.parse(last.redo.touchedAt);
  return pause <= TYPING_PAUSE_MILLISECONDS && changedMember(last) === changedMember(edit);
}

/** The one property that a step changed, or undefined where it changed the outline or several. */
function changedMember({ undo, redo }: Edit & { kind: 'draft' }): string | symbol {
  const former = { ...undo?.properties } as Record<string, unknown>;
  const latter = { ...redo?.properties } as Record<string, unknown>;
  const names = [...new Set([...Object.keys(former), ...Object.keys(latter)])];
  const changed = names.filter((name) => former[name] !== latter[name]);
  return changed.length === 1 && undo?.geometry === redo?.geometry ? changed[0]! : Symbol('several');
}
