import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { newSightingSchema, sightingSchema } from '#domain/structure/structure.contract.ts';
import type { Database } from '../database/client.ts';
import { analystHeader, body, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { problem } from '../http/problem.ts';
import { type Environment, noteRepeatable, readId, readJson } from '../http/request.ts';
import { recordSighting } from './sighting.acts.ts';
import { findStructure, listSightings } from './structure.queries.ts';

/** Sightings of a structure: what each scene shows of it, by whom. */
export function structureRoutes({ database }: { database: Kysely<Database> }) {
  const routes = new Hono<Environment>();

  routes.get('/api/structures/:structureId/sightings', async (context) => {
    const structure = await requireStructure(database, readId(context, 'structureId'));
    return context.json({ items: await listSightings(database, structure.id) });
  });

  routes.post('/api/structures/:structureId/sightings', async (context) => {
    const structure = await requireStructure(database, readId(context, 'structureId'));
    const sighting = await readJson(context, newSightingSchema);
    noteRepeatable(context, sighting);
    const acting = { by: context.get('actor').name, at: new Date() };
    const { stored, created } = await recordSighting(database, structure, sighting, acting);
    return context.json(stored, created ? 201 : 200);
  });

  return routes;
}

async function requireStructure(database: Kysely<Database>, id: string) {
  const structure = await findStructure(database, id);
  if (!structure) throw problem('not_found', { detail: 'There is no structure under this id.' });
  return structure;
}

const sighting = sightingSchema.meta({ id: 'Sighting' });
const oneStructure = ids('structureId');

export const structurePaths: Paths = {
  '/api/structures/{structureId}/sightings': {
    get: {
      summary: 'All sightings of a structure, oldest first',
      requestParams: { path: oneStructure },
      responses: {
        '200': reply('The sightings', z.object({ items: z.array(sighting) })),
        '404': refusal('No such structure'),
      },
    },
    post: {
      summary: 'Record what one scene shows of a structure; sending the same id and body again is safe',
      requestParams: { path: oneStructure, header: analystHeader },
      requestBody: body(newSightingSchema),
      responses: {
        '200': reply('It was recorded already', sighting),
        '201': reply('The sighting', sighting),
        '404': refusal('No such structure'),
        '409': refusal('The id is taken'),
        '422': refusal('Refused'),
      },
    },
  },
};
