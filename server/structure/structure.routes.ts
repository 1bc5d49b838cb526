import type { Kysely } from 'kysely';
import { z } from 'zod';
import { newSightingSchema, sightingSchema } from '#domain/structure/structure.contract.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';
import { empty, json, jsonBody } from '../http/replies.ts';
import { route } from '../http/route.ts';
import { recordSighting, withdrawSighting } from './sighting.acts.ts';
import { findStructure, listSightings } from './structure.queries.ts';

type Tools = { database: Kysely<Database> };

/** Sightings of a structure: what each scene shows of it, by whom. */
export const structureRoutes = [
  route(
    {
      id: 'sightings.list',
      tag: 'Structures',
      method: 'get',
      path: '/api/structures/{structureId}/sightings',
      summary: 'All sightings of a structure, oldest first',
      replies: { 200: json('The sightings', z.object({ items: z.array(sightingSchema) })) },
    },
    async ({ params: { structureId } }, { database }: Tools) => {
      const structure = await requireStructure(database, structureId);
      return { status: 200, body: { items: await listSightings(database, structure.id) } };
    },
  ),

  route(
    {
      id: 'sightings.create',
      tag: 'Structures',
      method: 'post',
      path: '/api/structures/{structureId}/sightings',
      summary: 'Record what one scene shows of a structure; the newest of an observer for a scene stands',
      body: jsonBody(newSightingSchema),
      repeatable: 'by id',
      replies: {
        200: json('It was recorded already', sightingSchema),
        201: json('The sighting', sightingSchema),
      },
      problems: {
        id_taken: 'Another sighting has the id',
        invalid: 'It is not in its form, or the scene is none of the site',
      },
    },
    async ({ params: { structureId }, body, acting }, { database }: Tools) => {
      const structure = await requireStructure(database, structureId);
      const { stored, created } = await recordSighting(database, structure, body, acting);
      return created ? { status: 201, body: stored } : { status: 200, body: stored };
    },
  ),

  route(
    {
      id: 'sightings.withdraw',
      tag: 'Structures',
      method: 'delete',
      path: '/api/sightings/{sightingId}',
      summary: 'Withdraw a sighting that one recorded',
      description:
        'It stays on record, and the newest of its observer and scene that is not withdrawn stands. To see the same again is a new sighting.',
      replies: { 204: empty('It is withdrawn, now or before') },
      problems: { not_found: 'No such sighting', conflict: 'Somebody else recorded it' },
    },
    async ({ params: { sightingId }, acting }, { database }: Tools) => {
      await withdrawSighting(database, sightingId, acting);
      return { status: 204 };
    },
  ),
];

async function requireStructure(database: Kysely<Database>, id: string) {
  const structure = await findStructure(database, id);
  if (!structure) throw problem('not_found', { detail: 'There is no structure under this id.' });
  return structure;
}
