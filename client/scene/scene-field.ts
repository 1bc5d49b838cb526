import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Origin, StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { formatAcquired } from '../i18n/index.ts';

/** What a form asks about a scene beside its title and date, in the order in which it is asked and shown. */
export const furtherFields: readonly {
  name: Exclude<StatedField, 'title' | 'acquired' | 'synthetic'>;
  label: string;
  /** The unit of a figure, as it is written after it; a field with one is a number. */
  unit?: '°' | '%' | ' m';
}[] = [
  { name: 'platform', label: 'Satellite' },
  { name: 'instrument', label: 'Instrument' },
  { name: 'provider', label: 'Provider' },
  { name: 'licence', label: 'Licence' },
  { name: 'catalogueId', label: 'Catalogue id' },
  { name: 'gsd', label: 'Pixel size', unit: ' m' },
  { name: 'offNadir', label: 'Off nadir', unit: '°' },
  { name: 'incidenceAngle', label: 'Incidence', unit: '°' },
  { name: 'viewAzimuth', label: 'View azimuth', unit: '°' },
  { name: 'sunAzimuth', label: 'Sun azimuth', unit: '°' },
  { name: 'sunElevation', label: 'Sun elevation', unit: '°' },
  { name: 'cloudCover', label: 'Cloud cover', unit: '%' },
];

/** A value as it is shown, with its unit, figures to four digits. */
export function valueInWords(field: StatedField, value: Statement['value']): string {
  if (field === 'acquired') {
    const read = readAcquired(String(value));
    return read ? formatAcquired({ acquired: read.value, acquiredPrecision: read.precision }) : String(value);
  }
  const unit = furtherFields.find(({ name }) => name === field)?.unit ?? '';
  return `${typeof value === 'number' ? Number(value.toPrecision(4)) : isolated(String(value))}${unit}`;
}

const sources: Record<Origin['from'], string> = {
  file: 'file',
  beside: 'beside',
  name: 'file name',
  default: 'kept for this site',
  hand: 'by hand',
};

/** Where a value comes from, in few words: 'by hand, Ana', 'file name', 'IMD: meanSunEl'. */
export function originInWords({ from, detail }: Origin): string {
  if (!detail || from === 'name' || from === 'default') return sources[from];
  if (from === 'file') return `${sources.file}: ${isolated(detail)}`;
  if (from !== 'beside') return `${sources[from]}, ${isolated(detail)}`;
  // The file by the end of its name alone: its whole name is long, and stands beside its image anyway.
  const [, ending = sources.beside, key = detail] = /\.([^.:]+): (.*)$/.exec(detail) ?? [];
  return key === 'format' ? ending : `${isolated(ending)}: ${isolated(key)}`;
}
