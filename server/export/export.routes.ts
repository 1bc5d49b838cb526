import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { z } from 'zod';
import { annotationFilterSchema } from '#domain/annotation/annotation.contract.ts';
import { exportSchema } from '#domain/export/export.contract.ts';
import type { Database } from '../database/client.ts';
import { GEOJSON, geojson } from '../http/replies.ts';
import { streamReply } from '../http/reply-stream.ts';
import { route } from '../http/route.ts';
import { requireSite } from '../site/site.queries.ts';
import type { ExportLine } from './export-line.ts';
import type { Spools } from './spool.ts';
import { writeExport } from './write-export.ts';

type Tools = { database: Kysely<Database>; exportLine: ExportLine; log: Logger; spools: Spools };

/**
 * The live export of a site: what the filters give at one moment. It is read as fast as the database gives it and
 * waits in a spool for its reader, who may rest without holding a connection.
 */
export const exportRoutes = [
  route(
    {
      id: 'export.geojson',
      tag: 'Export',
      method: 'get',
      path: '/api/sites/{siteId}/export.geojson',
      summary: 'What the filters give at this moment, with all that is needed to judge it (RFC 7946)',
      query: z.strictObject(annotationFilterSchema.shape),
      replies: { 200: geojson('The export, streamed', exportSchema, 'Content-Disposition') },
      problems: {
        invalid_query: 'A filter is wrong',
        not_found: 'No such site',
        unavailable: 'Many exports are under way; Retry-After says when to ask again',
      },
    },
    async ({ params: { siteId }, query, context }, { database, exportLine, log, spools }: Tools) => {
      const site = await requireSite(database, siteId);
      const spool = spools.open();
      // Whoever goes before the first byte leaves the line.
      context.req.raw.signal.addEventListener('abort', () => void spool.close().catch(() => {}));
      exportLine.run(() => writeExport(database, spool, site, query), spool.signal).catch(spool.fail);
      const headers = {
        'Content-Type': GEOJSON,
        'Content-Disposition': `attachment; filename="${site.code}-${new Date().toISOString().slice(0, 10)}.geojson"`,
        'Cache-Control': 'no-store',
      };
      return streamReply(context, spool, { headers }, log);
    },
  ),
];
