import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const interval = 100;

/**
 * Tells the bytes of memory that a process occupies, ten times a second, until the returned function is called.
 * Linux tells it in /proc, other Unixes by ps; Windows tells nothing here, and the process goes unwatched.
 */
export function watchResidentSize(pid: number | undefined, tell: (bytes: number) => void): () => void {
  if (pid === undefined || process.platform === 'win32') return () => {};
  let stopped = false;
  let timer: NodeJS.Timeout;
  const look = async () => {
    const kilobytes = await (process.platform === 'linux' ? fromProc(pid) : fromPs(pid));
    if (stopped) return;
    if (kilobytes !== null) tell(kilobytes * 1024);
    timer = setTimeout(look, interval);
  };
  timer = setTimeout(look, interval);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function fromProc(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(status);
  return match === null ? null : Number(match[1]);
}

function fromPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, output) =>
      resolve(error === null ? Number(output.trim()) || null : null),
    );
  });
}
