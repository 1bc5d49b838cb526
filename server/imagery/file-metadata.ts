import { imageDirectory } from './raster-layout.ts';
import { tags } from './tiff.ts';
import { readText, type TiffFile } from './tiff-file.ts';

/** What a file says about itself, as far as it can prefill a form. */
export interface FileMetadata {
  /** GDAL's metadata items of the whole raster, by name. */
  readonly items: Readonly<Record<string, string>>;
  /** Each band's description, null where it has none. */
  readonly bandNames: readonly (string | null)[];
  /** TIFF's ImageDescription. */
  readonly description: string | null;
  readonly suggested: SuggestedMetadata;
}

/** Values for a scene's form; absent where the file does not hold them. Angles in degrees, cloud in per cent. */
export interface SuggestedMetadata {
  /** A UTC instant, or a day where that is all that is known. */
  readonly acquired?: string;
  /** The tag that `acquired` is from: TIFF's DateTime may be the date of processing, and bears no time zone. */
  readonly acquiredFrom?: string;
  readonly title?: string;
  readonly platform?: string;
  readonly provider?: string;
  readonly licence?: string;
  readonly catalogueId?: string;
  readonly offNadir?: number;
  readonly incidenceAngle?: number;
  readonly viewAzimuth?: number;
  readonly sunAzimuth?: number;
  readonly sunElevation?: number;
  readonly cloudCover?: number;
  readonly synthetic?: boolean;
}

/** Item names under which writers keep a value; compared in upper case without underscores. */
const textNames = {
  title: ['TITLE'],
  platform: ['PLATFORM', 'SATELLITEID', 'SATELLITE', 'SPACECRAFTID', 'SATID'],
  provider: ['PROVIDER', 'VENDOR'],
  licence: ['LICENCE', 'LICENSE'],
  catalogueId: ['CATALOGUEID', 'CATALOGID', 'CATID'],
} as const;

const numberNames = {
  offNadir: ['OFFNADIR', 'OFFNADIRANGLE', 'MEANOFFNADIRVIEWANGLE'],
  incidenceAngle: ['INCIDENCEANGLE'],
  viewAzimuth: ['VIEWAZIMUTH', 'MEANSATAZ'],
  sunAzimuth: ['SUNAZIMUTH', 'MEANSUNAZ'],
  sunElevation: ['SUNELEVATION', 'MEANSUNEL'],
  cloudCover: ['CLOUDCOVER'],
} as const;

const acquiredNames = ['ACQUIRED', 'ACQUISITIONDATETIME', 'ACQUISITIONDATE', 'DATEACQUIRED', 'FIRSTLINETIME'];

export async function readFileMetadata(file: TiffFile, bandCount: number): Promise<FileMetadata> {
  const directory = imageDirectory(file);
  const xml = (await readText(file, directory, tags.gdalMetadata)) ?? '';
  const items: Record<string, string> = {};
  const bandNames = new Array<string | null>(bandCount).fill(null);
  for (const [, attributes = '', content = ''] of xml.matchAll(/<Item\b([^>]*)>([^<]*)<\/Item>/g)) {
    const name = attribute(attributes, 'name');
    const sample = attribute(attributes, 'sample');
    const band = sample === null ? null : Number(sample);
    if (band === null && name !== null) items[name] = unescaped(content);
    else if (band !== null && attribute(attributes, 'role') === 'description' && band in bandNames) {
      bandNames[band] = unescaped(content);
    }
  }
  const description = await readText(file, directory, tags.imageDescription);
  const dateTime = await readText(file, directory, tags.dateTime);
  return { items, bandNames, description, suggested: suggestFrom(items, dateTime) };
}

function attribute(attributes: string, name: string): string | null {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;
}

/** GDAL escapes its items twice, once as text and once as XML. */
function unescaped(text: string): string {
  const once = (from: string) =>
    from
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  return once(once(text));
}

function suggestFrom(items: Readonly<Record<string, string>>, dateTime: string | null): SuggestedMetadata {
  const byName = new Map(
    Object.entries(items).map(([name, value]) => [plainName(name), { name, value: value.trim() }]),
  );
  const find = (names: readonly string[]) =>
    names.map((name) => byName.get(name)).find((item) => item?.value);
  const suggested: Record<string, string | number | boolean> = {};
  for (const [key, names] of Object.entries(textNames)) {
    const item = find(names);
    if (item !== undefined) suggested[key] = item.value;
  }
  for (const [key, names] of Object.entries(numberNames)) {
    const item = find(names);
    if (item !== undefined && Number.isFinite(Number(item.value))) suggested[key] = Number(item.value);
  }
  const acquired = find(acquiredNames);
  const stated = acquired === undefined ? null : dateIn(acquired.value);
  const day = dateTime === null ? null : dateIn(dateTime.slice(0, 10));
  if (stated !== null) Object.assign(suggested, { acquired: stated, acquiredFrom: acquired!.name });
  else if (day !== null) Object.assign(suggested, { acquired: day, acquiredFrom: 'TIFFTAG_DATETIME' });
  if (/^(yes|true|1)$/i.test(find(['SYNTHETIC'])?.value ?? '')) suggested.synthetic = true;
  return suggested;
}

function plainName(name: string): string {
  return name.toUpperCase().replaceAll('_', '');
}

/** An instant where time and zone are stated, the day where they are not, null where it is no date. */
function dateIn(text: string): string | null {
  const match =
    /^(\d{4})[-:/](\d{2})[-:/](\d{2})(?:[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, time, zone] = match;
  const date = `${year}-${month}-${day}`;
  const instant = new Date(time !== undefined && zone !== undefined ? `${date}T${time}${zone}` : date);
  if (Number.isNaN(instant.getTime()) || (zone === undefined && !instant.toISOString().startsWith(date))) {
    return null;
  }
  return zone === undefined ? date : instant.toISOString();
}
