import { effect, type ReadonlySignal } from '@preact/signals';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { isolated } from '../../server/text.rules.ts';
import { mode, opacity, type Side, seenSide } from '../comparison/mode.store.ts';
import { lookShown, plainShown } from '../scene/look.store.ts';

const words: Readonly<Record<Side, string>> = { before: 'BEFORE', after: 'AFTER' };

/**
 * Writes date, side, sensor and SYNTHETIC on the image itself, where a screenshot keeps them. The divider
 * covers a label together with its side; a date that is not seen has no label.
 */
export function mountImageLabel(
  container: HTMLElement,
  side: Side,
  scene: ReadonlySignal<Scene | undefined>,
) {
  const area = document.createElement('div');
  area.className = `map-side map-side-${side}`;
  const label = document.createElement('button');
  label.type = 'button';
  label.className = 'map-label';
  label.title = 'Colours and brightness';
  label.addEventListener('click', () => {
    lookShown.value = lookShown.peek() === side ? undefined : side;
  });
  area.append(label);
  container.append(area);
  const stop = effect(() => {
    const now = scene.value;
    const seen = seenAs(side);
    label.hidden = !now || seen === 'not';
    label.replaceChildren();
    if (!now) return;
    label.append(line('map-label-date', dateOf(now)), line('map-label-side', words[side]));
    const sensor = [now.platform, now.synthetic ? undefined : now.provider]
      .flatMap((words) => (words ? [isolated(words)] : []))
      .join(', ');
    if (sensor) label.append(line('map-label-sensor', sensor));
    if (now.synthetic) label.append(line('map-label-synthetic', 'SYNTHETIC'));
    if (seen) label.append(line('map-label-sensor', seen));
    if (plainShown.value) label.append(line('map-label-sensor', 'as it comes'));
  });
  return () => {
    stop();
    area.remove();
  };
}

/** How a side is seen in the present mode, in words, where that is not plain from where its label stands. */
function seenAs(side: Side): string | undefined {
  if (seenSide.value) return seenSide.value === side ? undefined : 'not';
  if (mode.value === 'spyglass') return side === 'after' ? 'in the lens' : 'around the lens';
  if (mode.value !== 'blend') return undefined;
  const share = Math.round(opacity.value * 100);
  return `${side === 'after' ? share : 100 - share} %`;
}

/** The acquisition, no more exact than it is known; an instant to the minute, in UTC. */
function dateOf({ acquired, acquiredPrecision }: Scene): string {
  return acquiredPrecision === 'instant' ? `${acquired.slice(0, 16).replace('T', ' ')} UTC` : acquired;
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
