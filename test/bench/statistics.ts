/** The middle of some numbers, of an even count the upper one of both. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The number below which a share, 0 to 1, of some numbers lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** The sum of some numbers by their count. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
