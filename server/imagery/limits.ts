/**
 * What a file may ask of us. A file beyond one of these is refused before any pixel is decoded; each number is
 * far above what real scenes need and low enough that memory and time stay bounded.
 */
export const limits = {
  /** Image directories in one file: a pyramid with masks has about 30. */
  directories: 256,
  /** Tags in one directory; TIFF, GeoTIFF and GDAL together know fewer than 200. */
  tagsPerDirectory: 1024,
  /** Bytes of one text or metadata value. */
  textBytes: 4 * 2 ** 20,
  /** Tiles or strips of the image; their offsets and sizes take 16 bytes each in memory. */
  blocks: 2 ** 21,
  /** Pixels along one side. */
  side: 2 ** 19,
  /** Pixels in all: 65,536 x 65,536; the counters of the statistics hold no more. */
  pixels: 2 ** 32 - 1,
  /** Bytes of one pixel over all bands: 64 bands of 8 bits, 32 of 16, 16 of 32. */
  pixelBytes: 64,
  /** Bytes of one compressed tile or strip once it is decoded: it must fit into memory whole. */
  blockBytes: 64 * 2 ** 20,
  /** Bytes decoded for each byte of the file. DEFLATE reaches 1,032; an all but empty sparse file more. */
  compressionRatio: 50_000,
  /** Rasters smaller than this, in decoded bytes, are not held to the ratio. */
  ratioFloor: 64 * 2 ** 20,
} as const;
