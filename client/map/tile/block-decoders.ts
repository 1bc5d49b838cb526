import { addDecoder, type GeoTIFFImage, Pool } from 'geotiff';
import { type BlockShape, blockBytes } from './block-shape.ts';
import { startDecoder } from './block-worker.ts';

/** All codecs that geotiff knows, but for none at all. Those of no display copy are refused by the worker. */
const CODECS = [5, 6, 7, 8, 32_773, 32_946, 34_887, 50_000, 50_001];

// Has every block decoded by our own worker, whoever asks geotiff for it: geotiff's decoders unpack whatever comes,
// until no memory is left.
addDecoder(
  CODECS,
  () => Promise.reject(new Error('Blocks are decoded by the worker.')),
  async (directory) => ({
    ...shapeOf(directory),
    predictor: (await directory.loadValue('Predictor')) ?? 1,
    JPEGTables: await directory.loadValue('JPEGTables'),
  }),
);

let workers: Pool | undefined;

/** The workers that decode blocks. */
export function decoders(): Pool {
  workers ??= new Pool(undefined, startDecoder);
  return workers;
}

/** Throws a sentence where an image has blocks that the page is not to open. */
export function checkBlocks({ fileDirectory, isTiled }: GeoTIFFImage): void {
  if (!isTiled) throw new Error('It is not cut into tiles.');
  blockBytes(shapeOf(fileDirectory));
}

function shapeOf(directory: GeoTIFFImage['fileDirectory']): BlockShape {
  const number = (name: 'TileWidth' | 'TileLength' | 'PlanarConfiguration' | 'SamplesPerPixel') =>
    Number(directory.getValue(name) ?? 1);
  const samplesPerPixel = number('SamplesPerPixel');
  const [bits = 1] = directory.getValue('BitsPerSample') ?? [];
  return {
    tileWidth: number('TileWidth'),
    tileHeight: number('TileLength'),
    planarConfiguration: number('PlanarConfiguration'),
    samplesPerPixel,
    bitsPerSample: new Array(samplesPerPixel).fill(bits),
  };
}
