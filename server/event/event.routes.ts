import { Hono } from 'hono';
import { z } from 'zod';
import type { Paths } from '../openapi.ts';
import type { Environment } from '../request.ts';
import type { EventHub } from './event-hub.ts';

const MILLISECONDS_BETWEEN_HEARTBEATS = 20_000;
const MILLISECONDS_TO_RETRY = 2_000;
/** A page that reads nothing is let go when so many events wait for it; it fetches anew when it comes back. */
const MAXIMUM_WAITING = 1_000;

/** Server-sent events: what changed, for pages that are open. */
export function eventRoutes({ events }: { events: EventHub }) {
  const routes = new Hono<Environment>();

  routes.get('/api/events', (context) => {
    let leave = () => {};
    const text = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          const send = (message: string) => {
            controller.enqueue(text.encode(message));
            if ((controller.desiredSize ?? 0) < -MAXIMUM_WAITING) end();
          };
          const heartbeat = setInterval(() => send(':\n\n'), MILLISECONDS_BETWEEN_HEARTBEATS);
          const forget = events.listen({
            hear: (payload) => send(`event: ${JSON.parse(payload).kind}\ndata: ${payload}\n\n`),
            end: () => end(),
          });
          leave = () => {
            clearInterval(heartbeat);
            forget();
          };
          const end = () => {
            leave();
            controller.close();
          };
          send(`retry: ${MILLISECONDS_TO_RETRY}\n\n`);
        },
        cancel: () => leave(),
      },
      { highWaterMark: 1 },
    );
    return context.body(stream, 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
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
