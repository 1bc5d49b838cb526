import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import CanvasImmediateRenderer from 'ol/render/canvas/Immediate.js';
import Style from 'ol/style/Style.js';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';
import type { Polygon, Position } from '#domain/geometry/geometry.contract.ts';
import { polygonsOf } from '#domain/geometry/ring.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import type { Workspace } from '../../core/index.ts';
import { meet } from '../base/ground.ts';
import { fromView, groundAt, toView, viewExtent } from '../base/projection.ts';
import type { Extent } from '../base/view-domain.ts';
import { viewSystemModel } from '../base/view-system.ts';
import { geometryIn } from '../feature/annotation-layer.ts';
import { NUMBER_FONT, NUMBER_GAP, numberText, outlineStyles } from '../feature/annotation-style.ts';
import type { FigureOutline } from './figure-outline.ts';
import { placeNumbers } from './number-places.ts';
import type { Rectangle } from './rectangle.ts';

/** The ground that a figure shows, in the system that the map is drawn in. */
export type FigureGround = {
  system: string;
  extent: Extent;
  centre: Position;
  /** Metres on the ellipsoid from the left edge to the right, halfway up. */
  across: number;
  /** Degrees, clockwise, from the upright of the picture, which is grid north, to true north. */
  trueNorth: number;
};

/**
 * The ground of a picture `width` wide that holds all of a polygon in its middle, and the height that this
 * asks for, in the same unit. Where it would be too narrow or too wide a picture, more ground is shown. Undefined where
 * there is no map, or the picture would reach beyond what one system is exact for.
 */
export function figureGround(
  workspace: Workspace,
  shown: Polygon,
  width: number,
  aspect: { least: number; most: number },
): { ground: FigureGround; height: number } | undefined {
  const system = workspace.get(viewSystemModel).systemShowing(shown);
  const around = system && viewExtent(shown, system);
  if (!around) return undefined;
  const [west, south, east, north] = around;
  const given = (east - west) / (north - south);
  const height = Math.round(width / Math.min(aspect.most, Math.max(aspect.least, given)));
  const perPixel = Math.max((east - west) / width, (north - south) / height);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const [halfWidth, halfHeight] = [(perPixel * width) / 2, (perPixel * height) / 2];
  const extent: Extent = [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
  const centre = fromView([x, y], system);
  const [left, right] = [fromView([extent[0], y], system), fromView([extent[2], y], system)];
  const middle = groundAt([x, y], system);
  if (!centre || !left || !right || !middle) return undefined;
  const across = geodesicDistance(left, right);
  return { ground: { system, extent, centre, across, trueNorth: middle.trueNorth }, height };
}

/** Those of some outlines that the ground meets. */
export function outlinesWithin(
  outlines: readonly FigureOutline[],
  { system, extent }: FigureGround,
): FigureOutline[] {
  return outlines.filter(({ geometry }) => {
    const around = viewExtent(geometry, system);
    return around && meet(around, extent);
  });
}

/**
 * Draws outlines as the map does, within a box of a canvas (in its pixels), their strokes `enlarged` so many
 * times; and their numbers, which keep clear of one another and of what is `taken`, `numbersEnlarged` times.
 */
export function drawOutlines(
  context: CanvasRenderingContext2D,
  outlines: readonly FigureOutline[],
  place: {
    ground: FigureGround;
    box: Rectangle;
    enlarged: number;
    numbersEnlarged: number;
    taken: readonly Rectangle[];
  },
): void {
  const { ground, box, enlarged } = place;
  const renderer = rendererOn(context, place, enlarged);
  const strokes: { feature: Feature; style: Style }[] = outlines.flatMap((outline) => {
    const geometry = geometryIn(outline.geometry, ground.system);
    if (!geometry) return [];
    const feature = new Feature(geometry);
    return outlineStyles({ status: outline.status, number: undefined, ...plain }, false).map((style) => ({
      feature,
      style,
    }));
  });
  const above = ({ style }: { style: Style }) => style.getZIndex() ?? 0;
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  for (const { feature, style } of strokes.toSorted((one, other) => above(one) - above(other)))
    renderer.drawFeature(feature, style);
  drawNumbers(context, outlines, place);
  context.restore();
}

function drawNumbers(
  context: CanvasRenderingContext2D,
  outlines: readonly FigureOutline[],
  place: { ground: FigureGround; box: Rectangle; numbersEnlarged: number; taken: readonly Rectangle[] },
): void {
  const { ground, box, numbersEnlarged, taken } = place;
  const [west, , , north] = ground.extent;
  const perMetre = pixelsPerMetre(place);
  const { size, family, weight } = NUMBER_FONT;
  const gap = NUMBER_GAP * numbersEnlarged;
  context.font = `${weight} ${size * numbersEnlarged}px ${family}`;
  const onCanvas = (position: Position): [number, number] => {
    const [x, y] = toView(position, ground.system)!;
    return [box.x + (x - west) * perMetre, box.y + (north - y) * perMetre];
  };
  const sized = outlines.map(({ geometry, number }) => {
    const rings = polygonsOf(geometry)
      .flat()
      .map((ring) => ring.map(onCanvas));
    return {
      box: boxAround(rings.flat()),
      edges: rings.flatMap((ring) => ring.slice(1).map((corner, index) => [ring[index]!, corner] as const)),
      width: context.measureText(number).width,
    };
  });
  const places = placeNumbers(sized, { bounds: box, taken, height: size * numbersEnlarged, gap });
  const renderer = rendererOn(context, place, numbersEnlarged);
  for (const [index, { x, y, width, height }] of places.entries()) {
    const foot = [west + (x + width / 2 - box.x) / perMetre, north - (y + height + gap - box.y) / perMetre];
    renderer.setStyle(new Style({ text: numberText(outlines[index]!.number) }));
    renderer.drawPoint(new Point(foot));
  }
}

function boxAround(places: readonly [x: number, y: number][]): Rectangle {
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Draws what is in the view's system, in metres, where it belongs in a box of a canvas. */
function rendererOn(
  context: CanvasRenderingContext2D,
  place: { ground: FigureGround; box: Rectangle },
  enlarged: number,
): CanvasImmediateRenderer {
  const { ground, box } = place;
  const [west, , , north] = ground.extent;
  const perMetre = pixelsPerMetre(place);
  return new CanvasImmediateRenderer(
    context,
    enlarged,
    ground.extent,
    [perMetre, 0, 0, -perMetre, box.x - west * perMetre, box.y + north * perMetre],
    0,
  );
}

function pixelsPerMetre({ ground: { extent }, box }: { ground: FigureGround; box: Rectangle }): number {
  return box.width / (extent[2] - extent[0]);
}

/** Draws the line of a status for a legend, from left to right, in pixels of the canvas. */
export function drawStatusLine(
  context: CanvasRenderingContext2D,
  status: Status,
  { x, y, width, enlarged }: { x: number; y: number; width: number; enlarged: number },
): void {
  const everywhere = [0, 0, context.canvas.width, context.canvas.height];
  const renderer = new CanvasImmediateRenderer(context, enlarged, everywhere, [1, 0, 0, 1, 0, 0], 0);
  const line = new Feature(
    new LineString([
      [x, y],
      [x + width, y],
    ]),
  );
  for (const style of outlineStyles({ status, number: undefined, ...plain }, false))
    renderer.drawFeature(line, style);
}

const plain = { selected: false, hovered: false, editing: false };
