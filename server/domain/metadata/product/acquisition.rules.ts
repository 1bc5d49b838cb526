import { readAcquired, sharedDate } from '#domain/acquired/acquired.rules.ts';
import type { RawStatement } from './element.rules.ts';

const FORM =
  /^(\d{4})[-:/](\d{2})[-:/](\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\d*\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The normal form of a date that a source writes, such as '2012:10:11 02:13:54'. `zone` tells what a time
 * without one means: 'utc' where the format defines it so; 'unknown' leaves the day alone, since no time is
 * invented. Undefined where it is no date that exists.
 */
export function acquisitionIn(text: string | undefined, zone: 'utc' | 'unknown'): string | undefined {
  const match = FORM.exec((text ?? '').trim());
  if (!match) return undefined;
  const [, year, month, day, time, stated] = match;
  const date = `${year}-${month}-${day}`;
  if (!time || (!stated && zone === 'unknown')) return readAcquired(date)?.value;
  const offset =
    !stated || /^(?:UTC|GMT)$/.test(stated) ? 'Z' : stated.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return readAcquired(`${date}T${time}${offset}`)?.value;
}

/**
 * What a source says of the acquisition that can be read in several ways: the date that all readings share, if
 * they share any, and each reading to be taken or left. Readings stand in the form that readAcquired() gives.
 */
export function readingsAsStatements(readings: readonly string[], key: string): RawStatement[] {
  const shared = sharedDate(readings);
  return [
    { field: 'acquired', value: shared, key },
    ...[...new Set(readings)]
      .filter((reading) => reading !== shared)
      .map((value) => ({ field: 'acquired', value, key, offered: true }) as const),
  ];
}

/**
 * The days, in UTC, on which a tile may have been sensed whose datatake, one pass along an orbit, began at
 * `start`, an instant in UTC. A pass over land takes at most 40 minutes (Sentinel-2 Products Specification
 * Document: a datatake is continuous and at most 15,000 km long, at 6.7 km/s on the ground).
 */
export function datatakeDays(start: string | undefined): string[] {
  const began = start === undefined ? undefined : readAcquired(start)?.start;
  if (!began) return [];
  const last = new Date(began.getTime() + DATATAKE_MILLISECONDS);
  return [...new Set([began, last].map((time) => time.toISOString().slice(0, 10)))];
}
const DATATAKE_MILLISECONDS = 40 * 60_000;

/** Degrees turned by half a circle, 0 to 360. */
export function opposite(azimuth: number | undefined): number | undefined {
  return azimuth === undefined ? undefined : Number(((((azimuth + 180) % 360) + 360) % 360).toFixed(6));
}

/** The complement of an angle to a right one, in degrees: an elevation from a zenith angle, and back. */
export function complement(angle: number | undefined): number | undefined {
  return angle === undefined ? undefined : Number((90 - angle).toFixed(6));
}

/** The size of an angle whose sign tells the side. */
export function unsigned(angle: number | undefined): number | undefined {
  return angle === undefined ? undefined : Math.abs(angle);
}

/** Per cent from a share of 0 to 1; what lies outside stands for not known. */
export function percent(share: number | undefined): number | undefined {
  return share === undefined || share < 0 || share > 1 ? undefined : Number((share * 100).toFixed(4));
}
