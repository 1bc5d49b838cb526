import { LRUCache } from 'lru-cache';
import DataTile from 'ol/DataTile.js';
import { getCenter, getWidth } from 'ol/extent.js';
import type Projection from 'ol/proj/Projection.js';
import { getTransform } from 'ol/proj.js';
import { toSize } from 'ol/size.js';
import TileState from 'ol/TileState.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';
import { type Mesh, resample, type TileSamples } from './resample.ts';

/** Pixels of a laid tile's side, and between places that are transformed exactly. */
export const LAID_SIDE = 256;
const STEP = 32;
const CELLS = LAID_SIDE / STEP;
/** Of tiles kept in their scenes' own systems, all scenes together: neighbours are laid from the same ones. */
const MOST_BYTES_KEPT = 96 * 2 ** 20;

/** A level of the scene's own grid, in pixels. */
export type OwnLevel = { width: number; height: number; tileWidth: number; tileHeight: number };

export type Laying = {
  own: { grid: TileGrid; system: Projection; levels: readonly OwnLevel[] };
  /** Its levels are those of the scene's own grid. */
  view: { grid: TileGrid; system: Projection };
  bandCount: number;
  /** The samples of one of the scene's own tiles; undefined where there are none. */
  load: (z: number, x: number, y: number) => Promise<TileSamples | undefined>;
};

/**
 * The way from the view's system to a scene's own, coordinates in turn: where that goes around the Earth, to the turn
 * that is nearest to the scene, which may count on past 180 degrees.
 */
export function wayToOwn(
  view: Projection,
  { grid, system }: Pick<Laying['own'], 'grid' | 'system'>,
): (places: number[]) => number[] {
  const bring = getTransform(view, system)!;
  const world = system.canWrapX() ? getWidth(system.getExtent()) : 0;
  const [middle = 0] = getCenter(grid.getExtent()!);
  return (places) => {
    const brought = bring(places, undefined, 2);
    for (let i = 0; world > 0 && i < brought.length; i += 2)
      brought[i]! += world * Math.round((middle - brought[i]!) / world);
    return brought;
  };
}

/**
 * Lays a scene into another system, tile by tile. OpenLayers would do so by WebGL and read each tile back, which
 * takes a machine without a graphics card a dozen times as long.
 */
export function layInto({ own, view, bandCount, load }: Laying) {
  const toOwn = wayToOwn(view.system, own);
  const loaded = keep(load);

  /** Where a tile of the view lies on the scene's own level of the same number. */
  function meshOf(z: number, x: number, y: number): Mesh {
    const [west, , , north] = view.grid.getTileCoordExtent([z, x, y]) as [number, number, number, number];
    const resolution = view.grid.getResolution(z);
    const places: number[] = [];
    for (let row = 0; row <= CELLS; row++)
      for (let column = 0; column <= CELLS; column++)
        places.push(west + column * STEP * resolution, north - row * STEP * resolution);
    const laid = toOwn(places);
    const [left = 0, top = 0] = own.grid.getOrigin(z);
    const level = own.levels[z]!;
    // Where pixels are not square, the grid's tiles are not as many units high as they have pixels.
    const [gridWidth = 1, gridHeight = 1] = toSize(own.grid.getTileSize(z));
    const perPixelAcross = (own.grid.getResolution(z) * gridWidth) / level.tileWidth;
    const perPixelDown = (own.grid.getResolution(z) * gridHeight) / level.tileHeight;
    const mesh = {
      cells: CELLS,
      step: STEP,
      columns: new Float64Array(places.length / 2),
      rows: new Float64Array(places.length / 2),
    };
    for (let at = 0; at < mesh.columns.length; at++) {
      mesh.columns[at] = (laid[2 * at]! - left) / perPixelAcross;
      mesh.rows[at] = (top - laid[2 * at + 1]!) / perPixelDown;
    }
    return mesh;
  }

  return (z: number, x: number, y: number, options: { interpolate: boolean }): DataTile => {
    const mesh = meshOf(z, x, y);
    const level = own.levels[z]!;
    const columns = tilesOver(mesh.columns, level.width, level.tileWidth);
    const rows = tilesOver(mesh.rows, level.height, level.tileHeight);
    const tile = new DataTile({
      tileCoord: [z, x, y],
      size: [LAID_SIDE, LAID_SIDE],
      transition: 0,
      ...options,
      loader: async () => {
        const wanted: Promise<TileSamples | undefined>[] = [];
        for (let row = rows.first; row <= rows.last; row++)
          for (let column = columns.first; column <= columns.last; column++)
            wanted.push(loaded(z, column, row));
        const tiles = await Promise.all(wanted);
        const Samples = (tiles.find((one) => one !== undefined) ?? new Uint8Array()).constructor as new (
          length: number,
        ) => TileSamples;
        return resample(new Samples(LAID_SIDE * LAID_SIDE * bandCount), mesh, {
          ...level,
          bandCount,
          firstColumn: columns.first,
          firstRow: rows.first,
          across: columns.last - columns.first + 1,
          tiles,
        });
      },
    });
    if (columns.last < columns.first || rows.last < rows.first) tile.setState(TileState.EMPTY);
    return tile;
  };
}

/** The tiles that places, and the pixels beside them, lie in. */
function tilesOver(places: Float64Array, length: number, tileLength: number) {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    // Beyond where the systems can be brought together there is nothing to show.
    if (!Number.isFinite(place)) return { first: 0, last: -1 };
    least = Math.min(least, place);
    most = Math.max(most, place);
  }
  return {
    first: Math.floor(Math.max(0, least - 1) / tileLength),
    last: Math.floor(Math.min(length - 1, most + 1) / tileLength),
  };
}

/** By scene and tile; one that is on its way counts for next to nothing. */
const kept = new LRUCache<string, { samples: Promise<TileSamples | undefined> }>({
  maxSize: MOST_BYTES_KEPT,
});
let scenes = 0;

/** Loads each tile of a scene once, as long as there is room for those that were used last. */
function keep(load: Laying['load']): Laying['load'] {
  const scene = scenes++;
  return (z, x, y) => {
    const key = `${scene} ${z},${x},${y}`;
    const former = kept.get(key);
    if (former) return former.samples;
    const entry = { samples: load(z, x, y) };
    kept.set(key, entry, { size: 1 });
    const isKept = () => kept.peek(key) === entry;
    entry.samples.then(
      // The size of an entry is taken when another one comes in its place.
      (samples) =>
        isKept() &&
        kept.set(key, { samples: entry.samples }, { size: Math.max(1, samples?.byteLength ?? 0) }),
      () => isKept() && kept.delete(key),
    );
    return entry.samples;
  };
}
