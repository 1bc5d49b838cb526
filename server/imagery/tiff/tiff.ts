/** Numbers of TIFF 6.0, BigTIFF, OGC GeoTIFF 1.1 and GDAL that this project reads or writes. */
export const tags = {
  newSubfileType: 254,
  oldSubfileType: 255,
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  imageDescription: 270,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  t4Options: 292,
  software: 305,
  dateTime: 306,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  subDirectories: 330,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  yCbCrCoefficients: 529,
  yCbCrSubsampling: 530,
  referenceBlackWhite: 532,
  copyright: 33432,
  modelPixelScale: 33550,
  modelTiepoint: 33922,
  rpcCoefficients: 50844,
  modelTransformation: 34264,
  geoKeyDirectory: 34735,
  geoDoubleParams: 34736,
  geoAsciiParams: 34737,
  gdalMetadata: 42112,
  gdalNoData: 42113,
  lercParameters: 50674,
} as const;

/** Field types by their number in the file, with the bytes of one value. */
export const fieldTypes = {
  byte: { code: 1, size: 1 },
  ascii: { code: 2, size: 1 },
  short: { code: 3, size: 2 },
  long: { code: 4, size: 4 },
  rational: { code: 5, size: 8 },
  sbyte: { code: 6, size: 1 },
  undefined: { code: 7, size: 1 },
  sshort: { code: 8, size: 2 },
  slong: { code: 9, size: 4 },
  srational: { code: 10, size: 8 },
  float: { code: 11, size: 4 },
  double: { code: 12, size: 8 },
  ifd: { code: 13, size: 4 },
  long8: { code: 16, size: 8 },
  slong8: { code: 17, size: 8 },
  ifd8: { code: 18, size: 8 },
} as const;
export type FieldType = keyof typeof fieldTypes;

export const fieldTypeByCode: ReadonlyMap<number, FieldType> = new Map(
  (Object.keys(fieldTypes) as FieldType[]).map((name) => [fieldTypes[name].code, name]),
);

/** Types that are written from numbers. */
type NumberFieldType = 'short' | 'long' | 'double' | 'long8';

/** One tag with its value, ready to be written. */
export type TiffField =
  | { tag: number; type: 'ascii' | 'byte' | 'undefined'; bytes: Uint8Array }
  | { tag: number; type: NumberFieldType; values: ArrayLike<number> };

/** An ASCII field; the text is written as UTF-8 with the closing NUL that TIFF asks for. */
export function textField(tag: number, text: string): TiffField {
  return { tag, type: 'ascii', bytes: new TextEncoder().encode(`${text}\0`) };
}

export const photometrics = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  mask: 4,
  separated: 5,
  yCbCr: 6,
  cieLab: 8,
} as const;

export const compressions = {
  none: 1,
  ccittRle: 2,
  ccittG3: 3,
  ccittG4: 4,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  packBits: 32773,
  adobeDeflate: 32946,
  lerc: 34887,
  zstd: 50000,
  webp: 50001,
} as const;

/** Bits of NewSubfileType. */
export const REDUCED_IMAGE = 1;
export const TRANSPARENCY_MASK = 4;
