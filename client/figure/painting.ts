import type { Side } from '../comparison/index.ts';
import { drawStatusLine, rampColours } from '../map/index.ts';
import { type FigureLayout, type Measure, type TextStyle, textStyles } from './layout.ts';

/** Paper, ink, and the colours of both sides, of which those of text are dark enough on paper. */
const PAPER = '#ffffff';
const INK = '#1b1d20';
const text: Record<'ink' | Side, string> = { ink: INK, before: '#8a5200', after: '#0b5cad' };
const stripe: Record<Side, string> = { before: '#f0b04c', after: '#6cb6ff' };
/** Under an image, seen where it shows nothing. */
const NO_IMAGE = '#d9dadc';
const PLATE = { ground: 'rgb(11 12 13 / 0.8)', text: '#ffd9a0' };
/** Of a line's height, where letters stand. */
const BASELINE = 0.76;

/** Measures text as it will be painted, in units of the layout. */
export function textMeasure(context: CanvasRenderingContext2D): Measure {
  return (words, style) => {
    context.font = fontOf(style);
    return context.measureText(words).width;
  };
}

/** Paints the paper and the ground of the images, before anything else. `scale` is in pixels a unit. */
export function paintPaper(context: CanvasRenderingContext2D, layout: FigureLayout, scale: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  inUnits(context, scale, () => {
    context.fillStyle = NO_IMAGE;
    for (const panel of layout.panels) context.fillRect(panel.x, panel.y, panel.width, panel.height);
  });
}

/**
 * Paints all words and marks of a figure, crisp at its own resolution. `trueNorth` is in degrees clockwise from
 * the upright.
 */
export function paintWords(
  context: CanvasRenderingContext2D,
  layout: FigureLayout,
  { scale, trueNorth }: { scale: number; trueNorth: number },
): void {
  inUnits(context, scale, () => {
    for (const { side, x, y, width, height } of layout.stripes) {
      context.fillStyle = stripe[side];
      context.fillRect(x, y, width, height);
    }
    for (const { x, y, width, height, ...plate } of layout.plates) {
      context.fillStyle = PLATE.ground;
      context.fillRect(x, y, width, height);
      context.fillStyle = PLATE.text;
      write(context, plate.text, plate.style, x + 8, y + 4);
    }
    for (const placed of layout.texts) {
      context.fillStyle = text[placed.colour];
      write(context, placed.text, placed.style, placed.x, placed.y);
    }
    for (const ramp of layout.ramps) paintRamp(context, ramp);
    paintNorth(context, layout.north, trueNorth);
  });
  // On whole pixels, so that its length can be measured to one.
  const { x, y, width, height } = layout.scaleBar;
  context.fillStyle = '#000000';
  context.fillRect(Math.round(x * scale), Math.round(y * scale), Math.round(width * scale), height * scale);
  for (const sample of layout.samples)
    drawStatusLine(context, sample.status, {
      x: sample.x * scale,
      y: sample.y * scale,
      width: sample.width * scale,
      enlarged: scale,
    });
}

function inUnits(context: CanvasRenderingContext2D, scale: number, paint: () => void) {
  context.save();
  context.scale(scale, scale);
  paint();
  context.restore();
}

function fontOf(style: TextStyle): string {
  const { size, bold } = textStyles[style];
  return `${bold ? '600' : '400'} ${size}px system-ui, sans-serif`;
}

function write(context: CanvasRenderingContext2D, words: string, style: TextStyle, x: number, y: number) {
  context.font = fontOf(style);
  context.fillText(words, x, y + textStyles[style].lineHeight * BASELINE);
}

function paintRamp(
  context: CanvasRenderingContext2D,
  { x, y, width, height, ramp }: FigureLayout['ramps'][number],
) {
  const colours = rampColours(ramp);
  const along = context.createLinearGradient(x, 0, x + width, 0);
  for (const [step, colour] of colours.entries()) along.addColorStop(step / (colours.length - 1), colour);
  context.fillStyle = along;
  context.fillRect(x, y, width, height);
}

function paintNorth(context: CanvasRenderingContext2D, { x, y }: FigureLayout['north'], trueNorth: number) {
  context.save();
  context.translate(x, y);
  context.rotate((trueNorth * Math.PI) / 180);
  context.fillStyle = INK;
  context.beginPath();
  context.moveTo(0, -6);
  context.lineTo(8, 20);
  context.lineTo(0, 14);
  context.lineTo(-8, 20);
  context.fill();
  context.font = fontOf('strong');
  context.textAlign = 'center';
  context.fillText('N', 0, -10);
  context.restore();
}
