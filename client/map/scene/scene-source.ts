import DataTile from 'ol/DataTile.js';
import { getCenter, getIntersection, isEmpty } from 'ol/extent.js';
import type Projection from 'ol/proj/Projection.js';
import { equivalent, get as getProjection } from 'ol/proj.js';
import type { Loader } from 'ol/source/DataTile.js';
import type GeoTIFF from 'ol/source/GeoTIFF.js';
import TileState from 'ol/TileState.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { offsetGridOf, systemOfScene } from '../base/projection.ts';
import type { Extent } from '../base/view-domain.ts';
import { OpenGeoTiff } from '../openlayers/open-geotiff.ts';
import { checkBlocks } from '../tile/block-decoders.ts';
import { blockLoader } from '../tile/block-loader.ts';
import { hideNotFinite } from '../tile/block-samples.ts';
import { rangeLoader } from '../tile/range-loader.ts';
import { layInto, wayToOwn } from './laid-tiles.ts';
import { around, gridInView, metresPerPixel, placesIn, type Shift, shifted, shiftIn } from './scene-grid.ts';
import { heldAsBytes, type ReadBands } from './scene-style.ts';
import { GIVEN_UP, type WantedTiles, wantedTiles } from './wanted-tiles.ts';

/** A scene's display copy as a source of tiles, which can be shifted on the ground. */
export type SceneSource = {
  source: GeoTIFF;
  /**
   * The tiles that meet an extent of the view, of the level that is shown at its resolution, each with the
   * part that is inside, in the scene's own system.
   */
  tilesWithin: (extent: Extent, resolution: number) => Promise<{ tile: SceneTile; inside: Extent }[]>;
  /** Brings a place in the view, metres east and north, into the scene's own system. */
  toOwn: (place: [east: number, north: number]) => number[];
  /** Metres of one pixel of the display copy, in the view's system. */
  nativeResolution: number;
  /** Lays the scene so many metres of its offset's grid from where its own coordinates put it. No tile is loaded again. */
  shiftBy: (shift: Shift) => void;
  /** Says which of its tiles, as `z,x,y`, a layer shows or waits for; undefined when the layer goes. */
  want: WantedTiles['want'];
};

/** The samples of one tile, pixel by pixel from its upper left corner, and where it lies in its own system. */
export type SceneTile = {
  data: Uint8Array | Float32Array;
  bandCount: number;
  width: number;
  height: number;
  extent: Extent;
};

/**
 * Opens some bands of a scene's display copy for a map in a given system. Rejects with a sentence where the scene's own
 * system is not known or its file cannot be read. `coarseFirst`: on a slow line the coarsest level is shown until
 * the one that is asked for is there.
 */
export async function openScene(
  scene: Scene,
  viewSystem: string,
  bands: ReadBands,
  { coarseFirst }: { coarseFirst: boolean } = { coarseFirst: true },
): Promise<SceneSource> {
  const system = await systemOfScene(scene);
  const view = getProjection(viewSystem)!;
  const reprojected = !equivalent(system, view);
  const source = new SceneTiles(scene, system, bands, { reprojected, coarseFirst });
  await ready(source);

  const ownGrid = source.getTileGrid()!;
  const viewGrid = reprojected ? gridInView(ownGrid, system, view) : undefined;
  source.nativeLevel = ownGrid.getMaxZoom();
  const toOwn = wayToOwn(view, { grid: ownGrid, system });
  if (viewGrid) source.layInto(view, viewGrid, system);
  return {
    source,
    toOwn: (place) => toOwn([...place]),
    tilesWithin: async (extent, resolution) => {
      const inside = around(toOwn(placesIn(extent)));
      const perPixel = metresPerPixel(ownGrid, system, view) / ownGrid.getResolution(ownGrid.getMaxZoom());
      const tiles = await loadTiles(source, inside, resolution / perPixel, system);
      return tiles.map((tile) => ({ tile, inside: getIntersection(inside, ownExtent(source)) as Extent }));
    },
    nativeResolution: metresPerPixel(ownGrid, system, view),
    shiftBy: (shift) => {
      const measuredIn = getProjection(offsetGridOf(scene))!;
      const by = (to: Projection) =>
        shiftIn(shift, getCenter(ownGrid.getExtent()!), { own: system, measuredIn, system: to });
      source.layOn(shifted(ownGrid, by(system)), viewGrid && shifted(viewGrid, by(view)));
    },
    want: (who, tiles) => source.want(who, tiles),
  };
}

