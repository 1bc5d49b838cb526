import { Hono } from 'hono';
import { z } from 'zod';
import type { Paths } from '../http/openapi.ts';
import type { Environment } from '../http/request.ts';
import type { EventHub } from './event-hub.ts';

const MILLISECONDS_BETWEEN_HEARTBEATS = 20_000;
const MILLISECONDS_TO_RETRY = 2_000;
/** A page that reads nothing is let go when so many events wait for it; it fetches anew when it comes back. */
const MAXIMUM_WAITING = 1_000;

/** Server-sent events: what changed, for pages that are open. */
export function eventRoutes({ events }: { events: EventHub }) {
  const routes = new Hono<Environment>();

  routes.get('/api/events', (context) => {
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
    if (context.req.method === 'HEAD') return context.body(null, 200, headers);
    let leave = () => {};
    const text = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          let left = false;
          const send = (message: string) => {
            if (left) return;
            controller.enqueue(text.encode(message));
            if ((controller.desiredSize ?? 0) < -MAXIMUM_WAITING) end();
          };
          const heartbeat = setInterval(
            () => send('event: heartbeat\ndata: {}\n\n'),
            MILLISECONDS_BETWEEN_HEARTBEATS,
          );
          const forget = events.listen({
            hear: (event) => send(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`),
            end: () => end(),
          });
          leave = () => {
            left = true;
            clearInterval(heartbeat);
            forget();
          };
          const end = () => {
            if (left) return;
            leave();
            controller.close();
          };
          send(`retry: ${MILLISECONDS_TO_RETRY}\n\n`);
        },
        cancel: () => leave(),
      },
      { highWaterMark: 1 },
    );
    return context.body(stream, 200, headers);
  });

  return routes;
}

export const eventPaths: Paths = {
  '/api/events': {
    get: {
      summary: 'Server-sent events {kind, siteId, id, version?} of what changes; fetch anew after a gap',
      responses: {
        '200': { description: 'A stream', content: { 'text/event-stream': { schema: z.string() } } },
      },
    },
  },
};
