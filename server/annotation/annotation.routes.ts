import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type Annotation,
  annotationInputSchema,
  annotationListQuerySchema,
  annotationSchema,
} from '#domain/annotation/annotation.contract.ts';
import type { Database } from '../database/client.ts';
import { listText } from '../http/list-text.ts';
import { analystHeader, body, changeHeaders, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { problem } from '../http/problem.ts';
import {
  type Environment,
  noteRepeatable,
  readId,
  readIfMatch,
  readJson,
  readQuery,
  versionTag,
} from '../http/request.ts';
import { requireSite } from '../site/site.queries.ts';
import { changeAnnotation, deleteAnnotation, refuseDeleted, restoreAnnotation } from './annotation.acts.ts';
import { toFeature } from './annotation.feature.ts';
import { findAnnotation, selectFiltered } from './annotation.queries.ts';
import { createAnnotation } from './create-annotation.acts.ts';

const GEOJSON = 'application/geo+json';
const PLACE = z.tuple([cursorParts.number]).transform(([number]) => ({ number }));

/** Annotations: list, draw, read, change, delete, restore. */
export function annotationRoutes({ database }: { database: Kysely<Database> }) {
  const routes = new Hono<Environment>();

  routes.get('/api/sites/:siteId/annotations', async (context) => {
    const siteId = readId(context, 'siteId');
    const { limit, cursor, ...filter } = readQuery(context, annotationListQuerySchema);
    await requireSite(database, siteId);
    let query = selectFiltered(database, siteId, filter).limit(limit + 1);
    if (cursor) query = query.where('a.number', '>', decodeCursor(cursor, PLACE).number);
    const rows = await query.execute();
    const features = await listText(
      paginate(context, rows, limit, ({ number }) => [number]),
      toFeature,
    );
    return context.body(`{"type":"FeatureCollection","features":${features}}`, 200, {
      'Content-Type': GEOJSON,
    });
  });

  routes.post('/api/sites/:siteId/annotations', async (context) => {
    const siteId = readId(context, 'siteId');
    const input = await readJson(context, annotationInputSchema);
    noteRepeatable(context, input);
    const { annotation, created } = await createAnnotation(database, siteId, input, {
      by: context.get('actor').name,
      at: new Date(),
    });
    return context.json(annotation, created ? 201 : 200, {
      ...headers(annotation),
      Location: `/api/annotations/${annotation.id}`,
    });
  });

  routes.get('/api/annotations/:annotationId', async (context) => {
    const row = await findAnnotation(database, readId(context, 'annotationId'));
    if (!row) throw problem('not_found', { detail: 'There is no annotation under this id.' });
    refuseDeleted(row);
    const annotation = toFeature(row);
    if (context.req.header('If-None-Match') === versionTag(row.revision))
      return context.body(null, 304, headers(annotation));
    return context.json(annotation, 200, headers(annotation));
  });

  routes.put('/api/annotations/:annotationId', async (context) => {
    const id = readId(context, 'annotationId');
    const ifMatch = readIfMatch(context);
    const input = await readJson(context, annotationInputSchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const annotation = await changeAnnotation(database, id, ifMatch, input, acting);
    return context.json(annotation, 200, headers(annotation));
  });

  routes.delete('/api/annotations/:annotationId', async (context) => {
    const id = readId(context, 'annotationId');
    const acting = { by: context.get('actor').name, at: new Date() };
    await deleteAnnotation(database, id, readIfMatch(context), acting);
    return context.body(null, 204);
  });

  routes.post('/api/annotations/:annotationId/restore', async (context) => {
    const id = readId(context, 'annotationId');
    const acting = { by: context.get('actor').name, at: new Date() };
    const annotation = await restoreAnnotation(database, id, acting);
    return context.json(annotation, 200, headers(annotation));
  });

  return routes;
}

/** Media type and strong ETag (the revision) of an annotation. */
export function headers(annotation: Annotation) {
  return { 'Content-Type': GEOJSON, ETag: versionTag(annotation.properties.revision) };
}

const feature = annotationSchema.meta({ id: 'Annotation' });
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) });
const oneAnnotation = ids('annotationId');

export const annotationPaths: Paths = {
  '/api/sites/{siteId}/annotations': {
    get: {
      summary: 'Annotations of a site that the filters let through, by number',
      requestParams: { path: ids('siteId'), query: annotationListQuerySchema },
      responses: {
        '200': reply('A page; the next one is in the Link header', collection, GEOJSON),
        '400': refusal('A filter is wrong'),
        '404': refusal('No such site'),
      },
    },
    post: {
      summary: 'Draw an annotation; sending the same id and body again is safe',
      requestParams: { path: ids('siteId'), header: analystHeader },
      requestBody: body(annotationInputSchema, GEOJSON),
      responses: {
        '200': reply('It was there already', feature, GEOJSON),
        '201': reply('It was stored', feature, GEOJSON),
        '400': refusal('Malformed'),
        '404': refusal('No such site'),
        '409': refusal('The id is taken'),
        '422': refusal('The rules of a claim refuse it'),
      },
    },
  },
  '/api/annotations/{annotationId}': {
    get: {
      summary: 'One annotation',
      requestParams: { path: oneAnnotation },
      responses: {
        '200': reply('The annotation', feature, GEOJSON),
        '404': refusal('No such annotation'),
        '410': refusal('It was deleted'),
      },
    },
    put: {
      summary: 'Replace what a client may set; a changed claim makes a new version',
      requestParams: { path: oneAnnotation, header: changeHeaders },
      requestBody: body(annotationInputSchema, GEOJSON),
      responses: {
        '200': reply('The annotation as it is now', feature, GEOJSON),
        '412': refusal('Changed meanwhile; `current` holds what is there'),
        '422': refusal('The rules of a claim refuse it'),
        '428': refusal('If-Match is missing'),
      },
    },
    delete: {
      summary: 'Delete; its history stays',
      requestParams: { path: oneAnnotation, header: changeHeaders },
      responses: {
        '204': { description: 'Deleted' },
        '409': refusal('Another annotation is superseded by it'),
        '412': refusal('Changed meanwhile'),
        '428': refusal('If-Match is missing'),
      },
    },
  },
  '/api/annotations/{annotationId}/restore': {
    post: {
      summary: 'Bring a deleted annotation back',
      requestParams: { path: oneAnnotation, header: analystHeader },
      responses: {
        '200': reply('The annotation', feature, GEOJSON),
        '404': refusal('No such annotation'),
      },
    },
  },
};
