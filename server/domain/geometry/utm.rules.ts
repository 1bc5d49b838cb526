import type { BoundingBox, Position } from './geometry.contract.ts';

/** A UTM zone on WGS 84: its EPSG code and its definition for proj4. Units are metres. */
export type UtmZone = { code: string; definition: string };

/**
 * The UTM zone of a position, by six-degree strips (EPSG 32601 to 32660 north, 32701 to 32760 south). The
 * exceptions of Norway and Svalbard are left out: EPSG's zones know none.
 */
export function utmZone([longitude, latitude]: Position): UtmZone {
  const number = (((Math.floor((longitude + 180) / 6) % 60) + 60) % 60) + 1;
  return zone(number, latitude < 0);
}

/** The UTM zone that an EPSG code stands for, or undefined where it stands for something else. */
export function utmZoneOfCode(code: string): UtmZone | undefined {
  const [, hemisphere, digits] = /^EPSG:32([67])(\d\d)$/.exec(code) ?? [];
  const number = Number(digits);
  return number >= 1 && number <= 60 ? zone(number, hemisphere === '7') : undefined;
}

/** The middle of a box: longitude, latitude. */
export function middle([west, south, east, north]: BoundingBox): Position {
  return [(west + east) / 2, (south + north) / 2];
}

function zone(number: number, south: boolean): UtmZone {
  return {
    code: `EPSG:${(south ? 32700 : 32600) + number}`,
    definition: `+proj=utm +zone=${number}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
  };
}
