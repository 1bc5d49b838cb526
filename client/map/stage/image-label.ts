import { effect } from '@preact/signals';
import type { ShownLook } from '#domain/look/look.contract.ts';
import { isMeasured, rampOf, scalesDiffer } from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { comparisonModel, mode, opacity, type Side, seenSide } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import { measuredWords, scaleEnds } from '../../i18n/index.ts';
import { lookChoicesModel, lookModel } from '../../look/index.ts';
import { rampColours } from '../base/ramps.ts';

const words: Readonly<Record<Side, string>> = { before: 'BEFORE', after: 'AFTER' };

/**
 * Writes date, side, sensor and SYNTHETIC on the image itself, where a screenshot keeps them. The divider
 * covers a label together with its side; a date that is not seen has no label.
 */
export function mountImageLabel(workspace: Workspace, container: HTMLElement, side: Side) {
  const comparison = workspace.get(comparisonModel);
  const { lookOf, lookShown, plainShown } = workspace.get(lookModel);
  const { coloursInWords } = workspace.get(lookChoicesModel);
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
    const now = comparison[side].value;
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
    const colours = coloursInWords(now);
    if (colours) label.append(line('map-label-sensor', colours));
    const look = lookOf(now);
    if (isMeasured(look.colours)) label.append(scaleLine(look));
    if (haveOwnScales()) label.append(line('map-label-warning', measuredWords.own));
    if (plainShown.value) label.append(line('map-label-sensor', 'as it comes'));
  });

  function haveOwnScales(): boolean {
    const [one, other] = [comparison.before.value, comparison.after.value];
    return Boolean(one && other && scalesDiffer(lookOf(one), lookOf(other)));
  }

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

/** The legend of colours that stand for values. */
function scaleLine({ colours, limits }: ShownLook): HTMLElement {
  const [low, high] = scaleEnds(limits[0]!);
  const bar = document.createElement('span');
  bar.className = 'map-label-ramp';
  bar.style.backgroundImage = `linear-gradient(to right, ${rampColours(rampOf(colours)).join()})`;
  const whole = line('map-label-scale', '');
  whole.append(line('', low), bar, line('sr-only', ' to '), line('', high));
  return whole;
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
