import { signal } from '@preact/signals';
import { Dialog } from '../controls/panels.ts';
import {
  bindings,
  bindKey,
  type KeyAction,
  keyActions,
  keyMeanings,
  keyName,
  keysOn,
  resetKeys,
  switchKeys,
} from '../keys/index.ts';

export const keysShown = signal(false);

const fixed: [keys: string, meaning: string][] = [
  ['Enter', 'Close the outline; save the form'],
  ['Ctrl Enter', 'Save from a text of several lines'],
  ['Escape', 'Give up, then deselect'],
  ['Ctrl Z', 'Undo: a corner, a change, a save, a deletion'],
  ['Ctrl Shift Z', 'Redo'],
  ['Click, Shift click', 'On the timeline: after, before'],
  ['← →', 'On the timeline: step after; with Shift, before'],
  ['Ctrl ← →', 'On the timeline: go to a date without picking it'],
  ['Enter, Shift Enter', 'On the timeline: the date in focus as after, as before'],
  ['+ − 0', 'On the timeline: less time, more time, all'],
  ['Page up, Page down', 'On the timeline: earlier, later'],
  ['?', 'This sheet'],
];

/** All keys, which can be switched off and changed. */
export function KeysSheet() {
  return (
    <Dialog title="Keys" open={keysShown.value} onClose={() => (keysShown.value = false)}>
      <label class="check">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={(event) => switchKeys(event.currentTarget.checked)}
        />
        Single keys act
      </label>
      <dl class="keys">
        {keyActions.map((action) => (
          <KeyRow key={action} action={action} />
        ))}
        {fixed.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>{meaning}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">To change a key, choose it here and press another.</p>
      <button type="button" class="button" onClick={resetKeys}>
        Reset keys
      </button>
    </Dialog>
  );
}

const waitingFor = signal<KeyAction | undefined>(undefined);

function KeyRow({ action }: { action: KeyAction }) {
  const waits = waitingFor.value === action;
  const bind = (event: KeyboardEvent) => {
    if (!waits || event.code === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.code !== 'Escape' && event.code !== 'Enter' && !/^(Shift|Control|Alt|Meta)/.test(event.code))
      bindKey(action, event.code);
    waitingFor.value = undefined;
  };
  return (
    <div>
      <dt>{keyMeanings[action]}</dt>
      <dd>
        <button
          type="button"
          class="key"
          aria-label={`Key for: ${keyMeanings[action]}. Now ${keyName(bindings.value[action])}`}
          onClick={() => (waitingFor.value = action)}
          onBlur={() => (waitingFor.value = undefined)}
          onKeyDown={bind}
        >
          <kbd>{waits ? 'Press a key' : keyName(bindings.value[action])}</kbd>
        </button>
      </dd>
    </div>
  );
}
