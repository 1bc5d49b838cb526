import { z } from 'zod';

/** Bytes of a file: the first, and the one behind the last. */
export type Range = { start: number; end: number };

/** So many ranges keep the address well below the 16 KiB that Node accepts. */
export const MOST_RANGES = 200;
/** Far more than the tiles of any view. */
export const MOST_RANGE_BYTES = 256_000_000;

/**
 * A list of byte ranges as `first-last,first-last`, both bytes included, in the order in which they are wanted.
 * Several ranges that share a byte are refused: nothing is sent twice.
 */
export const rangesSchema = z
  .string()
  .max(MOST_RANGES * 34, `Give at most ${MOST_RANGES} ranges.`)
  .regex(
    /^\d{1,15}-\d{1,15}(?:,\d{1,15}-\d{1,15})*$/,
    'Give ranges as first and last byte, such as 0-1023,4096-8191.',
  )
  .transform((text): Range[] =>
    text.split(',').map((range) => {
      const [first, last] = range.split('-').map(Number) as [number, number];
      return { start: first, end: last + 1 };
    }),
  )
  .superRefine((ranges, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    if (ranges.length > MOST_RANGES) return refuse(`Give at most ${MOST_RANGES} ranges.`);
    if (ranges.some(({ start, end }) => end <= start))
      return refuse('The last byte of a range lies before its first.');
    if (ranges.reduce((sum, { start, end }) => sum + end - start, 0) > MOST_RANGE_BYTES)
      return refuse(`The ranges hold more than ${MOST_RANGE_BYTES} bytes together; ask in several requests.`);
    const ordered = ranges.toSorted((one, other) => one.start - other.start);
    if (ordered.some(({ start }, at) => at > 0 && start < ordered[at - 1]!.end))
      refuse('Two ranges overlap; ask for each byte once.');
  });

/** The `ranges` parameter for a list of ranges. */
export function writeRanges(ranges: Range[]): string {
  return ranges.map(({ start, end }) => `${start}-${end - 1}`).join(',');
}
