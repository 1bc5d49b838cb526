import { geodesicBearing, geodesicDistance } from '#domain/geometry/distance.rules.ts';
import type { Position } from '#domain/geometry/geometry.contract.ts';

const winds = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
const twoDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** How far and in which direction a place lies from the middle of a site: '412 km west of the site'. */
export function fromSite(place: Position, siteMiddle: Position): string {
  const metres = geodesicDistance(siteMiddle, place);
  if (metres < 100) return 'in the middle of the site';
  const wind = winds[Math.round(geodesicBearing(siteMiddle, place) / 45) % 8];
  const distance =
    metres < 1_000 ? `${twoDigits.format(metres)} m` : `${threeDigits.format(metres / 1_000)} km`;
  return `${distance} ${wind} of the site`;
}
