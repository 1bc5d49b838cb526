import { edgesOf } from './edges.ts';
import { type Spectrum, transformSquare } from './fourier.ts';

/** The same square of ground on both images, row by row from the north, side a power of two; NaN is no pixel. */
export type Block = { reference: Float32Array; moving: Float32Array };

/**
 * How far the moving image must go to lie on the reference, in pixels to the right and down. `lead` is the
 * ratio of the peak's height to the highest place elsewhere.
 */
export type Peak = { right: number; down: number; lead: number };

/** Of a pixel's frequency: finer detail is mostly noise. The peak then has the shape of a Gaussian. */
const DETAIL = 0.15;
/** Pixels around a peak that belong to it. */
const PEAK_RADIUS = 4;

/**
 * Phase correlation (Kuglin and Hines 1975) of the edges of each block: the highest peaks, at most `most`, the
 * highest first, within `reach` pixels to either side. Empty where a block holds no edges.
 */
export function correlate(
  blocks: readonly Block[],
  side: number,
  { reach, most }: { reach: number; most: number },
): Peak[][] {
  return blocks.map(({ reference, moving }) => {
    const [one, other] = [spectrumOf(reference, side), spectrumOf(moving, side)];
    return one && other ? peaksOf(surfaceOf(one, other, side), side, reach, most) : [];
  });
}

function spectrumOf(values: Float32Array, side: number): Spectrum | undefined {
  const edges = edgesOf(values, side);
  if (edges) transformSquare(edges, side);
  return edges;
}

/** The correlation at every shift, right and down, counted round the square; written over `one`. */
function surfaceOf(one: Spectrum, other: Spectrum, side: number): Float64Array {
  const weights = Float64Array.from({ length: side }, (_, i) => {
    const frequency = (i < side / 2 ? i : i - side) / side;
    return Math.exp(-(frequency ** 2) / (2 * DETAIL ** 2));
  });
  for (let row = 0, i = 0; row < side; row++)
    for (let column = 0; column < side; column++, i++) {
      const re = one.real[i]! * other.real[i]! + one.imaginary[i]! * other.imaginary[i]!;
      const im = one.imaginary[i]! * other.real[i]! - one.real[i]! * other.imaginary[i]!;
      const weight = (weights[row]! * weights[column]!) / (Math.sqrt(re * re + im * im) || 1);
      one.real[i] = re * weight;
      // Conjugated, so that the forward transform turns back.
      one.imaginary[i] = -im * weight;
    }
  transformSquare(one, side);
  return one.real;
}

function peaksOf(surface: Float64Array, side: number, reach: number, most: number): Peak[] {
  const at = (x: number, y: number) => surface[((y + side) % side) * side + ((x + side) % side)]!;
  const tops: { x: number; y: number; height: number }[] = [];
  while (tops.length <= most) {
    const top = { x: 0, y: 0, height: 0 };
    for (let y = -reach; y <= reach; y++)
      for (let x = -reach; x <= reach; x++)
        if (at(x, y) > top.height && !tops.some((one) => Math.hypot(x - one.x, y - one.y) <= PEAK_RADIUS))
          Object.assign(top, { x, y, height: at(x, y) });
    if (top.height === 0) break;
    tops.push(top);
  }
  return tops.slice(0, most).map(({ x, y, height }, i) => {
    const rival = tops[i === 0 ? 1 : 0]?.height ?? 0;
    return {
      right: x + between(at(x - 1, y), height, at(x + 1, y)),
      down: y + between(at(x, y - 1), height, at(x, y + 1)),
      lead: rival > 0 ? height / rival : Number.MAX_VALUE,
    };
  });
}

/** The top of a Gaussian through three heights, from the middle one. */
function between(former: number, middle: number, latter: number): number {
  if (former <= 0 || latter <= 0) return 0;
  const [a, b, c] = [Math.log(former), Math.log(middle), Math.log(latter)];
  const bend = a - 2 * b + c;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0;
}
