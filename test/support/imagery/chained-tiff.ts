import { fieldTypeByCode, fieldTypes, tags } from '#imagery/tiff/tiff.ts';
import { makeTiff, type TestTiff } from './geotiff.ts';

const FIRST_DIRECTORY = 8;

/** A little-endian TIFF of several images, in this order; with `below`, those after the first are its SubIFDs. */
export function makeChainedTiff(images: readonly TestTiff[], below = false): Buffer {
  const parts = images.map((image) => makeTiff(image));
  const starts = parts.map((_, index) =>
    parts.slice(0, index).reduce((sum, { length }) => sum + length + (length % 2), 0),
  );
  const moved = parts.map((part, index) => {
    const padded = Buffer.concat([part, Buffer.alloc(part.length % 2)]);
    moveBy(padded, starts[index]!);
    if (!below && index + 1 < parts.length)
      padded.writeUInt32LE(starts[index + 1]! + FIRST_DIRECTORY, nextPlace(padded));
    return padded;
  });
  const file = Buffer.concat(moved);
  if (below) {
    const entry = entriesOf(file).find(({ tag }) => tag === tags.subDirectories)!;
    file.writeUInt32LE(starts[1]! + FIRST_DIRECTORY, entry.at + 8);
  }
  return file;
}

function entriesOf(file: Buffer) {
  return Array.from({ length: file.readUInt16LE(FIRST_DIRECTORY) }, (_, index) => {
    const at = FIRST_DIRECTORY + 2 + index * 12;
    const type = fieldTypeByCode.get(file.readUInt16LE(at + 2))!;
    const count = file.readUInt32LE(at + 4);
    return { at, tag: file.readUInt16LE(at), count, size: fieldTypes[type].size * count };
  });
}

function nextPlace(file: Buffer): number {
  return FIRST_DIRECTORY + 2 + file.readUInt16LE(FIRST_DIRECTORY) * 12;
}

/** Adds the place at which an image comes to lie to all that points into it. */
function moveBy(file: Buffer, start: number): void {
  for (const { at, tag, count, size } of entriesOf(file)) {
    const values = size > 4 ? file.readUInt32LE(at + 8) : at + 8;
    if (tag === tags.stripOffsets)
      for (let index = 0; index < count; index++)
        file.writeUInt32LE(file.readUInt32LE(values + index * 4) + start, values + index * 4);
    if (size > 4) file.writeUInt32LE(values + start, at + 8);
  }
}
