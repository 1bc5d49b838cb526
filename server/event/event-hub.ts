import pg from 'pg';
import type { Logger } from 'pino';
import { CHANNEL } from './event.queries.ts';

const MILLISECONDS_TO_RECONNECT = 1_000;

type Listener = { hear: (payload: string) => void; end: () => void };

/** Hears the changes that any server process on the same database tells, and passes them to open pages. */
export type EventHub = {
  /** Adds a listener; `end` is called when changes may have been missed or the server stops. */
  listen: (listener: Listener) => () => void;
  close: () => Promise<void>;
};

/** Opens the one connection that listens. While it is lost, listeners are ended, so that pages fetch anew. */
export async function openEventHub(connection: pg.ClientConfig, log: Logger): Promise<EventHub> {
  const listeners = new Set<Listener>();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const endAll = () => {
    for (const { end } of [...listeners]) end();
    listeners.clear();
  };

  const connect = async () => {
    const next = new pg.Client({ ...connection, application_name: 'afterimage events', keepAlive: true });
    next.on('error', (error) => log.warn({ err: error }, 'the connection that hears changes was lost'));
    next.on('end', () => {
      if (closed) return;
      endAll();
      timer = setTimeout(reconnect, MILLISECONDS_TO_RECONNECT);
    });
    next.on('notification', ({ payload }) => {
      for (const { hear } of listeners) hear(payload ?? '');
    });
    client = next;
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
  };

  const reconnect = () => {
    connect().catch((error) => {
      log.debug({ err: error }, 'the database does not answer yet');
      client?.removeAllListeners('end');
      client?.end().catch(() => {});
      if (!closed) timer = setTimeout(reconnect, MILLISECONDS_TO_RECONNECT);
    });
  };

  await connect();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      endAll();
      await client?.end().catch(() => {});
    },
  };
}
