import { getCenter } from 'ol/extent.js';
import type Projection from 'ol/proj/Projection.js';
import { getTransform, transform } from 'ol/proj.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import { domainExtent, type Extent, isInDomain } from '../base/view-domain.ts';
import { LAID_SIDE } from './laid-tiles.ts';

/** Metres in the grid that a scene's registration offset is measured in. */
export type Shift = { east: number; north: number };

/** Of a grid's finest level, at its middle, in the view's system. */
export function metresPerPixel(grid: TileGrid, system: Projection, view: Projection): number {
  const extent = grid.getExtent()!;
  const [x = 0, y = 0] = getCenter(extent);
  const [left = 0, from = 0] = transform([x, y], system, view);
  const [right = 0, to = 0] = transform([x + grid.getResolution(grid.getMaxZoom()), y], system, view);
  return Math.hypot(right - left, to - from);
}

/** The grid on which a scene of another system is laid: the scene's own resolutions, in metres. */
export function gridInView(grid: TileGrid, system: Projection, view: Projection): TileGrid {
  const metres = metresPerPixel(grid, system, view) / grid.getResolution(grid.getMaxZoom());
  return new TileGrid({
    extent: brought(grid.getExtent() as Extent, system, view),
    resolutions: grid.getResolutions().map((r) => r * metres),
    tileSize: LAID_SIDE,
  });
}

/** Pieces of each edge of a scene whose bends its extent in the view follows. */
const PIECES = 256;

/** The extent in the view of one in a scene's own system; all that the view is exact for, where the scene goes beyond. */
function brought([west, south, east, north]: Extent, system: Projection, view: Projection): Extent {
  const edge = Array.from({ length: PIECES + 1 }, (_, piece) => piece / PIECES).flatMap((share) => {
    const [x, y] = [west + (east - west) * share, south + (north - south) * share];
    return [x, south, x, north, west, y, east, y];
  });
  const laid = getTransform(system, view)!(edge, undefined, 2);
  for (let i = 0; i < laid.length; i += 2)
    if (!isInDomain([laid[i]!, laid[i + 1]!], view.getCode())) return domainExtent(view.getCode());
  return around(laid);
}

/** Places all over an extent, so that none of it is missed where it bends, or holds a pole. */
export function placesIn([west, south, east, north]: Extent): number[] {
  const shares = Array.from({ length: 17 }, (_, step) => step / 16);
  return shares.flatMap((up) =>
    shares.flatMap((across) => [west + (east - west) * across, south + (north - south) * up]),
  );
}

/** The smallest extent around coordinates in turn. */
export function around(coordinates: readonly number[]): Extent {
  const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < coordinates.length; i += 2) {
    const [x, y] = [coordinates[i]!, coordinates[i + 1]!];
    // A part of the view may have no place in the scene's system.
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    extent[0] = Math.min(extent[0], x);
    extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x);
    extent[3] = Math.max(extent[3], y);
  }
  return extent;
}

/** A shift of the middle of a scene's grid, in metres of one system, in the units of another: its own, or the view's. */
export function shiftIn(
  { east, north }: Shift,
  middle: number[],
  { own, measuredIn, system }: { own: Projection; measuredIn: Projection; system: Projection },
): [number, number] {
  const [x = 0, y = 0] = transform(middle, own, measuredIn);
  const [toX = 0, toY = 0] = transform([x + east, y + north], measuredIn, system);
  const [fromX = 0, fromY = 0] = transform(middle, own, system);
  return [toX - fromX, toY - fromY];
}

/** The same grid at another place. Made from the scene's own each time, so that shifts do not add up. */
export function shifted(grid: TileGrid, [x, y]: [number, number]): TileGrid {
  const [west = 0, south = 0, east = 0, north = 0] = grid.getExtent()!;
  const levels = grid.getResolutions().map((_, z) => z);
  return new TileGrid({
    extent: [west + x, south + y, east + x, north + y],
    minZoom: grid.getMinZoom(),
    origins: levels.map((z) => {
      const [left = 0, top = 0] = grid.getOrigin(z);
      return [left + x, top + y];
    }),
    resolutions: grid.getResolutions(),
    tileSizes: levels.map((z) => grid.getTileSize(z)),
  });
}
