import type { ChildProcess } from 'node:child_process';
import { readSync, writeSync } from 'node:fs';

// Both ends of how a process that decodes and the one that started it talk: a line of JSON each way. Node's own
// channel is no door to leave open to strangers: a line that is none of its messages, or one of those by which
// it passes handles, ends the process that hears it.

/** Bytes of one message, far above what the largest image gives cause for. */
const MOST_BYTES = 8 * 2 ** 20;
const NEWLINE = 10;

/** Tells a process what it is to do. It hears nothing after that. */
export function giveTask(child: ChildProcess, task: unknown): void {
  // It may be gone before it has heard all: of that, its end tells.
  child.stdin!.on('error', () => {}).end(`${JSON.stringify(task)}\n`);
}

/** Hands on what a process tells. After what is no message, `garbled` is called and nothing more is handed on. */
export function hear(child: ChildProcess, heard: (message: unknown) => void, garbled: () => void): void {
  let pending: Buffer[] = [];
  let bytes = 0;
  const listen = (chunk: Buffer) => {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(NEWLINE, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      from += part.length + 1;
      pending.push(part);
      bytes += part.length;
      const message = bytes > MOST_BYTES ? undefined : end < 0 ? null : parsed(Buffer.concat(pending));
      if (message === undefined) {
        pending = [];
        child.stdout!.off('data', listen).resume();
        return garbled();
      }
      if (end < 0) return;
      pending = [];
      bytes = 0;
      if (message !== null) heard(message);
    }
  };
  child.stdout!.on('data', listen);
}

/** Null for an empty line, undefined for what is no JSON. */
function parsed(line: Buffer): unknown {
  if (line.length === 0) return null;
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}

/** In the process that decodes: waits for what it is to do. */
export function readTask(): unknown {
  const chunk = Buffer.alloc(65_536);
  const parts: Buffer[] = [];
  for (;;) {
    const length = readSync(0, chunk);
    if (length === 0) return JSON.parse(Buffer.concat(parts).toString());
    parts.push(Buffer.from(chunk.subarray(0, length)));
  }
}

/** In the process that decodes: tells. Says whether anybody is there to hear it. */
export function tell(message: unknown): boolean {
  return write(`${JSON.stringify(message)}\n`);
}

/** In the process that decodes: calls `gone` once whoever started it hears nothing any more. */
export function noticeSilence(gone: () => void): void {
  const timer = setInterval(() => {
    if (write('\n')) return;
    clearInterval(timer);
    gone();
  }, 1000);
  timer.unref();
}

function write(text: string): boolean {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
    return true;
  } catch {
    return false;
  }
}
