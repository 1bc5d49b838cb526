import { sharedDate } from '#domain/acquired/acquired.rules.ts';
import type { StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { acquisitionIn, datatakeDays, opposite } from './product/acquisition.rules.ts';
import type { RawStatement } from './product/element.rules.ts';
import { platformName } from './product/platform.rules.ts';
import { checkedStatements } from './statement.rules.ts';

/** What a TIFF's first directory says in words: the tags as they stand in the file, null where it has none. */
export type TiffTags = {
  /** GDAL's metadata items of the whole raster, by name. */
  items: Readonly<Record<string, string>>;
  /** ImageDescription. */
  description: string | null;
  /** DateTime, without a time zone; by TIFF 6.0 the date of the file, which need not be that of the image. */
  dateTime: string | null;
  copyright: string | null;
};

type Reading = {
  field: StatedField;
  names: readonly string[];
  read?: (text: string) => RawStatement['value'];
};

const number = (text: string) => (text === '' ? undefined : Number(text));

/**
 * Names under which writers keep a value, in upper case without underscores, the more telling first. Those of
 * Maxar are read as in their metadata files; GDAL's own IMAGERY items give cloud in per cent and times in UTC.
 */
const readings: readonly Reading[] = [
  { field: 'title', names: ['TITLE'] },
  {
    field: 'acquired',
    names: ['ACQUISITIONDATETIME', 'FIRSTLINETIME', 'SENSINGTIME'],
    read: (text) => acquisitionIn(text, 'utc'),
  },
  {
    field: 'acquired',
    names: ['DATATAKESENSINGSTART'],
    read: (text) => sharedDate(datatakeDays(acquisitionIn(text, 'utc'))),
  },
  {
    field: 'acquired',
    names: ['ACQUIRED', 'ACQUISITIONDATE', 'DATEACQUIRED'],
    read: (text) => acquisitionIn(text, 'unknown'),
  },
  {
    field: 'platform',
    names: ['PLATFORM', 'SATELLITEID', 'SATELLITE', 'SPACECRAFTID', 'SPACECRAFTNAME', 'SATID'],
    read: platformName,
  },
  { field: 'instrument', names: ['INSTRUMENT', 'SENSORID', 'SENSOR'] },
  { field: 'provider', names: ['PROVIDER', 'VENDOR'] },
  { field: 'licence', names: ['LICENCE', 'LICENSE'] },
  { field: 'catalogueId', names: ['CATALOGUEID', 'CATALOGID', 'CATID', 'LANDSATPRODUCTID', 'PRODUCTURI'] },
  { field: 'offNadir', names: ['OFFNADIR', 'OFFNADIRANGLE', 'MEANOFFNADIRVIEWANGLE'], read: number },
  { field: 'incidenceAngle', names: ['INCIDENCEANGLE'], read: number },
  { field: 'viewAzimuth', names: ['VIEWAZIMUTH'], read: number },
  { field: 'viewAzimuth', names: ['MEANSATAZ'], read: (text) => opposite(number(text)) },
  { field: 'sunAzimuth', names: ['SUNAZIMUTH', 'MEANSUNAZ'], read: number },
  { field: 'sunElevation', names: ['SUNELEVATION', 'MEANSUNEL'], read: number },
  { field: 'cloudCover', names: ['CLOUDCOVER', 'CLOUDCOVERAGEASSESSMENT'], read: number },
  { field: 'synthetic', names: ['SYNTHETIC'], read: (text) => /^(yes|true|1)$/i.test(text) || undefined },
];

/**
 * What a file says of itself. TIFF's DateTime is kept to its day and told with a caution: most programs write
 * there when they saved the file.
 */
export function statementsOfTags(tags: TiffTags): Statement[] {
  const items = new Map(
    [...Object.entries(tags.items), ...itemsInWords(tags.description ?? '')].map(([name, value]) => [
      plainName(name),
      { name, value: value.trim() },
    ]),
  );
  const statements = readings.flatMap(({ field, names, read = (text: string) => text }): RawStatement[] => {
    const item = names.map((name) => items.get(name)).find((one) => one?.value);
    return item ? [{ field, value: read(item.value), key: item.name }] : [];
  });
  const owner = ownerIn(tags.copyright ?? '');
  return checkedStatements({ from: 'file' }, [
    ...statements,
    ...(owner ? [{ field: 'provider', value: owner, key: 'TIFFTAG_COPYRIGHT' } as const] : []),
    {
      field: 'acquired',
      value: acquisitionIn(tags.dateTime ?? undefined, 'unknown'),
      key: 'TIFFTAG_DATETIME',
      caution: 'Often the date of processing.',
    },
  ]);
}

/** 'IMAGERY/SATELLITEID' and 'SATELLITE_ID' are one name. */
function plainName(name: string): string {
  return name
    .slice(name.lastIndexOf('/') + 1)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
}

/** A description that lists its facts: 'satId = WV02', one on each line or between semicolons. */
function itemsInWords(description: string): [string, string][] {
  return description
    .slice(0, 20_000)
    .split(/[\r\n;]+/)
    .flatMap((line) => {
      const [, before = '', after = ''] = /^([^=:]*)[=:](.*)$/.exec(line) ?? [];
      const name = before.trim();
      const value = after.trim().replace(/^"|"$/g, '').trim();
      const isFact = /^[A-Za-z][\w ]{1,60}$/.test(name) && /^[^"]{1,200}$/.test(value);
      return isFact ? [[name, value] as [string, string]] : [];
    });
}

function ownerIn(copyright: string): string | undefined {
  return /digital ?globe|maxar|vantor/i.test(copyright)
    ? 'Maxar (DigitalGlobe)'
    : /planet labs/i.test(copyright)
      ? 'Planet'
      : /airbus|astrium|spot image|\bcnes\b/i.test(copyright)
        ? 'Airbus'
        : undefined;
}
