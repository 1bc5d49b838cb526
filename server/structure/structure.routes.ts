import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import { analystHeader, body, ids, type Paths, refusal, reply } from '../openapi.ts';
import { invalid, problem } from '../problem.ts';
import { type Environment, readId, readJson } from '../request.ts';
import { claimedScenes } from '../scene/claimed-scene.queries.ts';
import { newSightingSchema, sightingSchema } from './structure.contract.ts';
import {
  findStructure,
  insertSighting,
  listSightings,
  moveRevisions,
  selectAnnotationsOf,
} from './structure.queries.ts';

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
    const by = context.get('actor').name;
    const at = new Date();
    const stored = await database.transaction().execute(async (transaction) => {
      const siteId = structure.site_id;
      await lockSite(transaction, siteId);
      const scenes = await claimedScenes(transaction, siteId, [sighting.sceneId]);
      if (!scenes.has(sighting.sceneId))
        throw invalid([{ pointer: '/sceneId', detail: 'The scene is not one of this site.' }]);
      const id = await insertSighting(transaction, structure.id, sighting, { by, at });
      await moveRevisions(transaction, structure.id);
      await appendHistory(transaction, {
        siteId,
        at,
        actor: by,
        act: 'structure.sighted',
        entity: 'structure',
        entityId: structure.id,
        version: 1,
        change: { sightingId: id, ...sighting },
      });
      for (const { id: annotationId, revision } of await selectAnnotationsOf(transaction, structure.id))
        await notify(transaction, { kind: 'annotation', siteId, id: annotationId, version: revision });
      return (await listSightings(transaction, structure.id)).find((one) => one.id === id)!;
    });
    return context.json(stored, 201);
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
      summary: 'Record what one scene shows of a structure',
      requestParams: { path: oneStructure, header: analystHeader },
      requestBody: body(newSightingSchema),
      responses: {
        '201': reply('The sighting', sighting),
        '404': refusal('No such structure'),
        '422': refusal('Refused'),
      },
    },
  },
};
