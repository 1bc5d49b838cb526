import type { Kysely } from 'kysely';
import { z } from 'zod';
import { historyEntrySchema } from '#domain/history/history.contract.ts';
import { paginationQuerySchema, uuidSchema } from '#domain/text/text.contract.ts';
import type { Database } from '../database/client.ts';
import { itemsReply } from '../http/list-text.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { problem } from '../http/problem.ts';
import { json } from '../http/replies.ts';
import { route } from '../http/route.ts';
import { listHistory } from './history.queries.ts';

type Tools = { database: Kysely<Database> };

const historyQuerySchema = z.strictObject({
  ...paginationQuerySchema.shape,
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .meta({ description: 'Only entries whose seq is greater' }),
  siteId: uuidSchema.optional().meta({ description: 'Only entries of this site' }),
});
const PLACE = z.tuple([cursorParts.id, cursorParts.seq]).transform(([siteId, seq]) => ({ siteId, seq }));

const entriesSchema = z.object({ items: z.array(historyEntrySchema) });

/** The history, as it was hashed: of everything, of one site, of one annotation. */
export const historyRoutes = [
  route(
    {
      id: 'history.list',
      tag: 'History',
      method: 'get',
      path: '/api/history',
      summary: 'Entries after a seq, oldest first, site by site',
      query: historyQuerySchema,
      replies: { 200: json('A page of entries', entriesSchema, 'Link') },
    },
    async ({ query: { limit, cursor, after, siteId }, context }, { database }: Tools) => {
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
    },
  ),

  route(
    {
      id: 'history.listOfAnnotation',
      tag: 'History',
      method: 'get',
      path: '/api/annotations/{annotationId}/history',
      summary: 'What was done to one annotation, deleted or not, and to its assessments, oldest first',
      replies: { 200: json('The entries', entriesSchema) },
    },
    async ({ params: { annotationId }, context }, { database }: Tools) => {
      const entries = await listHistory(database, { annotationId, after: 0, limit: 10_000 });
      // Drawing one adds the first entry in the same transaction.
      if (entries.length === 0)
        throw problem('not_found', { detail: 'There is no annotation under this id.' });
      return itemsReply(context, entries);
    },
  ),
];
