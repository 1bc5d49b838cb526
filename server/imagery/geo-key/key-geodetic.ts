import { unclear } from '../base/refusal.ts';
import { disagreement } from '../reference-system/base/agreement.ts';
import { datumOf, definitionOf, figureOf, partsOf } from '../reference-system/base/definition.ts';
import type { Ellipsoid } from '../reference-system/base/ellipsoids.ts';
import { ellipsoidOf, ellipsoidOfCode } from '../reference-system/base/ellipsoids.ts';
import { datumNamed, type ListedSystem, listedSystem } from '../reference-system/base/listed-systems.ts';
import { definedSystem, referenceSystem, requireEarth } from '../reference-system/base/reference-system.ts';
import { meridianOfCode } from '../reference-system/text/prime-meridian.ts';
import { type GeoKeys, keyCode, keyNumber, keys, USER_DEFINED } from './geo-keys.ts';
import { requireDegrees } from './key-units.ts';

/** Metres by which two ways of saying the same place may differ. */
export const MOST_DIFFERENCE = 1;

export type KeyDatum = {
  /** In the language of PROJ, to be added to a projection's. */
  definition: string;
  /** EPSG code of the geographic system that stands for it; undefined where the keys give its figures alone. */
  code: number | undefined;
};

/**
 * Ellipsoid, datum and prime meridian as the keys have them; undefined where they say none. What they say in several
 * ways has to agree. `names` are those of datums, and of systems on them, in the file's texts. Throws
 * ImageryRefusal reference_system_unclear.
 */
