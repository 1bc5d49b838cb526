import type Projection from 'ol/proj/Projection.js';
import { register } from 'ol/proj/proj4.js';
import { get as getProjection, getTransform, transform } from 'ol/proj.js';
import proj4 from 'proj4';
import type { ArealGeometry, BoundingBox, Position } from '../../server/geometry/geometry.contract.ts';
import { polygonsOf } from '../../server/geometry/ring.rules.ts';
import { middle, utmZone, utmZoneOfCode } from '../../server/geometry/utm.rules.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { request } from '../http.ts';

export const WGS84 = 'EPSG:4326';
/** West, south, east, north in the units of a system. */
export type Extent = [west: number, south: number, east: number, north: number];
type Definition = { code: string; definition: string };

const asked = new Map<string, Promise<Projection>>();

/** Registers the UTM zone of the middle of a box and gives its code: the system that the map is drawn in. */
export function viewSystemOf(box: BoundingBox): string {
  const zone = utmZone(middle(box));
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
  const known = getProjection(code);
  if (known) return known;
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
  const reply = await request<Definition>('GET', `/api/reference-systems/${encodeURIComponent(code)}`);
  return define({ code, definition: reply.data.definition });
}

/**
 * OpenLayers has series of its own for the UTM zones of WGS 84. Defined before OpenLayers is asked for the
 * code, proj4's take their place: they are exact to less than a millimetre.
 */
function define({ code, definition }: Definition): Projection {
  if (proj4.defs(code) === undefined) {
    proj4.defs(code, definition);
    register(proj4);
  }
  return getProjection(code)!;
}

/** From WGS 84 degrees, longitude first, to metres east and north in the view's system. */
export function toView(position: Position, system: string): [east: number, north: number] {
  const [east = 0, north = 0] = transform(position, WGS84, system);
  return [east, north];
}

/** Brings many positions (longitude, latitude, longitude, ...) into the view's system at once. */
export function viewTransform(system: string): (positions: number[]) => number[] {
  const bring = getTransform(WGS84, system);
  if (!bring) throw new Error(`There is no way from WGS 84 to ${system}.`);
  return (positions) => bring(positions, undefined, 2);
}

/** From metres in the view's system to WGS 84, at the seven decimals in which positions are stored. */
export function fromView(coordinate: readonly number[], system: string): Position {
  const [longitude = 0, latitude = 0] = transform([...coordinate], system, WGS84);
  return [round7(longitude), round7(latitude)];
}

/** Smallest extent in the view's system around a geometry, in metres. */
export function viewExtent(geometry: ArealGeometry, system: string): Extent {
  const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const position of polygonsOf(geometry).flat(2)) {
    const [east, north] = toView(position, system);
    extent[0] = Math.min(extent[0], east);
    extent[1] = Math.min(extent[1], north);
    extent[2] = Math.max(extent[2], east);
    extent[3] = Math.max(extent[3], north);
  }
  return extent;
}

function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
