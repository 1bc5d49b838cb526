import { useEffect, useRef } from 'preact/hooks';
import type { Histogram, Limits } from '#domain/look/look.contract.ts';
import { theme } from '../style/index.ts';

/** What is drawn: the histogram of one channel, and the colour token that it is drawn in. */
export type DrawnChannel = { histogram: Histogram; token: string };

const WIDTH = 256;
const HEIGHT = 72;
/** One press of an arrow key, of the width of the histogram. */
const KEY_STEP = 1 / WIDTH;
const LONG_STEP = 16;

/**
 * Histograms of the channels, with two handles at the limits of the one that is being set. They are dragged,
 * or moved with the arrow keys, further with Shift or Page keys, to the ends with Home and End.
 */
export function HistogramPlot({
  channels,
  active,
  limits,
  whole,
  names,
  onLimits,
}: {
  channels: readonly DrawnChannel[];
  active: number | 'all';
  limits: Limits;
  /** True where limits are whole numbers. */
  whole: boolean;
  /** What the lower and the upper limit are called. */
  names: readonly [low: string, high: string];
  onLimits: (limits: Limits) => void;
}) {
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const seen = active === 'all' ? channels : channels.slice(active, active + 1);
  const low = Math.min(...seen.map(({ histogram }) => histogram.low));
  const high = Math.max(...seen.map(({ histogram }) => histogram.high));
  const range = high > low ? { low, high } : { low: low - 0.5, high: high + 0.5 };
  const width = range.high - range.low;
  const shownTheme = theme.value;
  useEffect(() => {
    if (shownTheme) draw(canvas.current!, channels, active, range);
  }, [channels, active, range.low, range.high, shownTheme]);

  const move = (end: 'low' | 'high', to: number) => {
    const least = whole ? 1 : width / 10_000;
    const within = Math.min(Math.max(to, range.low), range.high);
    const rounded = whole ? Math.round(within) : within;
    onLimits(
      end === 'low'
        ? { low: Math.min(rounded, limits.high - least), high: limits.high }
        : { low: limits.low, high: Math.max(rounded, limits.low + least) },
    );
  };
  const drag = (end: 'low' | 'high') => (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = plot.current!.getBoundingClientRect();
    move(end, range.low + ((event.clientX - box.left) / box.width) * width);
  };
  const press = (end: 'low' | 'high') => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = Math.max(width * KEY_STEP, whole ? 1 : 0) * (event.shiftKey ? LONG_STEP : 1);
    const moves: Record<string, number> = {
      ArrowLeft: limits[end] - step,
      ArrowDown: limits[end] - step,
      ArrowRight: limits[end] + step,
      ArrowUp: limits[end] + step,
      PageDown: limits[end] - width * KEY_STEP * LONG_STEP,
      PageUp: limits[end] + width * KEY_STEP * LONG_STEP,
      Home: range.low,
      End: range.high,
    };
    const to = moves[event.code];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(end, to);
  };
  const placeOf = (value: number) =>
    `${(Math.min(Math.max((value - range.low) / width, 0), 1) * 100).toFixed(2)}%`;

  return (
    <div class="histogram" ref={plot}>
      <canvas ref={canvas} width={WIDTH * 2} height={HEIGHT * 2} />
      {(['low', 'high'] as const).map((end) => (
        <div
          key={end}
          class={`limit ${end}`}
          role="slider"
          tabIndex={0}
          aria-label={`${names[end === 'low' ? 0 : 1]} at`}
          aria-valuemin={range.low}
          aria-valuemax={range.high}
          aria-valuenow={limits[end]}
          style={{ left: placeOf(limits[end]) }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(end)}
          onKeyDown={press(end)}
        />
      ))}
    </div>
  );
}

/** Heights are square roots of counts, so that what is rare still shows. */
function draw(
  canvas: HTMLCanvasElement,
  channels: readonly DrawnChannel[],
  active: number | 'all',
  range: Limits,
) {
  const context = canvas.getContext('2d')!;
  const { width, height } = canvas;
  const tokens = getComputedStyle(canvas);
  context.clearRect(0, 0, width, height);
  for (const [place, { histogram, token }] of channels.entries()) {
    const most = Math.sqrt(Math.max(...histogram.counts, 1));
    const step = (histogram.high - histogram.low) / histogram.counts.length;
    const across = (value: number) => ((value - range.low) / (range.high - range.low)) * width;
    context.beginPath();
    context.moveTo(across(histogram.low), height);
    for (const [index, count] of histogram.counts.entries()) {
      const top = height - (Math.sqrt(count) / most) * (height - 4);
      context.lineTo(across(histogram.low + index * step), top);
      context.lineTo(across(histogram.low + (index + 1) * step), top);
    }
    context.lineTo(across(histogram.high), height);
    context.closePath();
    const chosen = active === 'all' || active === place;
    context.fillStyle = tokens.getPropertyValue(token);
    context.globalAlpha = !chosen ? 0.18 : channels.length > 1 ? 0.55 : 0.8;
    context.fill();
  }
}
