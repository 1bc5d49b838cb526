import type { FileHandle } from 'node:fs/promises';
import { type Limits, settingsOf } from '../base/limits.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { type FieldType, fieldTypes, type TiffField } from './tiff.ts';

/** One tag as the directory announces it; its value lies inside the file, `position` bytes from its start. */
export type TiffEntry = {
  tag: number;
  type: FieldType;
  count: number;
  position: number;
};

export type TiffDirectory = ReadonlyMap<number, TiffEntry>;

/** An open TIFF or BigTIFF whose chain of directories has been walked, and nothing else read. */
export type TiffFile = {
  handle: FileHandle;
  size: number;
  littleEndian: boolean;
  directories: readonly TiffDirectory[];
  /** The directory of the image itself, at full size; see `readTiff`. */
  image: TiffDirectory;
  /** What the file may ask of whoever reads it. */
  limits: Limits;
};

/** The refusal of a file whose directories are not sound. */
export function damaged(what: string): ImageryRefusal {
  return new ImageryRefusal(
    'directory_damaged',
    `The file's description of its image cannot be read: ${what}. Fetch or save the file again.`,
  );
}

/** So many bytes of a file of `size` bytes, from `position` on. */
export async function readAt(
  handle: FileHandle,
  size: number,
  position: number,
  length: number,
): Promise<Buffer> {
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
  for (let index = 0; index < entry.count; index++) values[index] = cursor.value(entry.type, index * size);
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
  if (length > file.limits.textBytes)
    throw damaged(`tag ${tag} holds ${length} bytes (${settingsOf('textBytes')} allows fewer)`);
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
export class Cursor {
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
