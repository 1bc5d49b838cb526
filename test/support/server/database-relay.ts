import { connect, createServer, type Server, type Socket } from 'node:net';
import type pg from 'pg';

/** Where the line breaks: before PostgreSQL has what was sent, or after, when its answer is on the way. */
export type Break = 'before it arrives' | 'after it arrived';

/**
 * A line between a server and its PostgreSQL that can be told to break at certain words. What it carries is
 * PostgreSQL's own protocol, byte for byte.
 */
export type DatabaseRelay = {
  /** How to reach the database through it. */
  serving: pg.ClientConfig;
  /** Breaks the first connection on which what is sent from now on comes to match. */
  breakAt: (words: RegExp, where: Break) => void;
  /** True once the break has happened. */
  broken: () => boolean;
  /** Refuses connections and ends those that are, until `comeBack`. */
  goAway: () => void;
  comeBack: () => void;
  close: () => Promise<void>;
};

export async function relayTo(database: pg.ClientConfig): Promise<DatabaseRelay> {
  let order: { words: RegExp; where: Break; sent: Map<Socket, string> } | undefined;
  let away = false;
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    if (away) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(`${database.host}/.s.PGSQL.${database.port}`);
    const end = () => {
      near.destroy();
      far.destroy();
      open.delete(near);
    };
    open.add(near);
    let waits = false;
    for (const socket of [near, far]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    near.on('data', (bytes: Buffer) => {
      if (order) {
        const { words, where, sent } = order;
        const all = (sent.get(near) ?? '') + bytes.toString('latin1');
        sent.set(near, all);
        if (words.test(all)) {
          order = undefined;
          if (where === 'before it arrives') return end();
          waits = true;
        }
      }
      far.write(bytes);
    });
    far.on('data', (bytes: Buffer) => {
      // It has been done: the answer says so, and never comes.
      if (waits) end();
      else near.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const endAll = () => {
    for (const socket of [...open]) socket.destroy();
  };
  return {
    serving: { ...database, host: '127.0.0.1', port },
    breakAt: (words, where) => {
      order = { words, where, sent: new Map() };
    },
    broken: () => order === undefined,
    goAway: () => {
      away = true;
      endAll();
    },
    comeBack: () => {
      away = false;
    },
    close: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
