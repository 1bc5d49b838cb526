/** The sample types this project reads and writes. */
export type PixelType = 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'float32' | 'float64';

/** Samples of one raster, pixel-interleaved: index = (row * width + column) * bandCount + band. */
export type PixelArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** A rectangle of pixels; x counts columns from the left, y rows from the top. */
export type PixelWindow = {
  x: number;
  y: number;
  width: number;
  height: number;
};

/**
 * Where a raster's pixels come from.
 *
 * `read` answers one window, pixel-interleaved. The writer looks at a few small windows first and then asks for
 * everything once, from top to bottom, in windows as wide as the raster wherever memory allows. It is done with
 * an answer before it asks again: a source may fill the same buffer anew.
 */
export type PixelSource = {
  read(window: PixelWindow): Promise<PixelArray>;
};

/**
 * Georeference as an affine transform of pixel corners, north-up order as in most of the field:
 * x = a[0] + column * a[1] + row * a[2], y = a[3] + column * a[4] + row * a[5], in units of the
 * raster's reference system; column 0, row 0 is the upper left corner of the first pixel.
 */
export type Affine = readonly [number, number, number, number, number, number];

export const bytesPerSample: Readonly<Record<PixelType, number>> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8,
};

/** A zeroed array of `length` samples. */
export function allocatePixels(type: PixelType, length: number): PixelArray {
  return viewPixels(type, new ArrayBuffer(length * bytesPerSample[type]), 0, length);
}

/** A view of `length` samples on bytes in the machine's own order; `byteOffset` must be aligned to the type. */
export function viewPixels(
  type: PixelType,
  buffer: ArrayBufferLike,
  byteOffset: number,
  length: number,
): PixelArray {
  switch (type) {
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, length);
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, length);
    case 'int16':
      return new Int16Array(buffer, byteOffset, length);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length);
    case 'float32':
      return new Float32Array(buffer, byteOffset, length);
    case 'float64':
      return new Float64Array(buffer, byteOffset, length);
  }
}

/** Smallest and largest value an integer type holds; null for floats. */
export function integerRange(type: PixelType): readonly [number, number] | null {
  switch (type) {
    case 'uint8':
      return [0, 255];
    case 'int8':
      return [-128, 127];
    case 'uint16':
      return [0, 65535];
    case 'int16':
      return [-32768, 32767];
    case 'uint32':
      return [0, 4294967295];
    case 'int32':
      return [-2147483648, 2147483647];
    case 'float32':
    case 'float64':
      return null;
  }
}

export function isFloat(type: PixelType): boolean {
  return integerRange(type) === null;
}
