import type { Kysely } from 'kysely';
import { z } from 'zod';
import { annotationSchema } from '#domain/annotation/annotation.contract.ts';
import {
  assessmentSchema,
  newAssessmentSchema,
  siteSourceSchema,
  storedAssessmentSchema,
  supersedeSchema,
} from '#domain/assessment/assessment.contract.ts';
import { present } from '../annotation/annotation.acts.ts';
import { annotationProblems, tagOf } from '../annotation/annotation.routes.ts';
import type { Database } from '../database/client.ts';
import { geojson, json, jsonBody } from '../http/replies.ts';
import { route } from '../http/route.ts';
import { requireSite } from '../site/site.queries.ts';
import { assess, requestReview, supersede, takeSupersessionBack } from './assessment.acts.ts';
import { listSources, selectAssessments, toAssessment } from './assessment.queries.ts';

type Tools = { database: Kysely<Database> };

const annotationReplies = { 200: geojson('The annotation as it is now', annotationSchema, 'ETag') };

/** Assessments, and the acts that move a status: asking for a second reading, superseding. */
export const assessmentRoutes = [
  route(
    {
      id: 'assessments.list',
      tag: 'Assessments',
      method: 'get',
      path: '/api/annotations/{annotationId}/assessments',
      summary: 'All assessments of an annotation, deleted or not, oldest first',
      replies: { 200: json('The assessments', z.object({ items: z.array(assessmentSchema) })) },
    },
    async ({ params: { annotationId } }, { database }: Tools) => {
      await present(database, annotationId);
      const rows = await selectAssessments(database)
        .where('assessment.annotation_id', '=', annotationId)
        .execute();
      return { status: 200, body: { items: rows.map(toAssessment) } };
    },
  ),

  route(
    {
      id: 'assessments.create',
      tag: 'Assessments',
      method: 'post',
      path: '/api/annotations/{annotationId}/assessments',
      summary: 'Judge the present version of an annotation; its status follows from all that stand',
      body: jsonBody(newAssessmentSchema),
      repeatable: 'by id',
      replies: {
        200: json('It was made already, and the status now', storedAssessmentSchema),
        201: json('The assessment, and the status that follows', storedAssessmentSchema),
      },
      problems: {
        deleted: annotationProblems.deleted,
        conflict: 'The version judged is no longer the present one, which `current` holds',
        id_taken: 'Another assessment has the id',
        invalid: 'It is not in its form, or names a source or a scene of another site',
      },
    },
    async ({ params: { annotationId }, body, acting }, { database }: Tools) => {
      const { assessment, status, revision, created } = await assess(database, annotationId, body, acting);
      const told = { body: { ...assessment, status, revision } };
      return created ? { status: 201, ...told } : { status: 200, ...told };
    },
  ),

  route(
    {
      id: 'annotations.requestReview',
      tag: 'Assessments',
      method: 'post',
      path: '/api/annotations/{annotationId}/review-request',
      summary: 'Ask for a second reading: an annotation that is observed becomes in_review',
      // These acts change no claim, so a client need not say which revision it saw; one that does is held to it.
      ifMatch: 'optional',
      replies: annotationReplies,
      problems: annotationProblems,
    },
    async ({ params: { annotationId }, ifMatch, acting }, { database }: Tools) => {
      const annotation = await requestReview(database, annotationId, ifMatch, acting);
      return { status: 200, body: annotation, headers: tagOf(annotation) };
    },
  ),

  route(
    {
      id: 'annotations.supersede',
      tag: 'Assessments',
      method: 'post',
      path: '/api/annotations/{annotationId}/supersede',
      summary: 'Put another annotation of the site in its place: it becomes superseded',
      ifMatch: 'optional',
      body: jsonBody(supersedeSchema),
      replies: annotationReplies,
      problems: {
        ...annotationProblems,
        invalid: 'What is to replace it is not there, is itself superseded, or is this very annotation',
      },
    },
    async ({ params: { annotationId }, ifMatch, body, acting }, { database }: Tools) => {
      const annotation = await supersede(database, annotationId, ifMatch, body.by, acting);
      return { status: 200, body: annotation, headers: tagOf(annotation) };
    },
  ),

  route(
    {
      id: 'annotations.takeSupersessionBack',
      tag: 'Assessments',
      method: 'delete',
      path: '/api/annotations/{annotationId}/supersede',
      summary: 'Take a supersession back: the status is again what the assessments give',
      ifMatch: 'optional',
      replies: annotationReplies,
      problems: { ...annotationProblems, conflict: 'The annotation is not superseded' },
    },
    async ({ params: { annotationId }, ifMatch, acting }, { database }: Tools) => {
      const annotation = await takeSupersessionBack(database, annotationId, ifMatch, acting);
      return { status: 200, body: annotation, headers: tagOf(annotation) };
    },
  ),

  route(
    {
      id: 'sources.list',
      tag: 'Assessments',
      method: 'get',
      path: '/api/sites/{siteId}/sources',
      summary: 'All sources named at a site, oldest first',
      replies: { 200: json('The sources', z.object({ items: z.array(siteSourceSchema) })) },
    },
    async ({ params: { siteId } }, { database }: Tools) => {
      await requireSite(database, siteId);
      return { status: 200, body: { items: await listSources(database, siteId) } };
    },
  ),
];
