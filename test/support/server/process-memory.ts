import { readFile } from 'node:fs/promises';

/** The most bytes that any process below this one ever occupied, as Linux tells it; 0 elsewhere. */
export async function descendantsPeak(pid = process.pid): Promise<number> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1').catch(() => '');
  const peaks = list.split(' ').map(async (text) => {
    const child = Number(text);
    if (child === 0) return 0;
    const status = await readFile(`/proc/${child}/status`, 'latin1').catch(() => '');
    const own = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
    return Math.max(own, await descendantsPeak(child));
  });
  return Math.max(0, ...(await Promise.all(peaks)));
}
