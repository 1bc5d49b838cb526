import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { newSiteSchema, sitePatchSchema, siteSchema } from '#domain/site/site.contract.ts';
import { paginationQuerySchema } from '#domain/text/text.contract.ts';
import type { Database } from '../database/client.ts';
import { analystHeader, body, changeHeaders, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import {
  type Environment,
  noteRepeatable,
  readId,
  readIfMatch,
  readJson,
  readQuery,
  versionTag,
} from '../http/request.ts';
import { changeSite, createSite } from './site.acts.ts';
import { listSites, requireSiteRow, toSite } from './site.queries.ts';

const PLACE = z
  .tuple([cursorParts.instant, cursorParts.id])
  .transform(([createdAt, id]) => ({ createdAt, id }));

/** Sites: list, make, read, change. */
export function siteRoutes({ database }: { database: Kysely<Database> }) {
  const routes = new Hono<Environment>();

  routes.get('/api/sites', async (context) => {
    const { limit, cursor } = readQuery(context, z.strictObject(paginationQuerySchema.shape));
    const rows = await listSites(database, {
      limit: limit + 1,
      after: cursor ? decodeCursor(cursor, PLACE) : undefined,
    });
    const given = paginate(context, rows, limit, (row) => [row.created_at.toISOString(), row.id]);
    return context.json({ items: given.map(toSite) });
  });

  routes.post('/api/sites', async (context) => {
    const site = await readJson(context, newSiteSchema);
    noteRepeatable(context, site);
    const acting = { by: context.get('actor').name, at: new Date() };
    const { row, created } = await createSite(database, site, acting);
    return context.json(toSite(row), created ? 201 : 200, {
      ETag: versionTag(row.revision),
      Location: `/api/sites/${row.id}`,
    });
  });

  routes.get('/api/sites/:siteId', async (context) => {
    const row = await requireSiteRow(database, readId(context, 'siteId'));
    return context.json(toSite(row), 200, { ETag: versionTag(row.revision) });
  });

  routes.patch('/api/sites/:siteId', async (context) => {
    const id = readId(context, 'siteId');
    const ifMatch = readIfMatch(context);
    const patch = await readJson(context, sitePatchSchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const row = await changeSite(database, id, ifMatch, patch, acting);
    return context.json(toSite(row), 200, { ETag: versionTag(row.revision) });
  });

  return routes;
}

const site = siteSchema.meta({ id: 'Site' });

export const sitePaths: Paths = {
  '/api/sites': {
    get: {
      summary: 'All sites, oldest first',
      requestParams: { query: paginationQuerySchema },
      responses: {
        '200': reply('A page; the next one is in the Link header', z.object({ items: z.array(site) })),
        '400': refusal('A parameter is wrong'),
      },
    },
    post: {
      summary:
        'Make a site; where no code is given, one is made from the name; sending the same id and body again is safe',
      requestParams: { header: analystHeader },
      requestBody: body(newSiteSchema),
      responses: {
        '200': reply('It was made already', site),
        '201': reply('The site', site),
        '400': refusal('Malformed'),
        '409': refusal('The code or the id is taken'),
        '422': refusal('Refused'),
      },
    },
  },
  '/api/sites/{siteId}': {
    get: {
      summary: 'One site',
      requestParams: { path: ids('siteId') },
      responses: { '200': reply('The site', site), '404': refusal('No such site') },
    },
    patch: {
      summary: 'Change a site; null forgets a value, what is left out stays',
      requestParams: { path: ids('siteId'), header: changeHeaders },
      requestBody: body(sitePatchSchema),
      responses: {
        '200': reply('The site as it is now', site),
        '404': refusal('No such site'),
        '412': refusal('Changed meanwhile'),
        '422': refusal('Refused'),
        '428': refusal('If-Match is missing'),
      },
    },
  },
};
