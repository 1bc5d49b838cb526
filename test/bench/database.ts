import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { createLog } from '../../server/base/log.ts';
import { openDatabase } from '../../server/database/client.ts';
import { startEmbedded } from '../../server/database/embedded/embedded.ts';
import { migrate } from '../../server/database/migrate.ts';

/** A migrated embedded database in a folder of its own, taken away by `close`. */
export async function benchDatabase() {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-bench-'));
  const log = createLog('silent');
  const { owner, serving, release } = await startEmbedded(folder, log);
  await migrate(owner, serving.user!);
  const client = openDatabase(serving, log);
  return {
    ...client,
    folder,
    owner: owner as pg.ClientConfig,
    serving: serving as pg.ClientConfig,
    log,
    async close() {
      await client.close();
      await release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
