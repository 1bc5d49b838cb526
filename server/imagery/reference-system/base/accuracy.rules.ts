/** Stands for an error in metres that is not known: shifts between datums move places by hundreds of metres. */
export const UNKNOWN_METRES = 1000;

/** How far something may lie off, to stand before 'off' or 'from its true place': 'up to 29 m'. */
export function howFar(metres: number): string {
  return metres === UNKNOWN_METRES
    ? 'hundreds of metres or more'
    : `up to ${Math.round(metres).toLocaleString('en')}\u00a0m`;
}
