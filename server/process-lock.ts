import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from './config.ts';

const SECONDS_TO_WAIT = 120;

/**
 * Runs `work` while no other process does so under the same file. The lock is the operating system's, held
 * by way of SQLite: whatever ends its holder, kill -9 too, also frees it.
 */
export async function withProcessLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file);
  try {
    await acquire(lock, file);
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(lock: DatabaseSync, file: string): Promise<void> {
  const deadline = Date.now() + SECONDS_TO_WAIT * 1000;
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return;
    } catch (error) {
      if (!(error instanceof Error && /locked|busy/i.test(error.message))) throw error;
      if (Date.now() > deadline)
        throw new StartupError(
          `Another process has held ${file} for ${SECONDS_TO_WAIT} seconds. Stop it and try again.`,
        );
      await sleep(100);
    }
  }
}
