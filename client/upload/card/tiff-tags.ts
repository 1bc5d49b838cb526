import type { TiffTags } from '#domain/metadata/tiff-tags.rules.ts';
import { gdalItems } from '#imagery/tiff/gdal-metadata.rules.ts';

/** The tags whose words are read, by TIFF 6.0 and GDAL. */
const IMAGE_DESCRIPTION = 270;
const DATE_TIME = 306;
const COPYRIGHT = 33432;
const GDAL_METADATA = 42112;
const WANTED: readonly number[] = [IMAGE_DESCRIPTION, DATE_TIME, COPYRIGHT, GDAL_METADATA];

const ASCII = 2;
const MAXIMUM_ENTRIES = 500;
const MAXIMUM_TEXT_BYTES = 64 * 1024;

/**
 * Reads the words in a TIFF's first directory, and nothing else: one directory of at most 500 entries and texts
 * of at most 64 KiB, whatever the file says, and no pixels. Nothing is followed, so nothing can loop. A file
 * that is no TIFF, or says nothing, gives nothing; the server judges it.
 */
export async function readTiffTags(file: Blob): Promise<TiffTags> {
  // A file that ends before what it announces, or cannot be read, is told of when it is sent.
  const texts = await readTexts(file).catch(() => new Map<number, string>());
  const xml = texts.get(GDAL_METADATA) ?? '';
  return {
    items: Object.fromEntries(
      gdalItems(xml).flatMap(({ name, value, sample }) => (sample === null ? [[name, value]] : [])),
    ),
    description: texts.get(IMAGE_DESCRIPTION) ?? null,
    dateTime: texts.get(DATE_TIME) ?? null,
    copyright: texts.get(COPYRIGHT) ?? null,
  };
}

async function readTexts(file: Blob): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  const head = await view(file, 0, 16);
  const order = head.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return texts;
  const little = order === 0x4949;
  const big = head.getUint16(2, little) === 43;
  const offset = (at: DataView, place: number) =>
    big ? Number(at.getBigUint64(place, little)) : at.getUint32(place, little);
  const [countBytes, entryBytes, valuePlace] = big ? [8, 20, 12] : [2, 12, 8];

  const directory = offset(head, big ? 8 : 4);
  const counted = await view(file, directory, countBytes);
  const count = Math.min(big ? offset(counted, 0) : counted.getUint16(0, little), MAXIMUM_ENTRIES);
  const entries = await view(file, directory + countBytes, count * entryBytes);
  for (let place = 0; place < count * entryBytes; place += entryBytes) {
    const tag = entries.getUint16(place, little);
    if (!WANTED.includes(tag) || entries.getUint16(place + 2, little) !== ASCII) continue;
    const length = Math.min(offset(entries, place + 4), MAXIMUM_TEXT_BYTES);
    // A value that fits into the entry stands there itself; such words say nothing.
    if (length <= (big ? 8 : 4)) continue;
    const at = offset(entries, place + valuePlace);
    const text = await file.slice(at, at + length).text();
    texts.set(tag, text.split('\0', 1)[0] ?? '');
  }
  return texts;
}

async function view(file: Blob, start: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(start, start + length).arrayBuffer());
}
