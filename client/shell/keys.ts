import { annotationsModel, draftModel, selectionModel, undoModel } from '../annotation/index.ts';
import {
  comparisonModel,
  holdOther,
  letGo,
  mode,
  type OfferedMode,
  stepModel,
  swipeOrTurn,
} from '../comparison/index.ts';
import { type Model, mapPortModel, openWorkspace } from '../core/index.ts';
import { figureModel } from '../figure/index.ts';
import { bindings, type KeyAction, keyActions, keysOn } from '../keys/index.ts';
import { lookModel } from '../look/index.ts';
import { sceneModel } from '../scene/index.ts';
import { keysShown } from './keys.panel.tsx';

/** A model of the site on screen as a key is pressed. */
const here = <M>(model: Model<M>): M => openWorkspace.peek().get(model);

const actions: Record<KeyAction, () => void> = {
  polygon: () => here(selectionModel).draw('polygon'),
  rectangle: () => here(selectionModel).draw('rectangle'),
  select: () => {
    here(draftModel).tool.value = { kind: 'select' };
  },
  edit: () => {
    const id = here(annotationsModel).selectedId.value;
    if (id) here(draftModel).startEditing(id);
  },
  delete: () => here(selectionModel).deleteSelected(),
  next_new: () => here(selectionModel).drawAgain(),
  swipe: swipeOrTurn,
  side_by_side: () => compareBy('side_by_side'),
  blink: () => compareBy('blink'),
  spyglass: () => compareBy('spyglass'),
  blend: () => compareBy('blend'),
  difference: () => compareBy('difference'),
  other_date: holdOther,
  swap: () => here(comparisonModel).swap(),
  previous_date: () => here(stepModel).stepDate('after', -1),
  next_date: () => here(stepModel).stepDate('after', 1),
  next_change: () => here(selectionModel).stepSelection(1),
  previous_change: () => here(selectionModel).stepSelection(-1),
  fit: () => here(selectionModel).fitSelected(),
  hide_outlines: () => {
    here(comparisonModel).outlinesHidden.value = true;
  },
  plain_look: () => {
    here(lookModel).plainShown.value = true;
  },
  figure: () => {
    if (here(sceneModel).readyScenes.value.length > 0) here(figureModel).openFigure();
  },
  search: () => document.getElementById('search-changes')?.focus(),
};

function compareBy(code: OfferedMode) {
  mode.value = code;
}

const showOutlines = () => {
  here(comparisonModel).outlinesHidden.value = false;
};
const showLooks = () => {
  here(lookModel).plainShown.value = false;
};

/** Reads the page's keys until the returned function is called. */
export function followKeys(): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog:modal')) return;
    // It closes what is open above the page, and nothing else.
    if (event.code === 'Escape' && document.querySelector(':popover-open')) return;
    if (readsChord(event) || readsDrawing(event)) event.preventDefault();
    else if (readsSingleKey(event)) event.preventDefault();
  };
  const show = () => {
    showOutlines();
    showLooks();
    letGo();
  };
  const up = (event: KeyboardEvent) => {
    if (event.code === bindings.value.other_date) letGo();
    if (event.code === bindings.value.hide_outlines) showOutlines();
    if (event.code === bindings.value.plain_look) showLooks();
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
  const { undo, redo } = here(undoModel);
  void (event.shiftKey ? redo() : undo());
  return true;
}

/** Enter and Escape, which need no switch: they act only while something is being drawn, edited or selected. */
function readsDrawing(event: KeyboardEvent): boolean {
  if (hasOwnKeys(event.target) || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { tool, sketching, select, finishEditing } = here(draftModel);
  const { map } = here(mapPortModel);
  if (event.code === 'Enter' || event.code === 'NumpadEnter') {
    if (event.target instanceof HTMLButtonElement) return false;
    if (sketching.value) map.finishSketch();
    else if (tool.value.kind === 'edit') finishEditing();
    else return false;
    return true;
  }
  if (event.code !== 'Escape') return false;
  if (sketching.value) map.giveUpSketch();
  else if (tool.value.kind !== 'select') tool.value = { kind: 'select' };
  else if (here(annotationsModel).selectedId.value) select(undefined);
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
