import {
  type Insertable,
  type Kysely,
  type Selectable,
  sql,
  type Transaction,
  type Updateable,
} from 'kysely';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import type { SceneAccuracy, ScenePlacement } from '#domain/placement/placement.contract.ts';
import type { Band, Scene, ScenePart } from '#domain/scene/scene.contract.ts';
import type { Dependent } from '#domain/vocabulary/dependent.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';
import { toClosed } from '../site/site.queries.ts';
import { type IngestJobRow, jobOfScene, toIngestJob } from './ingest-job.queries.ts';
import { insertOriginals, originalsOfScene } from './scene-original.queries.ts';

export type SceneRow = Selectable<Database['scene']> & {
  originals: ScenePart[];
  job: IngestJobRow | null;
};
export type SceneColumns = Updateable<Database['scene']>;

/** The place of a scene in the list of its site: oldest acquisition first. */
export type ScenePlace = { start: string; end: string; id: string };

/** Scenes with the files that each is made of. */
function selectScenes(database: Kysely<Database>) {
  return database.selectFrom('scene').selectAll('scene').select([originalsOfScene, jobOfScene]);
}

/** Scenes of a site as the API gives them, oldest acquisition first; all of them, or a part. */
export async function listScenes(
  database: Kysely<Database>,
  siteId: string,
  part?: { limit: number; after: ScenePlace | undefined },
): Promise<Scene[]> {
  let query = selectScenes(database)
    .where('site_id', '=', siteId)
    .orderBy('acquired_start')
    .orderBy('acquired_end')
    .orderBy('id');
  if (part) query = query.limit(part.limit);
  if (part?.after)
    query = query.where(
      sql<boolean>`(acquired_start, acquired_end, id) >
        (${part.after.start}::timestamptz, ${part.after.end}::timestamptz, ${part.after.id}::uuid)`,
    );
  return (await query.execute()).map(toScene);
}

/** One scene, or undefined where it is not there. */
export function findScene(database: Kysely<Database>, id: string): Promise<SceneRow | undefined> {
  return selectScenes(database).where('id', '=', id).executeTakeFirst();
}

/** One scene. Throws a problem (404) where it is not there. */
export async function requireScene(database: Kysely<Database>, id: string): Promise<SceneRow> {
  const row = await findScene(database, id);
  if (!row) throw problem('not_found', { detail: 'There is no scene under this id.' });
  return row;
}

/** Every scene of the database, with what tells whether its files are there and whether anything is done with it. */
export async function listFiledScenes(database: Kysely<Database>) {
  return database
    .selectFrom('scene')
    .select(['id', 'state', 'display_size', 'failure_code', originalsOfScene])
    .select(
      sql<boolean>`state = 'ingesting' and not exists (
        select from ingest_job where scene_id = scene.id)`.as('stuck'),
    )
    .execute();
}

const displayColumns = [
  'id',
  'state',
  'display_size',
  'display_sha256',
  'failure_detail',
  'bands',
] as const satisfies (keyof SceneRow)[];
export type SceneDisplay = Pick<SceneRow, (typeof displayColumns)[number]>;

/** What serving a display copy needs. */
export function findDisplay(database: Kysely<Database>, id: string): Promise<SceneDisplay | undefined> {
  return database.selectFrom('scene').select(displayColumns).where('id', '=', id).executeTakeFirst();
}

/** The scene of a site that was made from these bytes; one that failed only where there is no other. */
export function findTwin(database: Kysely<Database>, siteId: string, sha256: string) {
  return selectScenes(database)
    .where('site_id', '=', siteId)
    .where('original_sha256', '=', sha256)
    .orderBy(sql`state = 'failed'`)
    .executeTakeFirst();
}

/** Stores a scene with the files that it is made of, in their order. */
export async function insertScene(
  transaction: Transaction<Database>,
  scene: Insertable<Database['scene']>,
  originals: readonly ScenePart[],
): Promise<SceneRow> {
  const { id } = await transaction
    .insertInto('scene')
    .values(scene)
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertOriginals(transaction, id, originals);
  return requireScene(transaction, id);
}

/** Changes a scene and moves its version. */
export async function updateScene(
  transaction: Transaction<Database>,
  id: string,
  change: SceneColumns,
): Promise<SceneRow> {
  await transaction
    .updateTable('scene')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
  return requireScene(transaction, id);
}

/** Notes the share of an ingest that is done, 0 to 1. It moves no version: nothing that is stated changes. */
export async function noteProgress(
  transaction: Transaction<Database>,
  id: string,
  progress: number,
): Promise<void> {
  await transaction
    .updateTable('scene')
    .set({ progress })
    .where('id', '=', id)
    .where('state', '=', 'ingesting')
    .execute();
}

/** Those of some ids under which there is a scene. */
export async function existingScenes(database: Kysely<Database>, ids: readonly string[]): Promise<string[]> {
  const rows = await database.selectFrom('scene').select('id').where('id', '=', anyOf(ids)).execute();
  return rows.map(({ id }) => id);
}

