import { statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isRunning } from './process.ts';
import { writeWhole } from './whole-file.ts';

/** Tells this process from all others, also from one that has its number or its port later. */
export const INSTANCE: string = crypto.randomUUID();

const noteSchema = z.object({
  address: z.url({ protocol: /^http$/ }),
  pid: z.int().positive(),
  instance: z.uuid(),
  folder: z.string(),
});
type Note = z.infer<typeof noteSchema>;

/**
 * Notes where the server of a data folder answers, for the command line. It is a help and no more: where it cannot
 * be written, the server goes on without.
 */
export async function noteAddress(
  dataDirectory: string,
  address: string,
  log: Logger,
): Promise<{ remove: () => Promise<void> }> {
  const note: Note = { address, pid: process.pid, instance: INSTANCE, folder: identityOf(dataDirectory) };
  await writeWhole(noteFile(dataDirectory), JSON.stringify(note)).catch((error) =>
    log.warn({ err: error }, 'the address of this server could not be noted for the command line'),
  );
  return {
    remove: async () => {
      // Another server on the same folder may have put its own address there since.
      if ((await readNote(dataDirectory))?.instance === INSTANCE)
        await rm(noteFile(dataDirectory), { force: true }).catch(() => {});
    },
  };
}

/**
 * The address of a server that runs on this very folder; undefined where none is known to. A note that was left
 * behind, copied along with its folder or damaged leads to nobody, and not to whoever answers at its address now.
 */
export async function findRunningServer(dataDirectory: string): Promise<string | undefined> {
  const note = await readNote(dataDirectory);
  if (!note || note.folder !== identityOf(dataDirectory) || !isRunning(note.pid)) return undefined;
  try {
    const response = await fetch(`${note.address}/healthz`, { signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.headers.get('Instance') === note.instance ? note.address : undefined;
  } catch {
    return undefined;
  }
}

function noteFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'server.json');
}

async function readNote(dataDirectory: string): Promise<Note | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(noteFile(dataDirectory), 'utf8')));
  } catch {
    return undefined;
  }
}

/** A copy of a folder has another. */
function identityOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev} ${ino}`;
}
