/** The longest round length that is no longer than the one given, in the same unit: 1, 2 or 5 times a power of ten. */
export function roundLength(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length));
  const factor = [5, 2, 1].find((one) => one * power <= length) ?? 1;
  return factor * power;
}

/** A round length in metres as a scale bar tells it: '50 m', '2 km'. */
export function lengthText(metres: number): string {
  return metres >= 1_000 ? `${metres / 1_000} km` : `${Number(metres.toPrecision(1))} m`;
}
