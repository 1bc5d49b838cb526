import path from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { speakPlainly } from '#domain/problem/plain-words.rules.ts';
import { followChanges, mayHaveChanged } from '../database/changes.ts';
import { cacheNothingUnasked, hostGuard, securityHeaders, writeGuard } from '../http/guard.ts';
import { type ProblemError, problem, problemResponse } from '../http/problem.ts';
import { type Environment, isReading, isStreamed } from '../http/request.ts';
import { staticRoutes } from '../http/static.ts';
import { tusProtocol } from '../upload/tus-protocol.ts';
import { openApiDocument } from './openapi.document.ts';
import { routes } from './routes.ts';
import { createTools, type Dependencies } from './tools.ts';

const MAXIMUM_JSON_BYTES = 4 * 2 ** 20;
const PAGE = path.join(import.meta.dirname, '../../client/dist');

/** The whole server: what is checked for every request, then every route. */
export function createApp(dependencies: Dependencies): Hono<Environment> {
  const { config, log } = dependencies;
  speakPlainly();
  const app = new Hono<Environment>();
  const asked = (context: Context<Environment>) => ({
    writes: !isReading(context.req.method),
    mayHaveChanged: mayHaveChanged(),
    repeatable: context.get('repeatable') ?? true,
  });
  app.onError((error, context) => problemResponse(context, error, log, asked(context)));
  const refuse = (context: Context<Environment>, refusal: ProblemError) =>
    problemResponse(context, refusal, log, asked(context));
  app.notFound((context) =>
    refuse(context, problem('not_found', { detail: `There is nothing at ${context.req.path}.` })),
  );

  app.use((_context, next) => followChanges(next));
  app.use(requestId({ headerName: 'Request-Id' }));
  app.use(async (context, next) => {
    const began = performance.now();
    await next();
    const requestId = context.get('requestId');
    const { method, path } = context.req;
    const milliseconds = Math.round(performance.now() - began);
    const { status } = context.res;
    const level = method === 'GET' && status < 400 ? 'debug' : 'info';
    log[level]({ requestId, method, path, status, milliseconds }, 'request');
  });
  app.use(securityHeaders);
  app.use(cacheNothingUnasked);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) => {
        context.header('Allow', methods.join(', '));
        const detail = `${context.req.path} knows ${methods.join(', ')}.`;
        return refuse(context, problem('method_not_allowed', { detail }));
      },
    }),
  );
  app.use(hostGuard(config));
  app.use('/api/*', writeGuard);
  const jsonLimit = bodyLimit({
    maxSize: MAXIMUM_JSON_BYTES,
    onError: () => {
      throw problem('too_large', { detail: `A body has at most ${MAXIMUM_JSON_BYTES} bytes here.` });
    },
  });
  app.use('/api/*', (context, next) =>
    isStreamed(context.req.header('Content-Type')) ? next() : jsonLimit(context, next),
  );

  app.use('/api/uploads/*', tusProtocol);
  const tools = createTools(dependencies, openApiDocument);
  for (const { mount } of routes) mount(app, tools);
  app.route('/', staticRoutes(PAGE));
  return app;
}
