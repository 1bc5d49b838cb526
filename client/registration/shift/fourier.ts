/** A square of complex numbers, row by row; its side is a power of two. */
export type Spectrum = { real: Float64Array; imaginary: Float64Array };

/** The discrete Fourier transform of a square in place (radix 2, Cooley and Tukey 1965), not divided by its size. */
export function transformSquare(square: Spectrum, side: number): void {
  const turns = turnsOf(side);
  for (let row = 0; row < side; row++) transformLine(square, row * side, turns);
  transpose(square.real, side);
  transpose(square.imaginary, side);
  for (let column = 0; column < side; column++) transformLine(square, column * side, turns);
  transpose(square.real, side);
  transpose(square.imaginary, side);
}

const turnsBySide = new Map<number, Spectrum>();

function turnsOf(side: number): Spectrum {
  const known = turnsBySide.get(side);
  if (known) return known;
  const angles = Array.from({ length: side / 2 }, (_, i) => (2 * Math.PI * i) / side);
  const turns = {
    real: Float64Array.from(angles, Math.cos),
    imaginary: Float64Array.from(angles, (angle) => -Math.sin(angle)),
  };
  turnsBySide.set(side, turns);
  return turns;
}

function transpose(values: Float64Array, side: number): void {
  for (let row = 0; row < side; row++)
    for (let column = row + 1; column < side; column++) {
      const value = values[row * side + column]!;
      values[row * side + column] = values[column * side + row]!;
      values[column * side + row] = value;
    }
}

function transformLine({ real, imaginary }: Spectrum, from: number, turns: Spectrum): void {
  const length = turns.real.length * 2;
  for (let i = 1, mirrored = 0; i < length; i++) {
    let bit = length >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (i >= mirrored) continue;
    const [one, other] = [from + i, from + mirrored];
    const [re, im] = [real[one]!, imaginary[one]!];
    real[one] = real[other]!;
    imaginary[one] = imaginary[other]!;
    real[other] = re;
    imaginary[other] = im;
  }
  for (let half = 1; half < length; half *= 2) {
    const step = length / (2 * half);
    for (let start = from; start < from + length; start += 2 * half)
      for (let k = 0; k < half; k++) {
        const cosine = turns.real[k * step]!;
        const sine = turns.imaginary[k * step]!;
        const low = start + k;
        const high = low + half;
        const re = real[high]! * cosine - imaginary[high]! * sine;
        const im = real[high]! * sine + imaginary[high]! * cosine;
        real[high] = real[low]! - re;
        imaginary[high] = imaginary[low]! - im;
        real[low]! += re;
        imaginary[low]! += im;
      }
  }
}
