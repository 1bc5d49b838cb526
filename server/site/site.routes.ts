import type { Kysely } from 'kysely';
import { z } from 'zod';
import { newSiteSchema, sitePatchSchema, siteSchema } from '#domain/site/site.contract.ts';
import { paginationQuerySchema } from '#domain/text/text.contract.ts';
import { dependentsSchema } from '#domain/vocabulary/dependent.contract.ts';
import type { Database } from '../database/client.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { empty, json, jsonBody } from '../http/replies.ts';
import { versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import { changeSite, createSite, removeSite, siteDependents } from './site.acts.ts';
import { listSites, requireSiteRow, toSite } from './site.queries.ts';

type Tools = { database: Kysely<Database> };

const PLACE = z
  .tuple([cursorParts.instant, cursorParts.id])
  .transform(([createdAt, id]) => ({ createdAt, id }));

/** Sites: list, make, read, change, remove. */
export const siteRoutes = [
  route(
    {
      id: 'sites.list',
      tag: 'Sites',
      method: 'get',
      path: '/api/sites',
      summary: 'All sites, oldest first',
      query: paginationQuerySchema,
      replies: { 200: json('A page of sites', z.object({ items: z.array(siteSchema) }), 'Link') },
    },
    async ({ query: { limit, cursor }, context }, { database }: Tools) => {
      const rows = await listSites(database, {
        limit: limit + 1,
        after: cursor ? decodeCursor(cursor, PLACE) : undefined,
      });
      const given = paginate(context, rows, limit, (row) => [row.created_at.toISOString(), row.id]);
      return { status: 200, body: { items: given.map(toSite) } };
    },
  ),

  route(
    {
      id: 'sites.create',
      tag: 'Sites',
      method: 'post',
      path: '/api/sites',
      summary: 'Make a site; where no code is given, one is made from the name',
      body: jsonBody(newSiteSchema),
      repeatable: 'by id',
      replies: {
        200: json('It was made already', siteSchema, 'ETag', 'Location'),
        201: json('The site', siteSchema, 'ETag', 'Location'),
      },
      problems: { id_taken: 'Another site has the id', site_code_taken: 'Another site has the code' },
    },
    async ({ body, acting }, { database }: Tools) => {
      const { row, created } = await createSite(database, body, acting);
      const headers = { ETag: versionTag(row.revision), Location: `/api/sites/${row.id}` };
      const told = { body: toSite(row), headers };
      return created ? { status: 201, ...told } : { status: 200, ...told };
    },
  ),

  route(
    {
      id: 'sites.get',
      tag: 'Sites',
      method: 'get',
      path: '/api/sites/{siteId}',
      summary: 'One site',
      replies: { 200: json('The site', siteSchema, 'ETag') },
    },
    async ({ params: { siteId } }, { database }: Tools) => {
      const row = await requireSiteRow(database, siteId);
      return { status: 200, body: toSite(row), headers: { ETag: versionTag(row.revision) } };
    },
  ),

  route(
    {
      id: 'sites.change',
      tag: 'Sites',
      method: 'patch',
      path: '/api/sites/{siteId}',
      summary: 'Change a site; null forgets a value, what is left out stays',
      ifMatch: 'required',
      body: jsonBody(sitePatchSchema),
      replies: { 200: json('The site as it is now', siteSchema, 'ETag') },
      problems: { stale_version: 'Changed meanwhile; `current` holds what is there' },
    },
    async ({ params: { siteId }, ifMatch, body, acting }, { database }: Tools) => {
      const row = await changeSite(database, siteId, ifMatch, body, acting);
      return { status: 200, body: toSite(row), headers: { ETag: versionTag(row.revision) } };
    },
  ),

  route(
    {
      id: 'sites.listDependents',
      tag: 'Sites',
      method: 'get',
      path: '/api/sites/{siteId}/dependents',
      summary: 'What stands against the removal of a site',
      replies: { 200: json('What depends on it', dependentsSchema) },
    },
    async ({ params: { siteId } }, { database }: Tools) => ({
      status: 200,
      body: await siteDependents(database, siteId),
    }),
  ),

  route(
    {
      id: 'sites.remove',
      tag: 'Sites',
      method: 'delete',
      path: '/api/sites/{siteId}',
      summary:
        'Remove a site for good, where nothing depends on it; its history is kept, and its code is free',
      ifMatch: 'optional',
      replies: { 204: empty('Removed') },
      problems: {
        stale_version: 'Changed meanwhile; `current` holds what is there',
        site_in_use: 'The site holds something; `dependents` counts what',
      },
    },
    async ({ params: { siteId }, ifMatch, acting }, { database }: Tools) => {
      await removeSite(database, siteId, ifMatch, acting);
      return { status: 204 };
    },
  ),
];