/**
 * Tiles of the native level keep their pixels when they are enlarged: an analyst must see what was measured,
 * not what was guessed between. Overviews, and what is laid into another system, are smoothed.
 */
class SceneTiles extends OpenGeoTiff {
  nativeLevel = Number.POSITIVE_INFINITY;
  /** Where the scene is of another system than the view: the grid in the view's system. */
  private viewGrid: TileGrid | undefined;
  private laidTile: ReturnType<typeof layInto> | undefined;
  private readonly reprojected: boolean;
  private readonly coarseFirst: boolean;
  private readonly given: { bands: number[]; noData: number | undefined; asBytes: boolean };
  private readonly floats: boolean;
  private readonly wanted = wantedTiles();
  private readonly arrived = new Set<string>();
  /** On a slow line, the level that is shown until it is there: then the finer one that the view asks for. */
  private coarseLevel: number | undefined;

  constructor(
    scene: Scene,
    projection: Projection,
    { colour, alpha }: ReadBands,
    { reprojected, coarseFirst }: { reprojected: boolean; coarseFirst: boolean },
  ) {
    // By its hash: a display copy that is made again has another address, and nothing kept of the old one is read.
    const url = `/api/scenes/${scene.id}/display.tif?sha256=${scene.display?.sha256}`;
    const bands = alpha ? [...colour, alpha] : colour;
    const noData = typeof scene.noData === 'number' ? scene.noData : undefined;
    const asBytes = heldAsBytes(scene);
    super({
      sources: [
        {
          url,
          loader: rangeLoader(url, headBytes(scene), () => this.showCoarse(), scene.display?.size),
          bands,
          // Without a value of its own, NaN: each tile then has a validity band, whatever the scene.
          nodata: noData ?? Number.NaN,
          min: 0,
          max: 255,
        },
      ],
      // Exactly the bytes of each tile, not blocks of a fixed size: the loader joins what lies together.
      sourceOptions: { blockSize: undefined as never },
      normalize: asBytes,
      convertToRGB: 'auto',
      projection,
      transition: 0,
    });
    this.reprojected = reprojected;
    this.coarseFirst = coarseFirst && !reprojected;
    this.given = { bands, noData, asBytes };
    this.floats = scene.bands.some(({ type }) => type === 'float32' || type === 'float64');
    this.on('tileloadend', ({ tile }) => this.arrived.add(tile.tileCoord.join(',')));
    this.on('tileloaderror', (event) => {
      const { tile } = event;
      if (!(tile instanceof DataTile) || tile.getError() !== GIVEN_UP) return;
      event.stopPropagation();
      // After all have heard that it stopped loading: then it may be asked for anew.
      queueMicrotask(() => tile.setState(TileState.IDLE));
    });
  }

  want(who: object, tiles: ReadonlySet<string> | undefined): void {
    // Tiles that are laid into another system are put together of several, and cannot be given up one by one.
    if (this.reprojected) return;
    this.wanted.want(who, tiles);
    if (this.coarseLevel === undefined || !tiles || ![...tiles].every((tile) => this.arrived.has(tile)))
      return;
    this.coarseLevel = undefined;
    this.changed();
  }

  /** Turns to a coarse level, of which hardly anything has to come, where none of the picture is there yet. */
  private showCoarse() {
    if (!this.coarseFirst || this.arrived.size > 0 || this.coarseLevel !== undefined) return;
    this.coarseLevel = this.getTileGrid()!.getMinZoom();
    this.changed();
  }

  /** Beside a nodata value that is a number, OpenLayers' own loader lets NaN and infinity through. */
  protected loaderInsteadOf(loader: Loader): Loader {
    for (const image of this.images) checkBlocks(image);
    const hiding: Loader = async (...tile) => {
      const data = await loader(...tile);
      if (data instanceof Float32Array) hideNotFinite(data, this.bandCount);
      return data;
    };
    const own = blockLoader(this.images, this.given);
    return this.wanted.following(own ?? (this.floats ? hiding : loader));
  }

