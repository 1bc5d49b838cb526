/**
 * Rows of a made-up landscape for benchmarks, red, green and blue interleaved: slopes of several sizes, fields
 * with sharp edges, and the noise of a sensor. Neither flat nor pure noise; the same each time.
 */
export function texturedRows(width: number, firstRow: number, rows: number): Uint8Array {
  const pixels = new Uint8Array(width * rows * 3);
  let at = 0;
  for (let y = firstRow; y < firstRow + rows; y++)
    for (let x = 0; x < width; x++) {
      const slope = 40 * relief(x, y, 8) + 22 * relief(x, y, 6) + 12 * relief(x, y, 4) + 6 * relief(x, y, 2);
      const field = hash(Math.floor((x + y / 3) / 130), Math.floor((y - x / 4) / 90));
      const grain = hash(x, y);
      const noise = (((grain >>> 8) & 7) + ((grain >>> 11) & 7) + ((grain >>> 14) & 7) - 10.5) * 0.6;
      pixels[at] = 50 + slope + ((field >>> 8) & 31) + noise;
      pixels[at + 1] = 58 + slope + ((field >>> 13) & 31) + noise + ((grain >>> 20) & 1);
      pixels[at + 2] = 40 + slope * 0.8 + ((field >>> 18) & 15) + noise + ((grain >>> 21) & 1);
      at += 3;
    }
  return pixels;
}

/** Smooth noise from 0 to 1 whose bumps are 2^size pixels wide. */
function relief(x: number, y: number, size: number): number {
  const scale = 2 ** size;
  const column = x >> size;
  const row = y >> size;
  const across = ease((x - column * scale) / scale);
  const down = ease((y - row * scale) / scale);
  const value = (dx: number, dy: number) => (hash(column + dx + size * 7919, row + dy) & 0xffff) / 0xffff;
  const upper = value(0, 0) + (value(1, 0) - value(0, 0)) * across;
  const lower = value(0, 1) + (value(1, 1) - value(0, 1)) * across;
  return upper + (lower - upper) * down;
}

function ease(share: number): number {
  return share * share * (3 - 2 * share);
}

/** 32 well-mixed bits of two whole numbers. */
function hash(x: number, y: number): number {
  let bits = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return (bits ^ (bits >>> 15)) >>> 0;
}
