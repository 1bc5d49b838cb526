import { getCenter } from 'ol/extent.js';
import type Projection from 'ol/proj/Projection.js';
import { transform, transformExtent } from 'ol/proj.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import { LAID_SIDE } from './laid-tiles.ts';

/** Metres in the view's system. */
export type Shift = { east: number; north: number };

/** Of a grid's finest level, at its middle, in the view's system. */
export function metresPerPixel(grid: TileGrid, system: Projection, view: Projection): number {
  const extent = grid.getExtent()!;
  const [x = 0, y = 0] = getCenter(extent);
  const [left = 0] = transform([x, y], system, view);
  const [right = 0] = transform([x + grid.getResolution(grid.getMaxZoom()), y], system, view);
  return Math.abs(right - left);
}

/** The grid on which a scene of another system is laid: the scene's own resolutions, in metres. */
export function gridInView(grid: TileGrid, system: Projection, view: Projection): TileGrid {
  const metres = metresPerPixel(grid, system, view) / grid.getResolution(grid.getMaxZoom());
  const extent = transformExtent(grid.getExtent()!, system, view, 16);
  return new TileGrid({
    extent,
    resolutions: grid.getResolutions().map((r) => r * metres),
    tileSize: LAID_SIDE,
  });
}

/** A shift in metres, in the units of the scene's own system at the scene's middle. */
export function inOwnUnits(
  shift: Shift,
  grid: TileGrid,
  system: Projection,
  view: Projection,
): [number, number] {
  const middle = getCenter(grid.getExtent()!);
  const [east = 0, north = 0] = transform(middle, system, view);
  const [x = 0, y = 0] = transform([east + shift.east, north + shift.north], view, system);
  return [x - middle[0]!, y - middle[1]!];
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
