/**
 * What is told of a stream. `life`, `openings` and `heard` say where in it this was told, so that whoever slept in
 * between finds out whether something was missed.
 */
export type Told = {
  life: string;
  open: boolean;
  /** How often the stream was opened in this life: between two openings is a gap. */
  openings: number;
  /** How many changes were heard in this life, this one included. */
  heard: number;
  /** What came of the change, as it came: whoever shows it reads it by the contract. */
  change?: unknown;
};

/** True where something may have changed between two words without being told. */
export function isGap(before: Told | undefined, now: Told): boolean {
  if (!before || before.life !== now.life || before.openings !== now.openings) return true;
  return before.heard + (now.change === undefined ? 0 : 1) < now.heard;
}
