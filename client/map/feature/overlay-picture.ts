import { linesWithin } from './overlay-levels.ts';
import { namesToWrite, type Picture } from './overlay-names.ts';
import { pointsSeen } from './overlay-points.ts';
import type { OverlayShapes, PlacedName } from './overlay-shapes.ts';

/** An overlay that is ready to be drawn. */
export type DrawnOverlay = OverlayShapes & { colour: string };

/** What is drawn in a twentieth of a second without a graphics card: corners of lines. */
const MOST_CORNERS = 40_000;
/** Lines of more corners, or longer in pixels, are hairlines: dotted, they would cover the image, and take long. */
const MOST_DOTTED = { corners: 8_000, length: 40_000 };
const RADIUS = 5;
const HALO = 'rgb(0 0 0 / 0.7)';
const FONT = '12px system-ui, sans-serif';

/**
 * Draws overlays into a picture: dotted lines, rings for points, and the names that have room. What takes long is
 * bounded, whatever is laid over. Gives the names that are written now.
 */
export function drawOverlays(
  context: CanvasRenderingContext2D,
  overlays: readonly DrawnOverlay[],
  picture: Picture,
  stood: ReadonlySet<PlacedName>,
): { names: Set<PlacedName>; all: number } {
  context.lineJoin = 'round';
  drawLines(context, overlays, picture);
  drawPoints(context, overlays, picture);
  return writeNames(context, overlays, picture, stood);
}

function drawLines(
  context: CanvasRenderingContext2D,
  overlays: readonly DrawnOverlay[],
  picture: Picture,
): void {
  const { west, north, resolution, width, height } = picture;
  const extent = [west, north - height * resolution, west + width * resolution, north] as const;
  const paths: { path: Path2D; colour: string }[] = [];
  let [all, length] = [0, 0];
  for (const { overlay, level, found, corners } of linesWithin(overlays, extent, resolution, MOST_CORNERS)) {
    all += corners;
    for (const at of found) {
      const line = level.lines[level.chunks[at]!]!;
      const [from, to] = [level.chunks[at + 1]! * 2, level.chunks[at + 2]! * 2];
      // Of its own for each chunk: what a long path costs grows faster than the path.
      const path = new Path2D();
      let [lastX, lastY] = [0, 0];
      for (let i = from; i <= to; i += 2) {
        const x = (line[i]! - west) / resolution;
        const y = (north - line[i + 1]!) / resolution;
        if (i === from) path.moveTo(x, y);
        else {
          path.lineTo(x, y);
          length += Math.hypot(x - lastX, y - lastY);
        }
        [lastX, lastY] = [x, y];
      }
      paths.push({ path, colour: overlay.colour });
    }
  }
  if (all > MOST_DOTTED.corners || length > MOST_DOTTED.length) {
    context.lineWidth = 1 / context.getTransform().a;
    for (const { path, colour } of paths) {
      context.strokeStyle = colour;
      context.stroke(path);
    }
    return;
  }
  context.lineWidth = 4;
  context.strokeStyle = HALO;
  for (const { path } of paths) context.stroke(path);
  context.lineCap = 'round';
  context.setLineDash([2, 5]);
  context.lineWidth = 1.75;
  for (const { path, colour } of paths) {
    context.strokeStyle = colour;
    context.stroke(path);
  }
  context.setLineDash([]);
}

function drawPoints(
  context: CanvasRenderingContext2D,
  overlays: readonly DrawnOverlay[],
  picture: Picture,
): void {
  const { west, north, resolution } = picture;
  const half = RADIUS + 3;
  const ratio = context.getTransform().a;
  for (const { points, colour } of overlays) {
    const seen = pointsSeen(points, picture);
    if (seen.length === 0) continue;
    const ring = ringOf(colour, half, ratio);
    // On whole pixels, where laying one down takes half the time.
    const whole = (pixels: number) => Math.round(pixels * ratio) / ratio;
    for (const at of seen)
      context.drawImage(
        ring,
        whole((points[at]! - west) / resolution - half),
        whole((north - points[at + 1]!) / resolution - half),
        half * 2,
        half * 2,
      );
  }
}

/** A ring is drawn once and then laid down again and again. */
function ringOf(colour: string, half: number, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(half * 2 * ratio);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.scale(canvas.width / (half * 2), canvas.height / (half * 2));
  for (const [style, width] of [
    [HALO, 4],
    [colour, 1.75],
  ] as const) {
    context.beginPath();
    context.arc(half, half, RADIUS, 0, 2 * Math.PI);
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  return canvas;
}

const widths = new Map<string, number>();
const MOST_WIDTHS = 20_000;

function writeNames(
  context: CanvasRenderingContext2D,
  overlays: readonly DrawnOverlay[],
  picture: Picture,
  stood: ReadonlySet<PlacedName>,
): { names: Set<PlacedName>; all: number } {
  context.font = FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const widthOf = (text: string) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (widths.size > MOST_WIDTHS) widths.clear();
    const { width } = context.measureText(text);
    widths.set(text, width);
    return width;
  };
  const colours = new Map(overlays.flatMap(({ names, colour }) => names.map((name) => [name, colour])));
  const { written, all } = namesToWrite([...colours.keys()], picture, widthOf, stood);
  context.strokeStyle = 'rgb(0 0 0 / 0.8)';
  context.lineWidth = 3;
  for (const { placed, text, x, y } of written) {
    context.fillStyle = colours.get(placed)!;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  return { names: new Set(written.map(({ placed }) => placed)), all };
}