  override getTile(...[z, x, y, ...rest]: Parameters<GeoTIFF['getTile']>): ReturnType<GeoTIFF['getTile']> {
    const [, projection] = rest;
    this.smoothTiles(this.reprojected || z < this.nativeLevel);
    if (!this.laidTile || !projection || equivalent(projection, this.projection!))
      return super.getTile(z, x, y, ...rest);
    const tile = this.laidTile(z, x, y, { interpolate: true });
    tile.key = this.getKey();
    return tile;
  }

  /** From now on, tiles for a view in another system are laid into it. Shifts move both grids alike. */
  layInto(view: Projection, viewGrid: TileGrid, system: Projection): void {
    const grid = this.getTileGrid()!;
    this.viewGrid = viewGrid;
    this.laidTile = layInto({
      own: {
        grid,
        system,
        levels: this.images
          .toSorted((one, other) => one.getWidth() - other.getWidth())
          .map((image) => ({
            width: image.getWidth(),
            height: image.getHeight(),
            tileWidth: image.getTileWidth(),
            tileHeight: image.getTileHeight(),
          })),
      },
      view: { grid: viewGrid, system: view },
      bandCount: this.bandCount,
      load: async (z, x, y) => (await loadTile(this.getTile(z, x, y, 1, system), grid))?.data,
    });
  }

  override getTileGridForProjection(projection: Projection): TileGrid {
    const grid = this.viewGrid ?? super.getTileGridForProjection(projection);
    if (this.coarseLevel === undefined) return grid;
    return Object.create(grid, { getZForResolution: { value: () => this.coarseLevel } });
  }

  /** Both grids move alike, so that tiles already laid into the view's system stay right. */
  layOn(grid: TileGrid, viewGrid: TileGrid | undefined): void {
    this.viewGrid = viewGrid;
    this.layOnGrid(grid);
  }
}

function ownExtent(source: GeoTIFF): Extent {
  return source.getTileGrid()!.getExtent() as Extent;
}

/** Loads tiles by themselves, beside those that the map shows. What was read for it is not read again. */
async function loadTiles(
  source: SceneTiles,
  extent: Extent,
  resolution: number,
  system: Projection,
): Promise<SceneTile[]> {
  const grid = source.getTileGrid()!;
  const z = grid.getZForResolution(resolution);
  const within = getIntersection(extent, ownExtent(source));
  if (isEmpty(within)) return [];
  const tiles = new Set<string>();
  grid.forEachTileCoord(within, z, (tile) => tiles.add(tile.join(',')));
  source.want(tiles, tiles);
  const wanted: Promise<SceneTile | undefined>[] = [];
  grid.forEachTileCoord(within, z, ([, x = 0, y = 0]) => {
    wanted.push(loadTile(source.getTile(z, x, y, 1, system), grid).catch(() => undefined));
  });
  const loaded = await Promise.all(wanted);
  source.want(tiles, undefined);
  return loaded.filter((tile) => tile !== undefined);
}

/** Rejects where the tile cannot be read. */
function loadTile(tile: ReturnType<GeoTIFF['getTile']>, grid: TileGrid): Promise<SceneTile | undefined> {
  return new Promise((resolve, reject) => {
    if (!(tile instanceof DataTile)) return resolve(undefined);
    const check = () => {
      const state = tile.getState();
      if (state === TileState.EMPTY) resolve(undefined);
      if (state === TileState.ERROR) reject(tile.getError());
      if (state !== TileState.LOADED) return;
      const data = tile.getData() as Uint8Array | Float32Array;
      const [width = 0, height = 0] = tile.getSize();
      const extent = grid.getTileCoordExtent(tile.getTileCoord()) as Extent;
      resolve({ data, bandCount: data.length / (width * height), width, height, extent });
    };
    tile.addEventListener('change', check);
    tile.load();
    check();
  });
}

/** Enough for the directories of a display copy: sixteen bytes a tile of 512 pixels, overviews included. */
function headBytes({ width, height, display }: Scene): number {
  const tiles = Math.ceil(width / 512) * Math.ceil(height / 512);
  return Math.min(display?.size ?? Number.POSITIVE_INFINITY, 6_144 + Math.ceil(tiles * 16 * 1.4));
}

function ready(source: GeoTIFF): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (source.getState() === 'ready') resolve();
      else if (source.getState() === 'error')
        reject(source.getError() ?? new Error('Its file cannot be read.'));
    };
    source.on('change', check);
    check();
  });
}
