// Makes one display copy in a process of its own, started by ingest.ts, which gives it the task.

import { ImageryRefusal } from '../base/refusal.ts';
import type { WritingStage } from '../cog/cog-writer.ts';
import { writeDisplayCopy } from '../cog/display-copy.ts';
import { readKeptCopy } from '../cog/kept-copy.ts';
import { noticeSilence, readTask, tell } from './decoder-channel.ts';
import type { IngestMessage, IngestTask } from './ingest.messages.ts';

const cancelled = new AbortController();

// Whoever started this process is gone: tidy up and go, too.
noticeSilence(() => {
  cancelled.abort();
  setTimeout(() => process.exit(1), 2000).unref();
});

const task = readTask() as IngestTask;
try {
  const request = {
    ...task,
    signal: cancelled.signal,
    onProgress: (share: number, stage: WritingStage) => say({ kind: 'progress', share, stage }),
  };
  const { keep } = request;
  const copy = await (keep ? readKeptCopy({ ...request, keep }) : writeDisplayCopy(request));
  say({ kind: 'done', copy });
} catch (error) {
  say(failureMessage(error));
}

function say(message: IngestMessage): void {
  tell(message);
}

function failureMessage(error: unknown): IngestMessage {
  if (error instanceof ImageryRefusal) return { kind: 'refused', code: error.code, detail: error.detail };
  const { code, message } = error as NodeJS.ErrnoException;
  return { kind: 'failed', errorCode: code ?? '', message: message ?? String(error) };
}
