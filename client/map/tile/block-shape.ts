/** What a file says of all its blocks, in the words of geotiff. */
export type BlockShape = {
  tileWidth: number;
  tileHeight: number;
  /** 2 where each block holds one sample of its pixels. */
  planarConfiguration: number;
  samplesPerPixel: number;
  /** Of each sample. */
  bitsPerSample: number[];
};

/** Of a block once it is unpacked: what the server keeps as a display copy, or makes, stays far below. */
const MOST_BLOCK_BYTES = 64 * 2 ** 20;

/** Of a block as it lies in the file: it may be larger than what it unpacks to, but not by much. */
export const MOST_PACKED_BYTES = 1.5 * MOST_BLOCK_BYTES;

/** Bytes of a block of that shape, unpacked. Throws where there are more than the page is to hold. */
export function blockBytes({ tileWidth, tileHeight, bitsPerSample, ...shape }: BlockShape): number {
  const rowBits = tileWidth * samplesInBlock(shape) * (bitsPerSample[0] ?? 0);
  const bytes = Math.ceil(rowBits / 8) * tileHeight;
  if (!(bytes > 0 && bytes <= MOST_BLOCK_BYTES))
    throw new Error('Its tiles are too large to be opened here.');
  return bytes;
}

/** Samples that a pixel has within one block. */
export function samplesInBlock({
  planarConfiguration,
  samplesPerPixel,
}: Pick<BlockShape, 'planarConfiguration' | 'samplesPerPixel'>): number {
  return planarConfiguration === 2 ? 1 : samplesPerPixel;
}
