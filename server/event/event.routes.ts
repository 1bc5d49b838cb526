import { changeEventSchema } from '#domain/event/event.contract.ts';
import { eventStream } from '../http/replies.ts';
import { route } from '../http/route.ts';
import type { EventHub } from './event-hub.ts';

const MILLISECONDS_BETWEEN_HEARTBEATS = 20_000;
const MILLISECONDS_TO_RETRY = 2_000;
/** A page that reads nothing is let go when so many events wait for it; it fetches anew when it comes back. */
const MAXIMUM_WAITING = 1_000;

const kinds = changeEventSchema.shape.kind.options.map((kind) => `\`${kind}\``).join(', ');

/** Server-sent events: what changed, for pages that are open. */
export const eventRoutes = [
  route(
    {
      id: 'events.listen',
      tag: 'History',
      method: 'get',
      path: '/api/events',
      summary: 'Server-sent events of what changes; fetch anew after a gap',
      replies: {
        200: eventStream(
          `A stream. The name of an event is the kind of what changed: ${kinds}; its data, in JSON, is told here. Every ${MILLISECONDS_BETWEEN_HEARTBEATS / 1_000} seconds comes an event \`heartbeat\` with the data {}. The stream ends where changes may have been missed: what happened while nobody listened is not told later`,
          changeEventSchema,
        ),
      },
    },
    ({ context }, { events }: { events: EventHub }) => {
      const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
      if (context.req.method === 'HEAD') return context.body(null, 200, headers);
      return context.body(streamOf(events), 200, headers);
    },
  ),
];

function streamOf(events: EventHub): ReadableStream<Uint8Array> {
  let leave = () => {};
  const text = new TextEncoder();
  return new ReadableStream<Uint8Array>(
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
}
