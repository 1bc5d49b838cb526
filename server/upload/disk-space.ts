import { statfs } from 'node:fs/promises';
import { problem } from '../http/problem.ts';

/**
 * Room that the display copy of an image takes while it is made, in times of the image's size: the copy with its
 * overviews, and its tiles once more until they are in order.
 */
const DISPLAY_COPY = 2;

type Planned = { size: number; received: number; role: string };

/** Bytes that a file will still take on the disk until its scene is ready. */
export function roomFor({ size, received, role }: Planned): number {
  return size - received + (role === 'image' ? size * DISPLAY_COPY : 0);
}

/**
 * Refuses (507) a file for which the disk will not have room once all that is on its way has arrived. `reserve`
 * bytes are left free for the database and other programs.
 */
export async function requireRoom(
  folder: string,
  coming: Planned,
  onTheirWay: readonly Planned[],
  reserve: number,
): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const spoken = onTheirWay.reduce((sum, each) => sum + roomFor(each), 0);
  const free = Math.max(0, bavail * bsize - reserve - spoken);
  const needed = roomFor(coming);
  if (needed <= free) return;
  throw problem('storage_full', {
    detail:
      `This file needs ${inWords(needed)} on the server, with its display copy, and ${inWords(free)} are free` +
      `${spoken > 0 ? ' beside what is being uploaded' : ''}. Make room there and try again.` +
      (coming.received > 0 ? ' What has come of it stays.' : ''),
    free,
    needed,
  });
}

function inWords(bytes: number): string {
  const [unit, name] = bytes >= 2 ** 30 ? [2 ** 30, 'GiB'] : [2 ** 20, 'MiB'];
  return `${(Math.ceil((bytes / unit) * 10) / 10).toFixed(1)} ${name}`;
}
