import proj4 from 'proj4';
import { ImageryRefusal } from '../../base/refusal.ts';
import { type Accuracy, datumAccuracy, listedAccuracy, type ParsedDatum } from './datum-accuracy.ts';
import { listedSystem } from './listed-systems.ts';

/** A coordinate reference system that coordinates can be brought into and out of; x is east, y is north. */
export type ReferenceSystem = {
  /** EPSG code; null where the file or the analyst defines the system. */
  epsg: number | null;
  /** What to call it in a sentence. */
  name: string;
  /** Its definition in the language of PROJ, as proj4 knows it, which a client can register. */
  definition: string;
  /** Coordinates are degrees of longitude and latitude, not lengths on a plane. */
  geographic: boolean;
  /** Files of this EPSG code hold westings and southings: both change their sign before they are used here. */
  westSouth: boolean;
  /** The Earth as a satellite sees it: its disc ends where there still are pixels. */
  geostationary: boolean;
  /** How far positions may be off for want of a datum's shift; null where they are good to a metre. */
  accuracy: Accuracy | null;
  /** The same for places (longitude, latitude) that are known. */
  accuracyAt(places: readonly (readonly [longitude: number, latitude: number])[]): Accuracy | null;
  /** Longitude and latitude in degrees (WGS 84) of a position, x (east) before y (north). */
  toWgs84(x: number, y: number): [longitude: number, latitude: number];
  /** The position of a longitude and latitude in degrees (WGS 84). */
  fromWgs84(longitude: number, latitude: number): [x: number, y: number];
};

const WGS84 = '+proj=longlat +datum=WGS84 +no_defs';
const known = new Map<number, ReferenceSystem>();

/**
 * The system of an EPSG code, from the table made from EPSG's registry. Throws ImageryRefusal
 * reference_system_unsupported for codes that are unknown there, geocentric, or of a method or unit that proj4 lacks.
 */
export function referenceSystem(epsg: number): ReferenceSystem {
  const found = known.get(epsg) ?? systemOfCode(epsg);
  known.set(epsg, found);
  return found;
}

/**
 * The system of a definition for proj4 that was written here: proj4 passes over what it does not know, so that no
 * text from outside may come this way (see `systemNamed`). Throws ImageryRefusal reference_system_unsupported where
 * proj4 cannot compute it, not_on_earth where it is of another body.
 */
export function definedSystem(definition: string): ReferenceSystem {
  const refusal = new ImageryRefusal(
    'reference_system_unsupported',
    'The file defines a reference system of its own that cannot be computed here. Warp the image to a UTM zone or to EPSG:4326 first.',
  );
  return build(definition, { epsg: null, name: 'its own reference system' }, refusal);
}

function systemOfCode(epsg: number): ReferenceSystem {
  const refuse = (why: string) =>
    new ImageryRefusal(
      'reference_system_unsupported',
      `The reference system EPSG:${epsg} ${why}. Warp the image to a UTM zone or to EPSG:4326 first.`,
    );
  const listed = listedSystem(epsg);
  if (listed === undefined) throw refuse('is not known here');
  if (listed.refused !== null) throw refuse(listed.refused);
  const { definition, westSouth } = listed;
  const system = build(
    definition,
    { epsg, name: `EPSG:${epsg}` },
    refuse('uses a projection that is not at hand'),
  );
  // Westings and southings become eastings and northings, which is a system of its own.
  return {
    ...system,
    accuracy: listedAccuracy(listed),
    accuracyAt: (places) => listedAccuracy(listed, places),
    westSouth,
    epsg: westSouth ? null : epsg,
  };
}

function build(
  definition: string,
  { epsg, name }: { epsg: number | null; name: string },
  refusal: ImageryRefusal,
): ReferenceSystem {
  const { converter, parsed } = parse(definition, refusal);
  requireEarth(parsed.a);
  // proj4 throws on coordinates that are not finite, and answers some that have no place with such.
  const convert = (
    through: (position: [number, number]) => number[],
    x: number,
    y: number,
  ): [number, number] => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
    const position = through([x, y]);
    return [position[0]!, position[1]!];
  };
  const accuracy = datumAccuracy(
    { ...parsed, datum_type: parsed.datum?.datum_type ?? 5 },
    sentenceStart(name),
  );
  return {
    epsg,
    name,
    definition,
    geographic: parsed.projName === 'longlat',
    westSouth: false,
    geostationary: parsed.projName === 'geos',
    accuracy,
    accuracyAt: () => accuracy,
    toWgs84: (x, y) => convert(converter.forward, x, y),
    fromWgs84: (longitude, latitude) => convert(converter.inverse, longitude, latitude),
  };
}

type Parsed = Omit<ParsedDatum, 'datum_type'> & {
  projName?: string;
  datum?: { datum_type: number };
};

function parse(definition: string, refusal: ImageryRefusal) {
  try {
    const converter = proj4(definition, WGS84);
    const parsed = new proj4.Proj(definition) as unknown as Parsed;
    if (!Number.isFinite(parsed.a) || parsed.projName === 'geocent') throw refusal;
    return { converter, parsed };
  } catch {
    throw refusal;
  }
}

/**
 * Every ellipsoid in use for the Earth has an equatorial radius within 20 km of 6,378 km; no other body that rasters
 * are made of has. Throws ImageryRefusal not_on_earth.
 */
export function requireEarth(equatorialRadius: number): void {
  if (Math.abs(equatorialRadius - 6_378_137) <= 20_000) return;
  throw new ImageryRefusal(
    'not_on_earth',
    'The image is of another planet or moon; only the Earth is shown.',
  );
}

function sentenceStart(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}
