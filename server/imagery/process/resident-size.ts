import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const INTERVAL = 100;

/**
 * Tells the bytes of memory that the largest of a process and those below it occupies, ten times a second,
 * until the returned function is called. Linux tells it in /proc, other Unixes by ps (of the process alone);
 * Windows tells nothing here, and the process goes unwatched.
 */
export function watchResidentSize(pid: number | undefined, tell: (bytes: number) => void): () => void {
  if (pid === undefined || process.platform === 'win32') return () => {};
  let stopped = false;
  let timer: NodeJS.Timeout;
  const look = async () => {
    const kilobytes = await (process.platform === 'linux' ? fromProc(pid) : fromPs(pid));
    if (stopped) return;
    if (kilobytes !== null) tell(kilobytes * 1024);
    timer = setTimeout(look, INTERVAL);
  };
  timer = setTimeout(look, INTERVAL);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function fromProc(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1').catch(() => '');
  const children = list.split(' ').filter((text) => text.trim() !== '');
  const below = await Promise.all(children.map((child) => fromProc(Number(child))));
  return Math.max(own, ...below.map((kilobytes) => kilobytes ?? 0)) || null;
}

function fromPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, output) =>
      resolve(error === null ? Number(output.trim()) || null : null),
    );
  });
}
