import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createLog } from '../../../server/base/log.ts';
import { startEmbedded } from '../../../server/database/embedded/embedded.ts';
import { migrate } from '../../../server/database/migrate.ts';

/** A template, migrated once, that every test file clones. */
export const TEMPLATE = 'afterimage_template';

declare module 'vitest' {
  export interface ProvidedContext {
    /** How to reach the Postgres of this run as its owner and as the serving role; database names vary. */
    postgres: { owner: pg.ClientConfig; serving: pg.ClientConfig };
  }
}

/** One embedded Postgres for all files of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-test-'));
  const { owner, serving, release } = await startEmbedded(folder, createLog('silent'));
  const client = new pg.Client({ ...owner, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`alter role ${owner.user} createdb`);
  await client.end();
  const asOwner = new pg.Client({ ...owner, database: 'postgres' });
  await asOwner.connect();
  await asOwner.query(`create database ${TEMPLATE}`);
  await asOwner.end();
  await migrate({ ...owner, database: TEMPLATE }, serving.user!);
  project.provide('postgres', { owner, serving });
  return async () => {
    await release();
    await rm(folder, { recursive: true, force: true });
  };
}
