import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig, StartupError } from '../../../server/base/config.ts';
import { createLog } from '../../../server/base/log.ts';
import { openServer } from '../../../server/runtime/server.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { type FreshDatabase, freshDatabase } from '../../support/server/database.ts';
import { tusClient } from '../../support/server/tus.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-pair-'));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function newDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  closing.push(database.close);
  return database;
}

/** Starts on a folder and a database and stops again. */
async function startOn(folder: string, { serving }: Pick<FreshDatabase, 'serving'>): Promise<void> {
  const config = readConfig({ DATA_DIR: folder, SAMPLE: 'off' });
  const server = await openServer(config, serving, createLog('silent'));
  await server.close();
}

/** A server with a scene that is ready and an upload half sent, stopped. */
async function usedPair(): Promise<TestApp> {
  const app = await testApp();
  closing.push(app.close);
  const { body: site } = await app.ask('/api/sites', { body: { name: 'Valley' } });
  const form = new Response(uploadForm({ acquired: '2012' }, valleyTiff(70)));
  await app.app.request(`http://127.0.0.1:4322/api/sites/${site.id}/scenes`, {
    method: 'POST',
    headers: { Analyst: 'Ana', 'Content-Type': form.headers.get('Content-Type')! },
    body: await form.arrayBuffer(),
  });
  await app.server.ingests.idle();
  const tus = tusClient(app);
  const { body: upload } = await tus.open(100, { siteId: site.id });
  await tus.send(upload.id, 0, Buffer.alloc(10));
  return app;
}

/** Every file of a folder with what it holds. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => [path.relative(folder, file), readFileSync(file).toString('base64')]),
  );
}

const forgetPairing = (database: FreshDatabase) =>
  database.database.updateTable('installation').set({ paired_at: null }).execute();

describe('a data folder', () => {
  it('is refused to another database, and not a byte of it is changed', async () => {
    const { folder } = await usedPair();
    const before = contents(folder);
    expect(
      Object.keys(before)
        .map((name) => path.dirname(name))
        .toSorted(),
    ).toEqual(['.', 'display', 'originals', 'uploads']);
    const stranger = await newDatabase();
    await expect(startOn(folder, stranger)).rejects.toThrow(
      /belong to another database than this one\. Nothing was changed\. Set DATABASE_URL to theirs/,
    );
    expect(contents(folder)).toEqual(before);
  });

  it('goes to another database on purpose, by the id that the refusal names, and still loses nothing', async () => {
    const { folder } = await usedPair();
    const before = contents(folder);
    const stranger = await newDatabase();
    const refused = await startOn(folder, stranger).catch((error: StartupError) => error.message);
    const [, id, file] = /write (\S+) into (\S+), and start again/.exec(String(refused))!;
    writeFileSync(file!, `${id}\n`);
    await startOn(folder, stranger);
    expect(contents(folder)).toEqual({ ...before, 'database.id': Buffer.from(`${id}\n`).toString('base64') });
  });

  it('from before there were ids is known by its files, and refused to a database that knows none', async () => {
    const { folder, database } = await usedPair();
    rmSync(path.join(folder, 'database.id'));
    const before = contents(folder);
    const stranger = await newDatabase();
    await expect(startOn(folder, stranger)).rejects.toThrow(
      /holds files that this database knows nothing of/,
    );
    expect(contents(folder)).toEqual(before);
    await forgetPairing(database);
    await startOn(folder, database);
    expect(Object.keys(contents(folder))).toContain('database.id');
    await expect(startOn(folder, stranger)).rejects.toThrow(StartupError);
  });

  it('that is empty does not stand in for one that is lost, unless somebody says so', async () => {
    const { database } = await usedPair();
    const folder = newFolder();
    await expect(startOn(folder, database)).rejects.toThrow(
      /files of this database lie in another folder .* all servers of one database share it/,
    );
    await forgetPairing(database);
    await expect(startOn(folder, database)).rejects.toThrow(/holds none of their originals/);
    expect(readdirSync(folder)).toEqual([]);
    const { id } = await database.database.selectFrom('installation').select('id').executeTakeFirstOrThrow();
    writeFileSync(path.join(folder, 'database.id'), id);
    await startOn(folder, database);
  });

  it('is shared by servers that start at once on one new database, and another one is refused', async () => {
    const database = await newDatabase();
    const folder = newFolder();
    await Promise.all([1, 2, 3].map(() => startOn(folder, database)));
    await expect(startOn(newFolder(), database)).rejects.toThrow(/lie in another folder/);
  });

  it('that is damaged in what it says of itself is not guessed at', async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, 'database.id'), 'd0n');
    await expect(startOn(folder, await newDatabase())).rejects.toThrow(/database\.id .* is damaged/);
  });

  it('keeps its files where it was copied and the database along with it', async () => {
    const { folder, database } = await usedPair();
    const copy = newFolder();
    mkdirSync(copy, { recursive: true });
    cpSync(folder, copy, { recursive: true });
    await startOn(copy, database);
    expect(contents(copy)).toEqual(contents(folder));
  });
});
