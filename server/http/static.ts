import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The built page, held in memory: a few megabytes that do not change while the server runs. Files whose
 * name carries a hash of their content never change; all others are asked for again by their ETag.
 */
export function staticRoutes(folder: string): Hono {
  const routes = new Hono();
  for (const file of existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
    : []) {
    if (!file.isFile() || file.name.startsWith('.')) continue;
    const full = path.join(file.parentPath, file.name);
    const address = `/${path.relative(folder, full).split(path.sep).join('/')}`;
    const content = new Uint8Array(readFileSync(full));
    const headers = {
      'Content-Type': mediaTypes[path.extname(file.name)] ?? 'application/octet-stream',
      'Cache-Control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: `"${createHash('sha256').update(content).digest('base64url')}"`,
    };
    routes.get(address === '/index.html' ? '/' : address, (context) =>
      context.req.header('If-None-Match') === headers.ETag
        ? context.body(null, 304, headers)
        : context.body(content, 200, headers),
    );
  }
  return routes;
}
