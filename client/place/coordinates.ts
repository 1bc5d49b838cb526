import { forward, toPoint } from 'mgrs';
import proj4 from 'proj4';
import { withScheme } from '../../server/address.rules.ts';
import type { Position } from '../../server/geometry/geometry.contract.ts';
import { type UtmZone, utmZoneOfCode } from '../../server/geometry/utm.rules.ts';

/** The ways in which a position is written on screen. */
export const coordinateForms = ['decimal', 'dms', 'utm', 'mgrs'] as const;
export type CoordinateForm = (typeof coordinateForms)[number];

/** UTM and MGRS end there; the poles have grids of their own. */
const GRID_SOUTH = -80;
const GRID_NORTH = 84;

/**
 * A WGS 84 position in one form, to about a metre: '42.54012 N 129.93250 E', '42°32′24.4″N 129°55′57.0″E',
 * '52T 576571 E 4710169 N' or '52T EN 76571 10169'. Beyond the UTM grid, decimal.
 */
export function coordinateText(position: Position, form: CoordinateForm): string {
  const [longitude, latitude] = position;
  const beyondGrid = latitude < GRID_SOUTH || latitude > GRID_NORTH;
  if (form === 'dms') return `${degreesText(latitude, 'N', 'S')} ${degreesText(longitude, 'E', 'W')}`;
  if (form === 'decimal' || beyondGrid)
    return `${decimalText(latitude, 'N', 'S')} ${decimalText(longitude, 'E', 'W')}`;
  if (form === 'mgrs') return forward(position, 5).replace(/^(\d+[A-Z])(\D\D)(\d{5})(\d{5})$/, '$1 $2 $3 $4');
  const [zoneAndBand] = /^\d+[A-Z]/.exec(forward(position, 0))!;
  const { definition } = zoneOf(Number.parseInt(zoneAndBand, 10), zoneAndBand.slice(-1) < 'N');
  const [east, north] = proj4(definition, [longitude, latitude]);
  return `${zoneAndBand} ${Math.round(east!)} E ${Math.round(north!)} N`;
}

function decimalText(degrees: number, positive: string, negative: string): string {
  return `${Math.abs(degrees).toFixed(5)} ${degrees < 0 ? negative : positive}`;
}

function degreesText(degrees: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  const minutes = String(Math.floor(tenths / 600) % 60).padStart(2, '0');
  return `${Math.floor(tenths / 36_000)}°${minutes}′${seconds}″${degrees < 0 ? negative : positive}`;
}

/**
 * The WGS 84 position that a text names, in any usual form: decimal degrees, degrees with minutes and
 * seconds, UTM, MGRS, or a link to a map. Two bare numbers are latitude and longitude, as in nearly all that
 * is pasted, unless only the other order is possible. Undefined where the text names no position on Earth.
 */
export function readCoordinates(text: string): Position | undefined {
  const tidy = text.replaceAll('º', '°').normalize('NFKC').replaceAll('−', '-').trim();
  if (tidy === '' || tidy.length > 2_000) return undefined;
  return readLink(tidy) ?? readUtm(tidy) ?? readMgrs(tidy) ?? readDegrees(tidy);
}

const NUMBER = String.raw`([-+]?\d{1,3}(?:\.\d+)?)`;
/** Where links of well-known maps hold latitude and longitude, in this order. A marked place goes before the view's middle. */
const linkPatterns = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`[?&]mlat=${NUMBER}&mlon=${NUMBER}`),
  new RegExp(`^geo:${NUMBER},${NUMBER}`),
  new RegExp(`[?&](?:q|query|ll|center|destination)=(?:loc:)?${NUMBER}(?:,|%2C|~)\\+?${NUMBER}`, 'i'),
  new RegExp(`[?&](?:cp)=${NUMBER}(?:~|%7E)${NUMBER}`, 'i'),
  new RegExp(`[?&]lat=${NUMBER}&(?:lng|lon)=${NUMBER}`),
  new RegExp(`@${NUMBER},${NUMBER}`),
  new RegExp(`#(?:map=)?[\\d.]+/${NUMBER}/${NUMBER}`),
];

function readLink(written: string): Position | undefined {
  const text = withScheme(written);
  if (!/^(https?:|geo:)/i.test(text)) return undefined;
  for (const pattern of linkPatterns) {
    const [, latitude, longitude] = pattern.exec(text) ?? [];
    if (latitude !== undefined) return onEarth(Number(longitude), Number(latitude));
  }
  return undefined;
}

/** Northings that the band S, from 32 to 40 degrees north, can have. */
const BAND_S = { from: 3_540_000, to: 4_430_000 };

/**
 * '52T 576571 4710169', '52 N 576571mE 4710169mN'. After the zone stands a band or a hemisphere; they differ
 * for S alone, which is taken as the band where the northing fits it and as south elsewhere.
 */
