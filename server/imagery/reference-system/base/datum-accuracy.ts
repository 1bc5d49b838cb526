import { UNKNOWN_METRES } from './accuracy.rules.ts';
import { type ListedSystem, reasons } from './listed-systems.ts';

/** How far positions may lie from the truth, in metres, and why. */
export type Accuracy = {
  metres: number;
  /** A sentence for the analyst. */
  reason: string;
};

/**
 * Nine in ten of EPSG's shifts to WGS 84 by three lengths and no turn are rated by EPSG to be right within 44 metres
 * (581 in PROJ 9.1's database); of those by seven parameters nine in ten within 5, which is let pass.
 */
const THREE_PARAMETER_METRES = 45;

/**
 * How far places (longitude, latitude) in a listed system may be off, all of them together; without places, how far any
 * in its area of use may be. Null for at most a metre.
 */
export function listedAccuracy(
  system: ListedSystem,
  places: readonly (readonly [longitude: number, latitude: number])[] = [],
): Accuracy | null {
  const told =
    system.places.length === 0 || places.length === 0
      ? [system.metres]
      : places.map(
          (place) =>
            (system.places.find(({ area }) => area === null || within(place, area)) ?? system).metres,
        );
  const known = told.filter((metres) => metres !== null);
  // An image that reaches a little beyond the area that is known is not off by more there.
  if (known.length < told.length / 2)
    return { metres: UNKNOWN_METRES, reason: reasons.unknown(system.datum) };
  const metres = Math.max(...known);
  if (metres === 0) return null;
  const reason = system.metres === null ? null : system.reason;
  return { metres, reason: reason ?? reasons.rated(system.datum) };
}

function within(
  [longitude, latitude]: readonly [number, number],
  [west, south, east, north]: ListedSystem['area'],
): boolean {
  const eastOfWest = (degrees: number) => (((degrees - west) % 360) + 360) % 360;
  return latitude >= south && latitude <= north && eastOfWest(longitude) <= (eastOfWest(east) || 360);
}

/** proj4's kinds of datum. */
const kinds = { threeParameters: 1, gridShift: 3, noShift: 4, none: 5 } as const;

/** What proj4 made of a definition, as far as it tells of the way to WGS 84. */
export type ParsedDatum = {
  datum_type: number;
  a: number;
  /** Squared eccentricity. */
  es: number;
};

/** How far positions of a datum may be off once proj4 has brought them to WGS 84; null for a few metres at most. */
export function datumAccuracy({ datum_type: kind, a, es }: ParsedDatum, name: string): Accuracy | null {
  if (kind === kinds.gridShift) return unknownShift(name, 'needs a table of shifts that is not at hand');
  if (kind === kinds.threeParameters)
    return {
      metres: THREE_PARAMETER_METRES,
      reason: `The way from ${name} to WGS 84 is known only roughly, as a shift by three lengths.`,
    };
  // Without a shift, the ellipsoids of today's datums agree to a metre; on a sphere, degrees are taken as they stand.
  const modern = Math.abs(a - 6_378_137) < 1 && Math.abs(es - 0.00669438) < 1e-7;
  if ((kind !== kinds.none && kind !== kinds.noShift) || modern || es === 0) return null;
  return unknownShift(name, 'rests on a datum whose shift to WGS 84 is not known here');
}

function unknownShift(name: string, why: string): Accuracy {
  return { metres: UNKNOWN_METRES, reason: `${name} ${why}.` };
}
