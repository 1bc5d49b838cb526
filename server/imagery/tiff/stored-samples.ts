import { bytesPerSample, type PixelArray, type PixelType } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';

/** How one sample stands in a file, and the type of this project that holds its value without loss. */
export type StoredSamples = {
  bits: number;
  kind: 'unsigned' | 'signed' | 'float';
  pixelType: PixelType;
};

/** TIFF's SampleFormat. */
const sampleFormats = { unsigned: 1, signed: 2, float: 3, unstated: 4, complexIntegers: 5, complexFloats: 6 };

/**
 * Integers of up to 8, 16 and 32 bits keep their values in the next type that holds them, floats of 16 and 24 bits
 * become 32-bit ones. Integers of 64 bits become 64-bit floats: exact up to 2^53, beyond it the nearest. `bits` are
 * BitsPerSample, one for each band or fewer, `formats` SampleFormat, likewise; empty for unsigned. `tiedByPoints`
 * says whether control points place the image. Throws ImageryRefusal pixel_type_unsupported.
 */
export function storedSamplesOf(
  bits: Float64Array,
  formats: Float64Array,
  tiedByPoints: boolean,
): StoredSamples {
  const [size = 1] = bits;
  const [format = sampleFormats.unsigned] = formats;
  if (bits.some((each) => each !== size) || formats.some((each) => each !== format))
    throw new ImageryRefusal(
      'pixel_type_unsupported',
      'The bands of the image are of different types; give them one with "gdal_translate -ot Float32 INPUT.tif OUTPUT.tif", or upload the bands you need as a file of their own.',
    );
  if (format === sampleFormats.complexIntegers || format === sampleFormats.complexFloats)
    throw new ImageryRefusal(
      'pixel_type_unsupported',
      // Such points lie bent over the ground, so that the brightness alone would be refused next.
      `The image holds complex numbers, as radar images do before their brightness is computed; compute it with "${tiedByPoints ? 'gdalwarp -tps' : 'gdal_translate'} DERIVED_SUBDATASET:AMPLITUDE:INPUT.tif OUTPUT.tif" and upload the result.`,
    );
  // Format 4 means that the writer did not say; unsigned is what TIFF 6.0 takes for granted.
  const kind =
    format === sampleFormats.float ? 'float' : format === sampleFormats.signed ? 'signed' : 'unsigned';
  const pixelType = pixelTypeFor(size, kind);
  if (pixelType === null)
    throw new ImageryRefusal(
      'pixel_type_unsupported',
      `The image holds ${kind === 'float' ? 'floating point numbers' : 'integers'} of ${size} bits, which are not read; save it with "gdal_translate -ot Float32 INPUT.tif OUTPUT.tif".`,
    );
  return { bits: size, kind, pixelType };
}

function pixelTypeFor(bits: number, kind: StoredSamples['kind']): PixelType | null {
  if (kind === 'float') return bits === 64 ? 'float64' : [16, 24, 32].includes(bits) ? 'float32' : null;
  if (bits === 64) return 'float64';
  if (!Number.isInteger(bits) || bits < 1 || bits > 32) return null;
  const width = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
  return kind === 'signed' ? `int${width}` : `uint${width}`;
}

/** True where the bytes in the file are, but for their order, those of the pixel type itself. */
export function areNative({ bits, kind, pixelType }: StoredSamples): boolean {
  const float = pixelType === 'float32' || pixelType === 'float64';
  return bits === bytesPerSample[pixelType] * 8 && (kind === 'float') === float;
}

/**
 * Reads samples that are not native: of any number of bits, most significant first, or of 16, 24 or 64 bits that
 * stand for another type. `bytes` are rows, each beginning at a whole byte.
 */
export function readSamples(
  bytes: Uint8Array,
  rows: number,
  rowSamples: number,
  samples: StoredSamples,
  littleEndian: boolean,
  target: PixelArray,
): PixelArray {
  const { bits, kind } = samples;
  const rowBytes = Math.ceil((rowSamples * bits) / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const wholeBytes = bits % 8 === 0;
  const read = wholeBytes ? byteReader(view, bits, kind, littleEndian) : null;
  const sign = kind === 'signed' ? 2 ** (bits - 1) : Number.POSITIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes;
    const to = row * rowSamples;
    if (read !== null) {
      for (let at = 0; at < rowSamples; at++) target[to + at] = read(start + (at * bits) / 8);
      continue;
    }
    let from = start;
    let held = 0;
    let heldBits = 0;
    for (let at = 0; at < rowSamples; at++) {
      // Numbers, not 32-bit operations: up to 31 bits and a rest of 7 are held.
      while (heldBits < bits) {
        held = held * 256 + bytes[from]!;
        from++;
        heldBits += 8;
      }
      heldBits -= bits;
      const unit = 2 ** heldBits;
      const value = Math.floor(held / unit);
      held -= value * unit;
      target[to + at] = value >= sign ? value - 2 * sign : value;
    }
  }
  return target;
}

function byteReader(
  view: DataView,
  bits: number,
  kind: StoredSamples['kind'],
  little: boolean,
): (at: number) => number {
  if (bits === 64)
    return kind === 'signed'
      ? (at) => Number(view.getBigInt64(at, little))
      : (at) => Number(view.getBigUint64(at, little));
  if (bits === 16) return (at) => halfFloat(view.getUint16(at, little));
  const three = (at: number) =>
    little
      ? view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
      : view.getUint8(at) * 65_536 + view.getUint16(at + 1);
  if (kind === 'float') return (at) => float24(three(at));
  // GDAL, which nearly all such files are from, packs integers of 24 bits as those of 20, highest bit first, before
  // libtiff brings triples into the file's order: what is read back is in the other order than the file's.
  const other = (at: number) => {
    const value = three(at);
    return (value & 0xff) * 65_536 + (value & 0xff00) + (value >> 16);
  };
  return kind === 'signed' ? (at) => (other(at) << 8) >> 8 : other;
}

/** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
function halfFloat(bits: number): number {
  return smallFloat(bits >> 15, (bits >> 10) & 0x1f, bits & 0x3ff, 5, 10);
}

/** TIFF technical note 3's 24-bit float: 7 bits of exponent, 16 of fraction. */
function float24(bits: number): number {
  return smallFloat(bits >> 23, (bits >> 16) & 0x7f, bits & 0xffff, 7, 16);
}

function smallFloat(
  negative: number,
  exponent: number,
  fraction: number,
  exponentBits: number,
  fractionBits: number,
): number {
  const sign = negative === 0 ? 1 : -1;
  const bias = 2 ** (exponentBits - 1) - 1;
  const share = fraction / 2 ** fractionBits;
  if (exponent === 2 * bias + 1) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * share * 2 ** (1 - bias);
  return sign * (1 + share) * 2 ** (exponent - bias);
}
