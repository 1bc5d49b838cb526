import { z } from 'zod';
import { bytesPerSample, type PixelType } from '../base/raster.ts';
import { refusalCodes } from '../base/refusal.ts';
import type { DisplayCopyRequest } from '../cog/display-copy.ts';

/** What the decoding process is asked: plain values, for they travel as JSON. */
export type IngestTask = Omit<DisplayCopyRequest, 'signal' | 'onProgress'>;

const count = z.number().int().min(0);
const sample = z.number().nullable();
const text = z.string();

const displayCopySchema = z.object({
  size: count,
  sha256: z.string().regex(/^([0-9a-f]{64})?$/),
  width: count,
  height: count,
  bands: z
    .array(
      z.object({
        name: text.exactOptional(),
        type: z.enum(Object.keys(bytesPerSample) as PixelType[]),
        alpha: z.literal(true).exactOptional(),
        min: sample,
        max: sample,
        p2: sample,
        p98: sample,
      }),
    )
    .readonly(),
  noData: text.nullable(),
});

/** What the decoding process tells the one that started it, which a stranger's file may have taken over. */
export const ingestMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    share: z.number().min(0).max(1.01),
    stage: z.enum(['reading', 'writing_overviews']),
  }),
  z.object({ kind: z.literal('done'), copy: displayCopySchema }),
  z.object({ kind: z.literal('refused'), code: z.enum(refusalCodes), detail: text }),
  z.object({ kind: z.literal('failed'), errorCode: text, message: text }),
]);

export type IngestMessage = z.infer<typeof ingestMessageSchema>;
