/** A square of complex numbers, row by row; its side is a power of two. */
export type Spectrum = { real: Float64Array; imaginary: Float64Array };

/** The discrete Fourier transform of a square in place (radix 2, Cooley and Tukey 1965), not divided by its size. */
export function transformSquare({ real, imaginary }: Spectrum, side: number): void {
  const line = { real: new Float64Array(side), imaginary: new Float64Array(side) };
  const turns = turnsOf(side);
  const along = (start: number, step: number) => {
    for (let i = 0; i < side; i++) {
      line.real[i] = real[start + i * step]!;
      line.imaginary[i] = imaginary[start + i * step]!;
    }
    transformLine(line, turns);
    for (let i = 0; i < side; i++) {
      real[start + i * step] = line.real[i]!;
      imaginary[start + i * step] = line.imaginary[i]!;
    }
  };
  for (let row = 0; row < side; row++) along(row * side, 1);
  for (let column = 0; column < side; column++) along(column, side);
}

function turnsOf(side: number): Spectrum {
  const real = new Float64Array(side / 2);
  const imaginary = new Float64Array(side / 2);
  for (let i = 0; i < side / 2; i++) {
    real[i] = Math.cos((2 * Math.PI * i) / side);
    imaginary[i] = -Math.sin((2 * Math.PI * i) / side);
  }
  return { real, imaginary };
}

function transformLine({ real, imaginary }: Spectrum, turns: Spectrum): void {
  const length = real.length;
  for (let i = 1, mirrored = 0; i < length; i++) {
    let bit = length >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (i >= mirrored) continue;
    [real[i], real[mirrored]] = [real[mirrored]!, real[i]!];
    [imaginary[i], imaginary[mirrored]] = [imaginary[mirrored]!, imaginary[i]!];
  }
  for (let half = 1; half < length; half *= 2) {
    const step = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half)
      for (let k = 0; k < half; k++) {
        const [cosine, sine] = [turns.real[k * step]!, turns.imaginary[k * step]!];
        const [low, high] = [start + k, start + k + half];
        const re = real[high]! * cosine - imaginary[high]! * sine;
        const im = real[high]! * sine + imaginary[high]! * cosine;
        real[high] = real[low]! - re;
        imaginary[high] = imaginary[low]! - im;
        real[low]! += re;
        imaginary[low]! += im;
      }
  }
}
