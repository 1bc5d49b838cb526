import proj4 from 'proj4';
import definitions from 'proj4-list';
import { ImageryRefusal } from './refusal.ts';

/** A coordinate reference system that coordinates can be brought into and out of. */
export interface ReferenceSystem {
  /** EPSG code. */
  readonly epsg: number;
  /** Its definition in the language of PROJ, which a client can register under the same code. */
  readonly definition: string;
  /** Coordinates are degrees of longitude and latitude, not lengths on a plane. */
  readonly geographic: boolean;
  /** Longitude and latitude in degrees (WGS 84) of a position, x (east) before y (north). */
  toWgs84(x: number, y: number): [longitude: number, latitude: number];
  /** The position of a longitude and latitude in degrees (WGS 84). */
  fromWgs84(longitude: number, latitude: number): [x: number, y: number];
}

const wgs84 = '+proj=longlat +datum=WGS84 +no_defs';
const known = new Map<number, ReferenceSystem>();

/**
 * The system of an EPSG code, from the definitions of npm's proj4-list.
 *
 * @throws ImageryRefusal reference_system_unsupported for codes that are unknown there, geocentric, or need a
 *   grid of shifts, a method or an order of axes that proj4 lacks
 */
export function referenceSystem(epsg: number): ReferenceSystem {
  const found = known.get(epsg) ?? buildReferenceSystem(epsg);
  known.set(epsg, found);
  return found;
}

function buildReferenceSystem(epsg: number): ReferenceSystem {
  const definition = definitions[`EPSG:${epsg}`]?.[1]?.trim();
  const refuse = (why: string) =>
    new ImageryRefusal(
      'reference_system_unsupported',
      `The reference system EPSG:${epsg} ${why}. Warp the image to a UTM zone or to EPSG:4326 first.`,
    );
  if (definition === undefined) throw refuse('is not known here');
  if (/\+proj=geocent\b/.test(definition)) throw refuse('is geocentric, which no map can show');
  if (/\+nadgrids=(?!@null)/.test(definition)) throw refuse('needs a table of shifts that is not at hand');
  if (/\+axis=/.test(definition)) throw refuse('counts its axes west and south');
  try {
    const converter = proj4(definition, wgs84);
    const pair = (position: number[]): [number, number] => [position[0]!, position[1]!];
    return {
      epsg,
      definition,
      geographic: /\+proj=longlat\b/.test(definition),
      toWgs84: (x, y) => pair(converter.forward([x, y])),
      fromWgs84: (longitude, latitude) => pair(converter.inverse([longitude, latitude])),
    };
  } catch {
    throw refuse('uses a projection that is not at hand');
  }
}
