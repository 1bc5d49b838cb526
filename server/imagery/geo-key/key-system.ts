import { ImageryRefusal, unclear } from '../base/refusal.ts';
import { disagreement } from '../reference-system/base/agreement.ts';
import { listedAccuracy } from '../reference-system/base/datum-accuracy.ts';
import {
  datumOf,
  figureOf,
  inUnit,
  partsOf,
  unitOf,
  withoutShift,
} from '../reference-system/base/definition.ts';
import { datumNamed, listedSystem } from '../reference-system/base/listed-systems.ts';
import {
  definedSystem,
  type ReferenceSystem,
  referenceSystem,
} from '../reference-system/base/reference-system.ts';
import { systemNamed } from '../reference-system/named-system.ts';
import { withinReach } from '../reference-system/text/system-of-text.ts';
import { type GeoKeys, keyCode, keyNumber, keys, models } from './geo-keys.ts';
import {
  datumFromKeys,
  isEllipsoidAlone,
  isOnDatum,
  isSameDatum,
  type KeyDatum,
  MOST_DIFFERENCE,
  requireDatum,
} from './key-geodetic.ts';
import { projectionFromKeys, requireProjection } from './key-projection.ts';
import { type KeyTexts, textsOfKeys } from './key-texts.ts';
import { isSameUnit, linearUnit, requireDegrees } from './key-units.ts';

type Coordinates = readonly (readonly [x: number, y: number])[];

/**
 * The reference system that a file names or defines. Code, numbers and texts have to agree, as far as they are there;
 * the file's own unit of length takes the place of the code's. `coordinates` stand in the file, in its own unit.
 * Throws ImageryRefusal reference_system_missing, reference_system_unclear, reference_system_unsupported,
 * not_on_earth.
 */
export function systemOf(geoKeys: GeoKeys, coordinates: Coordinates): ReferenceSystem {
  if (keyNumber(geoKeys, keys.model) === models.geocentric)
    throw new ImageryRefusal(
      'reference_system_unsupported',
      'The image uses geocentric coordinates, which no map can show. Warp it to a UTM zone first.',
    );
  const [damaged] = geoKeys.damaged;
  if (damaged !== undefined)
    throw unclear(`The file describes its reference system in a list that is damaged at key ${damaged}.`);
  const texts = textsOfKeys(geoKeys);
  const code = codeOf(geoKeys, texts, coordinates);
  const system = code === undefined ? spelledOut(geoKeys, texts, coordinates) : coded(geoKeys, code);
  if (system.geographic) requireDegrees(geoKeys, 'coordinates');
  if (system.geographic && coordinates.some(([x, y]) => Math.abs(x) > 540 || Math.abs(y) > 91))
    throw unclear(
      `The file names ${system.name}, whose coordinates are degrees, but its own reach ${worst(coordinates)}.`,
    );
  const listed = listedSystem(code ?? system.epsg ?? 0);
  const base = listed?.geodetic ?? keyCode(geoKeys, keys.geodeticSystem);
  requireTexts(texts, system, { code, base }, coordinates);
  return system;
}

function worst(coordinates: Coordinates): string {
  return coordinates
    .toSorted((one, other) => Math.abs(other[1]) - Math.abs(one[1]))[0]!
    .map((value) => Number(value.toPrecision(7)))
    .join(', ');
}

/** The model says which code counts, unless the coordinates are too large for degrees, or only one code is there. */
function codeOf(geoKeys: GeoKeys, texts: KeyTexts, coordinates: Coordinates): number | undefined {
  const projected = keyCode(geoKeys, keys.projectedSystem);
  const geodetic = keyCode(geoKeys, keys.geodeticSystem);
  const asDegrees = coordinates.every(([x, y]) => Math.abs(x) <= 540 && Math.abs(y) <= 91);
  const model = keyNumber(geoKeys, keys.model);
  if (model === models.geographic) return asDegrees ? (geodetic ?? projected) : (projected ?? geodetic);
  if (projected !== undefined) return projected;
  const spelled =
    keyCode(geoKeys, keys.method) !== undefined ||
    keyCode(geoKeys, keys.projection) !== undefined ||
    /^(?:PROJ|COMPD|BOUND|\+proj=(?!longlat|latlong))/.test(texts.definition ?? '');
  const saysProjected = model === models.projected && geoKeys.numbers.has(keys.projectedSystem);
  return spelled || saysProjected ? undefined : geodetic;
}

