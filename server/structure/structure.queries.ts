import type { Kysely, Transaction } from 'kysely';
import { standingSightings, withStanding } from '#domain/structure/standing.rules.ts';
import type { NewSighting, Sighting, StandingSighting } from '#domain/structure/structure.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';

export function findStructure(database: Kysely<Database>, id: string) {
  return database.selectFrom('structure').select(['id', 'site_id']).where('id', '=', id).executeTakeFirst();
}

export async function insertStructure(
  transaction: Transaction<Database>,
  siteId: string,
  { by, at }: Acting,
): Promise<string> {
  const { id } = await transaction
    .insertInto('structure')
    .values({ site_id: siteId, created_by: by, created_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether a structure is that of another annotation, deleted ones included. */
export async function isShared(
  database: Kysely<Database>,
  structureId: string,
  annotationId: string,
): Promise<boolean> {
  const other = await database
    .selectFrom('annotation')
    .select('id')
    .where('structure_id', '=', structureId)
    .where('id', '<>', annotationId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** All sightings of a structure, oldest first, also those that were withdrawn, each with whether it stands. */
export async function listSightings(database: Kysely<Database>, structureId: string): Promise<Sighting[]> {
  const rows = await database
    .selectFrom('sighting')
    .leftJoin('sighting_withdrawal as withdrawal', 'withdrawal.sighting_id', 'sighting.id')
    .selectAll('sighting')
    .select(['withdrawal.by as withdrawn_by', 'withdrawal.at as withdrawn_at'])
    .where('structure_id', '=', structureId)
    .orderBy('ordinal')
    .execute();
  const sightings = rows.map((row) => ({
    id: row.id,
    structureId,
    sceneId: row.scene_id,
    state: row.state as Sighting['state'],
    observer: row.observer,
    at: row.at.toISOString(),
    ...withoutNulls({
      obscuredBy: row.obscured_by as Sighting['obscuredBy'],
      note: row.note,
      withdrawn: row.withdrawn_at && { by: row.withdrawn_by!, at: row.withdrawn_at.toISOString() },
    }),
  }));
  return withStanding(sightings);
}

/** What stands of some structures: of each observer the newest of a scene that is not withdrawn. By structure, in the order of time. */
export async function listStanding(
  database: Kysely<Database>,
  structureIds: string[],
): Promise<(StandingSighting & { structureId: string })[]> {
  const rows = await database
    .selectFrom('sighting')
    .innerJoin('scene', 'scene.id', 'sighting.scene_id')
    .selectAll('sighting')
    .select('scene.acquired')
    .leftJoin('sighting_withdrawal as withdrawal', 'withdrawal.sighting_id', 'sighting.id')
    .where('withdrawal.sighting_id', 'is', null)
    .where('sighting.structure_id', '=', anyOf(structureIds))
    .orderBy('sighting.structure_id')
    .orderBy('scene.acquired_start')
    .orderBy('scene.acquired_end')
    .orderBy('sighting.ordinal')
    .execute();
  const sightings = rows.map((row) => ({
    structureId: row.structure_id,
    sceneId: row.scene_id,
    acquired: row.acquired,
    state: row.state as Sighting['state'],
    observer: row.observer,
    at: row.at.toISOString(),
    ...withoutNulls({ obscuredBy: row.obscured_by as Sighting['obscuredBy'], note: row.note }),
  }));
  return [...Map.groupBy(sightings, ({ structureId }) => structureId).values()].flatMap(standingSightings);
}

/** A sighting by its id, of whatever structure. */
export function findSighting(database: Kysely<Database>, id: string) {
  return database.selectFrom('sighting').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertSighting(
  transaction: Transaction<Database>,
  structureId: string,
  sighting: NewSighting & { id: string },
  { by, at }: Acting,
): Promise<void> {
  await transaction
    .insertInto('sighting')
    .values({
      id: sighting.id,
      structure_id: structureId,
      scene_id: sighting.sceneId,
      state: sighting.state,
      obscured_by: sighting.obscuredBy ?? null,
      note: sighting.note ?? null,
      observer: by,
      at,
    })
    .execute();
}

/** A sighting by its id, with its site and whether it was withdrawn. */
export function findWithdrawable(database: Kysely<Database>, id: string) {
  return database
    .selectFrom('sighting')
    .innerJoin('structure', 'structure.id', 'sighting.structure_id')
    .leftJoin('sighting_withdrawal as withdrawal', 'withdrawal.sighting_id', 'sighting.id')
    .select([
      'sighting.structure_id',
      'sighting.observer',
      'structure.site_id',
      'withdrawal.at as withdrawn_at',
    ])
    .where('sighting.id', '=', id)
    .executeTakeFirst();
}

export async function insertWithdrawal(
  transaction: Transaction<Database>,
  sightingId: string,
  { by, at }: Acting,
): Promise<void> {
  await transaction.insertInto('sighting_withdrawal').values({ sighting_id: sightingId, by, at }).execute();
}

/** Annotations that share a structure, so that pages which show them can be told. */
export function selectAnnotationsOf(database: Kysely<Database>, structureId: string) {
  return database
    .selectFrom('annotation')
    .select(['id', 'revision'])
    .where('structure_id', '=', structureId)
    .where('deleted_at', 'is', null)
    .execute();
}

/** A sighting changes the bracket that its annotations show, so their revision moves. */
export async function moveRevisions(transaction: Transaction<Database>, structureId: string): Promise<void> {
  await transaction
    .updateTable('annotation')
    .set((expression) => ({ revision: expression('revision', '+', 1) }))
    .where('structure_id', '=', structureId)
    .execute();
}
