import { type Candidate, eitherOrder, fixed, none, onEarth, oneOf, type Reading } from './reading.ts';

const NUMBER = String.raw`([-+]?\d{1,3}(?:\.\d+)?(?:e-?\d+)?)`;
const BETWEEN = String.raw`\s*(?:[,;\s]|\s)\s*`;
// A number ends at its quote or at what parts members: '42 deg 32' and '42,54' are more than their first number.
const named = (names: string) =>
  new RegExp(
    String.raw`(?<![\p{L}_])["']?(?:${names})["']?\s*[:=>]\s*(?:(["'])${NUMBER}\1|${NUMBER}(?=\s*(?:$|,(?!\d)|[;}\])<>&/])))`,
    'giu',
  );
const numberOf = (found: RegExpExecArray | undefined) => Number(found?.[2] ?? found?.[3]);
const LATITUDE = named('lat(?:itude)?');
const LONGITUDE = named('lon(?:g(?:itude)?)?|lng');
const OUTLINE = 'Not a point: an outline or a line. Lay it over the images as a file instead.';

/**
 * Positions as software writes them: GeoJSON, WKT, KML, GPX, GML, GeoRSS, ISO 6709, and objects with named members,
 * each in the order that its form fixes. Undefined where the text is none of these.
 */
export function readGeoText(text: string): Reading | undefined {
  return (
    readWkt(text) ??
    readIso6709(text) ??
    readNmea(text) ??
    readMarkup(text) ??
    readGeoJson(text) ??
    readNamed(text)
  );
}

