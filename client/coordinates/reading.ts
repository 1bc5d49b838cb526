import type { Position } from '#domain/geometry/geometry.contract.ts';

/** One way to read a text: a WGS 84 position, longitude first, and in plain words what makes it this one. */
export type Candidate = { position: Position; why: string };

/**
 * What a text was understood as. 'place': one position, with what is to be told about it and, where a rarer order
 * is possible too, the place that it would be then. 'places': more than one is possible, so that somebody has to
 * choose. 'none': no position; `why` says in one sentence what is wrong, and is left out where the text is no
 * attempt at one, such as words that are searched for.
 */
export type Reading =
  | { kind: 'place'; position: Position; why?: string; instead?: Candidate }
  | { kind: 'places'; places: readonly Candidate[] }
  | { kind: 'none'; why?: string };

/** As many places of one text as are offered. */
const MOST_OFFERED = 6;

export function none(why?: string): Reading {
  return why === undefined ? { kind: 'none' } : { kind: 'none', why };
}

/** The position at seven decimals, in which positions are stored; undefined where it is not on Earth. */
export function onEarth(longitude: number, latitude: number): Position | undefined {
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return undefined;
  // Adding zero makes of a negative zero a plain one.
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7 + 0;
  return [round(longitude), round(latitude)];
}

/** The same, in the order that a form fixes, or what is wrong with it. */
export function fixed(longitude: number, latitude: number, why?: string): Reading {
  const position = onEarth(longitude, latitude);
  if (!position) return none(beyond(longitude, latitude));
  return why === undefined ? { kind: 'place', position } : { kind: 'place', position, why };
}

export function beyond(longitude: number, latitude: number): string {
  return Math.abs(latitude) > 90
    ? `No place: ${Math.abs(latitude)} as a latitude is beyond 90.`
    : `No place: ${Math.abs(longitude)} as a longitude is beyond 180.`;
}

/** Two numbers whose order nothing settles but that a latitude ends at 90: asked where both orders are possible. */
export function eitherOrder(first: number, second: number): Reading {
  const latitudeFirst = onEarth(second, first);
  const longitudeFirst = onEarth(first, second);
  return oneOf(
    [
      ...(latitudeFirst ? [{ position: latitudeFirst, why: 'Latitude first' }] : []),
      ...(longitudeFirst ? [{ position: longitudeFirst, why: 'Longitude first' }] : []),
    ],
    beyond(second, first),
  );
}

/** One reading of several possible ones: the place where they agree, else all that differ; none, and why, of none. */
export function oneOf(candidates: readonly Candidate[], whyNone?: string): Reading {
  const apart = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = candidate.position.map((degrees) => degrees.toFixed(6)).join();
    if (!apart.has(key)) apart.set(key, candidate);
  }
  const [only, ...others] = apart.values();
  if (!only) return none(whyNone);
  if (others.length === 0) return { kind: 'place', position: only.position };
  return { kind: 'places', places: [only, ...others].slice(0, MOST_OFFERED) };
}

/** All positions that a reading allows, with why. */
export function candidatesOf(reading: Reading, why = ''): Candidate[] {
  if (reading.kind === 'places') return [...reading.places];
  return reading.kind === 'place' ? [{ position: reading.position, why: reading.why ?? why }] : [];
}
