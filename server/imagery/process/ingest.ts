import type { ChildProcess } from 'node:child_process';
import { mkdtemp, realpath, rename } from 'node:fs/promises';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Limits, settingsOf, usualLimits } from '../base/limits.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import { removeScratch, scratchName, syncFolder } from '../cog/cog-writer.ts';
import type { DisplayCopy, DisplayCopyRequest } from '../cog/display-copy.ts';
import { startConfined, strongestConfinement } from './confinement.ts';
import { giveTask, hear } from './decoder-channel.ts';
import { type IngestMessage, ingestMessageSchema } from './ingest.messages.ts';
import { watchResidentSize } from './resident-size.ts';

export type IngestResult = DisplayCopy;

export type IngestRequest = DisplayCopyRequest & {
  /** Further files that the work needs: masks, bands, tiles. */
  besidePaths?: readonly string[];
};

/**
 * Makes the display copy of an original in a process of its own, which may read nothing but the original, the files
 * beside it and this project's code, write nothing but a folder made for it, start nothing, and is killed when it
 * takes too much memory or time (see `startConfined` for who holds it to that). Nothing is left behind unless it
 * succeeds; where this process is killed, a folder `DISPLAY.writing-PID-*` is, until the next ingest. Throws
 * ImageryRefusal with what is wrong, also when the process died; the signal's reason when cancelled.
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  const { signal, onProgress, ...task } = request;
  const limits = request.limits ?? usualLimits;
  signal?.throwIfAborted();
  const originalPath = await realpath(request.originalPath);
  const displayPath = join(await realpath(dirname(request.displayPath)), basename(request.displayPath));
  await removeScratch(displayPath);
  try {
    const folder = await mkdtemp(scratchName(displayPath, `${process.pid}-`));
    const ownPath = join(folder, basename(displayPath));
    const script = join(import.meta.dirname, 'ingest.child.ts');
    const readable = [originalPath, ...(request.besidePaths ?? [])];
    const child = startConfined({ script, readable, folder, limits }, await strongestConfinement());
    giveTask(child, { ...task, originalPath, displayPath: ownPath });
    const copy = await outcome(child, { signal, onProgress }, limits);
    if (request.keep) return copy;
    await rename(ownPath, displayPath);
    await syncFolder(dirname(displayPath));
    return copy;
  } finally {
    await removeScratch(displayPath);
  }
}

type Death = 'memory' | 'time' | 'cancel' | 'nonsense';

function outcome(
  child: ChildProcess,
  { signal, onProgress }: { signal: AbortSignal | undefined; onProgress: IngestRequest['onProgress'] },
  limits: Limits,
): Promise<IngestResult> {
  return new Promise((resolve, reject) => {
    let last: IngestMessage | null = null;
    let share = 0;
    let killedFor: Death | null = null;
    let complaint = '';
    const kill = (reason: Death) => {
      killedFor ??= reason;
      child.kill('SIGKILL');
    };
    const cancel = () => kill('cancel');
    const timer = setTimeout(() => kill('time'), limits.minutes * 60_000);
    const stopWatching = watchResidentSize(child.pid, (bytes) => {
      if (bytes > limits.memory) kill('memory');
    });
    signal?.addEventListener('abort', cancel);
    child.stderr?.on('data', (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-8192);
    });
    hear(
      child,
      (said) => {
        const { success, data: message } = ingestMessageSchema.safeParse(said);
        if (!success) return kill('nonsense');
        last = message;
        if (message.kind !== 'progress') return;
        share = message.share;
        onProgress?.(share, message.stage);
      },
      () => kill('nonsense'),
    );
    const finish = (ending: Pick<Ending, 'exitCode' | 'signalName'>) => {
      clearTimeout(timer);
      stopWatching();
      signal?.removeEventListener('abort', cancel);
      if (killedFor === 'cancel') reject(signal?.reason);
      else if (last?.kind === 'done' && killedFor === null) resolve(last.copy);
      else reject(refusalFor({ ...ending, last, share, killedFor, complaint, limits }));
    };
    child.on('error', (error) => {
      complaint = error.message;
      finish({ exitCode: null, signalName: null });
    });
    child.once('close', (exitCode, signalName) => finish({ exitCode, signalName }));
  });
}

type Ending = {
  last: IngestMessage | null;
  share: number;
  killedFor: Death | null;
  complaint: string;
  exitCode: number | null;
  signalName: NodeJS.Signals | null;
  limits: Limits;
};

function refusalFor(ending: Ending): ImageryRefusal {
  const { last, share, killedFor, complaint, limits } = ending;
  const progress = `after ${Math.floor(share * 100)}% of the work`;
  if (last?.kind === 'refused') return new ImageryRefusal(last.code, last.detail);
  if (killedFor === 'time' || endedBy(ending, 'SIGXCPU'))
    return new ImageryRefusal(
      'out_of_time',
      `Reading the image took longer than the ${duration(limits.minutes)} allowed (${settingsOf('minutes')}) and was stopped ${progress}. Cut the image into parts, or save it with tiles of 512 pixels.`,
    );
  const errorCode = last?.kind === 'failed' ? last.errorCode : '';
  const message = last?.kind === 'failed' ? last.message : complaint;
  const memoryRanOut =
    /heap out of memory|allocation failed|out of memory/i.test(message) ||
    ['ERR_MEMORY_ALLOCATION_FAILED', 'ENOMEM'].includes(errorCode);
  // Nobody else kills it but a system that is short of memory.
  if (killedFor === 'memory' || memoryRanOut || (killedFor === null && endedBy(ending, 'SIGKILL'))) {
    const megabytes = Math.round(limits.memory / 2 ** 20);
    return new ImageryRefusal(
      'out_of_memory',
      `Reading the image ran out of memory (${megabytes} MB are allowed, ${settingsOf('memory')}) and was stopped ${progress}. Save it with tiles of 512 pixels and try again.`,
    );
  }
  if (['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG'].includes(errorCode))
    return new ImageryRefusal(
      'storage_failed',
      `The display copy could not be written, because the disk is full or closed (${errorCode}). Make room and try again.`,
    );
  return new ImageryRefusal(
    'decoder_failed',
    `Reading the image failed ${progress}: ${firstLine(message) || `the process ended by ${ending.signalName ?? 'itself'}`}. Save the image anew with another program and try again.`,
  );
}

/** What holds the process may pass on the signal that ended it as an exit code, as shells do. */
function endedBy({ exitCode, signalName }: Ending, name: 'SIGKILL' | 'SIGXCPU'): boolean {
  return signalName === name || exitCode === 128 + constants.signals[name];
}

function duration(minutes: number): string {
  return minutes < 2 ? `${minutes * 60} seconds` : `${minutes} minutes`;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]!.slice(0, 200);
}
