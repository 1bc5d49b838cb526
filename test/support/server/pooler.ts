import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { end } from './server-process.ts';

/** Lends the session of the first connection to all that come, as a pooler does between transactions. */
export type SharedSession = { serving: pg.ClientConfig; share: () => void; close: () => Promise<void> };

/** Connections reach PostgreSQL each by its own session until `share` is called, one at a time from then on. */
export async function sharedSession(database: pg.ClientConfig): Promise<SharedSession> {
  const lines: { near: Socket; far: Socket }[] = [];
  let shared = false;
  let asking: Socket | undefined;
  const server = createServer((near) => {
    const far = connect(`${database.host}/.s.PGSQL.${database.port}`);
    lines.push({ near, far });
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.on('data', (bytes) => {
      asking = near;
      (shared ? lines[0]!.far : far).write(bytes);
    });
    far.on('data', (bytes) => (shared ? asking! : near).write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serving: { ...database, host: '127.0.0.1', port: portOf(server.address()) },
    share: () => {
      shared = true;
    },
    close: async () => {
      for (const { near, far } of lines) {
        near.destroy();
        far.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find(existsSync);

export const hasPgbouncer = PGBOUNCER !== undefined;

/** PgBouncer in transaction mode before a database, three sessions for all who come. */
export async function startPgbouncer({ host, port, user, database }: pg.ClientConfig) {
  const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-pooler-'));
  chmodSync(folder, 0o755);
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const own = portOf(free.address());
  await new Promise((resolve) => free.close(resolve));
  writeFileSync(path.join(folder, 'users.txt'), `"${user}" ""\n`);
  writeFileSync(
    path.join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${host} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = trust
auth_file = ${path.join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = 3
`,
  );
  // It refuses to be root, as PostgreSQL does; then that one runs under this number.
  const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(PGBOUNCER!, [path.join(folder, 'pgbouncer.ini')], { ...account, stdio: 'ignore' });
  const pooled: pg.ClientConfig = { host: '127.0.0.1', port: own, user: user!, database: database! };
  for (;;) {
    const socket = connect(own, '127.0.0.1');
    const answered = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (answered) break;
    if (child.exitCode !== null) throw new Error('PgBouncer did not start.');
    await sleep(50);
  }
  return {
    pooled,
    close: async () => {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return typeof address === 'object' && address ? address.port : 0;
}
