import { type Kysely, sql, type Transaction } from 'kysely';
import type { ScenePart } from '#domain/scene/scene.contract.ts';
import type { Database } from '../database/client.ts';

/** The files of the scene that a query selects, in their order, as the API gives them. */
export const originalsOfScene = sql<ScenePart[]>`coalesce((
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'role', o.role, 'bandName', o.band_name, 'fileName', o.file_name, 'sha256', o.sha256, 'size', o.size,
    'resampledFrom', o.resampled_from)) order by o.position)
  from scene_original o where o.scene_id = scene.id), '[]')`.as('originals');

/** Notes which files a scene is made of, in their order. */
export async function insertOriginals(
  transaction: Transaction<Database>,
  sceneId: string,
  originals: readonly ScenePart[],
): Promise<void> {
  const rows = originals.map(({ role, bandName, fileName, sha256, size, resampledFrom }, position) => ({
    scene_id: sceneId,
    position,
    role,
    band_name: bandName ?? null,
    file_name: fileName,
    sha256,
    size,
    resampled_from: resampledFrom ?? null,
  }));
  await transaction.insertInto('scene_original').values(rows).execute();
}

/** Notes them anew for a scene that is tried again, perhaps with other files beside the same images. */
export async function replaceOriginals(
  transaction: Transaction<Database>,
  sceneId: string,
  originals: readonly ScenePart[],
): Promise<void> {
  await transaction.deleteFrom('scene_original').where('scene_id', '=', sceneId).execute();
  await insertOriginals(transaction, sceneId, originals);
}

/** True while a scene is made of the file with this hash, or has it beside its image. */
export async function isOriginalInUse(database: Kysely<Database>, sha256: string): Promise<boolean> {
  const row = await database
    .selectFrom('scene_original')
    .select('scene_id')
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A file that scenes are made of, under one hash: its size as it was received, and where it is named. */
export type KeptOriginal = { sha256: string; size: number; names: string[] };

/** Every file that is kept, each once. */
export async function listKeptOriginals(database: Kysely<Database>): Promise<KeptOriginal[]> {
  const { rows } = await sql<KeptOriginal>`
    select o.sha256, max(o.size) as size,
      array_agg(distinct o.file_name || ' (' || scene.title || ')') as names
    from scene_original o join scene on scene.id = o.scene_id
    group by o.sha256 order by o.sha256`.execute(database);
  return rows;
}
