import type { Position } from '#domain/geometry/geometry.contract.ts';
import { none, onEarth, type Reading } from './reading.ts';

// The one library with types refuses codes of 11 digits that are shortened; hence these lines, after the public
// specification of Open Location Code: https://github.com/google/open-location-code/blob/main/Documentation/Specification/specification.md
const DIGITS = '23456789CFGHJMPQRVWX';
const PAIRS = 5;

/**
 * The middle of the area of a Plus Code, WGS 84. A short code ('GWQJ+5X Hoeryong') names the area of its kind that is
 * nearest to `near`: offered, never taken, since the town that belongs to it may lie elsewhere. Undefined where the
 * text holds no code.
 */
export function readPlusCode(text: string, near?: Position): Reading | undefined {
  const [, code] =
    new RegExp(String.raw`(?<![\p{L}\d+])([${DIGITS}0]{2,8}\+[${DIGITS}]{0,7})(?![\p{L}\d+])`, 'iu').exec(
      text,
    ) ?? [];
  const [head = '', tail = ''] = code?.toUpperCase().split('+') ?? [];
  // '30+5' is no code: a short one has digits after the plus, and each has letters or its full length.
  if (!code || (head.length < 8 && (tail.length < 2 || !/[A-Z]/i.test(code)))) return undefined;
  const wrong = none(`Not understood: ${code.toUpperCase()} is no Plus Code.`);
  if (head.length % 2 === 1 || tail.length === 1 || !/^(?:[^0]{2})+(?:00)*$/.test(head)) return wrong;
  if (head.includes('0') && (tail !== '' || head.length < 8)) return wrong;
  if (head.length === 8) return areaOf(head.replaceAll('0', '') + tail) ?? wrong;
  if (!near) return none('A short Plus Code: write the digits that belong before it.');
  return nearest(head + tail, 8 - head.length, near) ?? wrong;
}

/** The same in a link, where a plus may have become a blank. */
export function plusCodeInLink(text: string): Reading | undefined {
  return readPlusCode(
    text.replace(new RegExp(`([${DIGITS}0]{8}) (?=[${DIGITS}]{2,7}(?:$|[ /])|$)`, 'i'), '$1+'),
  );
}

type Area = { south: number; west: number; height: number; width: number };

/** The area of a code's digits, in degrees: pairs of latitude and longitude, then digits of a grid of four by five. */
function areaIn(digits: string): Area {
  const area = { south: -90, west: -180, height: 400, width: 400 };
  for (let at = 0; at < digits.length; at++) {
    const value = DIGITS.indexOf(digits[at]!);
    if (at >= 2 * PAIRS) {
      area.height /= 5;
      area.width /= 4;
      area.south += Math.floor(value / 4) * area.height;
      area.west += (value % 4) * area.width;
    } else if (at % 2 === 0) {
      area.height /= 20;
      area.south += value * area.height;
    } else {
      area.width /= 20;
      area.west += value * area.width;
    }
  }
  return area;
}

function areaOf(digits: string): Reading | undefined {
  const { south, west, height, width } = areaIn(digits);
  const position = onEarth(west + width / 2, south + height / 2);
  if (!position || digits.length < 2) return undefined;
  const metres = Math.round(height * 111_000);
  const size = metres >= 1000 ? `${Math.round(metres / 1000)} km` : `${metres} m`;
  return digits.length > 10
    ? { kind: 'place', position }
    : { kind: 'place', position, why: `The middle of an area ${size} high` };
}

function nearest(digits: string, missing: number, [longitude, latitude]: Position): Reading | undefined {
  const step = 20 ** (2 - missing / 2);
  const { south, west, height, width } = areaIn('2'.repeat(missing) + digits);
  const rest = [(south + 90 + height / 2) % step, (west + 180 + width / 2) % step] as const;
  const closest = (from: number, offset: number, start: number) =>
    start + offset + Math.round((from - start - offset) / step) * step;
  let north = closest(latitude, rest[0], -90);
  if (north > 90) north -= step;
  if (north < -90) north += step;
  const east = ((closest(longitude, rest[1], -180) + 540) % 360) - 180;
  const position = onEarth(east, north);
  return (
    position && {
      kind: 'places',
      places: [{ position, why: 'A short Plus Code: the nearest one to this site' }],
    }
  );
}
