import { refusedText } from './text-refusal.ts';
import { plainName } from './text-tree.ts';

/** EPSG's prime meridians: code and degrees east of Greenwich. */
const meridians: Readonly<Record<string, readonly [code: number, degrees: number]>> = {
  greenwich: [8901, 0],
  lisbon: [8902, -9.131906111111112],
  paris: [8903, 2.337229166666667],
  bogota: [8904, -74.08091666666667],
  madrid: [8905, -3.687375],
  rome: [8906, 12.452333333333334],
  bern: [8907, 7.439583333333333],
  jakarta: [8908, 106.80771944444444],
  ferro: [8909, -17.666666666666668],
  brussels: [8910, 4.367975],
  stockholm: [8911, 18.05827777777778],
  athens: [8912, 23.7163375],
  oslo: [8913, 10.722916666666666],
  parisrgs: [8914, 2.3372083333333333],
};
const aliases: Readonly<Record<string, string>> = { berne: 'bern', rome1940: 'rome', monterome: 'rome' };

/** Degrees east of Greenwich of a prime meridian's EPSG code, such as 8903 (Paris); undefined for another code. */
export function meridianOfCode(code: number): number | undefined {
  return Object.values(meridians).find(([known]) => known === code)?.[1];
}

/** A prime meridian that PROJ's language names; undefined for another name. */
export function meridianNamed(name: string): number | undefined {
  // PROJ has another Madrid than EPSG: 3d41'16.58"W.
  return name === 'madrid' ? -3.687938888888889 : meridians[name]?.[1];
}

/**
 * Degrees east of Greenwich. WKT 1 states them in the unit of its geographic system, but GDAL and ESRI in degrees
 * whatever that is: a known name or code tells which is meant. `unit` is that of `value`, in degrees. Throws
 * ImageryRefusal where name, code and value disagree, or the value could be either.
 */
export function primeMeridian(name: string, value: number, unit: number, code?: number): number {
  const key = plainName(name);
  const candidates = [value, value * unit];
  const found = [
    meridians[aliases[key] ?? key]?.[1],
    code === undefined ? undefined : meridianOfCode(code),
  ].filter((degrees) => degrees !== undefined);
  for (const degrees of found)
    if (!candidates.some((candidate) => Math.abs(candidate - degrees) < 1e-6))
      throw refusedText(`names the prime meridian ${name}, which does not lie at ${value}`);
  if (found[0] !== undefined) return found[0];
  if (unit !== 1 && value !== 0)
    throw refusedText(`counts from a prime meridian of its own, ${name}, which is not known here`);
  if (Math.abs(value) > 180) throw refusedText(`counts from an impossible prime meridian, ${value}`);
  return value;
}
