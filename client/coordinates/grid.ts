import proj4 from 'proj4';
import { type UtmZone, utmZoneOfCode } from '#domain/geometry/utm.rules.ts';
import { type Candidate, none, onEarth, oneOf, type Reading } from './reading.ts';

const BANDS = 'CDEFGHJKLMNPQRSTUVWX';
/** Writers cut a band from rounded degrees, so a position may lie this far beyond its limits, in degrees. */
const BAND_SLACK = 1e-4;
/** Eastings beyond belong to the next zone but one, even where zones are stretched. */
const EASTING = { from: 100_000, to: 900_000 };

/** The WGS 84 zone of a number from 1 to 60, north or south of the equator. */
export function zoneOf(zone: number, south: boolean): UtmZone {
  return utmZoneOfCode(`EPSG:${(south ? 32_700 : 32_600) + zone}`)!;
}

/** Latitudes of a band, south and north: eight degrees, but for X, which is twelve. */
function bandLimits(band: string): [south: number, north: number] {
  const south = -80 + 8 * BANDS.indexOf(band);
  return [south, band === 'X' ? 84 : south + 8];
}

/** Longitudes of a zone in a band, west and east, with those widened for Norway and Svalbard; undefined where it is none. */
function zoneLimits(zone: number, band: string): [west: number, east: number] | undefined {
  if (zone < 1 || zone > 60) return undefined;
  if (band === 'V' && zone === 31) return [0, 3];
  if (band === 'V' && zone === 32) return [3, 12];
  const svalbard: Record<number, [number, number] | undefined> = {
    31: [0, 9],
    32: undefined,
    33: [9, 21],
    34: undefined,
    35: [21, 33],
    36: undefined,
    37: [33, 42],
  };
  if (band === 'X' && zone in svalbard) return svalbard[zone];
  return [6 * zone - 186, 6 * zone - 180];
}

function toDegrees(
  zone: number,
  south: boolean,
  east: number,
  north: number,
): [longitude: number, latitude: number] {
  const [longitude, latitude] = proj4(zoneOf(zone, south).definition, 'WGS84', [east, north]);
  return [longitude!, latitude!];
}

const NUMBER = String.raw`\d{1,3}(?:([ .,'])\d{3})(?:\GROUP\d{3})?(?:[.,]\d+)?|\d{1,8}(?:[.,]\d+)?`;
const metres = (group: number) => `(${NUMBER.replace('GROUP', String(group))})`;
const MARK = String.raw`(?:m\s*)?`;
const east = String.raw`(?:easting|east|e)\.?`;
const north = String.raw`(?:northing|north|n)\.?`;
const axis = (name: string) => `(?<${name}>${east}|${north}|x|y)`;
const TWO = new RegExp(
  String.raw`^(?:${axis('before1')}\s*[:=]?\s*)?${metres(3)}\s*${MARK}(?:${axis('after1')})?[\s,;/|]+(?:${axis('before2')}\s*[:=]?\s*)?${metres(7)}\s*${MARK}(?:${axis('after2')})?$`,
  'iu',
);

const HALVES = 'nor(?:th(?:ern)?|d|te)|s(?:outh(?:ern)?|[uü]d|ur|ul)';
const hemispheres = String.raw`(?:[C-HJ-NP-X][\s,(]+)?(?:${HALVES})(?: hemisphere)?\)?|[C-HJ-NP-X]`;
const ZONE_TEXT = new RegExp(
  String.raw`^(?:wgs\s*-?\s*84\s*[/,]?\s*)?(?<utm>utm)?[\s,:/-]*(?:(?<named>zone|zona|fuso|huso|z)\s*[:=]?\s*)?(?<zone>\d{1,2})\s*(?:(?<letter>${hemispheres})(?!\p{L})|(?![\p{L}\d.]))[\s,;:]*`,
  'iu',
);
const ZONE_AT_END = new RegExp(
  String.raw`[\s,;(]+(?<utm>utm)?\s*,?\s*(?:(?<named>zone|zona|fuso|huso|z)\s*:?\s*)?(?<zone>\d{1,2})\s*(?<letter>${hemispheres})?\)?$`,
  'iu',
);

/**
 * '52T 576571 4710169', 'UTM zone 52N 4710169mN 576571mE', 'EPSG:32652 576571 4710169' and the like, on WGS 84.
 * Undefined where the text is no such form. After the number of a zone stands a band or a hemisphere: S is both, and
 * both are asked where the northing allows both.
 */
