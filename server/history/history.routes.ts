import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { historyEntrySchema } from '#domain/history/history.contract.ts';
import { paginationQuerySchema, uuidSchema } from '#domain/text/text.contract.ts';
import type { Database } from '../database/client.ts';
import { itemsReply } from '../http/list-text.ts';
import { ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { type Environment, readId, readQuery } from '../http/request.ts';
import { listHistory } from './history.queries.ts';

const historyQuerySchema = z.strictObject({
  ...paginationQuerySchema.shape,
  /** Only entries whose seq is greater. */
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  siteId: uuidSchema.optional(),
});
const PLACE = z.tuple([cursorParts.id, cursorParts.seq]).transform(([siteId, seq]) => ({ siteId, seq }));

/** The history, as it was hashed: of everything, of one site, of one annotation. */
export function historyRoutes({ database }: { database: Kysely<Database> }) {
  const routes = new Hono<Environment>();

  routes.get('/api/history', async (context) => {
    const { limit, cursor, after, siteId } = readQuery(context, historyQuerySchema);
    const entries = await listHistory(database, {
      siteId,
      after,
      from: cursor ? decodeCursor(cursor, PLACE) : undefined,
      limit: limit + 1,
    });
    return itemsReply(
      context,
      paginate(context, entries, limit, ({ siteId, seq }) => [siteId, seq]),
    );
  });

  routes.get('/api/annotations/:annotationId/history', async (context) => {
    const items = await listHistory(database, {
      annotationId: readId(context, 'annotationId'),
      after: 0,
      limit: 10_000,
    });
    return itemsReply(context, items);
  });

  return routes;
}

const entries = z.object({ items: z.array(historyEntrySchema.meta({ id: 'HistoryEntry' })) });

export const historyPaths: Paths = {
  '/api/history': {
    get: {
      summary: 'Entries after a seq, oldest first, site by site',
      requestParams: { query: historyQuerySchema },
      responses: {
        '200': reply('A page; the next one is in the Link header', entries),
        '400': refusal('A query parameter is wrong'),
      },
    },
  },
  '/api/annotations/{annotationId}/history': {
    get: {
      summary: 'What was done to one annotation, oldest first',
      requestParams: { path: ids('annotationId') },
      responses: { '200': reply('The entries', entries) },
    },
  },
};
