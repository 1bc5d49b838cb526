import { Gunzip, Inflate } from 'fflate';
import { isolated } from '#domain/text/text.rules.ts';
import { OverlayRefusal } from './overlay-refusal.ts';

/** One file within a ZIP, as the directory at its end tells of it. */
export type ZipEntry = {
  name: string;
  encrypted: boolean;
  /** 0: as it is, 8: deflated. */
  method: number;
  crc32: number;
  packedSize: number;
  /** Where its own head begins. */
  offset: number;
};

/** Far more than the pictures of any KMZ. */
const MOST_ENTRIES = 10_000;
/** Packed bytes that are unpacked at a time: a piece swells to a thousand times its size at the most. */
const PIECE_BYTES = 16 * 1024;

const END_OF_DIRECTORY = 0x06054b50;
const IN_DIRECTORY = 0x02014b50;
const HEAD = 0x04034b50;
/** The end of the directory may be followed by a comment of this length. */
const LONGEST_COMMENT = 65_535;
const BROKEN = 'The ZIP is broken: it may be cut short. Fetch or save it again.';

/** The files that a ZIP says it holds. Throws OverlayRefusal. */
export function zipEntries(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const end = endOfDirectory(view);
    const count = view.getUint16(end + 10, true);
    if (count > MOST_ENTRIES)
      throw new OverlayRefusal(`It holds more than ${MOST_ENTRIES.toLocaleString('en')} files.`);
    const entries: ZipEntry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let entry = 0; entry < count; entry++) {
      if (view.getUint32(at, true) !== IN_DIRECTORY) throw new OverlayRefusal(BROKEN);
      const nameLength = view.getUint16(at + 28, true);
      entries.push({
        name: nameOf(zip.subarray(at + 46, at + 46 + nameLength)),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        method: view.getUint16(at + 10, true),
        crc32: view.getUint32(at + 16, true),
        packedSize: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  } catch (error) {
    throw error instanceof RangeError ? new OverlayRefusal(BROKEN) : error;
  }
}

/** UTF-8 where it is such, said or not, as most programs write; else that of Windows in Korean, else in the West. */
function nameOf(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'euc-kr'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  return new TextDecoder('windows-1252').decode(bytes);
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  throw new OverlayRefusal(BROKEN);
}

/**
 * The bytes of one file, at most so many whatever the ZIP says of its size: what swells beyond is left at that point.
 * Throws OverlayRefusal.
 */
export function unpack(zip: Uint8Array, entry: ZipEntry, most: number): Uint8Array<ArrayBuffer> {
  if (entry.encrypted) throw new OverlayRefusal('It is encrypted: unpack it with its password first.');
  if (entry.method !== 0 && entry.method !== 8)
    throw new OverlayRefusal(
      `It is packed in a way that is not read (method ${entry.method}): pack it anew as a plain ZIP.`,
    );
  const gathered = gathering(`'${isolated(entry.name)}'`, most);
  const packed = packedBytes(zip, entry);
  if (entry.method === 0) gathered.take(packed);
  else inflate(packed, new Inflate(gathered.take), BROKEN);
  const whole = gathered.whole();
  if (crc32(whole) !== entry.crc32) throw new OverlayRefusal(BROKEN);
  return whole;
}

function packedBytes(zip: Uint8Array, { offset, packedSize }: ZipEntry): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (offset + 30 > zip.length || view.getUint32(offset, true) !== HEAD) throw new OverlayRefusal(BROKEN);
  const begin = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (begin + packedSize > zip.length) throw new OverlayRefusal(BROKEN);
  return zip.subarray(begin, begin + packedSize);
}

/** The bytes of a file that gzip packed, at most so many. Throws OverlayRefusal. */
export function gunzipped(packed: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const gathered = gathering('It', most);
  inflate(
    packed,
    new Gunzip(gathered.take),
    'The file is broken: it may be cut short. Fetch or save it again.',
  );
  return gathered.whole();
}

function gathering(what: string, most: number) {
  const pieces: Uint8Array[] = [];
  let size = 0;
  return {
    take: (piece: Uint8Array) => {
      size += piece.length;
      if (size > most) throw new OverlayRefusal(`${what} unpacks to more than ${Math.round(most / 1e6)} MB.`);
      pieces.push(piece);
    },
    whole: () => {
      const whole = new Uint8Array(size);
      let at = 0;
      for (const piece of pieces) {
        whole.set(piece, at);
        at += piece.length;
      }
      return whole;
    },
  };
}

function inflate(packed: Uint8Array, stream: Inflate | Gunzip, broken: string): void {
  try {
    for (let at = 0; at < packed.length; at += PIECE_BYTES)
      stream.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
  } catch (error) {
    throw error instanceof OverlayRefusal ? error : new OverlayRefusal(broken);
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The check sum of ZIP (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
