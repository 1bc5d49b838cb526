import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';

/**
 * True while a process runs, whoever owns it. One that has ended and waits for its parent runs no more; 0 and
 * negative numbers mean whole groups to the system, and a number may be that of a thread: neither is a process.
 */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const status = statusOf(pid);
  return status === undefined || (status.Tgid === String(pid) && !status.State?.startsWith('Z'));
}

/** What Linux says of a process, by the names of proc(5); undefined elsewhere and where it says nothing. */
export function statusOf(pid: number): Partial<Record<string, string>> | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/:\s+/, 2)));
  } catch {
    return undefined;
  }
}

/** How a command ends whose work was broken off by a signal, as shells tell it. */
export const INTERRUPTED = 130;

/** SIGHUP tells of a terminal that was closed. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Starts what has to be stopped, such as an embedded Postgres, and gives it; its `stop` may be called more than once.
 * On a signal it is stopped, once it has started, and the process ends with `code`, or with 1 where it could not
 * stop cleanly. Throws what `start` throws.
 */
export async function startUntilSignal<T extends { stop: () => Promise<void> }>(
  start: () => Promise<T>,
  { log, code = 0 }: { log: Logger; code?: number },
): Promise<T> {
  let started: T | undefined;
  let asked = false;
  const end = () =>
    started?.stop().then(
      () => process.exit(code),
      (error) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  for (const signal of SIGNALS)
    process.on(signal, () => {
      // A terminal signals its whole group and npm passes the signal on: the same wish arrives twice.
      if (asked) return;
      asked = true;
      log.info({ signal }, 'stopping');
      end();
    });
  const running = await start();
  let stopped: Promise<void> | undefined;
  started = { ...running, stop: () => (stopped ??= running.stop()) };
  if (asked) await end();
  return started;
}