/** The system of a code, with what stands beside it held against it. */
function coded(geoKeys: GeoKeys, code: number): ReferenceSystem {
  const system = referenceSystem(code);
  const name = `EPSG:${code}`;
  requireDatum(geoKeys, system.definition, name, listedSystem(code)?.geodetic);
  if (system.geographic) return system;
  requireProjection(geoKeys, system.definition, name);
  const unit = linearUnit(geoKeys);
  if (unit === undefined || isSameUnit(unit, unitOf(system.definition))) return system;
  const own = definedSystem(inUnit(system.definition, unit));
  return {
    ...own,
    name: `${name} in another unit`,
    accuracy: system.accuracy,
    accuracyAt: system.accuracyAt,
    westSouth: system.westSouth,
  };
}

/** The system of a file that has no code for it: by its text, else by its numbers, else by a name. */
function spelledOut(geoKeys: GeoKeys, texts: KeyTexts, coordinates: Coordinates): ReferenceSystem {
  const numbers = numbered(geoKeys, texts);
  if (texts.definition !== undefined) {
    const system = systemNamed(texts.definition);
    const unit = linearUnit(geoKeys);
    if (!system.geographic && unit !== undefined && !isSameUnit(unit, unitOf(system.definition)))
      throw unclear(
        'The file spells out its reference system in one unit and counts its coordinates in another.',
      );
    if (numbers && !isWebMercator(system) && differ(system, numbers, coordinates))
      throw unclear('The file spells out one reference system in words and another in numbers.');
    return system;
  }
  if (numbers) return numbers;
  const [named] = texts.systems;
  if (named !== undefined) return coded(geoKeys, named);
  const name = [keys.projectedCitation, keys.citation, keys.geodeticCitation]
    .map((key) => geoKeys.texts.get(key))
    .find((text) => text !== undefined && text.trim() !== '');
  const saysNone =
    keyCode(geoKeys, keys.projectedSystem) === undefined &&
    !geoKeys.numbers.has(keys.projectedSystem) &&
    !geoKeys.numbers.has(keys.geodeticSystem);
  if (name === undefined && saysNone)
    throw new ImageryRefusal(
      'reference_system_missing',
      'The file does not name the reference system of its coordinates. Say which it is, or where the image lies.',
    );
  throw new ImageryRefusal(
    'reference_system_unsupported',
    `The reference system${name ? ` '${name.slice(0, 80)}'` : ''} has no EPSG code, and its definition is not understood here. Warp the image to a UTM zone or to EPSG:4326 first.`,
  );
}

/** The system that the keys of projection, datum and ellipsoid spell out; undefined where they do not. */
function numbered(geoKeys: GeoKeys, texts: KeyTexts): ReferenceSystem | undefined {
  const datum = datumFromKeys(geoKeys, texts.datums);
  if (datum === undefined) return undefined;
  if (keyNumber(geoKeys, keys.model) === models.geographic)
    return onDatum(definedSystem(`+proj=longlat ${datum.definition} +no_defs`), datum);
  const projection = projectionFromKeys(geoKeys, figureOf(`+proj=longlat ${datum.definition}`));
  if (projection === undefined) return undefined;
  const { definition, westSouth } = projection;
  const unit = linearUnit(geoKeys) ?? 1;
  const parts = partsOf(definition);
  const zone = Number(parts.get('zone'));
  if (parts.get('proj') === 'utm' && datum.code === 4326 && unit === 1)
    return referenceSystem((parts.has('south') ? 32700 : 32600) + zone);
  const system = withinReach(definedSystem(inUnit(`${definition} ${datum.definition} +no_defs`, unit)), unit);
  return onDatum({ ...system, westSouth }, datum);
}

