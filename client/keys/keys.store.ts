import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';

/** What a single key does. Keys are named by event.code: the place on the keyboard, whatever is typed by it. */
export const keyActions = [
  'polygon',
  'rectangle',
  'select',
  'edit',
  'delete',
  'next_new',
  'swipe',
  'side_by_side',
  'blink',
  'spyglass',
  'blend',
  'difference',
  'other_date',
  'swap',
  'previous_date',
  'next_date',
  'next_change',
  'previous_change',
  'fit',
  'hide_outlines',
  'plain_look',
  'figure',
  'search',
] as const;
export type KeyAction = (typeof keyActions)[number];

const defaults: Record<KeyAction, string> = {
  polygon: 'KeyP',
  rectangle: 'KeyR',
  select: 'KeyV',
  edit: 'KeyE',
  delete: 'Delete',
  next_new: 'KeyN',
  swipe: 'Digit1',
  side_by_side: 'Digit2',
  blink: 'Digit3',
  spyglass: 'Digit4',
  blend: 'Digit5',
  difference: 'Digit6',
  other_date: 'Space',
  swap: 'KeyX',
  previous_date: 'BracketLeft',
  next_date: 'BracketRight',
  next_change: 'KeyJ',
  previous_change: 'KeyK',
  fit: 'KeyF',
  hide_outlines: 'KeyH',
  plain_look: 'Backslash',
  figure: 'KeyC',
  search: 'Slash',
};

export const keyMeanings: Record<KeyAction, string> = {
  polygon: 'Draw a polygon',
  rectangle: 'Draw a rectangle',
  select: 'Select',
  edit: 'Edit corners of the selected change',
  delete: 'Delete the selected change',
  next_new: 'Draw the next one',
  swipe: 'Swipe; again: turn the divider',
  side_by_side: 'Side by side',
  blink: 'Blink',
  spyglass: 'Spyglass',
  blend: 'Blend',
  difference: 'Difference',
  other_date: 'Held: the other date',
  swap: 'Swap before and after',
  previous_date: 'Previous date after',
  next_date: 'Next date after',
  next_change: 'Next change',
  previous_change: 'Previous change',
  fit: 'Fit the selected change, or all',
  hide_outlines: 'Held: hide outlines',
  plain_look: 'Held: images as they come, without what was set',
  figure: 'Figure: a picture to publish',
  search: 'Search changes',
};

const REMEMBERED = 'afterimage.keys';
type Kept = { on: boolean; changed: Partial<Record<KeyAction, string>> };

const kept: Signal<Kept> = signal(readKept());

/** Whether single keys act at all (WCAG 2.1.4). */
export const keysOn: ReadonlySignal<boolean> = computed(() => kept.value.on);
export const bindings: ReadonlySignal<Record<KeyAction, string>> = computed(() => ({
  ...defaults,
  ...kept.value.changed,
}));

export function switchKeys(on: boolean): void {
  keep({ ...kept.value, on });
}

/** Gives an action another key; the action that had it takes the former one. */
export function bindKey(action: KeyAction, code: string): void {
  const current = bindings.value;
  const holder = keyActions.find((other) => current[other] === code);
  const changed = { ...kept.value.changed, [action]: code };
  if (holder && holder !== action) changed[holder] = current[action];
  keep({ ...kept.value, changed });
}

export function resetKeys(): void {
  keep({ ...kept.value, changed: {} });
}

/** What stands on the key, on a common keyboard. */
export function keyName(code: string): string {
  const named: Record<string, string> = {
    Backslash: '\\',
    BracketLeft: '[',
    BracketRight: ']',
    Slash: '/',
    Delete: 'Delete',
  };
  return named[code] ?? code.replace(/^(Key|Digit)/, '');
}

function keep(next: Kept): void {
  kept.value = next;
  localStorage.setItem(REMEMBERED, JSON.stringify(next));
}

function readKept(): Kept {
  try {
    const { on, changed } = JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}') as Partial<Kept>;
    const known = Object.entries(changed ?? {}).filter(([action]) =>
      keyActions.includes(action as KeyAction),
    );
    return { on: on !== false, changed: Object.fromEntries(known) };
  } catch {
    return { on: true, changed: {} };
  }
}
