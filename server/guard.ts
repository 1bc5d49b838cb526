import type { MiddlewareHandler } from 'hono';
import { type Config, isLoopback } from './config.ts';
import { problem } from './problem.ts';
import { actorFromHeader, type Environment } from './request.ts';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Everything the page needs comes from ourselves. Images may also be blobs and data, which OpenLayers makes;
 * no script and no style within the page is run.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = Object.entries({
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  // Where a route says nothing else.
  'Cache-Control': 'no-cache',
});

/**
 * Headers that keep a page of ours from being embedded, sniffed, followed or fed from elsewhere. Set before the
 * route answers: to touch a finished answer would copy its body.
 */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  for (const [name, value] of SECURITY_HEADERS) context.header(name, value);
  await next();
};

/**
 * Refuses requests that go by a foreign name: a website that lets its own name point to 127.0.0.1 (DNS
 * rebinding) would otherwise read and write here as if it were us.
 */
export function hostGuard({ host, trustNetwork }: Config): MiddlewareHandler {
  return async (context, next) => {
    const name = hostName(hostOf(context.req.raw));
    if (!trustNetwork && !isLoopback(name) && name !== host.toLowerCase())
      throw problem('foreign_host', { detail: `This server does not answer for '${name}'.` });
    await next();
  };
}

/** Refuses writes that another website makes a browser send, and writes that do not say who acts. */
export const writeGuard: MiddlewareHandler<Environment> = async (context, next) => {
  if (READING.includes(context.req.method)) return next();
  const site = context.req.header('Sec-Fetch-Site');
  const origin = context.req.header('Origin');
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== hostOf(context.req.raw)));
  if (foreign) throw problem('foreign_origin', { detail: 'Writing from another website is not allowed.' });
  context.set('actor', actorFromHeader(context.req.header('Analyst')));
  return next();
};

function hostOf(request: Request): string {
  return (request.headers.get('Host') ?? new URL(request.url).host).toLowerCase();
}

function hostName(host: string): string {
  return host.replace(/:\d*$/, '');
}
