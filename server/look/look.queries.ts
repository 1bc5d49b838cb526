import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Histogram, Look, StoredLook } from '#domain/look/look.contract.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';

/** What was set for the scenes of a site. */
export async function listLooks(database: Kysely<Database>, siteId: string): Promise<StoredLook[]> {
  const rows = await database
    .selectFrom('scene_look')
    .innerJoin('scene', 'scene.id', 'scene_look.scene_id')
    .selectAll('scene_look')
    .where('scene.site_id', '=', siteId)
    .orderBy('scene_look.updated_at')
    .execute();
  return rows.map(toStoredLook);
}

/** What was set for a scene; version 0 and an empty look where nothing was. */
export async function findLook(database: Kysely<Database>, sceneId: string): Promise<StoredLook> {
  const row = await database
    .selectFrom('scene_look')
    .selectAll()
    .where('scene_id', '=', sceneId)
    .executeTakeFirst();
  return row ? toStoredLook(row) : { sceneId, look: {}, version: 0 };
}

/** Puts a look in the place of what was set, and moves its version. */
export async function putLook(
  transaction: Transaction<Database>,
  sceneId: string,
  look: Look,
  { by, at }: Acting,
): Promise<StoredLook> {
  const row = await transaction
    .insertInto('scene_look')
    .values({ scene_id: sceneId, look: JSON.stringify(look), updated_by: by, updated_at: at })
    .onConflict((conflict) =>
      conflict.column('scene_id').doUpdateSet({
        look: sql`excluded.look`,
        version: sql`scene_look.version + 1`,
        updated_by: sql`excluded.updated_by`,
        updated_at: sql`excluded.updated_at`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toStoredLook(row);
}

/** Holds a scene's row, so that those who set its look come one after the other. */
export async function lockLook(transaction: Transaction<Database>, sceneId: string): Promise<void> {
  await sql`select from scene where id = ${sceneId} for no key update`.execute(transaction);
}

/** Histograms that were made of this very display copy; undefined where there are none yet. */
export async function findHistograms(
  database: Kysely<Database>,
  { sceneId, subject, displaySha256 }: { sceneId: string; subject: string; displaySha256: string },
): Promise<Histogram[] | undefined> {
  const row = await database
    .selectFrom('scene_histogram')
    .select('histograms')
    .where('scene_id', '=', sceneId)
    .where('subject', '=', subject)
    .where('display_sha256', '=', displaySha256)
    .executeTakeFirst();
  return row?.histograms as Histogram[] | undefined;
}

export async function keepHistograms(
  database: Kysely<Database>,
  { sceneId, subject, displaySha256 }: { sceneId: string; subject: string; displaySha256: string },
  histograms: Histogram[],
): Promise<void> {
  await sql`
    insert into scene_histogram (scene_id, subject, display_sha256, histograms)
    select id, ${subject}, ${displaySha256}, ${JSON.stringify(histograms)}::jsonb
    from scene where id = ${sceneId}
    on conflict (scene_id, subject) do update
    set display_sha256 = excluded.display_sha256, histograms = excluded.histograms`.execute(database);
}

function toStoredLook(row: Selectable<Database['scene_look']>): StoredLook {
  return {
    sceneId: row.scene_id,
    look: row.look as Look,
    version: row.version,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.toISOString(),
  };
}
