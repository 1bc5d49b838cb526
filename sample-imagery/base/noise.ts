/** Deterministic noise from integer hashes: the same number on every machine for the same place and seed. */

/** 32 well-mixed bits of two whole numbers and a seed. */
export function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed + 0x51ed27, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) for two whole numbers and a seed. */
export function random(x: number, y: number, seed: number): number {
  return hash(x, y, seed) / 4294967296;
}

/** Value noise in [0, 1), lattice spacing 1. */
export function valueNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const su = u * u * (3 - 2 * u);
  const sv = v * v * (3 - 2 * v);
  const a = hash(left, top, seed);
  const b = hash(left + 1, top, seed);
  const c = hash(left, top + 1, seed);
  const d = hash(left + 1, top + 1, seed);
  const upper = a + (b - a) * su;
  const lower = c + (d - c) * su;
  return (upper + (lower - upper) * sv) / 4294967296;
}

/**
 * Fractal noise about 0, mostly within ±1. Each octave is turned by an exact rotation (3, 4, 5 triangle), so
 * that the lattices do not line up.
 */
export function fractalNoise(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let amplitude = 1;
  let total = 0;
  let px = x;
  let py = y;
  for (let octave = 0; octave < octaves; octave++) {
    sum += amplitude * (valueNoise(px, py, seed + octave * 17) * 2 - 1);
    total += amplitude;
    amplitude *= 0.5;
    const rx = (px * 0.8 - py * 0.6) * 2.03 + 7.1;
    py = (px * 0.6 + py * 0.8) * 2.03 + 3.7;
    px = rx;
  }
  return (sum / total) * 1.5;
}

/** Ridged noise in [0, 1]: sharp crests at 1, broad hollows. */
export function ridgedNoise(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let amplitude = 1;
  let total = 0;
  let px = x;
  let py = y;
  for (let octave = 0; octave < octaves; octave++) {
    const centred = valueNoise(px, py, seed + octave * 31) * 2 - 1;
    const crest = 1 - Math.sqrt(centred * centred + 0.004);
    sum += amplitude * crest;
    total += amplitude;
    amplitude *= 0.5;
    const rx = (px * 0.8 - py * 0.6) * 2.01 + 11.3;
    py = (px * 0.6 + py * 0.8) * 2.01 + 5.9;
    px = rx;
  }
  return sum / total;
}
