import type { FileHandle } from 'node:fs/promises';
import { refusalByFirstBytes } from './first-bytes.rules.ts';
import { type Limits, settingsOf, usualLimits } from './limits.ts';
import { ImageryRefusal } from './refusal.ts';
import { type FieldType, fieldTypeByCode, fieldTypes, type TiffField } from './tiff.ts';

/** One tag as the directory announces it; its value lies inside the file, `position` bytes from its start. */
interface TiffEntry {
  readonly tag: number;
  readonly type: FieldType;
  readonly count: number;
  readonly position: number;
}

export type TiffDirectory = ReadonlyMap<number, TiffEntry>;

/** An open TIFF or BigTIFF whose chain of directories has been walked, and nothing else read. */
export interface TiffFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly littleEndian: boolean;
  readonly directories: readonly TiffDirectory[];
  /** What the file may ask of whoever reads it. */
  readonly limits: Limits;
}

interface Format {
  readonly littleEndian: boolean;
  readonly big: boolean;
  readonly firstDirectory: number;
}

/**
 * Walks the chain of directories with a bounded number of bounded reads. Directories that point back, more of
 * them or of their tags than `limits` allow, and values that reach beyond the file are refused.
 *
 * @throws ImageryRefusal not_a_tiff, directory_loop, directory_excessive, directory_damaged
 */
export async function readTiff(handle: FileHandle, limits: Limits = usualLimits): Promise<TiffFile> {
  const { size } = await handle.stat();
  const format = await readHeader(handle, size);
  const directories: TiffDirectory[] = [];
  const visited = new Set<number>();
  for (let offset = format.firstDirectory; offset !== 0; ) {
    if (visited.has(offset)) {
      throw new ImageryRefusal(
        'directory_loop',
        'The image directories of this file point back at themselves; save it anew with the program that made it.',
      );
    }
    if (directories.length === limits.directories) {
      throw new ImageryRefusal(
        'directory_excessive',
        `This file lists more than ${limits.directories} images (${settingsOf('directories')}); split it and upload the one you mean.`,
      );
    }
    visited.add(offset);
    const { entries, next } = await readDirectory(handle, size, format, offset, limits);
    directories.push(entries);
    offset = next;
  }
  return { handle, size, littleEndian: format.littleEndian, directories, limits };
}

async function readHeader(handle: FileHandle, size: number): Promise<Format> {
  const header = Buffer.alloc(64);
  const { bytesRead } = await handle.read(header, 0, header.length, 0);
  const otherFormat = refusalByFirstBytes(header.subarray(0, bytesRead));
  if (otherFormat !== undefined) throw new ImageryRefusal('not_a_tiff', otherFormat);
  const littleEndian = header[0] === 0x49;
  const big = header[littleEndian ? 2 : 3] === 43;
  if (size < (big ? 16 : 8)) throw damaged('it ends within its first bytes');
  if (big && (littleEndian ? header.readUInt16LE(4) : header.readUInt16BE(4)) !== 8) {
    throw damaged('its offsets are not of 8 bytes');
  }
  const cursor = new Cursor(header, littleEndian);
  const firstDirectory = big ? cursor.unsigned64(8) : cursor.unsigned32(4);
  if (firstDirectory === 0) throw damaged('it holds no image');
  return { littleEndian, big, firstDirectory };
}

