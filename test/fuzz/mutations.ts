import type { Chance } from '../support/base/random.ts';
import { type EntryPlace, findTiffParts, type TiffParts } from './tiff-parts.ts';

/** Damages a copy of a file; `other` is a second file to take parts from. */
type Mutation = (bytes: Buffer, chance: Chance, other: Buffer) => Buffer;

const tileOrStripTables = [273, 279, 324, 325];
const geoTags = [33550, 33922, 34264, 34735, 34736, 34737];
const layoutTags = [254, 256, 257, 258, 259, 262, 266, 274, 277, 278, 284, 317, 320, 322, 323, 338, 339, 347];
const knownTags = [
  ...tileOrStripTables,
  ...geoTags,
  ...layoutTags,
  270,
  305,
  306,
  330,
  530,
  42112,
  42113,
  50674,
];

const mutations: Readonly<Record<string, Mutation>> = {
  'bits flipped anywhere': (bytes, chance) => flipBits(bytes, chance, 0, bytes.length),
  'bits flipped in a directory': (bytes, chance) => {
    const directory = chance.pick(findTiffParts(bytes).directories);
    return directory === undefined ? bytes : flipBits(bytes, chance, directory.at, directory.end);
  },
  'bits flipped in the first bytes': (bytes, chance) =>
    flipBits(bytes, chance, 0, Math.min(512, bytes.length)),
  'a value replaced': onEntry((entry, parts, chance, bytes) =>
    parts.write(entry.valueAt, chance.pick([1, 2, 4]), extreme(chance, bytes)),
  ),
  'a value of the layout replaced': onEntry(
    (entry, parts, chance, bytes) => parts.write(entry.valueAt, entry.valueBytes, extreme(chance, bytes)),
    layoutTags,
  ),
  'a count replaced': onEntry((entry, parts, chance, bytes) =>
    parts.write(entry.countAt, parts.big ? 8 : 4, extreme(chance, bytes)),
  ),
  'a type replaced': onEntry((entry, parts, chance) => parts.write(entry.at + 2, 2, chance.below(20))),
  'an offset replaced': onEntry((entry, parts, chance, bytes) =>
    parts.write(entry.valueAt, parts.big ? 8 : 4, extreme(chance, bytes)),
  ),
  'a tag renamed': onEntry((entry, parts, chance) => parts.write(entry.at, 2, chance.pick(knownTags))),
  'sizes or places of tiles replaced': onEntry((entry, parts, chance, bytes) => {
    const size = entry.valueBytes || 4;
    const index = chance.below(Math.max(1, Math.floor(entry.dataBytes / size)));
    parts.write(entry.dataAt + index * size, size, extreme(chance, bytes));
  }, tileOrStripTables),
  'georeference replaced': onEntry((entry, parts, chance, bytes) => {
    const size = entry.valueBytes || 2;
    const at = entry.dataAt + size * chance.below(Math.max(1, Math.floor(entry.dataBytes / size)));
    if (size === 8 && at + 8 <= bytes.length) bytes.writeDoubleLE(chance.pick(oddNumbers), at);
    else parts.write(at, size, extreme(chance, bytes));
  }, geoTags),
  'the end cut off': (bytes, chance) => bytes.subarray(0, chance.below(bytes.length)),
  'the header alone': (bytes, chance) => bytes.subarray(0, 8 + chance.below(256)),
  'two files spliced': (bytes, chance, other) => {
    const at = chance.below(Math.min(bytes.length, other.length));
    return Buffer.concat([bytes.subarray(0, at), other.subarray(at)]);
  },
  "another file's directory put in": (bytes, chance, other) => {
    const from = chance.pick(findTiffParts(other).directories);
    const to = chance.pick(findTiffParts(bytes).directories);
    if (from !== undefined && to !== undefined) other.copy(bytes, to.at, from.at, from.end);
    return bytes;
  },
  'the byte order swapped': (bytes) => {
    bytes.write(bytes.toString('latin1', 0, 2) === 'II' ? 'MM' : 'II', 0, 'latin1');
    if (bytes.length > 4) bytes.subarray(2, 4).swap16();
    return bytes;
  },
  'the chain of directories bent': (bytes, chance) => {
    const parts = findTiffParts(bytes);
    const places = parts.directories.map(({ at }) => at);
    const target = chance.pick([...places, 1, bytes.length - 1, bytes.length, 2 ** 32 - 1]);
    const directory = chance.pick(parts.directories);
    if (directory !== undefined) parts.write(directory.nextAt, parts.big ? 8 : 4, target);
    return bytes;
  },
  'a directory doubled': (bytes, chance) => {
    const directory = chance.pick(findTiffParts(bytes).directories);
    if (directory === undefined) return bytes;
    const copies = Array.from({ length: 1 + chance.below(400) }, () =>
      bytes.subarray(directory.at, directory.end),
    );
    const longer = Buffer.concat([bytes, ...copies]);
    const parts = findTiffParts(longer);
    const word = parts.big ? 8 : 4;
    const size = directory.end - directory.at;
    parts.write(directory.nextAt, word, bytes.length);
    copies.forEach((_, index) => {
      const end = bytes.length + (index + 1) * size;
      parts.write(end - word, word, index + 1 < copies.length ? end : 0);
    });
    return longer;
  },
  'a stretch overwritten': (bytes, chance) => {
    const at = chance.below(bytes.length);
    const length = 1 + chance.below(4096);
    const filling = chance.pick([
      chance.bytes(length),
      new Uint8Array(length),
      new Uint8Array(length).fill(255),
    ]);
    bytes.set(filling.subarray(0, bytes.length - at), at);
    return bytes;
  },
};

const oddNumbers = [0, -0, -1, 1e-300, 1e300, Number.NaN, Number.POSITIVE_INFINITY, 180, 90.0001, -1e7, 4e7];

/** A file with one to three damages, and their names. */
export function mutate(original: Buffer, other: Buffer, chance: Chance): { bytes: Buffer; done: string[] } {
  let bytes = Buffer.from(original);
  const done: string[] = [];
  for (let rest = 1 + chance.below(3); rest > 0 && bytes.length > 8; rest--) {
    const name = chance.pick(Object.keys(mutations));
    bytes = Buffer.from(mutations[name]!(bytes, chance, other));
    done.push(name);
  }
  return { bytes, done };
}

function onEntry(
  act: (entry: EntryPlace, parts: TiffParts, chance: Chance, bytes: Buffer) => void,
  tags?: readonly number[],
): Mutation {
  return (bytes, chance) => {
    const parts = findTiffParts(bytes);
    const entries = parts.directories.flatMap((directory) => directory.entries);
    const wanted = entries.filter(({ tag }) => tags === undefined || tags.includes(tag));
    const entry = chance.pick(wanted);
    if (entry !== undefined) act(entry, parts, chance, bytes);
    return bytes;
  };
}

function flipBits(bytes: Buffer, chance: Chance, start: number, end: number): Buffer {
  for (let rest = 1 + chance.below(16); rest > 0 && end > start; rest--) {
    const at = start + chance.below(end - start);
    bytes[at]! ^= 1 << chance.below(8);
  }
  return bytes;
}

function extreme(chance: Chance, bytes: Buffer): number {
  const { length } = bytes;
  const sizes = [0, 1, 2, 3, 7, 8, 15, 16, 17, 255, 256, 4096, 65_535, 65_536, 2 ** 24, 2 ** 31 - 1, 2 ** 31];
  return chance.pick([
    ...sizes,
    2 ** 32 - 1,
    2 ** 53,
    -1,
    length - 1,
    length,
    length + 1,
    chance.below(length),
  ]);
}
