import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeScratch } from './cog-writer.ts';
import type { DisplayCopy, DisplayCopyRequest } from './display-copy.ts';
import type { IngestMessage } from './ingest.messages.ts';
import { ImageryRefusal } from './refusal.ts';
import { watchResidentSize } from './resident-size.ts';

export type IngestResult = DisplayCopy;

export interface IngestRequest extends DisplayCopyRequest {
  readonly limits?: IngestLimits;
}

interface IngestLimits {
  /** Bytes of memory that the decoding process may occupy. */
  readonly memory: number;
  /** Milliseconds that it may take. */
  readonly time: number;
}

/** Real scenes stay below 400 MB whatever their size; 64k x 64k pixels take about ten minutes. */
const usualLimits: IngestLimits = { memory: 512 * 2 ** 20, time: 60 * 60_000 };

/**
 * Makes the display copy of an original in a process of its own, which may read nothing but the original and
 * this project's code, write nothing but the display copy's folder, start nothing, and is killed when it takes
 * too much memory or time. Nothing is left behind unless it succeeds.
 *
 * @throws ImageryRefusal with what is wrong, also when the process died; the signal's reason when cancelled
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  const { signal, limits = usualLimits } = request;
  signal?.throwIfAborted();
  const originalPath = await realpath(request.originalPath);
  const displayPath = join(await realpath(dirname(request.displayPath)), basename(request.displayPath));
  const child = startChild(originalPath, displayPath, limits);
  try {
    return await outcome(child, request, limits);
  } catch (error) {
    await removeScratch(displayPath);
    throw error;
  }
}

function startChild(originalPath: string, displayPath: string, limits: IngestLimits): ChildProcess {
  const script = fileURLToPath(import.meta.resolve('./ingest.child.ts'));
  const [modules] = fileURLToPath(import.meta.resolve('geotiff')).split(/(?<=[/\\]node_modules)[/\\]/);
  const folder = dirname(displayPath);
  // Node 24 forgets a folder that is named after a path inside it: shorter paths come first.
  const readable = [dirname(script), modules!, originalPath, folder].sort(
    (one, other) => one.length - other.length,
  );
  const command = [
    ...addressSpaceLimit(limits.memory),
    process.execPath,
    `--max-old-space-size=${heapMegabytes}`,
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${folder}`,
    '--disable-warning=ExperimentalWarning',
    script,
    originalPath,
    displayPath,
  ];
  return spawn(command[0]!, command.slice(1), {
    // Nothing of the server's environment: it may hold the database's password.
    env: { UV_THREADPOOL_SIZE: String(compressionThreads) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** More threads than these wait for the one that cuts tiles, and each takes memory for its stack. */
const compressionThreads = Math.min(16, Math.max(4, availableParallelism()));

/** Megabytes of JavaScript objects; pixels lie outside this heap. */
const heapMegabytes = 128;

/**
 * A limit kept by the kernel where util-linux is there; it holds for pixels, too, and at once. Twice what may be
 * resident, for Node reserves more than it uses.
 */
function addressSpaceLimit(memory: number): string[] {
  const prlimit = '/usr/bin/prlimit';
  return existsSync(prlimit) ? [prlimit, `--data=${memory * 2}`, '--core=0'] : [];
}

type Death = 'memory' | 'time' | 'cancel';

function outcome(child: ChildProcess, request: IngestRequest, limits: IngestLimits): Promise<IngestResult> {
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
    const timer = setTimeout(() => kill('time'), limits.time);
    const stopWatching = watchResidentSize(child.pid, (bytes) => {
      if (bytes > limits.memory) kill('memory');
    });
    request.signal?.addEventListener('abort', cancel);
    child.stderr?.on('data', (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-8192);
    });
    child.on('message', (message: IngestMessage) => {
      last = message;
      if (message.kind !== 'progress') return;
      share = message.share;
      request.onProgress?.(share);
    });
    const finish = (signalName: NodeJS.Signals | null) => {
      clearTimeout(timer);
      stopWatching();
      request.signal?.removeEventListener('abort', cancel);
      if (killedFor === 'cancel') reject(request.signal?.reason);
      else if (last?.kind === 'done') resolve(last.copy);
      else reject(refusalFor({ last, share, killedFor, complaint, signalName, limits }));
    };
    child.once('error', (error) => {
      complaint = error.message;
      finish(null);
    });
    child.once('close', (_code, signalName) => finish(signalName));
  });
}

interface Ending {
  readonly last: IngestMessage | null;
  readonly share: number;
  readonly killedFor: Death | null;
  readonly complaint: string;
  readonly signalName: NodeJS.Signals | null;
  readonly limits: IngestLimits;
}

function refusalFor({ last, share, killedFor, complaint, signalName, limits }: Ending): ImageryRefusal {
  const progress = `after ${Math.floor(share * 100)}% of the work`;
  if (last?.kind === 'refused') return new ImageryRefusal(last.code, last.detail);
  if (killedFor === 'time') {
    return new ImageryRefusal(
      'out_of_time',
      `Reading the image took longer than ${duration(limits.time)} and was stopped ${progress}. Cut the image into parts, or save it with tiles of 512 pixels.`,
    );
  }
  const errorCode = last?.kind === 'failed' ? last.errorCode : '';
  const message = last?.kind === 'failed' ? last.message : complaint;
  const memoryRanOut =
    /heap out of memory|allocation failed|out of memory/i.test(message) ||
    ['ERR_MEMORY_ALLOCATION_FAILED', 'ENOMEM'].includes(errorCode);
  // Nobody else kills it but a system that is short of memory.
  if (killedFor === 'memory' || memoryRanOut || signalName === 'SIGKILL') {
    const megabytes = Math.round(limits.memory / 2 ** 20);
    return new ImageryRefusal(
      'out_of_memory',
      `Reading the image ran out of memory (${megabytes} MB are allowed) and was stopped ${progress}. Save it with tiles of 512 pixels and try again.`,
    );
  }
  if (['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG'].includes(errorCode)) {
    return new ImageryRefusal(
      'storage_failed',
      `The display copy could not be written, because the disk is full or closed (${errorCode}). Make room and try again.`,
    );
  }
  return new ImageryRefusal(
    'decoder_failed',
    `Reading the image failed ${progress}: ${firstLine(message) || `the process ended by ${signalName ?? 'itself'}`}. Save the image anew with another program and try again.`,
  );
}

function duration(milliseconds: number): string {
  return milliseconds < 120_000
    ? `${milliseconds / 1000} seconds`
    : `${Math.round(milliseconds / 60_000)} minutes`;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]!.slice(0, 200);
}