function damaged(what: string): ImageryRefusal {
  return new ImageryRefusal(
    'directory_damaged',
    `The file's description of its image cannot be read: ${what}. Fetch or save the file again.`,
  );
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
  if (count > limits.tagsPerDirectory) {
    throw new ImageryRefusal(
      'directory_excessive',
      `This file describes its image with ${count} tags, more than the ${limits.tagsPerDirectory} allowed (${settingsOf('tagsPerDirectory')}); save it anew.`,
    );
  }
  const bytes = await readAt(handle, size, offset + countSize, count * entrySize + offsetSize);
  const cursor = new Cursor(bytes, littleEndian);
  const entries = new Map<number, TiffEntry>();
  for (let index = 0; index < count; index += 1) {
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

async function readAt(handle: FileHandle, size: number, position: number, length: number): Promise<Buffer> {
  if (position + length > size) throw damaged('it reaches beyond the end of the file');
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const step = await handle.read(bytes, read, length - read, position + read);
    if (step.bytesRead === 0) throw damaged('it reaches beyond the end of the file');
    read += step.bytesRead;
  }
  return bytes;
}

/** The numbers of a tag, at most `most` of them; empty where the tag is absent. */
export async function readNumbers(
  file: TiffFile,
  directory: TiffDirectory,
  tag: number,
  most: number,
): Promise<Float64Array> {
  const entry = directory.get(tag);
  if (entry === undefined) return new Float64Array(0);
  if (entry.count > most) throw damaged(`tag ${tag} holds ${entry.count} values`);
  const { size } = fieldTypes[entry.type];
  const cursor = new Cursor(
    await readAt(file.handle, file.size, entry.position, entry.count * size),
    file.littleEndian,
  );
  const values = new Float64Array(entry.count);
  for (let index = 0; index < entry.count; index += 1) values[index] = cursor.value(entry.type, index * size);
  return values;
}

/** The first number of a tag, or `otherwise` where it is absent. */
export async function readNumber(
  file: TiffFile,
  directory: TiffDirectory,
  tag: number,
  otherwise: number,
): Promise<number> {
  const [value = otherwise] = await readNumbers(file, directory, tag, 65536);
  return value;
}

/** The bytes of a tag as they stand; empty where the tag is absent. */
export async function readBytes(file: TiffFile, directory: TiffDirectory, tag: number): Promise<Buffer> {
  const entry = directory.get(tag);
  if (entry === undefined) return Buffer.alloc(0);
  const length = entry.count * fieldTypes[entry.type].size;
  if (length > file.limits.textBytes) {
    throw damaged(`tag ${tag} holds ${length} bytes (${settingsOf('textBytes')} allows fewer)`);
  }
  return readAt(file.handle, file.size, entry.position, length);
}

/** The text of a tag up to its closing NUL, or null where it is absent. */
export async function readText(
  file: TiffFile,
  directory: TiffDirectory,
  tag: number,
): Promise<string | null> {
  if (!directory.has(tag)) return null;
  const text = (await readBytes(file, directory, tag)).toString('utf8');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** A tag in the form in which it can be written again, or null where it is absent. */
export async function readField(
  file: TiffFile,
  directory: TiffDirectory,
  tag: number,
): Promise<TiffField | null> {
  const entry = directory.get(tag);
  if (entry === undefined) return null;
  switch (entry.type) {
    case 'ascii':
    case 'byte':
    case 'undefined':
      return { tag, type: entry.type, bytes: await readBytes(file, directory, tag) };
    case 'short':
    case 'long':
    case 'double':
      return {
        tag,
        type: entry.type,
        values: await readNumbers(file, directory, tag, file.limits.textBytes / 8),
      };
    default:
      throw damaged(`tag ${tag} is of an unexpected type`);
  }
}

/** Reads numbers of either byte order. 64-bit integers beyond 2^53 become larger than any file, hence refused. */
class Cursor {
  readonly #view: DataView;
  readonly #littleEndian: boolean;

  constructor(bytes: Buffer, littleEndian: boolean) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#littleEndian = littleEndian;
  }

  unsigned16(at: number): number {
    return this.#view.getUint16(at, this.#littleEndian);
  }

  unsigned32(at: number): number {
    return this.#view.getUint32(at, this.#littleEndian);
  }

  unsigned64(at: number): number {
    return Number(this.#view.getBigUint64(at, this.#littleEndian));
  }

  value(type: FieldType, at: number): number {
    const view = this.#view;
    const little = this.#littleEndian;
    switch (type) {
      case 'byte':
      case 'ascii':
      case 'undefined':
        return view.getUint8(at);
      case 'sbyte':
        return view.getInt8(at);
      case 'short':
        return view.getUint16(at, little);
      case 'sshort':
        return view.getInt16(at, little);
      case 'long':
      case 'ifd':
        return view.getUint32(at, little);
      case 'slong':
        return view.getInt32(at, little);
      case 'long8':
      case 'ifd8':
        return Number(view.getBigUint64(at, little));
      case 'slong8':
        return Number(view.getBigInt64(at, little));
      case 'float':
        return view.getFloat32(at, little);
      case 'double':
        return view.getFloat64(at, little);
      case 'rational':
        return view.getUint32(at, little) / view.getUint32(at + 4, little);
      case 'srational':
        return view.getInt32(at, little) / view.getInt32(at + 4, little);
    }
  }
}
