import type { WritingStage } from './cog-writer.ts';
import type { DisplayCopy, DisplayCopyRequest } from './display-copy.ts';
import type { RefusalCode } from './refusal.ts';

/** What the decoding process is asked: plain values, for they travel as JSON. */
export type IngestTask = Omit<DisplayCopyRequest, 'signal' | 'onProgress'>;

/** What the decoding process tells the one that started it. */
export type IngestMessage =
  | { readonly kind: 'progress'; readonly share: number; readonly stage: WritingStage }
  | { readonly kind: 'done'; readonly copy: DisplayCopy }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string }
  | { readonly kind: 'failed'; readonly errorCode: string; readonly message: string };
