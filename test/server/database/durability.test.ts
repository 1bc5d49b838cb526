import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { chainFault } from '#domain/history/chain.rules.ts';
import { createLog } from '../../../server/base/log.ts';
import { openDatabase } from '../../../server/database/client.ts';
import { readPostmaster } from '../../../server/database/embedded/postmaster.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { end, type ServerProcess, startServerProcess } from '../../support/server/server-process.ts';

const folders: string[] = [];
const running: ServerProcess[] = [];

afterEach(async () => {
  for (const { child } of running.splice(0)) await end(child, 'SIGTERM');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(folder: string): Promise<ServerProcess> {
  const server = await startServerProcess({ DATA_DIR: folder });
  running.push(server);
  return server;
}

const COUNT = 500;
const WRITERS = 8;

describe('what was acknowledged', { timeout: 240_000 }, () => {
  it.each([
    ['the server', false],
    ['the server and its Postgres', true],
  ])('is there after %s was killed while 500 annotations were being saved', async (_, withPostgres) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-kill-'));
    folders.push(folder);
    const server = await start(folder);
    const { siteId, sceneIds } = await plantValley(folder);
    const postmaster = readPostmaster(path.join(folder, 'postgres-18'))!;
    const acknowledged: string[] = [];
    const ids = Array.from({ length: COUNT }, () => crypto.randomUUID());
    const waiting = [...ids];
    let killed = false;
    const kill = () => {
      if (killed) return;
      killed = true;
      server.child.kill('SIGKILL');
      if (withPostgres) process.kill(postmaster.pid, 'SIGKILL');
    };
    const write = async () => {
      for (let id = waiting.pop(); id; id = waiting.pop()) {
        const reply = await save(server.address, siteId, tower(sceneIds[0]!, sceneIds[1]!, { id }));
        if (reply === 201) acknowledged.push(id);
        if (acknowledged.length === COUNT / 2) kill();
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    expect(acknowledged.length).toBeGreaterThanOrEqual(COUNT / 2);
    expect(acknowledged.length).toBeLessThan(COUNT);

    const again = await start(folder);
    const list = await fetch(`${again.address}/api/sites/${siteId}/annotations?limit=1000`);
    const { features } = (await list.json()) as { features: { id: string }[] };
    const stored = new Set(features.map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    const history = await fetch(`${again.address}/api/history?after=0&limit=10000`);
    const { items } = (await history.json()) as {
      items: { seq: number; text: string; previousHash: string; hash: string }[];
    };
    expect(items).toHaveLength(stored.size);
    expect(chainFault(items)).toBeUndefined();

    // What was sent and not acknowledged may be sent again: it is stored once.
    for (const id of ids.slice(0, 20))
      expect([200, 201]).toContain(
        await save(again.address, siteId, tower(sceneIds[0]!, sceneIds[1]!, { id })),
      );
  });
});

describe('a server whose sockets are cleaned away', () => {
  it.each([
    ['beside its data', ''],
    ['among temporary files', 'a'.repeat(100)],
  ])('%s takes what is saved again within seconds, and has lost nothing', async (_, below) => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'afterimage-sockets-')), below);
    folders.push(folder);
    const { address } = await start(folder);
    const { siteId, sceneIds } = await plantValley(folder);
    const { socketFolder } = readPostmaster(path.join(folder, 'postgres-18'))!;
    const acknowledged: string[] = [];
    const write = async () => {
      const id = crypto.randomUUID();
      const status = await save(address, siteId, tower(sceneIds[0]!, sceneIds[1]!, { id }));
      if (status === 201) acknowledged.push(id);
      else expect(status).toBe(503);
      return status;
    };
    await Promise.all(Array.from({ length: 20 }, write));
    expect(acknowledged).toHaveLength(20);
    rmSync(socketFolder, { recursive: true });
    // Each connection of the pool that is open may go on for a moment; a new one is what must come to be possible.
    await expect
      .poll(
        async () => {
          const statuses = await Promise.all(Array.from({ length: 20 }, write));
          return existsSync(socketFolder) && statuses.every((status) => status === 201);
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    const list = await fetch(`${address}/api/sites/${siteId}/annotations?limit=10000`);
    const { features } = (await list.json()) as { features: { id: string }[] };
    const stored = new Set(features.map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    const history = await fetch(`${address}/api/history?after=0&limit=10000`);
    const { items } = (await history.json()) as { items: Parameters<typeof chainFault>[0] };
    expect(chainFault(items)).toBeUndefined();
  });
});

/** The status of the reply, or undefined where none came. */
async function save(address: string, siteId: string, body: unknown): Promise<number | undefined> {
  try {
    const reply = await fetch(`${address}/api/sites/${siteId}/annotations`, {
      method: 'POST',
      headers: { Analyst: 'Ana', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return undefined;
  }
}

async function plantValley(folder: string) {
  const { socketFolder, port } = readPostmaster(path.join(folder, 'postgres-18'))!;
  const client = openDatabase(
    { host: socketFolder, port, user: 'afterimage', database: 'afterimage' },
    createLog('silent'),
  );
  try {
    return await valley(client.database);
  } finally {
    await client.close();
  }
}
