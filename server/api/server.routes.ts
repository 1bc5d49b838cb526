import { access, constants } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import { z } from 'zod';
import { problemCodes } from '#domain/problem/problem.contract.ts';
import { INSTANCE } from '../base/address-note.ts';
import type { Config } from '../base/config.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';
import { problemPage } from '../http/problem-page.ts';
import { bytes, json } from '../http/replies.ts';
import { route } from '../http/route.ts';

import type { OpenApiDocument } from './tools.ts';

type Tools = { config: Config; database: Kysely<Database>; log: Logger; document: () => OpenApiDocument };

/** The server itself: whether it is up and ready, and what explains its problems. */
export const serverRoutes = [
  route(
    {
      id: 'server.health',
      tag: 'Server',
      method: 'get',
      path: '/healthz',
      summary: 'Whether the process is up',
      replies: { 200: json('It is', z.object({ status: z.literal('up') }), 'Instance') },
    },
    () => ({ status: 200, body: { status: 'up' }, headers: { Instance: INSTANCE } }),
  ),

  route(
    {
      id: 'server.readiness',
      tag: 'Server',
      method: 'get',
      path: '/readyz',
      summary: 'Whether database and data folder answer',
      replies: { 200: json('They do', z.object({ status: z.literal('ready') })) },
      problems: { unavailable: 'The database or the data folder does not answer' },
    },
    async (_asked, { config, database, log }: Tools) => {
      try {
        await Promise.all([sql`select 1`.execute(database), access(config.dataDirectory, constants.W_OK)]);
      } catch (error) {
        log.warn({ err: error }, 'not ready');
        throw problem('unavailable', { detail: 'The database or the data folder does not answer.' });
      }
      return { status: 200, body: { status: 'ready' } };
    },
  ),

  route(
    {
      id: 'server.document',
      tag: 'Server',
      method: 'get',
      path: '/api/openapi.json',
      summary: 'This document',
      replies: {
        200: json('OpenAPI 3.1', z.looseObject({ openapi: z.string() })),
      },
    },
    ({ context }, { document }: Tools) => context.json(document()),
  ),

  route(
    {
      id: 'problems.get',
      tag: 'Server',
      method: 'get',
      path: '/problems/{code}',
      summary: 'What a problem means, for people; its address is the `type` of the problem',
      params: z.object({ code: z.enum(problemCodes, { error: 'There is no problem of this name.' }) }),
      replies: { 200: bytes('A page', ['text/html']) },
    },
    ({ params: { code }, context }) => context.html(problemPage(code)),
  ),
];
