import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from '../base/config.ts';
import { type Host, isAddress, isAt, isLoopback, isOrigin, isWildcard, parseHost } from '../base/host.ts';
import { problem } from './problem.ts';
import { actorFromHeader, type Environment, isReading } from './request.ts';

/**
 * Headers that keep a page of ours from being embedded, sniffed, followed or fed from elsewhere. Everything the page
 * needs comes from ourselves. Images may also be blobs and data, which OpenLayers makes; no script and no style
 * within the page is run.
 */
export const securityHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:', 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  // We speak plain HTTP, and frame-ancestors says what these said before it.
  strictTransportSecurity: false,
  xFrameOptions: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  xDnsPrefetchControl: false,
  originAgentCluster: false,
});

/** Replies are asked for anew where a route says nothing else. */
export const cacheNothingUnasked: MiddlewareHandler = async (context, next) => {
  context.header('Cache-Control', 'no-cache');
  await next();
};

/**
 * Refuses requests that go by a foreign name: a website that lets its own name point to this machine (DNS
 * rebinding) would otherwise read and write here as if it were us. What is bound to mean this server, or is
 * said to, is let in: names of this machine itself, HOST, and ALLOWED_HOSTS. Where the network is trusted, any
 * address is, too: no website has one for a name, so whoever asks for one asked for the machine that has it.
 */
export function hostGuard({ host, trustNetwork, allowedHosts }: Config): MiddlewareHandler<Environment> {
  const own = parseHost(host);
  const allowed = own && !isWildcard(own.name) ? [{ ...own, port: '' }, ...allowedHosts] : allowedHosts;
  const isOurs = (given: Host) =>
    isLoopback(given.name) ||
    (trustNetwork && isAddress(given.name)) ||
    allowed.some((one) => isAt(given, one));
  return async (context, next) => {
    // Of several Host headers, whoever stands before us may have gone by another than we would.
    const severalHosts = (context.env?.incoming?.headersDistinct.host ?? []).length > 1;
    for (const text of hostsOf(context.req.raw)) {
      const given = severalHosts ? undefined : parseHost(text);
      if (given === undefined)
        throw problem('foreign_host', {
          detail: 'The request does not say by one name which server it means.',
        });
      if (!isOurs(given))
        throw problem('foreign_host', {
          detail: `This server does not answer for '${given.name}'. If that is a name of its own, start it with ALLOWED_HOSTS=${given.name}.`,
        });
    }
    await next();
  };
}

/** Refuses writes that another website makes a browser send, and writes that do not say who acts. */
export const writeGuard: MiddlewareHandler<Environment> = async (context, next) => {
  if (isReading(context.req.method)) return next();
  const site = context.req.header('Sec-Fetch-Site');
  const origin = context.req.header('Origin');
  const [given = ''] = hostsOf(context.req.raw);
  const host = parseHost(given);
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !(host && isOrigin(origin, host)));
  if (foreign) throw problem('foreign_origin', { detail: 'Writing from another website is not allowed.' });
  context.set('actor', actorFromHeader(context.req.header('Analyst')));
  return next();
};

/**
 * The server that a request means: what its Host header says, and what its target says, which may name another.
 * What a proxy says in X-Forwarded-Host is not asked, since anybody can say it.
 */
function hostsOf(request: Request): string[] {
  const target = new URL(request.url).host;
  return [request.headers.get('Host') ?? target, target];
}
