import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { annotationSchema } from '#domain/annotation/annotation.contract.ts';
import {
  assessmentSchema,
  newAssessmentSchema,
  siteSourceSchema,
  supersedeSchema,
} from '#domain/assessment/assessment.contract.ts';
import { findAnnotation } from '../annotation/annotation.queries.ts';
import { headers } from '../annotation/annotation.routes.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import type { Database } from '../database/client.ts';
import { analystHeader, body, ids, type Paths, refusal, reply } from '../http/openapi.ts';
import { problem } from '../http/problem.ts';
import { type Environment, noteRepeatable, readId, readIfMatch, readJson } from '../http/request.ts';
import { requireSite } from '../site/site.queries.ts';
import { assess, requestReview, supersede, takeSupersessionBack } from './assessment.acts.ts';
import { listSources, selectAssessments, toAssessment } from './assessment.queries.ts';

/** Assessments, and the acts that move a status: asking for a second reading, superseding. */
export function assessmentRoutes({ database }: { database: Kysely<Database> }) {
  const routes = new Hono<Environment>();

  routes.get('/api/annotations/:annotationId/assessments', async (context) => {
    const id = readId(context, 'annotationId');
    if (!(await findAnnotation(database, id)))
      throw problem('not_found', { detail: 'There is no annotation under this id.' });
    const rows = await selectAssessments(database).where('assessment.annotation_id', '=', id).execute();
    return context.json({ items: rows.map(toAssessment) });
  });

  routes.post('/api/annotations/:annotationId/assessments', async (context) => {
    const id = readId(context, 'annotationId');
    const input = await readJson(context, newAssessmentSchema);
    noteRepeatable(context, input);
    const acting = { by: context.get('actor').name, at: new Date() };
    const { assessment, status, revision, created } = await assess(database, id, input, acting);
    return context.json({ ...assessment, status, revision }, created ? 201 : 200);
  });

  routes.post('/api/annotations/:annotationId/review-request', async (context) => {
    const id = readId(context, 'annotationId');
    const annotation = await requestReview(database, id, ifMatchIfGiven(context), {
      by: context.get('actor').name,
      at: new Date(),
    });
    return context.json(annotation, 200, headers(annotation));
  });

  routes.post('/api/annotations/:annotationId/supersede', async (context) => {
    const id = readId(context, 'annotationId');
    const { by: replacementId } = await readJson(context, supersedeSchema);
    const acting = { by: context.get('actor').name, at: new Date() };
    const annotation = await supersede(database, id, ifMatchIfGiven(context), replacementId, acting);
    return context.json(annotation, 200, headers(annotation));
  });

  routes.delete('/api/annotations/:annotationId/supersede', async (context) => {
    const id = readId(context, 'annotationId');
    const acting = { by: context.get('actor').name, at: new Date() };
    const annotation = await takeSupersessionBack(database, id, ifMatchIfGiven(context), acting);
    return context.json(annotation, 200, headers(annotation));
  });

  routes.get('/api/sites/:siteId/sources', async (context) => {
    const siteId = readId(context, 'siteId');
    await requireSite(database, siteId);
    const sources = await listSources(database, siteId);
    return context.json({
      items: sources.map(({ id, scene_id, withheld, ...words }) => ({
        sourceId: id,
        withheld,
        ...withoutNulls({ ...words, sceneId: scene_id }),
      })),
    });
  });

  return routes;
}

/** These acts change no claim, so a client need not say which revision it saw; one that does is held to it. */
function ifMatchIfGiven(context: Parameters<typeof readIfMatch>[0]): number | undefined {
  return context.req.header('If-Match') === undefined ? undefined : readIfMatch(context);
}

const oneAnnotation = ids('annotationId');
const assessment = assessmentSchema.meta({ id: 'Assessment' });
const assessed = assessmentSchema.extend({ status: z.string(), revision: z.number().int() });
const act = (summary: string, more: object = {}) => ({
  summary,
  requestParams: { path: oneAnnotation, header: analystHeader },
  ...more,
  responses: {
    '200': reply('The annotation as it is now', annotationSchema, 'application/geo+json'),
    '404': refusal('No such annotation'),
    '410': refusal('It was deleted'),
    '422': refusal('Refused'),
  },
});

export const assessmentPaths: Paths = {
  '/api/annotations/{annotationId}/assessments': {
    get: {
      summary: 'All assessments of an annotation, oldest first',
      requestParams: { path: oneAnnotation },
      responses: {
        '200': reply('The assessments', z.object({ items: z.array(assessment) })),
        '404': refusal('No such annotation'),
      },
    },
    post: {
      summary: 'Judge the present version; sending the same id and body again is safe',
      requestParams: { path: oneAnnotation, header: analystHeader },
      requestBody: body(newAssessmentSchema),
      responses: {
        '200': reply('It was there already', assessed),
        '201': reply('The assessment, and the status that follows', assessed),
        '409': refusal('The version judged is no longer the present one'),
        '422': refusal('Refused'),
      },
    },
  },
  '/api/annotations/{annotationId}/review-request': { post: act('Ask for a second reading') },
  '/api/annotations/{annotationId}/supersede': {
    post: act('Put another annotation in its place', { requestBody: body(supersedeSchema) }),
    delete: act('Take a supersession back'),
  },
  '/api/sites/{siteId}/sources': {
    get: {
      summary: 'All sources named at a site',
      requestParams: { path: ids('siteId') },
      responses: {
        '200': reply('The sources', z.object({ items: z.array(siteSourceSchema) })),
        '404': refusal('No such site'),
      },
    },
  },
};