export function readUtm(text: string): Reading | undefined {
  const epsg = /^(?:urn:ogc:def:crs:)?epsg[:\s]+(\d{4,5})[\s,;:/]+/i.exec(text);
  if (epsg) {
    const [, hemisphere, zone] = /^32([67])(\d\d)$/.exec(epsg[1]!) ?? [];
    if (epsg[1] === '4326') return undefined;
    if (!zone || Number(zone) < 1 || Number(zone) > 60)
      return none(`Coordinates in EPSG:${epsg[1]} are not read here: turn them into WGS 84 degrees first.`);
    const pair = metresOf(text.slice(epsg[0].length));
    return pair && oneZone(Number(zone), hemisphere === '6' ? 'north' : 'south', pair);
  }
  for (const pattern of [ZONE_TEXT, ZONE_AT_END]) {
    const found = pattern.exec(text);
    const pair = found && metresOf(text.replace(found[0], ''));
    // '42,540 129,930' is no zone 42: a small northing needs a letter before it.
    if (!found || !pair || (Math.min(pair.east, pair.north) < EASTING.from && !found.groups?.letter))
      continue;
    const zone = Number(found.groups?.zone);
    if (zone < 1 || zone > 60) return none(`There is no UTM zone ${zone}: they go from 1 to 60.`);
    return oneZone(zone, found.groups?.letter ?? '', pair);
  }
  return undefined;
}

/** Whether a text is an easting and a northing alone, which could lie in any of sixty zones. */
export function lacksZone(text: string): boolean {
  const pair = metresOf(text.replace(/^utm[\s:]*/i, ''));
  return pair !== undefined && pair.east <= EASTING.to && pair.north <= 10_000_000;
}

type Metres = { east: number; north: number; ordered: boolean };

/** Easting and northing, in metres; undefined where the text holds no such pair. */
function metresOf(text: string): Metres | undefined {
  const found = TWO.exec(text.replaceAll(/[()]/g, '').trim());
  if (!found?.groups) return undefined;
  const { before1, after1, before2, after2 } = found.groups;
  const [first, second] = [metresIn(found[2]!), metresIn(found[6]!)];
  if (Math.max(first, second) < EASTING.from) return undefined;
  const isNorth = (mark: string | undefined) => mark !== undefined && /^[ny]/i.test(mark);
  const isEast = (mark: string | undefined) => mark !== undefined && /^[ex]/i.test(mark);
  const marks = [before1 ?? after1, before2 ?? after2];
  if (isNorth(marks[0]) || isEast(marks[1])) return { east: second, north: first, ordered: true };
  if (isEast(marks[0]) || isNorth(marks[1])) return { east: first, north: second, ordered: true };
  // An easting has six digits: what has seven can only be a northing.
  if (first > EASTING.to && second <= EASTING.to) return { east: second, north: first, ordered: true };
  return { east: first, north: second, ordered: second > EASTING.to || second < EASTING.from };
}

/** '576.571', '4 710 169' and "4'710'169" are whole metres in groups of three; '576571.3' has decimals. */
function metresIn(written: string): number {
  const grouped = /^\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})?(?=$|[.,]\d)/.exec(written)?.[0] ?? '';
  const whole = grouped.replaceAll(/\D/g, '');
  return Number(
    grouped === '' ? written.replace(',', '.') : whole + written.slice(grouped.length).replace(',', '.'),
  );
}

function oneZone(zone: number, given: string, pair: Metres): Reading {
  const letter = given.toUpperCase();
  const ways = pair.ordered ? [pair] : [pair, { ...pair, east: pair.north, north: pair.east }];
  const found: Candidate[] = [];
  for (const [at, { east, north }] of ways.entries()) {
    const order = pair.ordered ? '' : at === 0 ? 'Easting first' : 'Northing first';
    for (const { south, band, why } of meanings(letter)) {
      if (east < EASTING.from || east > EASTING.to || north > 10_000_000) continue;
      const [longitude, latitude] = toDegrees(zone, south, east, north);
      const [from, to] = band ? bandLimits(band) : south ? [-80, 0] : [0, 84];
      const position = onEarth(longitude, latitude);
      if (!position || latitude < from - BAND_SLACK || latitude > to + BAND_SLACK) continue;
      found.push({ position, why: [why, order].filter(Boolean).join('; ') });
    }
  }
  return oneOf(found, `Not a place in UTM zone ${zone}${given}: its easting or northing lies outside of it.`);
}

