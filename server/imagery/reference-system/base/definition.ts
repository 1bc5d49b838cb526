import proj4 from 'proj4';
import type { Ellipsoid } from './ellipsoids.ts';

/** A definition in the language of PROJ, by the names of its parts: '+lat_0=38 +no_defs' has lat_0 '38', no_defs ''. */
export type Parts = ReadonlyMap<string, string>;

export function partsOf(definition: string): Parts {
  return new Map(
    [...definition.matchAll(/\+(\w+)(?:=(\S+))?/g)].map(([, name, value = '']) => [name!, value]),
  );
}

export function definitionOf(parts: Parts): string {
  return [...parts].map(([name, value]) => `+${name}${value === '' ? '' : `=${value}`}`).join(' ');
}

const datumParts = ['ellps', 'datum', 'a', 'b', 'rf', 'R', 'towgs84', 'nadgrids', 'pm'];

/**
 * What a definition says of ellipsoid, datum and prime meridian, to be added to a projection's. That of Web Mercator
 * is WGS 84: its sphere is a way to compute.
 */
export function datumOf(definition: string): string {
  const parts = partsOf(definition);
  if (parts.get('nadgrids') === '@null') return '+datum=WGS84';
  return definitionOf(new Map([...parts].filter(([name]) => datumParts.includes(name))));
}

/** Ellipsoid, and degrees of the prime meridian east of Greenwich. */
export function figureOf(definition: string): Ellipsoid & { meridian: number } {
  const { a, b, from_greenwich } = new proj4.Proj(definition) as unknown as {
    a: number;
    b: number;
    from_greenwich?: number;
  };
  return { a, b, meridian: ((from_greenwich ?? 0) * 180) / Math.PI };
}

/** Metres of the unit that a definition counts in; 1 for degrees. */
export function unitOf(definition: string): number {
  return (new proj4.Proj(definition) as unknown as { to_meter?: number }).to_meter ?? 1;
}

/** A definition of a plane that counts in another unit, of so many metres; its false origin stays where it is. */
export function inUnit(definition: string, metres: number): string {
  const parts = new Map(partsOf(definition));
  parts.delete('units');
  parts.delete('to_meter');
  return definitionOf(parts.set(metres === 1 ? 'units' : 'to_meter', metres === 1 ? 'm' : String(metres)));
}

/** A definition that takes degrees on its own datum for degrees on WGS 84. */
export function withoutShift(definition: string): string {
  const parts = new Map(partsOf(definition));
  const { a, b } = figureOf(definition);
  for (const name of datumParts) if (name !== 'pm') parts.delete(name);
  return definitionOf(new Map([...parts, ['a', String(a)], ['b', String(b)]]));
}
