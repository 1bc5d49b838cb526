/** One bound: the setting by which whoever runs the server moves it, what it is unless set, and how far it goes. */
type LimitSetting = {
  setting: string;
  usual: number;
  unit: 'count' | 'bytes' | 'minutes';
  /** The most that the code bears. */
  most: number;
};

/**
 * What a file may ask of us. A file beyond one of these is refused before any pixel is decoded, or its decoding
 * is ended; each number is far above what real scenes need and low enough that memory and time stay bounded.
 */
export const limitSettings = {
  /** Image directories in one file: a pyramid with masks has about 30. Each costs the server a read or two. */
  directories: { setting: 'MAX_DIRECTORIES', usual: 256, unit: 'count', most: 65_536 },
  /** Tags in one directory; TIFF, GeoTIFF and GDAL together know fewer than 200. */
  tagsPerDirectory: { setting: 'MAX_TAGS', usual: 1024, unit: 'count', most: 65_536 },
  /** Bytes of one text or metadata value: held and searched by the process that serves. */
  textBytes: { setting: 'MAX_TAG_BYTES', usual: 4 * 2 ** 20, unit: 'bytes', most: 2 ** 28 },
  /** Tiles or strips of the image: their offsets and sizes take 16 bytes each in the process that serves. */
  blocks: { setting: 'MAX_BLOCKS', usual: 2 ** 21, unit: 'count', most: 2 ** 26 },
  /** Pixels along one side: rows of the pyramid are held whole, or in columns. */
  side: { setting: 'MAX_SIDE', usual: 2 ** 19, unit: 'count', most: 2 ** 31 - 1 },
  /** Pixels in all: 65,536 x 65,536; the counters of the statistics hold no more. */
  pixels: { setting: 'MAX_PIXELS', usual: 2 ** 32 - 1, unit: 'count', most: 2 ** 32 - 1 },
  /** Bytes of one pixel over all bands: 64 bands of 8 bits, 32 of 16, 16 of 32. */
  pixelBytes: { setting: 'MAX_PIXEL_BYTES', usual: 64, unit: 'bytes', most: 4096 },
  /** Bytes of one compressed tile or strip once it is decoded: it must fit into memory whole. */
  blockBytes: { setting: 'MAX_BLOCK_BYTES', usual: 64 * 2 ** 20, unit: 'bytes', most: 2 ** 31 - 1 },
  /**
   * Bytes decoded for each byte of the file, where they are more than one block may have. DEFLATE reaches
   * 1,032; a file that is all but empty, with its strips left out, far more.
   */
  compressionRatio: { setting: 'MAX_COMPRESSION_RATIO', usual: 50_000, unit: 'count', most: 2 ** 40 },
  /** Bytes of memory that the decoding process may occupy: real scenes stay below 400 MB whatever their size. */
  memory: { setting: 'INGEST_MEMORY', usual: 512 * 2 ** 20, unit: 'bytes', most: 2 ** 40 },
  /** Minutes that decoding may take: 64k x 64k pixels take about ten. */
  minutes: { setting: 'INGEST_MINUTES', usual: 60, unit: 'minutes', most: 10_000 },
} as const satisfies Readonly<Record<string, LimitSetting>>;

export type LimitName = keyof typeof limitSettings;
export type Limits = Readonly<Record<LimitName, number>>;

/** What holds where nothing is set. */
export const usualLimits = Object.fromEntries(
  Object.entries(limitSettings).map(([name, { usual }]) => [name, usual]),
) as Limits;

/** The words by which a refusal names the settings behind it. */
export function settingsOf(...names: readonly LimitName[]): string {
  return `this server's ${names.map((name) => limitSettings[name].setting).join(' and ')}`;
}
