import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from './config.ts';
import { storageFault } from './storage-fault.ts';

const SECONDS_TO_WAIT = 120;

/**
 * Runs `work` while no other process does so under the same file. The lock is the operating system's, held
 * by way of SQLite: whatever ends its holder, kill -9 too, also frees it.
 */
export async function withProcessLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = await acquire(file);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(file: string): Promise<DatabaseSync> {
  const deadline = Date.now() + SECONDS_TO_WAIT * 1000;
  let lock: DatabaseSync | undefined;
  for (;;)
    try {
      lock ??= new DatabaseSync(file);
      lock.exec('BEGIN EXCLUSIVE');
      return lock;
    } catch (error) {
      if (isBusy(error) && Date.now() <= deadline) {
        await sleep(100);
        continue;
      }
      lock?.close();
      if (isBusy(error))
        throw new StartupError(
          `Another process has held ${file} for ${SECONDS_TO_WAIT} seconds. Stop it and try again.`,
        );
      const fault = storageFault(error);
      if (fault === undefined) throw error;
      throw new StartupError(`The lock ${file} cannot be taken: ${fault} and start again.`);
    }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message);
}
