/** What a file says of itself that a form can propose. */
export type TiffTags = {
  /** ISO 8601 as far as it goes; undefined where the file tells no acquisition. */
  acquired?: string;
  platform?: string;
  cloudCover?: string;
  offNadir?: string;
  sunAzimuth?: string;
  sunElevation?: string;
};

const GDAL_METADATA = 42112;
const ASCII = 2;
const MAXIMUM_ENTRIES = 500;
const MAXIMUM_TEXT_BYTES = 64 * 1024;

/** Names under which providers write what a form asks, in GDAL's metadata items. */
const names: Record<keyof TiffTags, readonly string[]> = {
  acquired: [
    'ACQUISITIONDATETIME',
    'ACQUISITION_DATE',
    'FIRSTLINETIME',
    'DATATAKE_SENSING_START',
    'SENSING_TIME',
  ],
  platform: ['SATELLITEID', 'SPACECRAFT_ID', 'PLATFORM'],
  cloudCover: ['CLOUDCOVER', 'CLOUD_COVER'],
  offNadir: ['MEANOFFNADIRVIEWANGLE', 'OFFNADIRVIEWANGLE'],
  sunAzimuth: ['MEANSUNAZ', 'SUN_AZIMUTH'],
  sunElevation: ['MEANSUNEL', 'SUN_ELEVATION'],
};

/**
 * Reads the metadata text of a TIFF's first directory, and nothing else: one directory of at most 500
 * entries and one text of at most 64 KiB, whatever the file claims, and no pixels. Nothing is followed, so
 * nothing can loop. A file that is no TIFF, or says nothing, gives nothing; the server judges it.
 */
export async function readTiffTags(file: Blob): Promise<TiffTags> {
  // A file that ends before what it announces, or cannot be read, is told of when it is sent.
  const text = await metadataText(file).catch(() => undefined);
  return text === undefined ? {} : tagsIn(text);
}

async function metadataText(file: Blob): Promise<string | undefined> {
  const head = await view(file, 0, 16);
  const order = head.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
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
    if (entries.getUint16(place, little) !== GDAL_METADATA) continue;
    if (entries.getUint16(place + 2, little) !== ASCII) return undefined;
    const length = Math.min(offset(entries, place + 4), MAXIMUM_TEXT_BYTES);
    const at = offset(entries, place + valuePlace);
    return file.slice(at, at + length).text();
  }
  return undefined;
}

async function view(file: Blob, start: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(start, start + length).arrayBuffer());
}

/** The items of GDAL's metadata are flat XML; they are taken as text, since no more than words is wanted. */
function tagsIn(text: string): TiffTags {
  const items = new Map(
    [...text.matchAll(/<Item[^>]*\bname="([^"]{1,100})"[^>]*>([^<]{1,200})<\/Item>/g)].map(
      ([, name, value]) => [name!.toUpperCase(), value!.trim()] as const,
    ),
  );
  const found: TiffTags = {};
  for (const [field, candidates] of Object.entries(names) as [keyof TiffTags, readonly string[]][]) {
    const value = candidates.map((name) => items.get(name)).find((one) => one);
    if (value) found[field] = field === 'acquired' ? withZone(value) : value;
  }
  return found;
}

/** Providers give these times in UTC, some without saying so: '2012-10-11 02:13:54' is 2012-10-11T02:13:54Z. */
function withZone(value: string): string {
  const instant = value.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
  return /T[\d:.]+$/.test(instant) ? `${instant}Z` : instant;
}
