import type { Kysely } from 'kysely';
import { readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { Ring } from '#domain/geometry/geometry.contract.ts';
import { boundingBox } from '#domain/geometry/ring.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Database } from '../../../server/database/client.ts';

/** A closed square, its south-west corner and side in degrees. */
export function square(west: number, south: number, size: number): Ring {
  return [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ];
}

/** A small square in the middle of a scene. */
export function squareInTheMiddle({ footprint }: Scene) {
  const [west, south, east, north] = boundingBox(footprint);
  const size = 0.0002;
  const ring = square((west + east - size) / 2, (south + north - size) / 2, size);
  return { type: 'Polygon' as const, coordinates: [ring] };
}

/**
 * A site with scenes that are ready, one for each acquisition, without images: for what needs scenes but no
 * pixels. Each covers 129.9 to 130.0 E and 42.5 to 42.6 N.
 */
export async function valley(
  database: Kysely<Database>,
  acquisitions: string[] = ['2010-11-05', '2011-05-21', '2012-10-11'],
) {
  const now = new Date();
  const { id: siteId } = await database
    .insertInto('site')
    .values({
      name: 'Test valley',
      code: `T${Math.random().toString(36).slice(2, 6).toUpperCase()}`,
      created_by: 'Ana',
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const sceneIds: string[] = [];
  for (const [index, text] of acquisitions.entries()) {
    const acquired = readAcquired(text)!;
    const { id } = await database
      .insertInto('scene')
      .values({
        site_id: siteId,
        title: `Scene of ${text}`,
        acquired: acquired.value,
        acquired_precision: acquired.precision,
        acquired_start: acquired.start,
        acquired_end: acquired.end,
        gsd: 0.5,
        synthetic: true,
        origins: '{}',
        claims: '[]',
        state: 'ready',
        progress: 1,
        footprint: JSON.stringify({ type: 'Polygon', coordinates: [square(129.9, 42.5, 0.1)] }),
        placement: JSON.stringify({ origin: 'file', resampled: false }),
        epsg: 32652,
        affine: [0.5, 0, 492_000, 0, -0.5, 4_716_000],
        width: 16_000,
        height: 22_000,
        bands: JSON.stringify([{ type: 'uint8', min: 0, max: 255, p2: 10, p98: 240 }]),
        original_file_name: `${text}.tif`,
        original_sha256: index.toString(16).padStart(64, '0'),
        original_size: 1,
        created_by: 'Ana',
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    sceneIds.push(id);
  }
  return { siteId, sceneIds };
}

/** An annotation as a client sends it: a razed guard tower between two scenes. */
export function tower(
  beforeSceneId: string,
  afterSceneId: string,
  { geometry, id, ...properties }: Record<string, unknown> = {},
) {
  return {
    type: 'Feature',
    ...(id !== undefined && { id }),
    geometry: geometry ?? { type: 'Polygon', coordinates: [square(129.93, 42.54, 0.0001)] },
    properties: { structure: 'guard_tower', change: 'razed', beforeSceneId, afterSceneId, ...properties },
  };
}