/** Longitude first, but where a system is named by its address, whose definition says otherwise. */
function readWkt(text: string): Reading | undefined {
  const found =
    /^(?:srid\s*=\s*(?<srid>\d+)\s*;\s*|<(?<address>[^>]+)>\s*)?(?<kind>(?:multi)?(?:point|linestring|polygon)|geometrycollection)\s*z?m?\s*(?<rest>\(.*|empty)$/is.exec(
      text,
    );
  if (!found?.groups) return undefined;
  const { srid = '4326', address = 'CRS84', kind = '', rest = '' } = found.groups;
  const pair = new RegExp(
    String.raw`^\(\s*\(?\s*${NUMBER}\s+${NUMBER}(?:\s+[-+\d.e]+)*\s*\)?\s*\)$`,
    'i',
  ).exec(rest);
  if (!/^(?:multi)?point$/i.test(kind) || (!pair && kind.length > 5)) return none(OUTLINE);
  const system = /\/EPSG\/[\d.]+\/(\d+)$/.exec(address)?.[1] ?? srid;
  if (!/^(?:4326|4979)$/.test(system))
    return none(`Coordinates in EPSG:${system} are not read here: turn them into WGS 84 degrees first.`);
  if (pair && /\/EPSG\//.test(address)) return eitherOrder(Number(pair[1]), Number(pair[2]));
  if (pair) return fixed(Number(pair[1]), Number(pair[2]));
  const [, first, second] =
    new RegExp(String.raw`^\(\s*${NUMBER}\s*,\s*${NUMBER}\s*\)$`, 'i').exec(rest) ?? [];
  return first === undefined
    ? none('Not understood: a WKT point is written POINT(longitude latitude).')
    : eitherOrder(Number(first), Number(second));
}

/** '+42.5401+129.9325/', '+4232+12955/' and '+423224+1295557/': degrees, minutes and seconds by the count of digits. */
function readIso6709(text: string): Reading | undefined {
  const [, latitude, longitude, system] =
    /^([+-]\d{1,6}(?:\.\d+)?)([+-]\d{1,7}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS(\w+))?\/?$/i.exec(text) ??
    [];
  if (latitude === undefined) return undefined;
  if (system !== undefined && !/wgs_?84/i.test(system))
    return none(`Coordinates in ${system} are not read here: turn them into WGS 84 first.`);
  const [north, east] = [sexagesimal(latitude, 2), sexagesimal(longitude!, 3)];
  if (north === undefined || east === undefined)
    return none('Not understood: 60 minutes or more, or digits that are no degrees, minutes and seconds.');
  return fixed(east, north);
}

/** '$GPGGA,123519,4232.4,N,12955.95,E,...': a receiver's sentence. */
function readNmea(text: string): Reading | undefined {
  const [, north, southern, east, western] =
    /(?<=,|^)(\d{4}\.\d+),(?:(S)|N),(\d{5}\.\d+),(?:(W)|E)(?=,|$|\*)/i.exec(text) ?? [];
  if (north === undefined) return undefined;
  const latitude = sexagesimal(`${southern ? '-' : '+'}${north}`, 2);
  const longitude = sexagesimal(`${western ? '-' : '+'}${east}`, 3);
  return latitude === undefined || longitude === undefined
    ? none('Not a place: 60 minutes or more.')
    : fixed(longitude, latitude);
}

function sexagesimal(written: string, degreeDigits: number): number | undefined {
  const [whole = '', fraction = ''] = written.slice(1).split('.');
  const pairs = Math.max(0, (whole.length - degreeDigits) / 2);
  if (![0, 1, 2].includes(pairs)) return undefined;
  const parts = [whole.slice(0, degreeDigits), ...(whole.slice(degreeDigits).match(/../g) ?? [])];
  const values = parts.map((part, at) => Number(at === pairs ? `${part}.${fraction}` : part));
  if (values.slice(1).some((value) => value >= 60)) return undefined;
  const size = values.reduce((total, value, at) => total + value / 60 ** at, 0);
  return written.startsWith('-') ? -size : size;
}

function readMarkup(text: string): Reading | undefined {
  const [, name = '', inside = ''] =
    /<(?:\w+:)?(coordinates|pos|point|poslist)\b[^>]*>\s*([^<]+)</i.exec(text) ?? [];
  if (name === '') return undefined;
  const tuple = new RegExp(`^${NUMBER}${BETWEEN}${NUMBER}(?:${BETWEEN}[-+\\d.]+)?\\s*$`, 'i').exec(inside);
  if (!tuple)
    return none(
      /^[-+\d.,\s]+$/.test(inside) ? OUTLINE : 'Not understood: no coordinates between these marks.',
    );
  const [first, second] = [Number(tuple[1]), Number(tuple[2])];
  if (name.toLowerCase() === 'coordinates') return fixed(first, second);
  return name.toLowerCase() === 'point' ? fixed(second, first) : eitherOrder(first, second);
}

/** GeoJSON has longitude first; two numbers in brackets alone are written in either order. */
function readGeoJson(text: string): Reading | undefined {
  const pair = new RegExp(String.raw`^\[\s*${NUMBER}\s*,\s*${NUMBER}\s*(?:,\s*[-+\d.]+\s*)?\]$`, 'i').exec(
    text,
  );
  if (pair) return eitherOrder(Number(pair[1]), Number(pair[2]));
  // 'LatLng(42.54, 129.93)', 'ST_MakePoint(129.93, 42.54)': calls whose order is their name.
  const [, latitudeFirst, , one, other] =
    new RegExp(
      String.raw`(?:(lat_?lng|lat_?lon)|(lon_?lat|lng_?lat|st_(?:make)?point|geometry\.point))\s*\(\s*\[?\s*${NUMBER}\s*,\s*${NUMBER}\s*[\])]`,
      'i',
    ).exec(text) ?? [];
  if (one !== undefined)
    return latitudeFirst ? fixed(Number(other), Number(one)) : fixed(Number(one), Number(other));
  if (!/["']?coordinates["']?\s*:\s*\[/.test(text)) return undefined;
  if (/["']?crs["']?\s*:/.test(text) && !/CRS84|4326/.test(text))
    return none('This GeoJSON names another reference system than WGS 84: turn it into WGS 84 first.');
  const member = String.raw`["']?coordinates["']?\s*:\s*\[\s*`;
  const points = [...text.matchAll(new RegExp(`${member}${NUMBER}\\s*,\\s*${NUMBER}`, 'gi'))];
  if (points.length === 0 || /"?type"?\s*:\s*"?(?:Multi)?(?:LineString|Polygon)/.test(text))
    return none(OUTLINE);
  if (points.length === 1) return fixed(Number(points[0]![1]), Number(points[0]![2]));
  return oneOf(
    points.flatMap(([, longitude, latitude], at): Candidate[] => {
      const position = onEarth(Number(longitude), Number(latitude));
      return position ? [{ position, why: `Place ${at + 1} of the text` }] : [];
    }),
    'No place on Earth in this GeoJSON.',
  );
}

/** '{"lat": 42.54, "lng": 129.93}', '<wpt lat="42.54" lon="129.93">', '<longitude>129.93</longitude>...'. */
function readNamed(text: string): Reading | undefined {
  if (!/[{<]|["'](?:lat|lon|lng)|=\s*["']/i.test(text)) return undefined;
  const latitudes = [...text.matchAll(LATITUDE)];
  const longitudes = [...text.matchAll(LONGITUDE)];
  if (latitudes.length === 0 || latitudes.length !== longitudes.length) return undefined;
  if (latitudes.length === 1) return fixed(numberOf(longitudes[0]), numberOf(latitudes[0]));
  return oneOf(
    latitudes.flatMap((latitude, at): Candidate[] => {
      const position = onEarth(numberOf(longitudes[at]), numberOf(latitude));
      return position ? [{ position, why: `Place ${at + 1} of the text` }] : [];
    }),
    'No place on Earth in this text.',
  );
}
