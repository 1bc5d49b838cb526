import { type Kysely, type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import type { AnnotationFilter, AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import type { Claim } from '#domain/annotation/claim.rules.ts';
import { geodesicArea } from '#domain/geometry/area.rules.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { boundingBox } from '#domain/geometry/ring.rules.ts';
import type { SightingState } from '#domain/structure/structure.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';

/** Annotations with their present claim, what its scenes and sightings say, and the newest judgement in words. */
export function selectAnnotations(database: Kysely<Database>) {
  return database
    .selectFrom('annotation as a')
    .innerJoin('annotation_version as v', (join) =>
      join.onRef('v.annotation_id', '=', 'a.id').onRef('v.version', '=', 'a.version'),
    )
    .innerJoin('site', 'site.id', 'a.site_id')
    .innerJoin('scene as before_scene', 'before_scene.id', 'v.before_scene_id')
    .innerJoin('scene as after_scene', 'after_scene.id', 'v.after_scene_id')
    .select([
      'a.id',
      'a.site_id',
      'site.code as site_code',
      'a.number',
      'a.structure_id',
      'a.title',
      'a.description',
      'a.count',
      'a.viewing',
      'a.status',
      'a.review_requested',
      'a.superseded_by',
      'a.version',
      'a.revision',
      'a.request_sha256',
      'a.claim_by',
      'a.created_by',
      'a.created_at',
      'a.updated_by',
      'a.updated_at',
      'a.deleted_at',
      'a.deletion_reason',
      'v.structure',
      'v.structure_other',
      'v.change',
      'v.damage_grade',
      'v.before_scene_id',
      'v.after_scene_id',
      'v.area',
      'before_scene.acquired as before_acquired',
      'after_scene.acquired as after_acquired',
    ])
    .select([
      sql<ArealGeometry>`v.geometry`.as('geometry'),
      newestStated('likelihood').as('likelihood'),
      newestStated('confidence').as('confidence'),
      sql<{ sceneId: string; acquired: string; state: SightingState; observer: string }[] | null>`(
        select jsonb_agg(jsonb_build_object('sceneId', sighting.scene_id, 'acquired', scene.acquired,
          'state', sighting.state, 'observer', sighting.observer) order by sighting.ordinal)
        from sighting join scene on scene.id = sighting.scene_id
        where sighting.structure_id = a.structure_id and not exists (
          select from sighting_withdrawal where sighting_id = sighting.id))`.as('sightings'),
    ]);
}

export type AnnotationRow =
  ReturnType<typeof selectAnnotations> extends SelectQueryBuilder<infer _DB, infer _TB, infer Row>
    ? Row
    : never;

function newestStated(column: 'likelihood' | 'confidence') {
  return sql<string | null>`(
    select assessment.${sql.ref(column)} from assessment
    where annotation_id = a.id and assessment.version = a.version and assessment.${sql.ref(column)} is not null
    order by ordinal desc limit 1)`;
}

/** The annotations of a site that a filter lets through, by number: those that nobody deleted, or those that were. */
export function selectFiltered(
  database: Kysely<Database>,
  siteId: string,
  filter: AnnotationFilter,
  deleted = false,
) {
  return selectAnnotations(database)
    .where('a.site_id', '=', siteId)
    .where('a.deleted_at', deleted ? 'is not' : 'is', null)
    .$if(filter.status !== undefined, (query) => query.where('a.status', '=', anyOf(filter.status!)))
    .$if(filter.structure !== undefined, (query) => query.where('v.structure', '=', anyOf(filter.structure!)))
    .$if(filter.change !== undefined, (query) => query.where('v.change', '=', anyOf(filter.change!)))
    .$if(filter.sceneId !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('v.before_scene_id', '=', anyOf(filter.sceneId!)),
          where('v.after_scene_id', '=', anyOf(filter.sceneId!)),
        ]),
      ),
    )
    .$if(filter.structureId !== undefined, (query) =>
      query.where('a.structure_id', '=', anyOf(filter.structureId!)),
    )
    .$if(filter.bbox !== undefined, (query) => query.where(meetsBox(filter.bbox!)))
    .$if(Boolean(filter.q?.trim()), (query) => query.where(holdsText(filter.q!.trim())))
    .orderBy('a.number');
}

