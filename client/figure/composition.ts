import type { Side } from '../comparison/index.ts';
import { drawDifference, type Rectangle } from '../map/index.ts';
import type { FigureView } from './figure-plan.ts';

/** Both dates as they were drawn, or the one that is shown, each the size of the box. */
export type Pictures = Partial<Record<Side, HTMLCanvasElement>>;

/** Of the shorter side of a picture, what the lens takes at least and at most. */
const LENS_SHARE = { least: 0.1, most: 0.45 };

/**
 * Lays both dates on one another in a box as the mode shows them, or the one date alone. Lines are `enlarged`
 * so many times; `metres` is that of a pixel of the canvas. Throws a sentence where a difference cannot be drawn.
 */
export function compose(
  context: CanvasRenderingContext2D,
  view: Exclude<FigureView, { kind: 'pair' }>,
  { before, after }: Pictures,
  { box, enlarged, metres }: { box: Rectangle; enlarged: number; metres: number },
): void {
  const { x, y, width, height } = box;
  if (view.kind === 'single' || !before || !after) {
    const only = before ?? after;
    if (only) context.drawImage(only, x, y);
    return;
  }
  const frame = new Path2D();
  switch (view.kind) {
    case 'difference':
      drawDifference(context, box, before, after);
      return;
    case 'blend':
      context.drawImage(before, x, y);
      context.globalAlpha = view.opacity;
      context.drawImage(after, x, y);
      context.globalAlpha = 1;
      return;
    case 'swipe': {
      const upright = view.runs === 'upright';
      const at = Math.round((upright ? width : height) * view.divider);
      const [left, top] = upright ? [x + at, y] : [x, y + at];
      // Each date on its own side alone: where one shows nothing, the other must not be taken for it.
      drawWithin(context, rectangle(x, y, upright ? at : width, upright ? height : at), before, box);
      drawWithin(context, rectangle(left, top, x + width - left, y + height - top), after, box);
      frame.moveTo(left, top);
      frame.lineTo(upright ? left : x + width, upright ? y + height : top);
      break;
    }
    case 'spyglass': {
      const shorter = Math.min(width, height);
      const wanted = view.radius / metres;
      const radius = Math.min(Math.max(wanted, shorter * LENS_SHARE.least), shorter * LENS_SHARE.most);
      frame.arc(x + width / 2, y + height / 2, radius, 0, 2 * Math.PI);
      const around = rectangle(x, y, width, height);
      around.addPath(frame);
      drawWithin(context, around, before, box, 'evenodd');
      drawWithin(context, frame, after, box);
      break;
    }
  }
  stroke(context, frame, 'rgb(0 0 0 / 0.6)', 4 * enlarged);
  stroke(context, frame, '#ffffff', 2 * enlarged);
}

function rectangle(x: number, y: number, width: number, height: number): Path2D {
  const path = new Path2D();
  path.rect(x, y, width, height);
  return path;
}

function drawWithin(
  context: CanvasRenderingContext2D,
  part: Path2D,
  picture: HTMLCanvasElement,
  { x, y }: Rectangle,
  rule: CanvasFillRule = 'nonzero',
) {
  context.save();
  context.clip(part, rule);
  context.drawImage(picture, x, y);
  context.restore();
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}