/** A system with what is known of its datum's way to WGS 84. */
function onDatum(system: ReferenceSystem, { code }: KeyDatum): ReferenceSystem {
  const listed = code === undefined ? undefined : listedSystem(code);
  // An ellipsoid without a datum tells by itself how much is known.
  if (listed === undefined || isEllipsoidAlone(listed)) return system;
  return {
    ...system,
    accuracy: listedAccuracy(listed),
    accuracyAt: (places) => listedAccuracy(listed, places),
  };
}

/** GeoTIFF has no method for Web Mercator, so that its keys say Mercator, or nothing. */
function isWebMercator({ definition }: ReferenceSystem): boolean {
  const parts = partsOf(definition);
  return parts.get('proj') === 'merc' && parts.get('nadgrids') === '@null';
}

/** Throws ImageryRefusal reference_system_unclear where a text names another place than the system gives. */
function requireTexts(
  texts: KeyTexts,
  system: ReferenceSystem,
  { code, base }: { code: number | undefined; base: number | undefined },
  coordinates: Coordinates,
): void {
  const conflict = (other: string) =>
    unclear(`The file counts its coordinates in ${system.name}, but its text names ${other}.`);
  if (texts.definition !== undefined && code !== undefined) {
    const spelled = understood(texts.definition);
    if (spelled && differ(spelled, system, coordinates)) throw conflict('another reference system');
  }
  for (const cited of texts.systems) {
    // The name of the code itself stands also where the file counts in another unit.
    if (cited === code) continue;
    const listed = listedSystem(cited);
    const named = understood(`EPSG:${cited}`);
    if (named && listed && differ(named, system, coordinates))
      throw conflict(`${listed.name} (EPSG:${cited})`);
  }
  const parts = partsOf(system.definition);
  const zone = Number(parts.get('zone')) * (parts.has('south') ? -1 : 1);
  const other = texts.zones.find((zones) => parts.get('proj') === 'utm' && !zones.includes(zone));
  if (other) throw conflict(`UTM zone ${Math.abs(other[0]!)}`);
  for (const name of texts.datums) {
    const listed = listedSystem(datumNamed(name)!);
    if (listed && listed.epsg !== base && !isOnDatum(system.definition, listed))
      throw conflict(`${listed.name} (EPSG:${listed.epsg})`);
  }
}

/** A text that is not understood says nothing beside a code. */
function understood(text: string): ReferenceSystem | undefined {
  try {
    return systemNamed(text);
  } catch (error) {
    if (error instanceof ImageryRefusal) return undefined;
    throw error;
  }
}

/**
 * Whether two systems mean different places: by their projections, each taken on its own datum, or by their datums. A
 * datum that is known roughly may be as far off as it is said to be.
 */
function differ(one: ReferenceSystem, other: ReferenceSystem, coordinates: Coordinates): boolean {
  const [first, second] = [one, other].map(asInFile) as [ReferenceSystem, ReferenceSystem];
  const placed = coordinates.filter(([x, y]) => second.toWgs84(x, y).every(Number.isFinite));
  if (disagreement(first, second, placed) > MOST_DIFFERENCE) return true;
  const [base, otherBase] = [one, other].map(({ epsg }) => epsg && listedSystem(epsg)?.geodetic);
  if (base && base === otherBase) return false;
  const unsure = [one, other].map(({ accuracy }) => accuracy?.metres ?? 0);
  return !isSameDatum(
    datumOf(one.definition),
    datumOf(other.definition),
    Math.max(MOST_DIFFERENCE, ...unsure),
  );
}

/** A system on its own datum that takes westings and southings as they stand in the file. */
function asInFile({ definition, westSouth }: ReferenceSystem): ReferenceSystem {
  const system = definedSystem(withoutShift(definition));
  return westSouth ? { ...system, toWgs84: (x, y) => system.toWgs84(-x, -y) } : system;
}
