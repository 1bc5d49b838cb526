import {
  abortSketch,
  deleteSelected,
  draw,
  drawAgain,
  finishEditing,
  finishSketch,
  fitSelected,
  redo,
  select,
  selectedId,
  sketching,
  startEditing,
  stepSelection,
  tool,
  undo,
} from '../annotation/index.ts';
import {
  holdOther,
  letGo,
  mode,
  type OfferedMode,
  outlinesHidden,
  stepDate,
  swap,
  swipeOrTurn,
} from '../comparison/index.ts';
import { openFigure } from '../figure/index.ts';
import { bindings, type KeyAction, keyActions, keysOn } from '../keys/index.ts';
import { plainShown } from '../look/index.ts';
import { readyScenes } from '../scene/index.ts';
import { keysShown } from './keys.panel.tsx';

const actions: Record<KeyAction, () => void> = {
  polygon: () => draw('polygon'),
  rectangle: () => draw('rectangle'),
  select: () => {
    tool.value = { kind: 'select' };
  },
  edit: () => {
    if (selectedId.value) startEditing(selectedId.value);
  },
  delete: deleteSelected,
  next_new: drawAgain,
  swipe: swipeOrTurn,
  side_by_side: () => compareBy('side_by_side'),
  blink: () => compareBy('blink'),
  spyglass: () => compareBy('spyglass'),
  blend: () => compareBy('blend'),
  difference: () => compareBy('difference'),
  other_date: holdOther,
  swap,
  previous_date: () => stepDate('after', -1),
  next_date: () => stepDate('after', 1),
  next_change: () => stepSelection(1),
  previous_change: () => stepSelection(-1),
  fit: fitSelected,
  hide_outlines: () => {
    outlinesHidden.value = true;
  },
  plain_look: () => {
    plainShown.value = true;
  },
  figure: () => {
    if (readyScenes.value.length > 0) openFigure();
  },
  search: () => document.getElementById('search-changes')?.focus(),
};

function compareBy(code: OfferedMode) {
  mode.value = code;
}

/** Reads the page's keys until the returned function is called. */
export function followKeys(): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog:modal')) return;
    if (readsChord(event) || readsDrawing(event)) event.preventDefault();
    else if (readsSingleKey(event)) event.preventDefault();
  };
  const show = () => {
    outlinesHidden.value = false;
    plainShown.value = false;
    letGo();
  };
  const up = (event: KeyboardEvent) => {
    if (event.code === bindings.value.other_date) letGo();
    if (event.code === bindings.value.hide_outlines) outlinesHidden.value = false;
    if (event.code === bindings.value.plain_look) plainShown.value = false;
  };
  addEventListener('keydown', down);
  addEventListener('keyup', up);
  addEventListener('blur', show);
  return () => {
    removeEventListener('keydown', down);
    removeEventListener('keyup', up);
    removeEventListener('blur', show);
  };
}

/** Ctrl+Z and Ctrl+Shift+Z, save in a text field while it is being typed in: there the browser's own undo acts. */
function readsChord(event: KeyboardEvent): boolean {
  if (event.code !== 'KeyZ' || !(event.ctrlKey || event.metaKey) || event.altKey || typesText(event.target))
    return false;
  void (event.shiftKey ? redo() : undo());
  return true;
}

/** Enter and Escape, which need no switch: they act only while something is being drawn, edited or selected. */
function readsDrawing(event: KeyboardEvent): boolean {
  if (hasOwnKeys(event.target) || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.code === 'Enter' || event.code === 'NumpadEnter') {
    if (event.target instanceof HTMLButtonElement) return false;
    if (sketching.value) finishSketch.value++;
    else if (tool.value.kind === 'edit') finishEditing();
    else return false;
    return true;
  }
  if (event.code !== 'Escape') return false;
  if (sketching.value) abortSketch.value++;
  else if (tool.value.kind !== 'select') tool.value = { kind: 'select' };
  else if (selectedId.value) select(undefined);
  else return false;
  return true;
}

function readsSingleKey(event: KeyboardEvent): boolean {
  if (!keysOn.value || event.ctrlKey || event.metaKey || event.altKey || hasOwnKeys(event.target))
    return false;
  if (event.key === '?') {
    keysShown.value = true;
    return true;
  }
  if (event.shiftKey) return false;
  if (event.code === 'Space' && usesSpace(event.target)) return false;
  const action = keyActions.find((one) => bindings.value[one] === event.code);
  if (!action) return false;
  // A key that is held must not go on to scroll the page or press a button.
  if (event.repeat && action !== 'next_change' && action !== 'previous_change') return true;
  actions[action]();
  return true;
}

/** True for elements that letters are typed into, or that letters choose from. */
function hasOwnKeys(target: EventTarget | null): boolean {
  return typesText(target) || target instanceof HTMLSelectElement;
}

/** True for what the space bar presses, where it was come to by keys: one clicked before is not meant. */
function usesSpace(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return false;
  return target.matches(
    'button, summary, input:is([type="radio"]:not(:checked), [type="checkbox"], [type="file"])',
  );
}

function typesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'range', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