/** Those of some ids under which there was a scene that somebody deleted. */
export async function deletedScenes(database: Kysely<Database>, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct entity_id as id from history
    where entity_id = ${anyOf(ids)} and entity = 'scene' and text::jsonb ->> 'act' = 'scene.deleted'`.execute(
    database,
  );
  return rows.map(({ id }) => id);
}

/** An annotation that names a scene; `present`: as it is now, and not in an earlier version alone. */
export type NamingAnnotation = { code: string; number: number; deleted: boolean; present: boolean };

/** The annotations that name a scene in some version, by their number. */
export async function annotationsNaming(database: Kysely<Database>, id: string): Promise<NamingAnnotation[]> {
  const { rows } = await sql<NamingAnnotation>`
    select site.code, a.number, a.deleted_at is not null as deleted, bool_or(v.version = a.version) as present
    from annotation_version v
    join annotation a on a.id = v.annotation_id
    join site on site.id = a.site_id
    where ${id}::uuid in (v.before_scene_id, v.after_scene_id)
    group by a.id, site.code
    order by a.number`.execute(database);
  return rows;
}

/** What else names a scene, with how many; empty where nothing does. */
export async function otherUsesOfScene(database: Kysely<Database>, id: string): Promise<Dependent[]> {
  const { rows } = await sql<Dependent>`
    select 'sighting' as kind, count(*)::integer as count from sighting where scene_id = ${id}
    union all select 'source', count(*)::integer from source where scene_id = ${id}
    union all select 'site', count(*)::integer from site where reference_scene_id = ${id}`.execute(database);
  return rows.filter(({ count }) => count > 0);
}

export async function removeScene(transaction: Transaction<Database>, id: string): Promise<void> {
  await transaction.deleteFrom('scene').where('id', '=', id).execute();
}

/** Holds an original, by its hash, until the transaction ends: it is not removed while a scene is made of it. */
export async function lockOriginal(transaction: Transaction<Database>, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`.execute(transaction);
}

/** How many standing annotations have their before scene later than their after scene. */
export async function countReversed(database: Kysely<Database>, sceneId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count
    from annotation a
    join annotation_version v on v.annotation_id = a.id and v.version = a.version
    join scene before_scene on before_scene.id = v.before_scene_id
    join scene after_scene on after_scene.id = v.after_scene_id
    where a.deleted_at is null
      and ${sceneId}::uuid in (v.before_scene_id, v.after_scene_id)
      and (before_scene.acquired_start, before_scene.acquired_end) >
        (after_scene.acquired_start, after_scene.acquired_end)`.execute(database);
  return rows[0]?.count ?? 0;
}

/** A scene as the API gives it. */
export function toScene(row: SceneRow): Scene {
  return {
    id: row.id,
    siteId: row.site_id,
    title: row.title,
    acquired: row.acquired,
    acquiredPrecision: row.acquired_precision as Scene['acquiredPrecision'],
    state: row.state as Scene['state'],
    progress: row.progress,
    ...(row.failure_code && { failure: { code: row.failure_code, detail: row.failure_detail ?? '' } }),
    footprint: row.footprint as ArealGeometry,
    synthetic: row.synthetic,
    crs: row.epsg === null ? null : `EPSG:${row.epsg}`,
    ...withoutNulls({ projection: row.projection, accuracy: row.accuracy as SceneAccuracy | null }),
    placement: row.placement as ScenePlacement,
    width: row.width,
    height: row.height,
    gsd: row.gsd,
    bands: row.bands as Band[],
    ...(row.no_data !== null && { noData: Number.isNaN(row.no_data) ? 'NaN' : row.no_data }),
    ...withoutNulls({
      platform: row.platform,
      instrument: row.instrument,
      provider: row.provider,
      licence: row.licence,
      catalogueId: row.catalogue_id,
      offNadir: row.off_nadir,
      incidenceAngle: row.incidence_angle,
      viewAzimuth: row.view_azimuth,
      sunAzimuth: row.sun_azimuth,
      sunElevation: row.sun_elevation,
      cloudCover: row.cloud_cover,
    }),
    original: { fileName: row.original_file_name, sha256: row.original_sha256, size: row.original_size },
    ...(row.originals.length > 1 && { parts: row.originals }),
    ...(row.display_sha256 &&
      row.display_size !== null && {
        display: {
          size: row.display_size,
          sha256: row.display_sha256,
          kept: row.display_kept,
          checked: row.display_checked as NonNullable<Scene['display']>['checked'],
        },
      }),
    ...(row.job && { job: toIngestJob(row.job) }),
    offset: {
      east: row.offset_east,
      north: row.offset_north,
      residual: row.offset_residual,
      ...withoutNulls({ note: row.offset_note }),
    },
    origins: row.origins as Scene['origins'],
    claims: row.claims as Scene['claims'],
    ...toClosed(row),
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