function readUtm(text: string): Position | undefined {
  const [, zone, letter = 'N', east, north] =
    /^(?:zone\s*)?(\d{1,2})\s*([C-HJ-NP-X])?[\s,]+(\d{6}(?:\.\d+)?)\s*(?:m\s*)?E?[\s,]+(\d{1,8}(?:\.\d+)?)\s*(?:m\s*)?N?$/i.exec(
      text,
    ) ?? [];
  if (zone === undefined || Number(zone) < 1 || Number(zone) > 60) return undefined;
  const band = letter.toUpperCase();
  const south = band < 'N' || (band === 'S' && !(Number(north) >= BAND_S.from && Number(north) <= BAND_S.to));
  const { definition } = zoneOf(Number(zone), south);
  const [longitude, latitude] = proj4(definition, 'WGS84', [Number(east), Number(north)]);
  return onEarth(longitude!, latitude!);
}

function zoneOf(zone: number, south: boolean): UtmZone {
  return utmZoneOfCode(`EPSG:${(south ? 32_700 : 32_600) + zone}`)!;
}

function readMgrs(text: string): Position | undefined {
  const joined = text.replaceAll(/[\s,]/g, '').toUpperCase();
  const [, , digits = ''] = /^(\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V])(\d*)$/.exec(joined) ?? [];
  if (digits === '' || digits.length % 2 === 1 || digits.length > 10) return undefined;
  try {
    const [longitude, latitude] = toPoint(joined);
    return onEarth(longitude, latitude);
  } catch {
    return undefined;
  }
}

const SIZE = String.raw`([-+]?\d{1,3}(?:\.\d+)?)\s*(?:[°*]|deg)?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’‘])?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["”“]|''|′′|’’))?`;
const PARTED = String.raw`\s*[,;/\s]\s*`;
const bare = new RegExp(`^()${SIZE}()${PARTED}()${SIZE}()$`);
const lettersAfter = new RegExp(String.raw`^()${SIZE}\s*([NSEWO])(?:${PARTED})?()${SIZE}\s*([NSEWO])$`, 'i');
const lettersBefore = new RegExp(String.raw`^([NSEWO])\s*${SIZE}()(?:${PARTED})?([NSEWO])\s*${SIZE}()$`, 'i');
/** '42 32 24.4 N 129 55 57 E': no signs, so a letter must stand after each. */
const spaced =
  /^(\d{1,3})[\s:]+(\d{1,2}(?:\.\d+)?)(?:[\s:]+(\d{1,2}(?:\.\d+)?))?\s*([NS])[\s,;]+(\d{1,3})[\s:]+(\d{1,2}(?:\.\d+)?)(?:[\s:]+(\d{1,2}(?:\.\d+)?))?\s*([EW])$/i;

type Angle = { degrees: number; letter: string };

function readDegrees(given: string): Position | undefined {
  // '42,54012; 129,93250': a comma between digits is a decimal one where something else parts the two.
  const text = /^[^,]*\d,\d[^,]*[;\s][^,]*\d,\d[^,]*$/.test(given)
    ? given.replaceAll(/(\d),(\d)/g, '$1.$2')
    : given;
  const plain = text
    .replaceAll(/\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\b\s*[:=]?/gi, '')
    .replace(/^[([]\s*|\s*[)\]]$/g, '')
    .trim();
  const longitudeFirst = /^[([]?\s*(?:lon|lng)/i.test(text);
  const parts = spaced.exec(plain);
  if (parts) {
    const [, a, b, c, northOrSouth, d, e, f, eastOrWest] = parts;
    return ordered(angle(northOrSouth, a, b, c), angle(eastOrWest, d, e, f), false);
  }
  const [, ...found] = bare.exec(plain) ?? lettersAfter.exec(plain) ?? lettersBefore.exec(plain) ?? [];
  if (found.length === 0) return undefined;
  const [before1, a, b, c, after1, before2, d, e, f, after2] = found;
  return ordered(angle(before1 || after1, a, b, c), angle(before2 || after2, d, e, f), longitudeFirst);
}

/** Undefined where minutes or seconds reach sixty. German writes O for east. */
function angle(given = '', degrees = '', minutes = '0', seconds = '0'): Angle | undefined {
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  const letter = given.toUpperCase().replace('O', 'E');
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3_600;
  const negative = degrees.startsWith('-') !== (letter === 'S' || letter === 'W');
  return { degrees: negative ? -size : size, letter };
}

function ordered(
  one: Angle | undefined,
  other: Angle | undefined,
  longitudeFirst: boolean,
): Position | undefined {
  if (!one || !other) return undefined;
  const isLatitude = ({ letter }: Angle) => letter === 'N' || letter === 'S';
  if (one.letter !== '' && other.letter !== '' && isLatitude(one) === isLatitude(other)) return undefined;
  const swapped =
    longitudeFirst ||
    isLatitude(other) ||
    (one.letter !== '' && !isLatitude(one)) ||
    (one.letter === '' && other.letter === '' && Math.abs(one.degrees) > 90);
  return swapped ? onEarth(one.degrees, other.degrees) : onEarth(other.degrees, one.degrees);
}

function onEarth(longitude: number, latitude: number): Position | undefined {
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return undefined;
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
  return [round(longitude), round(latitude)];
}