/** What stands after a zone's number can mean: a band, or a half of the Earth. */
function meanings(letter: string): { south: boolean; band?: string; why: string }[] {
  const [, band, half] = /^(?:([C-X])[\s,(]+)?([NS]\p{L}+)/u.exec(letter) ?? [];
  if (half) return [{ south: half.startsWith('S'), ...(band && band !== 'S' && { band }), why: '' }];
  if (letter === 'N') return [{ south: false, why: '' }];
  if (letter === 'S')
    return [
      { south: false, band: 'S', why: 'S as the band from 32 to 40 north' },
      { south: true, why: 'S as south of the equator' },
    ];
  if (letter === '')
    return [
      { south: false, why: 'North of the equator' },
      { south: true, why: 'South of the equator' },
    ];
  return [{ south: letter < 'N', band: letter, why: '' }];
}

const COLUMNS = ['STUVWXYZ', 'ABCDEFGH', 'JKLMNPQR'];
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';
const CYCLE = 2_000_000;

/**
 * '52TEN7657110169', '52T EN 766 102', 'MGRS 52T EN', on WGS 84: the middle of the square that is named, with its
 * size told from 10 m on. Undefined where the text is no such form; none where the square does not exist.
 */
export function readMgrs(text: string): Reading | undefined {
  const found =
    /^(?<name>(?:mgrs|usng|nato)[\s:]*)?(?<zone>\d{1,2})\s*(?<band>[A-Z])[\s,]*(?<column>[A-Z])\s*(?<row>[A-Z])[\s,]*(?<digits>\d[\d\s,]*)?$/i.exec(
      text,
    );
  if (!found?.groups)
    return /^[ABYZ]\s*[A-Z]{2}\s*\d{2,5}\s*\d{2,5}$/.test(text)
      ? none('The grid of the poles (UPS) is not read here: turn it into degrees first.')
      : undefined;
  const { name, digits = '' } = found.groups;
  const [east = '', north, ...more] = digits.trim().split(/[\s,]+/);
  const joined = east + (north ?? '');
  // '12 men', '4 men 12' and '12 Jun 2012' are searched for, unless they are written like a square.
  const likeSquare = name !== undefined || text === text.toUpperCase();
  if (
    (joined.length < 4 && !likeSquare) ||
    /^\d+\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+\d+$/i.test(text)
  )
    return undefined;
  if (
    more.length > 0 ||
    joined.length % 2 === 1 ||
    joined.length > 10 ||
    (north && north.length !== east.length)
  )
    return none('Not an MGRS square: as many digits belong to the easting as to the northing, up to five.');
  const [zone, band, column, row] = ['zone', 'band', 'column', 'row'].map((part) =>
    found.groups![part]!.toUpperCase(),
  );
  const square = { zone: Number(zone), band: band!, column: column!, row: row! };
  const middle = squareMiddle(square, joined);
  if (!middle && !likeSquare && /\s/.test(text)) return undefined;
  return middle ?? none(`There is no MGRS square ${zone}${band} ${column}${row}.`);
}

type Square = { zone: number; band: string; column: string; row: string };

function squareMiddle({ zone, band, column, row }: Square, digits: string): Reading | undefined {
  const limits = BANDS.includes(band) ? zoneLimits(zone, band) : undefined;
  const columnAt = COLUMNS[zone % 3]!.indexOf(column);
  const rowAt = ROWS.indexOf(row);
  if (!limits || columnAt === -1 || rowAt === -1) return undefined;
  const size = 10 ** (5 - digits.length / 2);
  const east = (columnAt + 1) * 100_000 + Number(digits.slice(0, digits.length / 2)) * size;
  // In zones of even numbers the letters begin five rows later.
  const rowNorth = ((rowAt + (zone % 2 === 0 ? 15 : 0)) % 20) * 100_000;
  for (
    let north = rowNorth + Number(digits.slice(digits.length / 2)) * size;
    north < 10_000_000;
    north += CYCLE
  ) {
    const at = (x: number, y: number) => toDegrees(zone, band < 'N', east + x * size, north + y * size);
    const corners = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)];
    // A square may be cut by the limits of zone and band on two sides.
    const from = (degrees: number) => ((degrees - 6 * zone + 183 + 540) % 360) - 180;
    const meets = (values: number[], [low, high]: [number, number]) =>
      Math.min(...values) <= high + BAND_SLACK && Math.max(...values) >= low - BAND_SLACK;
    const inZone = meets(
      corners.map(([longitude]) => from(longitude)),
      [from(limits[0]), from(limits[1])],
    );
    const inBand = meets(
      corners.map(([, latitude]) => latitude),
      bandLimits(band),
    );
    if (!inZone || !inBand) continue;
    const [longitude, latitude] = at(0.5, 0.5);
    const position = onEarth(longitude, latitude);
    if (!position) return undefined;
    const side = size >= 1000 ? `${size / 1000} km` : `${size} m`;
    return size === 1
      ? { kind: 'place', position }
      : { kind: 'place', position, why: `The middle of a square of ${side}` };
  }
  return undefined;
}
