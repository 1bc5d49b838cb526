import { readFileSync } from 'node:fs';
import { type GeoTIFFImage, Pool } from 'geotiff';
import DataTile from 'ol/DataTile.js';
import WebGLTileLayer from 'ol/layer/WebGLTile.js';
import OlMap from 'ol/Map.js';
import type { Loader } from 'ol/source/DataTile.js';
import DataTileSource from 'ol/source/DataTile.js';
import TileQueue from 'ol/TileQueue.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import { getUid } from 'ol/util.js';
import { getContext } from 'ol/webgl.js';
import { describe, expect, test } from 'vitest';
import { tilesOfFrame } from '../../../../client/map/openlayers/frame-tiles.ts';
import { OpenGeoTiff } from '../../../../client/map/openlayers/open-geotiff.ts';
import JpegDecoder from '../../../../node_modules/geotiff/dist-module/compression/jpeg.js';
import { makeTiff, valleyGeoreference } from '../../../support/imagery/geotiff.ts';

/** All that reaches into a library beyond what it promises, and the version in which that was looked at. */
const reachedInto = [
  { library: 'ol', version: '10.11.0', from: ['client/map/openlayers'] },
  {
    library: 'ol-ext',
    version: '4.0.39',
    from: ['client/map/openlayers/ol-ext.d.ts', 'client/map/stage/map.css'],
  },
  {
    library: 'geotiff',
    version: '3.1.0-beta.0',
    from: [
      'client/map/openlayers/open-geotiff.ts',
      'client/map/tile/block-codec.ts',
      'client/map/tile/block-decoders.ts',
      'client/map/tile/block-loader.ts',
      'client/map/tile/block.worker.ts',
      'client/vite.config.ts',
      'server/imagery/codec/jpeg.ts',
    ],
  },
];

const textOf = (file: string) =>
  readFileSync(new URL(`../../../../node_modules/${file}`, import.meta.url), 'utf8');

const tiff = makeTiff({ width: 64, height: 64, pixels: new Uint8Array(64 * 64), fields: valleyGeoreference });

/** A file of one image of 64 pixels, as the page opens it. */
class OpenedTiff extends OpenGeoTiff {
  told: number[] = [];

  constructor() {
    const loader = async (_: string, headers: ConstructorParameters<typeof Headers>[0]) => {
      const [, first, last] = /(\d+)-(\d+)/.exec(new Headers(headers).get('Range') ?? '') ?? [];
      const bytes = new Uint8Array(tiff.subarray(Number(first), Number(last) + 1));
      return new Response(bytes, { status: 206, headers: { 'Content-Range': `bytes ${first}-${last}/*` } });
    };
    super({ sources: [{ url: '/scene.tif', loader }], projection: 'EPSG:3857' });
  }

  protected loaderInsteadOf(own: Loader): Loader {
    this.told = this.images.map((image) => image.getWidth());
    return own;
  }

  override layOnGrid(grid: TileGrid) {
    super.layOnGrid(grid);
  }

  smoothed(smooth: boolean) {
    this.smoothTiles(smooth);
    const tile = this.getTile(0, 0, 0, 1, this.getProjection()!);
    return tile && 'interpolate' in tile && tile.interpolate;
  }
}

describe('what libraries of the map keep to themselves', () => {
  test.each(reachedInto)('was looked at in $library $version', ({ library, version, from }) => {
    const installed = JSON.parse(textOf(`${library}/package.json`)).version;
    expect(
      installed,
      `${library} ${installed} is installed. It was ${version} when this was last looked at: ${from.join(', ')}. See whether all that it relies on is still so, then write the new version here.`,
    ).toBe(version);
  });
});

