import Projection from 'ol/proj/Projection.js';
import {
  addCoordinateTransforms,
  addProjection,
  get as getProjection,
  getTransform,
  transform,
} from 'ol/proj.js';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';
import {
  type ArealGeometry,
  type BoundingBox,
  type Position,
  rounded,
} from '#domain/geometry/geometry.contract.ts';
import { narrowBox, polygonsOf } from '#domain/geometry/ring.rules.ts';
import { middle, utmZone, utmZoneOfCode } from '#domain/geometry/utm.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { conversion, nameSystem } from '../../coordinates/index.ts';
import { api, told } from '../../core/index.ts';
import { densified } from './edges.ts';
import { domainExtent, type Extent, isInDomain, viewSystemAround } from './view-domain.ts';

export const WGS84 = 'EPSG:4326';
type Definition = { code: string; definition: string };
/** Metres east and north in a view's system. */
export type Coordinate = [east: number, north: number];

const asked = new Map<string, Promise<Projection>>();

/** Defines the system in which a box is drawn, and gives its code. */
export function viewSystemOf(box: BoundingBox): string {
  const system = viewSystemAround(box);
  define(system);
  return system.code;
}

/** The code of the grid that a scene's registration offset is measured in: the UTM zone of the middle of its footprint. */
export function offsetGridOf({ footprint }: Pick<Scene, 'footprint'>): string {
  const zone = utmZone(middle(narrowBox(footprint)));
  define(zone);
  return zone.code;
}

/**
 * The projection for an EPSG code such as 'EPSG:26915'. Where it is not known yet, its definition comes
 * from our own server. Rejects with a RequestFailure where the server has none.
 */
export async function systemOf(code: string): Promise<Projection> {
  const zone = utmZoneOfCode(code);
  if (zone) return define(zone);
  if (ways.includes(code)) return getProjection(code)!;
  const running = asked.get(code) ?? ask(code);
  asked.set(code, running);
  running.catch(() => asked.delete(code));
  return running;
}

/** The projection that a scene's display copy is in: by its code, or by the definition that came with its file. */
export async function systemOfScene({ id, crs, projection }: Scene): Promise<Projection> {
  if (projection !== undefined) return define({ code: `afterimage:${id}`, definition: projection });
  if (crs !== null) return systemOf(crs);
  throw new Error('Its reference system is not known.');
}

async function ask(code: string): Promise<Projection> {
  const { data } = await told(api.GET('/api/reference-systems/{code}', { params: { path: { code } } }));
  return define({ code, definition: data.definition });
}

/** Systems that have ways to and from one another; those of OpenLayers' own to begin with. */
const ways = [WGS84, 'EPSG:3857'];

/**
 * OpenLayers has series of its own for the UTM zones of WGS 84, which are 0.6 m off at 6 degrees from the meridian
 * and 160 m at 15. It turns to them wherever it was told no other way, and its `register` passes over what proj4 knew
 * from the beginning, the same zones. So each system gets its ways to all others here, before OpenLayers
 * is asked for any: those of proj4, which for the zones are exact to less than a micrometre.
 */
function define({ code, definition }: Definition): Projection {
  if (!ways.includes(code)) {
    const measured = nameSystem(code, definition);
    // Before OpenLayers hears of the system: proj4 throws on what it cannot compute.
    const conversions = ways.map((other) => ({ other, ...conversion(code, other) }));
    addProjection(new Projection({ code, ...measured }));
    for (const { other, forward, inverse } of conversions)
      addCoordinateTransforms(code, other, forward, inverse);
    ways.push(code);
  }
  return getProjection(code)!;
}

/**
 * From WGS 84 degrees, longitude first, to metres east and north in the view's system. Undefined where that is not exact:
 * far from its middle (view-domain.ts).
 */
export function toView(position: Position, system: string): Coordinate | undefined {
  const coordinate = transform(position, WGS84, system);
  return isInDomain(coordinate, system) ? (coordinate as Coordinate) : undefined;
}

/** Brings many positions (longitude, latitude, longitude, ...) into the view's system; NaN where they have no place in it. */
export function viewTransform(system: string): (positions: number[]) => number[] {
  const bring = getTransform(WGS84, system);
  if (!bring) throw new Error(`There is no way from WGS 84 to ${system}.`);
  return (positions) => {
    const coordinates = bring(positions, undefined, 2);
    for (let i = 0; i < coordinates.length; i += 2)
      if (!isInDomain([coordinates[i]!, coordinates[i + 1]!], system))
        coordinates[i] = coordinates[i + 1] = Number.NaN;
    return coordinates;
  };
}

/**
 * From metres in the view's system to WGS 84, at the seven decimals in which positions are stored. Undefined where that is
 * not exact: far from the middle of the system (view-domain.ts).
 */
export function fromView(coordinate: readonly number[], system: string): Position | undefined {
  if (!isInDomain(coordinate, system)) return undefined;
  const [longitude = 0, latitude = 0] = transform([...coordinate], system, WGS84);
  return rounded([longitude, latitude]);
}

/** Metres in the view over which its scale and its north are measured: long for their rounding, short for their change. */
const MEASURED = 500;

/**
 * What holds at a place of the view: `metres` on the ellipsoid of one metre of its system, and true north in degrees,
 * clockwise from upright. Undefined where the place, or one beside it, is beyond what the system is exact for.
 */
export function groundAt(
  [x = 0, y = 0]: readonly number[],
  system: string,
): { metres: number; trueNorth: number } | undefined {
  const [west, east, here] = [
    [x - MEASURED, y],
    [x + MEASURED, y],
    [x, y],
  ].map((one) => fromView(one, system));
  if (!west || !east || !here) return undefined;
  return { metres: geodesicDistance(west, east) / (2 * MEASURED), trueNorth: trueNorthAt(here, system) };
}

/** A step to the north that is short for a bearing and long for its rounding, degrees. */
const NORTHWARD = 0.001;

/** Degrees, clockwise, from the upright of the view, which is grid north, to true north. */
function trueNorthAt([longitude, latitude]: Position, system: string): number {
  const [east = 0, north = 0] = transform([longitude, Math.max(-90, latitude - NORTHWARD)], WGS84, system);
  const [further = 0, up = 0] = transform([longitude, Math.min(90, latitude + NORTHWARD)], WGS84, system);
  return (Math.atan2(further - east, up - north) * 180) / Math.PI;
}

/**
 * Smallest extent around a geometry in the view's system, metres. Edges are straight in longitude and latitude, as
 * footprints mean them, and bend in the view. Undefined where all lies beyond the view's reach; of what lies partly beyond,
 * all that is in reach.
 */
export function viewExtent(geometry: ArealGeometry, system: string): Extent | undefined {
  const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  let beyond = false;
  for (const ring of polygonsOf(geometry).flat())
    for (const position of densified(ring)) {
      const coordinate = toView(position, system);
      if (!coordinate) {
        beyond = true;
        continue;
      }
      const [east, north] = coordinate;
      extent[0] = Math.min(extent[0], east);
      extent[1] = Math.min(extent[1], north);
      extent[2] = Math.max(extent[2], east);
      extent[3] = Math.max(extent[3], north);
    }
  if (extent[0] > extent[2]) return undefined;
  return beyond ? domainExtent(system) : extent;
}
