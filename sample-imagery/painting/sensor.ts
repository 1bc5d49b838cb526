import { clamp } from '../base/exact-math.ts';
import { hash, valueNoise } from '../base/noise.ts';
import type { SceneRecipe } from '../base/recipe.ts';
import { frame } from '../base/recipe.ts';

/** Grey levels that the sensor tells apart are this far apart: a smaller file, unseen. */
const QUANTUM = 3;

/** Share of grey that air and broad bands mix into colours. */
const MUTE = 0.22;

/** Weight of each neighbour in the sensor's blur, on each axis. */
const SPREAD = 0.12;

/** Standard deviation of the noise, grey levels. */
const NOISE_LEVEL = 1.3;

function blur(values: Float32Array, width: number, height: number): Float32Array {
  const between = new Float32Array(values.length);
  const result = new Float32Array(values.length);
  const row = width * 3;
  for (let at = 0; at < values.length; at++) {
    const column = at % row;
    const before = column < 3 ? at : at - 3;
    const after = column >= row - 3 ? at : at + 3;
    between[at] = values[at]! * (1 - 2 * SPREAD) + (values[before]! + values[after]!) * SPREAD;
  }
  for (let at = 0; at < values.length; at++) {
    const before = at < row ? at : at - row;
    const after = at >= row * (height - 1) ? at : at + row;
    result[at] = between[at]! * (1 - 2 * SPREAD) + (between[before]! + between[after]!) * SPREAD;
  }
  return result;
}

/** What the sensor makes of the light: blur, haze, cast, an uneven field, noise, whole grey levels. */
export function sensorPixels(radiance: Float32Array, scene: SceneRecipe, seed: number): Uint8Array {
  const { widthPixels: width, heightPixels: height } = frame;
  const sharp = blur(radiance, width, height);
  const pixels = new Uint8Array(sharp.length);
  const veil = [196, 206, 222];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const field = 1 + 0.03 * (valueNoise(column / 900, row / 900, 1301 + seed) - 0.5);
      const grain = hash(column, row, 1311 + seed);
      // The sum of four even numbers is near enough to a normal one; part of it is common to all bands.
      const common = (grain & 255) + ((grain >>> 8) & 255) + ((grain >>> 16) & 255) + (grain >>> 24) - 510;
      const first = (row * width + column) * 3;
      const grey = sharp[first]! * 0.3 + sharp[first + 1]! * 0.55 + sharp[first + 2]! * 0.15;
      for (let band = 0; band < 3; band++) {
        const at = first + band;
        const own = (hash(column * 3 + band, row, 1321 + seed) & 1023) - 511.5;
        const noise = (common / 148) * NOISE_LEVEL * 0.8 + (own / 295) * NOISE_LEVEL * 0.4;
        const muted = sharp[at]! + (grey - sharp[at]!) * MUTE;
        const hazed = muted * (1 - scene.haze) + veil[band]! * scene.haze;
        const level = hazed * scene.cast[band]! * field + noise;
        pixels[at] = clamp(Math.round(level / QUANTUM) * QUANTUM, 0, 255);
      }
    }
  return pixels;
}