export function datumFromKeys(geoKeys: GeoKeys, names: readonly string[]): KeyDatum | undefined {
  const datum = keyCode(geoKeys, keys.geodeticDatum);
  const named = names.map(datumNamed).find((found) => found !== undefined);
  const onDatum = (datum === undefined ? undefined : systemOnDatum(datum)) ?? named;
  const code = keyCode(geoKeys, keys.geodeticSystem) ?? onDatum;
  if (code !== undefined) {
    // A system that is refused for its unit may still be what a projection rests on.
    const definition = listedSystem(code)?.definition ?? referenceSystem(code).definition;
    // A datum by itself leaves the meridian open.
    const isWhole = keyCode(geoKeys, keys.geodeticSystem) !== undefined || datum === undefined;
    const meridian = isWhole ? undefined : meridianFromKeys(geoKeys);
    const parts = new Map(partsOf(datumOf(definition)));
    if (meridian) parts.set('pm', String(meridian));
    requireDatum(geoKeys, `+proj=longlat ${definitionOf(parts)}`, `EPSG:${code}`, code);
    return { definition: definitionOf(parts), code };
  }
  if (datum !== undefined)
    throw unclear(`The file rests on the datum number ${datum}, which is not known here.`);
  const ellipsoid = ellipsoidFromKeys(geoKeys);
  if (ellipsoid === undefined) return undefined;
  requireEarth(ellipsoid.a);
  const shift = geoKeys.numbers.get(keys.toWgs84);
  const meridian = meridianFromKeys(geoKeys) ?? 0;
  const definition = [
    `+a=${ellipsoid.a} +b=${ellipsoid.b}`,
    shift && shift.length >= 3 ? `+towgs84=${shift.join(',')}` : '',
    meridian === 0 ? '' : `+pm=${meridian}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  return { definition, code: undefined };
}

/**
 * Holds the keys of datum, ellipsoid, prime meridian and shift against the system that they stand beside.
 * `definition` is that system's, for proj4, `name` is for a sentence, `base` the EPSG code of the geographic system
 * that it rests on, where it is known. Throws ImageryRefusal reference_system_unclear where they say otherwise.
 */
export function requireDatum(geoKeys: GeoKeys, definition: string, name: string, base?: number): void {
  const stated = datumOf(definition);
  const own = figureOf(`+proj=longlat ${stated}`);
  const geodetic = keyCode(geoKeys, keys.geodeticSystem);
  const datum = keyCode(geoKeys, keys.geodeticDatum);
  const others = [geodetic, datum === undefined ? undefined : systemOnDatum(datum)];
  for (const other of others) {
    const listed = other === undefined ? undefined : listedSystem(other);
    if (listed && listed.epsg !== base && !isOnDatum(definition, listed))
      throw unclear(
        `The file names ${name}, and beside it EPSG:${listed.epsg} (${listed.name}), which rests on another datum.`,
      );
  }
  const ellipsoid = ellipsoidFromKeys(geoKeys);
  const computed = figureOf(definition);
  if (ellipsoid && !fits(ellipsoid, own) && !fits(ellipsoid, computed))
    throw unclear(
      `The file names ${name}, but its keys give an ellipsoid of ${length(ellipsoid.a)} by ${length(ellipsoid.b)} m instead of ${length(own.a)} by ${length(own.b)} m.`,
    );
  const meridian = meridianFromKeys(geoKeys);
  if (meridian !== undefined && Math.abs(meridian - own.meridian) > 1e-5)
    throw unclear(
      `The file names ${name}, but its keys count from a meridian ${meridian.toFixed(5)}° east of Greenwich instead of ${own.meridian.toFixed(5)}°.`,
    );
  requireShift(geoKeys, stated, name);
}

/** Some listed systems stand for an ellipsoid alone, such as 'Unknown datum based upon the Bessel 1841 ellipsoid'. */
export function isEllipsoidAlone({ name }: ListedSystem): boolean {
  return /^(?:unknown|unspecified) /i.test(name);
}

/** Whether a definition rests on the datum of a geographic system. */
export function isOnDatum(definition: string, listed: ListedSystem): boolean {
  if (listed.definition === '') return true;
  const [own, beside] = [definition, listed.definition].map(datumOf) as [string, string];
  if (isEllipsoidAlone(listed))
    return fits(figureOf(`+proj=longlat ${own}`), figureOf(`+proj=longlat ${beside}`));
  return isSameDatum(own, beside);
}

/** A file's own shift to WGS 84 may differ from the one in use by as much as the latter is said to be off. */
function requireShift(geoKeys: GeoKeys, stated: string, name: string): void {
  const shift = geoKeys.numbers.get(keys.toWgs84);
  if (!shift || shift.length < 3) return;
  const { a, b, meridian } = figureOf(`+proj=longlat ${stated}`);
  const own = `+a=${a} +b=${b} +towgs84=${shift.join(',')}${meridian === 0 ? '' : ` +pm=${meridian}`}`;
  const { accuracy } = definedSystem(`+proj=longlat ${stated} +no_defs`);
  if (isSameDatum(stated, own, Math.max(MOST_DIFFERENCE, accuracy?.metres ?? 0))) return;
  throw unclear(
    `The file names ${name}, but brings its datum to WGS 84 by another shift than is known here.`,
  );
}

/** Places at which datums are compared: a shift along any axis, a turn or another scale shows at some of them. */
const trials = [
  [0, 0],
  [90, 0],
  [0, 80],
  [45, 45],
  [-135, -45],
] as const;

/** Whether two datums, in the language of PROJ, put places within so many metres of each other. */
export function isSameDatum(one: string, other: string, most = MOST_DIFFERENCE): boolean {
  const [first, second] = [one, other].map((datum) => `+proj=longlat ${datum} +no_defs`) as [string, string];
  if (first === second) return true;
  if (!fits(figureOf(first), figureOf(second))) return false;
  return disagreement(definedSystem(first), definedSystem(second), trials) <= most;
}

function fits(one: Ellipsoid, other: Ellipsoid): boolean {
  return Math.abs(one.a - other.a) < MOST_DIFFERENCE && Math.abs(one.b - other.b) < MOST_DIFFERENCE;
}

function ellipsoidFromKeys(geoKeys: GeoKeys): Ellipsoid | undefined {
  const a = keyNumber(geoKeys, keys.semiMajorAxis);
  const b = keyNumber(geoKeys, keys.semiMinorAxis);
  const inverse = keyNumber(geoKeys, keys.inverseFlattening);
  const code = keyCode(geoKeys, keys.ellipsoid);
  const coded = code === undefined ? undefined : ellipsoidOfCode(code);
  if (code !== undefined && coded === undefined)
    throw unclear(`The file rests on the ellipsoid number ${code}, which is not known here.`);
  const measured =
    a === undefined
      ? undefined
      : b !== undefined
        ? { a, b }
        : inverse === undefined
          ? undefined
          : ellipsoidOf(a, inverse);
  if (coded && measured && !fits(coded, measured))
    throw unclear(`The file gives two ellipsoids, number ${code} and one of ${length(measured.a)} m.`);
  return measured ?? coded;
}

/** Degrees east of Greenwich. */
function meridianFromKeys(geoKeys: GeoKeys): number | undefined {
  const code = keyCode(geoKeys, keys.primeMeridian);
  const longitude = keyNumber(geoKeys, keys.primeMeridianLongitude);
  const coded = code === undefined ? undefined : meridianOfCode(code);
  if (code !== undefined && coded === undefined)
    throw unclear(`The file counts from the meridian number ${code}, which is not known here.`);
  if (coded !== undefined) return coded;
  requireDegrees(geoKeys, [keys.primeMeridianLongitude]);
  if (longitude === undefined && keyNumber(geoKeys, keys.primeMeridian) === USER_DEFINED)
    throw unclear('The file counts from a meridian of its own and does not say which.');
  return longitude;
}

/** EPSG's datums and the geographic systems made of them stand 2,000 apart in its older ranges. */
function systemOnDatum(datum: number): number | undefined {
  const code = laterDatums.get(datum) ?? datum - 2000;
  return listedSystem(code)?.geodetic === code && code >= 4000 ? code : undefined;
}

/** Datums of today that came after those ranges, and the systems made of them. */
const laterDatums: ReadonlyMap<number, number> = new Map([
  [1043, 4490],
  [1116, 6318],
  [1128, 6668],
  [1132, 6706],
  [1152, 9053],
  [1153, 9054],
  [1154, 9055],
  [1155, 9056],
  [1156, 9057],
  [1159, 7683],
  [1165, 9000],
  [1166, 8888],
  [1168, 7844],
  [1223, 8900],
]);

function length(metres: number): string {
  return String(Number(metres.toFixed(3)));
}
