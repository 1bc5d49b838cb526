import { type Spectrum, transformSquare } from './fourier.ts';

/** The same square of ground on both images, row by row from the north, side a power of two; NaN is no pixel. */
export type Block = { reference: Float32Array; moving: Float32Array };

/**
 * How far the moving image must go to lie on the reference, in pixels to the right and down. `quality` is the
 * peak's height in standard deviations of the rest of the surface, `lead` its ratio to the second peak.
 */
export type Peak = { right: number; down: number; quality: number; lead: number };

/**
 * What the blocks say together. `spread` is the RMS, in pixels, of how far single blocks that are clear by
 * themselves lie from it; undefined where fewer than two are clear.
 */
export type Correlation = Peak & { spread: number | undefined; clearBlocks: number };

/** Of a pixel's frequency: finer detail is mostly noise. The peak then has the shape of a Gaussian. */
const DETAIL = 0.15;
/** Pixels around the peak that belong to it. */
const PEAK_RADIUS = 4;
/** Of surfaces of unrelated noise, some 50,000 independent places, the highest stays below 5. */
export const CLEAR_QUALITY = 7;
/** The second peak of unrelated noise is nearly as high as the first. */
export const CLEAR_LEAD = 1.3;

/**
 * Phase correlation (Kuglin and Hines 1975): each block is windowed, its cross-power spectrum normalised, and
 * the surfaces of all blocks are averaged. The peak's place is refined by a parabola through its logarithms.
 */
export function correlate(blocks: readonly Block[], side: number): Correlation | undefined {
  const surfaces = blocks.map((block) => surfaceOf(block, side)).filter((one) => one !== undefined);
  if (surfaces.length === 0) return undefined;
  const mean = new Float64Array(side * side);
  for (const surface of surfaces) for (let i = 0; i < mean.length; i++) mean[i]! += surface[i]!;
  const whole = peakOf(mean, side);
  const clear = surfaces.map((surface) => peakOf(surface, side)).filter(isClear);
  const squares = clear.reduce(
    (sum, { right, down }) => sum + (right - whole.right) ** 2 + (down - whole.down) ** 2,
    0,
  );
  const spread = clear.length < 2 ? undefined : Math.sqrt(squares / clear.length);
  return { ...whole, spread, clearBlocks: clear.length };
}

/** True for a peak that stands out so far that chance does not make it. */
export function isClear({ quality, lead }: Peak): boolean {
  return quality >= CLEAR_QUALITY && lead >= CLEAR_LEAD;
}

function surfaceOf({ reference, moving }: Block, side: number): Float64Array | undefined {
  const one = spectrumOf(reference, side);
  const other = spectrumOf(moving, side);
  if (!one || !other) return undefined;
  const frequency = (i: number) => (i < side / 2 ? i : i - side) / side;
  for (let i = 0; i < side * side; i++) {
    const re = one.real[i]! * other.real[i]! + one.imaginary[i]! * other.imaginary[i]!;
    const im = one.imaginary[i]! * other.real[i]! - one.real[i]! * other.imaginary[i]!;
    const [x, y] = [frequency(i % side), frequency(Math.floor(i / side))];
    const weight = Math.exp(-(x * x + y * y) / (2 * DETAIL ** 2)) / (Math.hypot(re, im) || 1);
    one.real[i] = re * weight;
    // Conjugated, so that the forward transform turns back.
    one.imaginary[i] = -im * weight;
  }
  transformSquare(one, side);
  return one.real;
}

/** The spectrum of what differs from the mean, faded out towards the edges. Undefined where all is one value. */
function spectrumOf(values: Float32Array, side: number): Spectrum | undefined {
  let [count, sum, squares] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  if (!(squares / count - mean * mean > Math.max(1e-12, 1e-9 * mean * mean))) return undefined;
  const fade = Float64Array.from({ length: side }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / side) ** 2);
  const real = new Float64Array(side * side);
  for (let i = 0; i < real.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) real[i] = (value - mean) * fade[i % side]! * fade[Math.floor(i / side)]!;
  }
  const spectrum = { real, imaginary: new Float64Array(side * side) };
  transformSquare(spectrum, side);
  return spectrum;
}

/** The highest place within a quarter of the side. */
function peakOf(surface: Float64Array, side: number): Peak {
  const reach = side / 4;
  const at = (x: number, y: number) => surface[((y + side) % side) * side + ((x + side) % side)]!;
  let [right, down, height] = [0, 0, Number.NEGATIVE_INFINITY];
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) if (at(x, y) > height) [right, down, height] = [x, y, at(x, y)];
  let [second, sum, squares, count] = [0, 0, 0, 0];
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) {
      if (Math.hypot(x - right, y - down) <= PEAK_RADIUS) continue;
      const value = at(x, y);
      if (value > second) second = value;
      sum += value;
      squares += value * value;
      count++;
    }
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  return {
    right: right + between(at(right - 1, down), height, at(right + 1, down)),
    down: down + between(at(right, down - 1), height, at(right, down + 1)),
    quality: deviation > 0 ? (height - sum / count) / deviation : 0,
    lead: height / (second || 1),
  };
}

/** The top of a Gaussian through three heights, from the middle one. */
function between(former: number, middle: number, latter: number): number {
  if (former <= 0 || middle <= 0 || latter <= 0) return 0;
  const [a, b, c] = [Math.log(former), Math.log(middle), Math.log(latter)];
  const bend = a - 2 * b + c;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0;
}
