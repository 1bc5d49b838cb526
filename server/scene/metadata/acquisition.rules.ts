import { readAcquired } from '../acquired.rules.ts';

const FORM =
  /^(\d{4})[-:/](\d{2})[-:/](\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\d*\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

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
  const offset = !stated || stated === 'UTC' ? 'Z' : stated.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return readAcquired(`${date}T${time}${offset}`)?.value;
}

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
