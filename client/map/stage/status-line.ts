import { effect } from '@preact/signals';
import { comparisonModel } from '../../comparison/index.ts';
import { coordinateText } from '../../coordinates/index.ts';
import type { Workspace } from '../../core/index.ts';
import { labels } from '../../i18n/index.ts';
import { coordinateForm, nextCoordinateForm } from '../../place/index.ts';
import { lengthText, roundLength } from '../base/scale-bar.ts';

/** Widest scale bar, in CSS pixels. */
const SCALE_PIXELS = 120;
/** Degrees below which nobody sees that the arrow leans. */
const NORTH_UP = 0.5;

/** The line at the foot of the image: where the pointer is, how many metres a pixel, a scale bar, north, loading. */
export function mountStatusLine(workspace: Workspace, container: HTMLElement): () => void {
  const { cursor, mapLoading, resolution, trueNorth } = workspace.get(comparisonModel);
  const place = document.createElement('button');
  place.type = 'button';
  place.className = 'map-place';
  place.addEventListener('click', nextCoordinateForm);
  const metres = output('map-resolution', 'Metres a pixel');
  const scale = document.createElement('span');
  scale.className = 'map-scale';
  scale.setAttribute('role', 'img');
  const foot = document.createElement('div');
  foot.className = 'map-foot';
  const north = document.createElement('span');
  north.className = 'map-north';
  north.setAttribute('role', 'img');
  north.textContent = 'N';
  foot.append(place, metres, scale, north);
  const loading = document.createElement('div');
  loading.className = 'map-loading';
  loading.setAttribute('role', 'progressbar');
  loading.setAttribute('aria-label', 'Loading the image');
  container.append(foot, loading);

  const stops = [
    effect(() => {
      const form = labels.coordinateForm[coordinateForm.value];
      place.textContent = cursor.value ? coordinateText(cursor.value, coordinateForm.value) : form;
      place.title = `${form}: click for another way to write coordinates`;
    }),
    effect(() => {
      const now = resolution.value;
      foot.hidden = now === undefined;
      if (now === undefined) return;
      metres.textContent = `${metresText(now)}/px`;
      const length = roundLength(now * SCALE_PIXELS);
      scale.textContent = lengthText(length);
      scale.setAttribute('aria-label', `Scale bar: ${lengthText(length)}`);
      scale.style.inlineSize = `${(length / now).toFixed(1)}px`;
    }),
    effect(() => {
      const degrees = trueNorth.value;
      const off = `${Math.abs(degrees).toFixed(1)}° ${degrees > 0 ? 'right' : 'left'} of up`;
      north.setAttribute('aria-label', Math.abs(degrees) < NORTH_UP ? 'North is up' : `North is ${off}`);
      north.style.setProperty('--true-north', `${degrees}deg`);
    }),
    effect(() => {
      loading.hidden = !mapLoading.value;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    foot.remove();
    loading.remove();
  };
}

function metresText(metres: number): string {
  return `${metres < 10 ? metres.toFixed(2) : Math.round(metres).toLocaleString('en')} m`;
}

function output(className: string, label: string): HTMLElement {
  const element = document.createElement('output');
  element.className = className;
  element.setAttribute('aria-label', label);
  element.setAttribute('aria-live', 'off');
  return element;
}
