import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../server/base/config.ts';
import { createLog } from '../../../server/base/log.ts';
import { openServer, type Server } from '../../../server/runtime/server.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { type FreshDatabase, freshDatabase } from '../../support/server/database.ts';
import { type DatabaseRelay, relayTo } from '../../support/server/database-relay.ts';
import { hasPgbouncer, sharedSession, startPgbouncer } from '../../support/server/pooler.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const log = createLog('silent');

/** The database as another server process opens it, which has named no statement yet. */
async function asAnotherProcess(...given: [Parameters<typeof openAnew>[0], { preparedStatements: boolean }]) {
  vi.resetModules();
  return openAnew(...given);
}
async function openAnew(serving: object, settings: { preparedStatements: boolean }) {
  const { openDatabase } = await import('../../../server/database/client.ts');
  const { pool, close } = openDatabase(serving, log, settings);
  const client = await pool.connect();
  const ask = async (word: string) =>
    (await client.query(`select '${word}' || $1 as said`, ['!'])).rows[0].said as string;
  const leave = () => {
    client.release(true);
    return close();
  };
  return { ask, close: leave };
}

describe('two servers to which a pooler lends the same session', () => {
  it.each([
    ['prepared', true],
    ['not prepared', false],
  ])('never get the answer of each other’s statements, where these are %s', async (_, preparedStatements) => {
    const session = await sharedSession(database.serving);
    const one = await asAnotherProcess(session.serving, { preparedStatements });
    const other = await asAnotherProcess(session.serving, { preparedStatements });
    // Each comes upon the statements in an order of its own.
    expect([await one.ask('north'), await one.ask('south')]).toEqual(['north!', 'south!']);
    expect([await other.ask('south'), await other.ask('east'), await other.ask('north')]).toEqual([
      'south!',
      'east!',
      'north!',
    ]);
    session.share();
    const answers = [];
    for (const word of ['south', 'east', 'north'])
      answers.push(
        await other.ask(word).then(
          (said) => said === `${word}!`,
          (error) => error.code,
        ),
      );
    for (const word of ['south', 'north']) answers.push((await one.ask(word)) === `${word}!`);
    // What this session has not prepared is refused aloud; nothing is answered by another statement.
    expect(answers).toEqual([true, preparedStatements ? '26000' : true, true, true, true]);
    await session.close();
    await one.close();
    await other.close();
  });
});

describe.skipIf(!hasPgbouncer)('behind PgBouncer in transaction mode (where it is installed)', () => {
  // The user under which it runs need not reach the socket of PostgreSQL.
  let relay: DatabaseRelay;
  let pooler: Awaited<ReturnType<typeof startPgbouncer>>;
  const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-pooled-'));
  const config = readConfig({ DATA_DIR: folder, SAMPLE: 'off', PREPARED_STATEMENTS: 'off' });
  const servers: Server[] = [];
  const open = async (...given: Parameters<typeof openServer>) => {
    const server = await openServer(...given);
    servers.push(server);
    return server;
  };
  beforeAll(async () => {
    relay = await relayTo(database.serving);
    pooler = await startPgbouncer(relay.serving);
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await pooler.close();
    await relay.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('two servers draw, list and hear each other, their events and jobs by a direct address', async () => {
    const { siteId, sceneIds } = await valley(database.database);
    const both = [
      await open(config, pooler.pooled, log, database.serving),
      await open(config, pooler.pooled, log, database.serving),
    ];
    const heard = new Set<string>();
    both[1]!.events.listen({ hear: ({ id }) => heard.add(id), end: () => {} });
    const draw = async ({ app }: Server) => {
      const reply = await app.request(`http://127.0.0.1/api/sites/${siteId}/annotations`, {
        method: 'POST',
        headers: { Analyst: 'Ana', 'Content-Type': 'application/json' },
        body: JSON.stringify(tower(sceneIds[0]!, sceneIds[1]!)),
      });
      return { status: reply.status, ...((await reply.json()) as { id: string }) };
    };
    const drawn = await Promise.all(Array.from({ length: 60 }, (_, index) => draw(both[index % 2]!)));
    expect(new Set(drawn.map(({ status }) => status))).toEqual(new Set([201]));
    for (const { app } of both) {
      const reply = await app.request(`http://127.0.0.1/api/sites/${siteId}/annotations`);
      const { features } = (await reply.json()) as { features: { id: string }[] };
      expect(features.map(({ id }) => id).toSorted()).toEqual(drawn.map(({ id }) => id).toSorted());
      const exported = await app.request(`http://127.0.0.1/api/sites/${siteId}/export.geojson`);
      expect(((await exported.json()) as { features: unknown[] }).features).toHaveLength(60);
    }
    await expect.poll(() => heard.size, { timeout: 15_000 }).toBe(60);
  });

  it('a server that would hear nothing does not start, and says what to set', async () => {
    await expect(openServer(config, pooler.pooled, log)).rejects.toThrow(/DIRECT_DATABASE_URL/);
  });

  it('a server whose settings the pooler refuses does not start either', async () => {
    const prepared = readConfig({ DATA_DIR: folder, SAMPLE: 'off' });
    await expect(openServer(prepared, pooler.pooled, log, database.serving)).rejects.toThrow(
      /unsupported startup parameter/,
    );
  });
});
