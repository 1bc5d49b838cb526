import { readFileSync } from 'node:fs';

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
