import { execFile } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseUrl, type FreshDatabase, freshDatabase } from '../../support/server/database.ts';
import { end, ROOT, type ServerProcess, startServerProcess } from '../../support/server/server-process.ts';

const OUTPUT = path.join(ROOT, 'test/output/stranger');
const STRANGER = path.join(ROOT, 'test/fixtures/stranger');

let database: FreshDatabase;
let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  await createClient({
    input: path.join(ROOT, 'docs/openapi.json'),
    output: { path: OUTPUT, clean: true },
    logs: { level: 'silent' },
  });
  database = await freshDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'afterimage-stranger-'));
  server = await startServerProcess(
    {
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl(database.serving),
      MIGRATION_DATABASE_URL: databaseUrl(database.owner),
    },
    { page: false },
  );
});
afterAll(async () => {
  await end(server.child, 'SIGTERM');
  await database.close();
  await rm(folder, { recursive: true, force: true });
  await rm(OUTPUT, { recursive: true, force: true });
});

it('who has the description of the API alone writes a program that its types hold', async () => {
  const typescript = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = promisify(execFile)(process.execPath, [typescript, '-p', STRANGER]);
  const { stdout } = await compiled.catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});

it('and that does the main job', async () => {
  const { mainJob } = await import(path.join(STRANGER, 'main-job.ts'));
  const images = await Promise.all(
    ['2010-11-09', '2012-10-16'].map(async (acquired) => ({
      acquired,
      file: await openAsBlob(path.join(ROOT, `sample-imagery/scenes/${acquired}.tif`)),
    })),
  );
  const done = await mainJob(server.address, images);
  expect(new Uint8Array(done.display.data).subarray(0, 2)).toEqual(new Uint8Array([0x49, 0x49]));
  expect(done.display.response.status).toBe(206);
  expect(done.stale).toMatchObject({ type: '/problems/stale_version', current: { id: done.drawn.id } });
  expect(done.judged).toMatchObject({ verdict: 'agree', by: 'Ana Kovács' });
  expect(done.list.features.map(({ id }: { id: string }) => id)).toEqual([done.drawn.id]);
  expect(done.history.items.map(({ act }: { act: string }) => act)).toEqual([
    'annotation.drawn',
    'annotation.details_changed',
    'annotation.assessed',
  ]);
  expect(done.exported.features[0].properties.title).toBe('Tower at the bend');
  expect(done.change).toMatchObject({ kind: 'annotation', id: done.drawn.id });
});
