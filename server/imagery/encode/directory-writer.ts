import { fieldTypes, type TiffField } from '../tiff/tiff.ts';

/** Sizes of a classic TIFF's structures, and of a BigTIFF's. */
export type TiffFormat = {
  big: boolean;
  headerSize: number;
  countSize: number;
  entrySize: number;
  offsetSize: number;
};

export const classicTiff: TiffFormat = {
  big: false,
  headerSize: 8,
  countSize: 2,
  entrySize: 12,
  offsetSize: 4,
};
export const bigTiff: TiffFormat = { big: true, headerSize: 16, countSize: 8, entrySize: 20, offsetSize: 8 };

/** A little-endian header that points at the first directory. */
export function writeHeader(format: TiffFormat, firstDirectory: number): Buffer {
  const header = Buffer.alloc(format.headerSize);
  header.write('II', 0, 'latin1');
  header.writeUInt16LE(format.big ? 43 : 42, 2);
  if (!format.big) {
    header.writeUInt32LE(firstDirectory, 4);
    return header;
  }
  header.writeUInt16LE(8, 4);
  header.writeBigUInt64LE(BigInt(firstDirectory), 8);
  return header;
}

/** Bytes that a directory takes with the values that do not fit into its entries. */
export function directorySize(format: TiffFormat, fields: readonly TiffField[]): number {
  const outside = fields.map((field) => valueSize(field)).filter((size) => size > format.offsetSize);
  const head = format.countSize + fields.length * format.entrySize + format.offsetSize;
  return even(head) + outside.reduce((sum, size) => sum + even(size), 0);
}

/**
 * A directory with its values right behind it, to stand at `offset`; `next` is the next directory's offset,
 * 0 for none. Fields are sorted by tag, as TIFF demands.
 */
export function writeDirectory(
  format: TiffFormat,
  fields: readonly TiffField[],
  offset: number,
  next: number,
): Buffer {
  const sorted = [...fields].sort((one, other) => one.tag - other.tag);
  const bytes = Buffer.alloc(directorySize(format, fields));
  const head = format.countSize + sorted.length * format.entrySize;
  if (format.big) bytes.writeBigUInt64LE(BigInt(sorted.length), 0);
  else bytes.writeUInt16LE(sorted.length, 0);
  let valuesAt = even(head + format.offsetSize);
  sorted.forEach((field, index) => {
    const entry = format.countSize + index * format.entrySize;
    bytes.writeUInt16LE(field.tag, entry);
    bytes.writeUInt16LE(fieldTypes[field.type].code, entry + 2);
    writeOffset(format, bytes, valueCount(field), entry + 4);
    const size = valueSize(field);
    const slot = entry + 4 + format.offsetSize;
    if (size <= format.offsetSize) writeValues(field, bytes, slot);
    else {
      writeOffset(format, bytes, offset + valuesAt, slot);
      writeValues(field, bytes, valuesAt);
      valuesAt += even(size);
    }
  });
  writeOffset(format, bytes, next, head);
  return bytes;
}

function writeOffset(format: TiffFormat, bytes: Buffer, value: number, at: number): void {
  if (format.big) bytes.writeBigUInt64LE(BigInt(value), at);
  else bytes.writeUInt32LE(value, at);
}

function valueCount(field: TiffField): number {
  return 'bytes' in field ? field.bytes.length : field.values.length;
}

function valueSize(field: TiffField): number {
  return valueCount(field) * fieldTypes[field.type].size;
}

function writeValues(field: TiffField, bytes: Buffer, at: number): void {
  if ('bytes' in field) {
    bytes.set(field.bytes, at);
    return;
  }
  const { size } = fieldTypes[field.type];
  for (let index = 0; index < field.values.length; index++) {
    const value = field.values[index]!;
    const to = at + index * size;
    if (field.type === 'short') bytes.writeUInt16LE(value, to);
    else if (field.type === 'long') bytes.writeUInt32LE(value, to);
    else if (field.type === 'long8') bytes.writeBigUInt64LE(BigInt(value), to);
    else bytes.writeDoubleLE(value, to);
  }
}

function even(size: number): number {
  return size + (size % 2);
}
