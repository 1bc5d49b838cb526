import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { Logger } from 'pino';

/** A reply whose body is made while it is sent. */
export type StreamedReply = { headers: Record<string, string>; status?: 200 | 206 };

/**
 * Replies with what an iterator gives, no faster than it is read. The first part is made before the reply begins,
 * so that a failure by then is told as a problem. A failure after that is logged and resets the connection: the
 * reader must never take what came so far for the whole. Whoever leaves early, or asked by HEAD, ends the
 * iterator.
 */
export async function streamReply(
  context: Context,
  parts: AsyncIterable<Uint8Array>,
  { headers, status = 200 }: StreamedReply,
  log: Logger,
): Promise<Response> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (context.req.method === 'HEAD') {
    await iterator.return?.();
    return context.body(null, status, headers);
  }
  let begun = false;
  let left = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = begun ? await iterator.next() : first;
          begun = true;
          if (left) return;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (left) return;
          log.warn({ err: error, path: context.req.path }, 'a reply was cut short');
          if (!reset(context)) controller.error(error);
        }
      },
      async cancel() {
        left = true;
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return context.body(body, status, headers);
}

/**
 * Breaks the connection off, where there is one. An error given to the stream would be written behind the body
 * by the adapter, as if it belonged to it.
 */
function reset(context: Context): boolean {
  const { outgoing } = (context.env ?? {}) as { outgoing?: ServerResponse };
  if (!outgoing) return false;
  outgoing.socket?.resetAndDestroy();
  outgoing.destroy();
  return true;
}
