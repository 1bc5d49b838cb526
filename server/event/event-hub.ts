import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { type ChangeEvent, changeEventSchema } from '#domain/event/event.contract.ts';
import { StartupError } from '../base/config.ts';
import type { Database } from '../database/client.ts';
import { CHANNEL, call } from './event.queries.ts';

const MILLISECONDS_TO_CONNECT = 5_000;
const MILLISECONDS_TO_RECONNECT = 1_000;
const MILLISECONDS_TO_HEAR = 15_000;
/** So much of a message that is refused enters the log. */
const CHARACTERS_LOGGED = 200;

type Listener = { hear: (event: ChangeEvent) => void; end: () => void };

/** Hears the changes that any server process on the same database tells, and passes them to open pages. */
export type EventHub = {
  /** Adds a listener; `end` is called when changes may have been missed or the server stops. */
  listen: (listener: Listener) => () => void;
  /** Throws a StartupError where what is said through `database` is not heard here. */
  assertHearing: (database: Kysely<Database>) => Promise<void>;
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

  const hear = (payload: string | undefined) => {
    const event = readEvent(payload ?? '');
    if (!event) {
      const begins = payload?.slice(0, CHARACTERS_LOGGED);
      log.warn(
        { begins, length: payload?.length },
        'what was said of a change is not understood, and is dropped',
      );
      return;
    }
    for (const listener of [...listeners]) listener.hear(event);
  };

  const connect = async () => {
    const next = new pg.Client({
      ...connection,
      application_name: 'afterimage events',
      connectionTimeoutMillis: MILLISECONDS_TO_CONNECT,
      keepAlive: true,
    });
    client = next;
    next.on('error', (error) => log.warn({ err: error }, 'the connection that hears changes was lost'));
    next.on('end', () => {
      if (client !== next) return;
      endAll();
      reconnectSoon();
    });
    next.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL) hear(payload);
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      client = undefined;
      next.end().catch(() => {});
      throw error;
    }
  };

  const reconnectSoon = () => {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => {
      // Who came meanwhile has missed what was said before this connection heard.
      connect().then(endAll, (error) => {
        log.debug({ err: error }, 'the database does not answer yet');
        reconnectSoon();
      });
    }, MILLISECONDS_TO_RECONNECT);
  };

  await connect();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    assertHearing: async (database) => {
      if (!client || !(await hears(client, database)))
        throw new StartupError(
          'What one server tells others of changes is not heard (LISTEN and NOTIFY). Behind a pooler that shares ' +
            'connections between transactions, set DIRECT_DATABASE_URL to the address of PostgreSQL itself.',
        );
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      endAll();
      await last?.end().catch(() => {});
    },
  };
}

/** Whether a client that listens hears what is said through the connections of `database`. */
async function hears(client: pg.Client, database: Kysely<Database>): Promise<boolean> {
  const name = `afterimage_call_${crypto.randomUUID().replaceAll('-', '')}`;
  const silence = new AbortController();
  const heard = new Promise<true>((resolve) => {
    client.on('notification', ({ channel }) => {
      if (channel === name) resolve(true);
    });
  });
  await client.query(`listen ${name}`);
  await call(database, name);
  const answer = await Promise.race([
    heard,
    sleep(MILLISECONDS_TO_HEAR, false, { signal: silence.signal }).catch(() => false),
  ]);
  silence.abort();
  await client.query(`unlisten ${name}`);
  return answer;
}

/** A change as a server tells it. Whoever reaches the database may say anything: undefined for all else. */
function readEvent(payload: string): ChangeEvent | undefined {
  try {
    return changeEventSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
