import { effect, type ReadonlySignal } from '@preact/signals';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { lookShown, plainShown } from '../scene/look.store.ts';

/** The side on which a scene is shown: before is always left and amber, after always right and blue. */
export type Side = 'before' | 'after';
const words: Readonly<Record<Side, string>> = { before: 'BEFORE', after: 'AFTER' };

/**
 * Writes date, side, sensor and SYNTHETIC on the image itself, where a screenshot keeps them. The divider
 * covers a label together with its side.
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
    label.hidden = !now;
    label.replaceChildren();
    if (!now) return;
    label.append(line('map-label-date', dateOf(now)), line('map-label-side', words[side]));
    const sensor = [now.platform, now.synthetic ? undefined : now.provider].filter(Boolean).join(', ');
    if (sensor) label.append(line('map-label-sensor', sensor));
    if (now.synthetic) label.append(line('map-label-synthetic', 'SYNTHETIC'));
    if (plainShown.value) label.append(line('map-label-sensor', 'as it comes'));
  });
  return () => {
    stop();
    area.remove();
  };
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
