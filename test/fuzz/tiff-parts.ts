/** Where one tag of a directory stands in the file; all in bytes from the start. */
export type EntryPlace = {
  tag: number;
  at: number;
  countAt: number;
  valueAt: number;
  /** Where its values lie, perhaps beyond the end, and how many bytes they take. */
  dataAt: number;
  dataBytes: number;
  valueBytes: number;
};

export type DirectoryPlace = {
  at: number;
  end: number;
  /** Where the offset of the next directory stands. */
  nextAt: number;
  entries: readonly EntryPlace[];
};

/** What can be found of a TIFF's structure, however broken it is; reads nothing with the code that is tested. */
export type TiffParts = {
  big: boolean;
  directories: readonly DirectoryPlace[];
  /** Writes a whole number in the file's byte order; what does not fit is cut off. */
  write(at: number, size: number, value: number): void;
};

const valueSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

export function findTiffParts(bytes: Buffer): TiffParts {
  const little = bytes.toString('latin1', 0, 2) === 'II';
  const read = (at: number, size: number): number => {
    if (at + size > bytes.length) return 0;
    if (size === 8) return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
  };
  const big = read(2, 2) === 43;
  const word = big ? 8 : 4;
  const directories: DirectoryPlace[] = [];
  const seen = new Set<number>();
  for (let at = read(big ? 8 : 4, word); at > 0 && at < bytes.length && !seen.has(at) && seen.size < 32; ) {
    seen.add(at);
    const count = Math.min(512, read(at, big ? 8 : 2));
    const first = at + (big ? 8 : 2);
    const entrySize = big ? 20 : 12;
    const entries = Array.from({ length: count }, (_, index): EntryPlace => {
      const entryAt = first + index * entrySize;
      const valueBytes = valueSizes[read(entryAt + 2, 2)] ?? 1;
      const dataBytes = read(entryAt + 4, word) * valueBytes;
      const valueAt = entryAt + 4 + word;
      const dataAt = dataBytes <= word ? valueAt : read(valueAt, word);
      return {
        tag: read(entryAt, 2),
        at: entryAt,
        countAt: entryAt + 4,
        valueAt,
        dataAt,
        dataBytes,
        valueBytes,
      };
    }).filter(({ at: entryAt }) => entryAt + entrySize <= bytes.length);
    const nextAt = first + count * entrySize;
    directories.push({ at, end: Math.min(bytes.length, nextAt + word), nextAt, entries });
    at = read(nextAt, word);
  }
  return {
    big,
    directories,
    write(at, size, value) {
      const whole = BigInt.asUintN(size * 8, BigInt(Math.trunc(value)));
      for (let byte = 0; byte < size && at + byte < bytes.length; byte++) {
        const shift = BigInt(8 * (little ? byte : size - 1 - byte));
        bytes[at + byte] = Number((whole >> shift) & 255n);
      }
    },
  };
}
