import { type GeoTIFFImage, globals, type Pool } from 'geotiff';
import { decoders } from './block-decoders.ts';
import { fillTile, type Samples } from './block-samples.ts';

type Decoder = ReturnType<Pool['bindParameters']>;
export type TileLoader = (
  z: number,
  x: number,
  y: number,
  options: { signal: AbortSignal },
) => Promise<Uint8Array | Float32Array>;

/** By sample format (1 whole, 2 signed, 3 float) and bits. */
const sampleTypes: Record<string, new (buffer: ArrayBuffer) => Samples> = {
  '1 8': Uint8Array,
  '2 8': Int8Array,
  '1 16': Uint16Array,
  '2 16': Int16Array,
  '1 32': Uint32Array,
  '2 32': Int32Array,
  '3 32': Float32Array,
  '3 64': Float64Array,
};

/**
 * Loads tiles of a file whose images are given (all levels, in any order), each from its one block: bands as
 * numbered from 1, then the validity. OpenLayers' own loader gives the same, but reads sample by sample, which
 * keeps the page busy for several times as long. Undefined for files of another build: planes apart, masks,
 * colours that have to be converted, numbers the other way round.
 */
export function blockLoader(
  images: readonly GeoTIFFImage[],
  given: { bands: readonly number[]; noData: number | undefined; asBytes: boolean },
): TileLoader | undefined {
  if (!images.every(isPlain)) return undefined;
  const levels = images.toSorted((one, other) => one.getWidth() - other.getWidth());
  const bound = new Map<GeoTIFFImage, Promise<Decoder>>();
  const places = given.bands.map((band) => band - 1);
  const Tile = given.asBytes ? Uint8Array : Float32Array;
  return async (z, x, y, { signal }) => {
    const image = levels[z]!;
    const decoder = bound.get(image) ?? decoderOf(image);
    bound.set(image, decoder);
    const { data } = await image.getTileOrStrip(x, y, 0, await decoder, signal);
    const [width, height] = [image.getTileWidth(), image.getTileHeight()];
    const block = {
      samples: new (sampleTypeOf(image)!)(data as ArrayBuffer),
      stride: image.getSamplesPerPixel(),
      places,
      width,
      height,
      seenWidth: Math.min(width, image.getWidth() - x * width),
      seenHeight: Math.min(height, image.getHeight() - y * height),
    };
    return fillTile(new Tile(width * height * (places.length + 1)), block, given.noData);
  };
}

function isPlain(image: GeoTIFFImage): boolean {
  const { BlackIsZero, RGB } = globals.photometricInterpretations;
  const photometric = image.fileDirectory.getValue('PhotometricInterpretation');
  const bits = image.fileDirectory.getValue('BitsPerSample');
  return (
    image.isTiled &&
    image.planarConfiguration === 1 &&
    (photometric === BlackIsZero || photometric === RGB) &&
    sampleTypeOf(image) !== undefined &&
    new Set(bits).size === 1 &&
    (image.littleEndian || image.getBitsPerSample() === 8) &&
    (Number(image.fileDirectory.getValue('NewSubfileType') ?? 0) & 4) === 0
  );
}

function sampleTypeOf(image: GeoTIFFImage) {
  return sampleTypes[`${image.getSampleFormat()} ${image.getBitsPerSample()}`];
}

/** What decodes an image's blocks in a worker. The library tells its parameters to whom it reads for: here nothing. */
async function decoderOf(image: GeoTIFFImage): Promise<Decoder> {
  const pool = decoders();
  return new Promise((resolve, reject) => {
    const binding = {
      bindParameters: (...parameters: Parameters<Pool['bindParameters']>) => {
        const decoder = pool.bindParameters(...parameters);
        resolve(decoder);
        return decoder;
      },
    } as Pool;
    image.readRasters({ window: [0, 0, 0, 0], pool: binding }).catch(reject);
  });
}
