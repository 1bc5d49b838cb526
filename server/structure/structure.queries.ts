import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/client.ts';
import { given } from '../given.ts';
import type { NewSighting, Sighting } from './structure.contract.ts';

export function findStructure(database: Kysely<Database>, id: string) {
  return database.selectFrom('structure').select(['id', 'site_id']).where('id', '=', id).executeTakeFirst();
}

/** All sightings of a structure, oldest first; the newest of an observer for a scene stands. */
export async function listSightings(database: Kysely<Database>, structureId: string): Promise<Sighting[]> {
  const rows = await database
    .selectFrom('sighting')
    .selectAll()
    .where('structure_id', '=', structureId)
    .orderBy('ordinal')
    .execute();
  const newest = new Map(rows.map((row) => [`${row.scene_id} ${row.observer}`, row.id]));
  return rows.map((row) => ({
    id: row.id,
    structureId,
    sceneId: row.scene_id,
    state: row.state as Sighting['state'],
    observer: row.observer,
    at: row.at.toISOString(),
    stands: newest.get(`${row.scene_id} ${row.observer}`) === row.id,
    ...given({ obscuredBy: row.obscured_by as Sighting['obscuredBy'], note: row.note }),
  }));
}

export async function insertSighting(
  transaction: Transaction<Database>,
  structureId: string,
  sighting: NewSighting,
  { by, at }: { by: string; at: Date },
): Promise<string> {
  const { id } = await transaction
    .insertInto('sighting')
    .values({
      structure_id: structureId,
      scene_id: sighting.sceneId,
      state: sighting.state,
      obscured_by: sighting.obscuredBy ?? null,
      note: sighting.note ?? null,
      observer: by,
      at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
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