describe('OpenLayers still', () => {
  test('makes the shader of a layer where it is rewritten', () => {
    expect(WebGLTileLayer.prototype).toHaveProperty('parseStyleForRender_', expect.any(Function));
  });

  test('keeps the tiles of a layer in a cache that can be made smaller', () => {
    const source = new DataTileSource({});
    const renderer = new WebGLTileLayer({ source }).getRenderer();
    expect(renderer).toHaveProperty('tileRepresentationCache.setSize', expect.any(Function));
    expect(renderer).toHaveProperty('tileRepresentationCache.expireCache', expect.any(Function));
  });

  test('names the tiles that a frame wants by their places', () => {
    const source = new DataTileSource({});
    const tile = new DataTile({ tileCoord: [3, 1, 2], loader: async () => new Uint8Array(4), size: [1, 1] });
    tile.key = 'a/b';
    const wantedTiles = { [getUid(source)]: { [tile.getKey()]: true } };
    expect(tilesOfFrame({ wantedTiles }, source)).toEqual(new Set(['3,1,2']));
    expect(textOf('ol/renderer/webgl/TileLayerBase.js')).toMatch(
      /tileQueueKey = tile\.getKey\(\);\s+wantedTiles\[tileQueueKey\] = true;/,
    );
  });

  test('loads what comes next at once when it is told what that is', () => {
    expect(OlMap.prototype).toHaveProperty('getTilePriority', expect.any(Function));
    expect(TileQueue.prototype).toHaveProperty('reprioritize', expect.any(Function));
    expect(TileQueue.prototype).toHaveProperty('loadMoreTiles', expect.any(Function));
    expect(textOf('ol/renderer/webgl/TileLayerBase.js')).toContain(
      'getRenderExtent(frameState, frameState.nextExtent)',
    );
  });

  test('tells a source the images of its file before it sets its loader, and lays its tiles as it says then', async () => {
    const source = new OpenedTiff();
    await new Promise((resolve) => source.once('change', resolve));
    expect(source.getState()).toBe('ready');
    expect(source.told).toEqual([64]);
    expect(source.smoothed(false)).toBe(false);
    expect(source.smoothed(true)).toBe(true);
    const grid = new TileGrid({ extent: [0, 0, 1, 1], resolutions: [1] });
    source.layOnGrid(grid);
    expect(source.getTileGridForProjection(source.getProjection()!)).toBe(grid);
  });

  test('asks for graphics with antialiasing by name', () => {
    const asked: unknown[] = [];
    const canvas = { getContext: (...given: unknown[]) => asked.push(given) };
    getContext(canvas as never);
    expect(asked).toEqual([[expect.stringMatching(/webgl$/), expect.objectContaining({ antialias: true })]]);
  });
});

describe('ol-ext still', () => {
  test('keeps the maps that it is given in step, and marks the pointer as the styles know it', () => {
    const text = textOf('ol-ext/interaction/Synchronize.js');
    expect(text).toContain('options.maps');
    expect(text).toContain('classList.add("ol-target")');
    expect(text).toContain('classList.add("ol-target-overlay")');
  });
});

describe('geotiff still', () => {
  test('has its JPEG decoder in a file of its own', () => {
    expect(JpegDecoder.prototype).toHaveProperty('decodeBlock', expect.any(Function));
  });

  test('starts its workers from the file that ours stands in for, and talks to them as ours answers', () => {
    const text = textOf('geotiff/dist-module/pool.js');
    expect(text).toContain("import create from './worker/create.js'");
    expect(text).toContain('const { jobId, error, ...result } = e.data;');
    expect(text).toContain('submitJob({ compression, decoderParameters, buffer }, [buffer])');
  });

  test('binds the parameters of an image to the pool that it is given', async () => {
    expect(Pool.prototype).toHaveProperty('bindParameters', expect.any(Function));
    expect(textOf('geotiff/dist-module/geotiffimage.js')).toContain('pool.bindParameters(');
    const ofImage: keyof GeoTIFFImage = 'getTileOrStrip';
    expect(textOf('geotiff/dist-module/geotiffimage.js')).toContain(`async ${ofImage}(`);
  });
});
