// Decodes one file in a process of its own: node ingest.child.ts ORIGINAL DISPLAY, started by ingest.ts.
import { writeDisplayCopy } from './display-copy.ts';
import type { IngestMessage } from './ingest.messages.ts';
import { ImageryRefusal } from './refusal.ts';

const [originalPath = '', displayPath = ''] = process.argv.slice(2);
const cancelled = new AbortController();

// Whoever started this process is gone: tidy up and go, too.
process.once('disconnect', () => {
  cancelled.abort();
  setTimeout(() => process.exit(1), 2000).unref();
});

try {
  const copy = await writeDisplayCopy({
    originalPath,
    displayPath,
    signal: cancelled.signal,
    onProgress: (share) => tell({ kind: 'progress', share }),
  });
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
