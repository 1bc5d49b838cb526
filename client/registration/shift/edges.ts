import type { Spectrum } from './fourier.ts';

/** Of the pixels of a square, so many must show an edge for it to have content. */
const LEAST_EDGES = 0.05;

/**
 * The edges of a square, row by row, as complex numbers: the angle is twice that of the gradient, so that what is
 * bright in one band and dark in another is the same edge; the length, below 1, grows with the gradient's against
 * the square's mean. Fades out towards the sides. After the orientation correlation of Fitch et al. (2002), angles
 * doubled. Undefined where the square has no content; a pixel beside none (NaN) shows no edge.
 */
export function edgesOf(values: Float32Array, side: number): Spectrum | undefined {
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);
  let [sum, count] = [0, 0];
  for (let y = 1; y < side - 1; y++)
    for (let x = 1; x < side - 1; x++) {
      const i = y * side + x;
      const east = values[i + 1]! - values[i - 1]!;
      const south = values[i + side]! - values[i - side]!;
      const length = Math.sqrt(east * east + south * south);
      if (!(length > 0)) continue;
      real[i] = east;
      imaginary[i] = south;
      sum += length;
      count++;
    }
  if (count < LEAST_EDGES * side * side) return undefined;
  const mean = sum / count;
  const fade = Float64Array.from({ length: side }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / side));
  for (let i = 0; i < real.length; i++) {
    const [east, south] = [real[i]!, imaginary[i]!];
    const length = Math.sqrt(east * east + south * south);
    if (length === 0) continue;
    const weight = (fade[i % side]! * fade[Math.floor(i / side)]!) / (length * (length + mean));
    real[i] = (east * east - south * south) * weight;
    imaginary[i] = 2 * east * south * weight;
  }
  return { real, imaginary };
}
