import type { Kysely } from 'kysely';
import type { ClaimedScene } from '#domain/annotation/claim.rules.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';

/**
 * The scenes of a site that a claim names, by id. They are locked against deletion until the transaction
 * ends. Scenes that failed cannot be claimed.
 */
export async function claimedScenes(
  database: Kysely<Database>,
  siteId: string,
  ids: string[],
): Promise<Map<string, ClaimedScene>> {
  const rows = await database
    .selectFrom('scene')
    .select(['id', 'title', 'acquired_start', 'acquired_end', 'footprint'])
    .where('site_id', '=', siteId)
    .where('id', '=', anyOf(ids))
    .where('state', '<>', 'failed')
    .forKeyShare()
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        title: row.title,
        start: row.acquired_start,
        end: row.acquired_end,
        footprint: row.footprint as unknown as ArealGeometry,
      },
    ]),
  );
}