/** A box whose west lies east of its east runs over the antimeridian: two boxes. */
function meetsBox([west, south, east, north]: [number, number, number, number]) {
  const box = (w: number, e: number) =>
    sql`v.bounds && box(point(${w}::float8, ${south}::float8), point(${e}::float8, ${north}::float8))`;
  return west <= east
    ? sql<boolean>`${box(west, east)}`
    : sql<boolean>`(${box(west, 180)} or ${box(-180, east)})`;
}

function holdsText(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(
    concat_ws(' ', a.title, a.description, v.structure_other) ilike ${pattern}
    or site.code || '-' || lpad(a.number::text, greatest(3, length(a.number::text)), '0') ilike ${pattern})`;
}

/** One annotation, deleted or not. Under the site's lock its rows cannot change before the transaction ends. */
export function findAnnotation(database: Kysely<Database>, id: string): Promise<AnnotationRow | undefined> {
  return selectAnnotations(database).where('a.id', '=', id).executeTakeFirst();
}

/** What may change without touching the claim. */
export type Details = Pick<AnnotationInput['properties'], 'title' | 'description' | 'count' | 'viewing'>;

/** The details as columns. How a change was looked at stays on record where nothing else is said. */
export function detailColumns(properties: Details) {
  return {
    title: properties.title ?? null,
    description: properties.description ?? null,
    count: properties.count ?? null,
    ...(properties.viewing && { viewing: JSON.stringify(properties.viewing) }),
  };
}

/** A version of a claim, never altered once stored. */
export type NewVersion = { id: string; version: number; claim: Claim } & Acting;

/** A version as columns, with its geodesic area in square metres, to two decimals. */
export function versionColumns({ id, version, claim, by, at }: NewVersion) {
  const [west, south, east, north] = boundingBox(claim.geometry);
  return {
    annotation_id: id,
    version,
    geometry: JSON.stringify(claim.geometry),
    bounds: sql<string>`box(point(${east}::float8, ${north}::float8), point(${west}::float8, ${south}::float8))`,
    structure: claim.structure,
    structure_other: claim.structureOther ?? null,
    change: claim.change,
    damage_grade: claim.damageGrade ?? null,
    before_scene_id: claim.beforeSceneId,
    after_scene_id: claim.afterSceneId,
    area: Math.round(geodesicArea(claim.geometry) * 100) / 100,
    created_by: by,
    created_at: at,
  };
}

export async function insertVersion(transaction: Transaction<Database>, version: NewVersion): Promise<void> {
  await transaction.insertInto('annotation_version').values(versionColumns(version)).execute();
}

/** The versions of an annotation with the same kinds and scenes as a claim, the newest first. */
export function selectVersionsLike(
  database: Kysely<Database>,
  id: string,
  { structure, change, beforeSceneId, afterSceneId }: Claim,
) {
  return database
    .selectFrom('annotation_version')
    .selectAll()
    .select(sql<ArealGeometry>`geometry`.as('geometry'))
    .where('annotation_id', '=', id)
    .where('structure', '=', structure)
    .where('change', '=', change)
    .where('before_scene_id', '=', beforeSceneId)
    .where('after_scene_id', '=', afterSceneId)
    .orderBy('version', 'desc')
    .execute();
}

/** The version that a further claim of an annotation gets: the head may stand at an earlier one than the newest. */
export async function nextVersion(database: Kysely<Database>, id: string): Promise<number> {
  const { newest } = await database
    .selectFrom('annotation_version')
    .select(({ fn }) => fn.max('version').as('newest'))
    .where('annotation_id', '=', id)
    .executeTakeFirstOrThrow();
  return newest + 1;
}

/** Columns of an annotation's head that acts change. */
export type HeadChange = {
  title?: string | null;
  description?: string | null;
  count?: number | null;
  viewing?: string;
  structure_id?: string;
  status?: Status;
  review_requested?: boolean;
  superseded_by?: string | null;
  version?: number;
  claim_by?: string;
  updated_by?: string;
  updated_at?: Date;
  deleted_at?: Date | null;
  deletion_reason?: string | null;
};

/** Changes an annotation's head; every change that can be seen moves the revision. */
export async function updateHead(
  transaction: Transaction<Database>,
  id: string,
  change: HeadChange,
): Promise<void> {
  await transaction
    .updateTable('annotation')
    .set({ ...change, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute();
}

/** Annotations that name this one as what replaces them. */
export function selectReplacedBy(database: Kysely<Database>, id: string) {
  return database
    .selectFrom('annotation')
    .select('number')
    .where('superseded_by', '=', id)
    .where('deleted_at', 'is', null)
    .execute();
}
