// Makes one display copy in a process of its own, started by ingest.ts, which sends what is asked as the first message.
import { once } from 'node:events';
import type { WritingStage } from './cog-writer.ts';
import { writeDisplayCopy } from './display-copy.ts';
import type { IngestMessage, IngestTask } from './ingest.messages.ts';
import { readKeptCopy } from './kept-copy.ts';
import { ImageryRefusal } from './refusal.ts';

const cancelled = new AbortController();

// Whoever started this process is gone: tidy up and go, too.
process.once('disconnect', () => {
  cancelled.abort();
  setTimeout(() => process.exit(1), 2000).unref();
});

const [task] = (await once(process, 'message')) as [IngestTask];
try {
  const request = {
    ...task,
    signal: cancelled.signal,
    onProgress: (share: number, stage: WritingStage) => tell({ kind: 'progress', share, stage }),
  };
  const { keep } = request;
  const copy = await (keep ? readKeptCopy({ ...request, keep }) : writeDisplayCopy(request));
  tell({ kind: 'done', copy });
} catch (error) {
  tell(failureMessage(error));
}
if (process.connected) process.disconnect();

function tell(message: IngestMessage): void {
  // Without a listener of its own, a message that finds nobody any more would end the process untidied.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

function failureMessage(error: unknown): IngestMessage {
  if (error instanceof ImageryRefusal) return { kind: 'refused', code: error.code, detail: error.detail };
  const { code, message } = error as NodeJS.ErrnoException;
  return { kind: 'failed', errorCode: code ?? '', message: message ?? String(error) };
}
