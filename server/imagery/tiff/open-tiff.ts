import type { FileHandle } from 'node:fs/promises';
import { type Limits, settingsOf, usualLimits } from '../base/limits.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { refusalByFirstBytes } from './first-bytes.rules.ts';
import { fieldTypeByCode, fieldTypes, photometrics, REDUCED_IMAGE, TRANSPARENCY_MASK, tags } from './tiff.ts';
import {
  Cursor,
  damaged,
  readAt,
  readNumber,
  readNumbers,
  type TiffDirectory,
  type TiffEntry,
  type TiffFile,
} from './tiff-file.ts';

type Format = {
  littleEndian: boolean;
  big: boolean;
  firstDirectory: number;
};

/** OldSubfileType's values, which TIFF 6.0 gave up for the bits of NewSubfileType. */
const OLD_REDUCED_IMAGE = 2;

/**
 * Walks the chain of directories with a bounded number of bounded reads. Directories that point back, more of them or
 * of their tags than `limits` allow, and values that reach beyond the file are refused. The image is that of full
 * size: a thumbnail or a mask may stand before it. Throws ImageryRefusal not_a_tiff, directory_loop,
 * directory_excessive, directory_damaged.
 */
export async function readTiff(handle: FileHandle, limits: Limits = usualLimits): Promise<TiffFile> {
  const { size } = await handle.stat();
  const format = await readHeader(handle, size);
  const directories: TiffDirectory[] = [];
  const visited = new Set<number>();
  for (let offset = format.firstDirectory; offset !== 0; ) {
    if (visited.has(offset))
      throw new ImageryRefusal(
        'directory_loop',
        'The image directories of this file point back at themselves; save it anew with the program that made it.',
      );
    if (directories.length === limits.directories)
      throw new ImageryRefusal(
        'directory_excessive',
        `This file lists more than ${limits.directories} images (${settingsOf('directories')}); split it and upload the one you mean.`,
      );
    visited.add(offset);
    const { entries, next } = await readDirectory(handle, size, format, offset, limits);
    directories.push(entries);
    offset = next;
  }
  const file = {
    handle,
    size,
    littleEndian: format.littleEndian,
    directories,
    limits,
    image: directories[0]!,
  };
  return { ...file, image: await chooseImage(file, format) };
}

/**
 * The first of the largest images that are neither reduced ones nor masks; those that say where they lie before
 * others. Where the chain holds none, it is looked for below its first directory (SubIFDs).
 */
async function chooseImage(file: TiffFile, format: Format): Promise<TiffDirectory> {
  const chain = await fullImages(file, file.directories);
  if (chain.length > 0) return chain[0]!;
  const offsets = await readNumbers(file, file.image, tags.subDirectories, file.limits.directories);
  const below: TiffDirectory[] = [];
  for (const offset of offsets)
    if (offset !== 0)
      below.push((await readDirectory(file.handle, file.size, format, offset, file.limits)).entries);
  return (await fullImages(file, below))[0] ?? file.image;
}

async function fullImages(file: TiffFile, directories: readonly TiffDirectory[]): Promise<TiffDirectory[]> {
  const ranked: { directory: TiffDirectory; placed: number; pixels: number }[] = [];
  for (const directory of directories) {
    const number = (tag: number) => readNumber(file, directory, tag, 0);
    const kind = await number(tags.newSubfileType);
    if ((kind & (REDUCED_IMAGE | TRANSPARENCY_MASK)) !== 0) continue;
    if ((await number(tags.oldSubfileType)) === OLD_REDUCED_IMAGE) continue;
    if ((await number(tags.photometric)) === photometrics.mask) continue;
    const placed = Number(directory.has(tags.modelTiepoint) || directory.has(tags.modelTransformation));
    const pixels = (await number(tags.imageWidth)) * (await number(tags.imageLength));
    ranked.push({ directory, placed, pixels });
  }
  const order = ranked.toSorted((one, other) => other.placed - one.placed || other.pixels - one.pixels);
  return order.map(({ directory }) => directory);
}

async function readHeader(handle: FileHandle, size: number): Promise<Format> {
  const header = Buffer.alloc(64);
  const { bytesRead } = await handle.read(header, 0, header.length, 0);
  const otherFormat = refusalByFirstBytes(header.subarray(0, bytesRead));
  if (otherFormat !== undefined) throw new ImageryRefusal('not_a_tiff', otherFormat);
  const littleEndian = header[0] === 0x49;
  const big = header[littleEndian ? 2 : 3] === 43;
  if (size < (big ? 16 : 8)) throw damaged('it ends within its first bytes');
  if (big && (littleEndian ? header.readUInt16LE(4) : header.readUInt16BE(4)) !== 8)
    throw damaged('its offsets are not of 8 bytes');
  const cursor = new Cursor(header, littleEndian);
  const firstDirectory = big ? cursor.unsigned64(8) : cursor.unsigned32(4);
  if (firstDirectory === 0) throw damaged('it holds no image');
  return { littleEndian, big, firstDirectory };
}

async function readDirectory(
  handle: FileHandle,
  size: number,
  { littleEndian, big }: Format,
  offset: number,
  limits: Limits,
): Promise<{ entries: TiffDirectory; next: number }> {
  const countSize = big ? 8 : 2;
  const entrySize = big ? 20 : 12;
  const offsetSize = big ? 8 : 4;
  const head = new Cursor(await readAt(handle, size, offset, countSize), littleEndian);
  const count = big ? head.unsigned64(0) : head.unsigned16(0);
  if (count > limits.tagsPerDirectory)
    throw new ImageryRefusal(
      'directory_excessive',
      `This file describes its image with ${count} tags, more than the ${limits.tagsPerDirectory} allowed (${settingsOf('tagsPerDirectory')}); save it anew.`,
    );
  const bytes = await readAt(handle, size, offset + countSize, count * entrySize + offsetSize);
  const cursor = new Cursor(bytes, littleEndian);
  const entries = new Map<number, TiffEntry>();
  for (let index = 0; index < count; index++) {
    const at = index * entrySize;
    const tag = cursor.unsigned16(at);
    const type = fieldTypeByCode.get(cursor.unsigned16(at + 2));
    // TIFF 6.0 asks readers to pass over field types they do not know; of a tag given twice the first counts.
    if (type === undefined || entries.has(tag)) continue;
    const valueCount = big ? cursor.unsigned64(at + 4) : cursor.unsigned32(at + 4);
    const valueSize = valueCount * fieldTypes[type].size;
    const slot = at + 4 + offsetSize;
    const inline = valueSize <= offsetSize;
    const position = inline
      ? offset + countSize + slot
      : big
        ? cursor.unsigned64(slot)
        : cursor.unsigned32(slot);
    if (position + valueSize > size) throw damaged(`tag ${tag} lies beyond the end of the file`);
    entries.set(tag, { tag, type, count: valueCount, position });
  }
  const next = big ? cursor.unsigned64(count * entrySize) : cursor.unsigned32(count * entrySize);
  return { entries, next };
}
