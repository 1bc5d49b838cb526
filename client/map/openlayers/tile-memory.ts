import type WebGLTileLayer from 'ol/layer/WebGLTile.js';
import type TileGrid from 'ol/tilegrid/TileGrid.js';

/** Levels of a pyramid halve: a level is shown until its tiles are this much smaller than they are. */
const SMALLEST_SHOWN = Math.SQRT1_2;
/** Screens full of tiles that a layer in view keeps: room to go back by pan and zoom without decoding again. */
const SCREENS_KEPT = 3;

/** How many tiles of a grid can be in view at once, on the whole of this screen. */
function tilesOfScreen(grid: TileGrid): number {
  const [tileWidth, tileHeight] = [grid.getTileSize(0)].flat() as [number, number?];
  const across = Math.ceil(screen.width / (tileWidth * SMALLEST_SHOWN)) + 1;
  const down = Math.ceil(screen.height / ((tileHeight ?? tileWidth) * SMALLEST_SHOWN)) + 1;
  return across * down;
}

/** Tiles that a layer may keep. OpenLayers' own 512 are a gigabyte a layer where tiles have 512 pixels a side. */
function tilesToKeep(grid: TileGrid): number {
  return SCREENS_KEPT * tilesOfScreen(grid);
}

type WithTileCache = {
  tileRepresentationCache: { setSize: (count: number) => void; expireCache: () => void };
};

/** A layer that is hidden keeps what a screen shows, for a quick way back; one that is shown again, all it may. */
export function holdTiles(layer: WebGLTileLayer, grid: TileGrid, shown: boolean): void {
  // OpenLayers has no other way to it.
  const cache = (layer.getRenderer() as unknown as WithTileCache | null)?.tileRepresentationCache;
  cache?.setSize(shown ? tilesToKeep(grid) : tilesOfScreen(grid));
  if (!shown) cache?.expireCache();
}
