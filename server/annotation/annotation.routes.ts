import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type Annotation,
  annotationInputSchema,
  annotationListQuerySchema,
  annotationSchema,
  deletionSchema,
} from '#domain/annotation/annotation.contract.ts';
import type { Database } from '../database/client.ts';
import { listText } from '../http/list-text.ts';
import { cursorParts, decodeCursor, paginate } from '../http/pagination.ts';
import { namesTag } from '../http/range.ts';
import { empty, GEOJSON, geojson, geojsonBody, optionalJsonBody } from '../http/replies.ts';
import { versionTag } from '../http/request.ts';
import { route } from '../http/route.ts';
import { requireSite } from '../site/site.queries.ts';
import { present, refuseDeleted } from './annotation.acts.ts';
import { toFeature } from './annotation.feature.ts';
import { selectFiltered } from './annotation.queries.ts';
import { changeAnnotation } from './change-annotation.acts.ts';
import { createAnnotation } from './create-annotation.acts.ts';
import { deleteAnnotation, restoreAnnotation } from './delete-annotation.acts.ts';

type Tools = { database: Kysely<Database> };

const PLACE = z.tuple([cursorParts.number]).transform(([number]) => ({ number }));

const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(annotationSchema),
});

/** What an act on an annotation that was there can be refused for. */
export const annotationProblems = {
  deleted: 'The annotation was deleted, and can be restored',
  stale_version: 'Changed meanwhile; `current` holds what is there',
};
const REFUSED_CLAIM = 'It is not in its form, or the rules of a claim refuse it';

/** What no schema says of a claim. */
const CLAIM_RULES =
  'The rules of a claim: both scenes are of the site and not the same one, the one before was acquired earlier than the one after, and the outline meets what both show (partly outside is a warning in the reply); no ring crosses or touches itself, and the area is more than nothing; a structureId is that of a structure of the site.';

/** Annotations: list, draw, read, change, delete, restore. */
export const annotationRoutes = [
  route(
    {
      id: 'annotations.list',
      tag: 'Annotations',
      method: 'get',
      path: '/api/sites/{siteId}/annotations',
      summary:
        'Annotations of a site that the filters let through, by number; deleted ones only where asked for',
      query: annotationListQuerySchema,
      replies: { 200: geojson('A page of annotations', collectionSchema, 'Link') },
    },
    async ({ params: { siteId }, query, context }, { database }: Tools) => {
      const { limit, cursor, deleted, ...filter } = query;
      await requireSite(database, siteId);
      let selected = selectFiltered(database, siteId, filter, deleted === 'true').limit(limit + 1);
      if (cursor) selected = selected.where('a.number', '>', decodeCursor(cursor, PLACE).number);
      const rows = await selected.execute();
      const features = await listText(
        paginate(context, rows, limit, ({ number }) => [number]),
        toFeature,
      );
      return context.body(`{"type":"FeatureCollection","features":${features}}`, 200, {
        'Content-Type': GEOJSON,
      });
    },
  ),

  route(
    {
      id: 'annotations.create',
      tag: 'Annotations',
      method: 'post',
      path: '/api/sites/{siteId}/annotations',
      summary: 'Draw an annotation, under the next number of its site',
      description: CLAIM_RULES,
      body: geojsonBody(annotationInputSchema),
      repeatable: 'by id',
      replies: {
        200: geojson('It was drawn already', annotationSchema, 'ETag', 'Location'),
        201: geojson('The annotation', annotationSchema, 'ETag', 'Location'),
      },
      problems: {
        id_taken: 'Another annotation has the id',
        deleted: 'It was drawn already, and has been deleted since',
        invalid: REFUSED_CLAIM,
      },
    },
    async ({ params: { siteId }, body, acting }, { database }: Tools) => {
      const { annotation, created } = await createAnnotation(database, siteId, body, acting);
      const headers = { ...tagOf(annotation), Location: `/api/annotations/${annotation.id}` };
      const told = { body: annotation, headers };
      return created ? { status: 201, ...told } : { status: 200, ...told };
    },
  ),

  route(
    {
      id: 'annotations.get',
      tag: 'Annotations',
      method: 'get',
      path: '/api/annotations/{annotationId}',
      summary: 'One annotation',
      headers: z.object({
        'If-None-Match': z.string().optional().meta({
          description: 'The ETag of what is known already: where it is still so, nothing is sent',
          example: '"3"',
        }),
      }),
      replies: {
        200: geojson('The annotation', annotationSchema, 'ETag'),
        304: empty('Unchanged', 'ETag'),
      },
      problems: { deleted: annotationProblems.deleted },
    },
    async ({ params: { annotationId }, headers: known }, { database }: Tools) => {
      const row = await present(database, annotationId);
      refuseDeleted(row);
      const annotation = toFeature(row);
      const headers = tagOf(annotation);
      if (namesTag(known['If-None-Match'], headers.ETag)) return { status: 304, headers };
      return { status: 200, body: annotation, headers };
    },
  ),

  route(
    {
      id: 'annotations.replace',
      tag: 'Annotations',
      method: 'put',
      path: '/api/annotations/{annotationId}',
      summary:
        'Replace what a client may set; a changed claim makes a new version, observed anew, or is again the one that claimed just that',
      description: CLAIM_RULES,
      ifMatch: 'required',
      body: geojsonBody(annotationInputSchema),
      replies: { 200: geojson('The annotation as it is now', annotationSchema, 'ETag') },
      problems: { ...annotationProblems, invalid: REFUSED_CLAIM },
    },
    async ({ params: { annotationId }, ifMatch, body, acting }, { database }: Tools) => {
      const annotation = await changeAnnotation(database, annotationId, ifMatch, body, acting);
      return { status: 200, body: annotation, headers: tagOf(annotation) };
    },
  ),

  route(
    {
      id: 'annotations.delete',
      tag: 'Annotations',
      method: 'delete',
      path: '/api/annotations/{annotationId}',
      summary: 'Delete an annotation: it leaves all lists, its history stays, and it can be restored',
      ifMatch: 'required',
      body: optionalJsonBody(deletionSchema),
      replies: { 204: empty('It is deleted') },
      problems: {
        ...annotationProblems,
        conflict: 'Another annotation is superseded by it',
        invalid: "The annotation is another's, or was judged, and no reason is given",
      },
    },
    async ({ params: { annotationId }, ifMatch, body, acting }, { database }: Tools) => {
      await deleteAnnotation(database, annotationId, ifMatch, body.reason, acting);
      return { status: 204 };
    },
  ),

  route(
    {
      id: 'annotations.restore',
      tag: 'Annotations',
      method: 'post',
      path: '/api/annotations/{annotationId}/restore',
      summary: 'Bring a deleted annotation back; one that is not deleted stays as it is',
      replies: { 200: geojson('The annotation', annotationSchema, 'ETag') },
    },
    async ({ params: { annotationId }, acting }, { database }: Tools) => {
      const annotation = await restoreAnnotation(database, annotationId, acting);
      return { status: 200, body: annotation, headers: tagOf(annotation) };
    },
  ),
];

/** The strong ETag of an annotation: its revision. */
export function tagOf({ properties }: Annotation) {
  return { ETag: versionTag(properties.revision) };
}
