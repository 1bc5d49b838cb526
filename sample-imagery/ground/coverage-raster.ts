import { clamp, cosine, sine, smoothStep } from '../base/exact-math.ts';
import { fractalNoise } from '../base/noise.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, frame } from '../base/recipe.ts';

const COLUMNS = (FRAME_WIDTH + 2 * frame.margin) * 2 + 2;
const ROWS = (FRAME_HEIGHT + 2 * frame.margin) * 2 + 2;

export type Patch = {
  x: number;
  y: number;
  /** Metres along and across. */
  length: number;
  width: number;
  /** Degrees from east towards south. */
  angle: number;
  round?: boolean;
  /** Metres over which the edge fades. */
  soft: number;
  /** Metres by which noise bends the edge. */
  ragged: number;
  strength?: number;
};

/** How much of each half-metre node of the ground is covered by something, 0 to 1. */
export class CoverageRaster {
  readonly #values = new Uint8Array(COLUMNS * ROWS);

  add(patch: Patch): void {
    const reach = Math.sqrt(patch.length ** 2 + patch.width ** 2) / 2 + patch.soft + patch.ragged;
    const left = Math.max(0, Math.floor((patch.x - reach + frame.margin) * 2));
    const right = Math.min(COLUMNS - 1, Math.ceil((patch.x + reach + frame.margin) * 2));
    const top = Math.max(0, Math.floor((patch.y - reach + frame.margin) * 2));
    const bottom = Math.min(ROWS - 1, Math.ceil((patch.y + reach + frame.margin) * 2));
    const ux = cosine(patch.angle);
    const uy = sine(patch.angle);
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const x = column / 2 - frame.margin;
        const y = row / 2 - frame.margin;
        const along = Math.abs((x - patch.x) * ux + (y - patch.y) * uy);
        const across = Math.abs((y - patch.y) * ux - (x - patch.x) * uy);
        let outside = Math.max(along - patch.length / 2, across - patch.width / 2);
        if (patch.round) {
          const a = along / (patch.length / 2);
          const b = across / (patch.width / 2);
          outside = (Math.sqrt(a * a + b * b) - 1) * (patch.width / 2);
        }
        if (patch.ragged > 0) outside += fractalNoise(x / 9, y / 9, 3, 411) * patch.ragged;
        const share = smoothStep(patch.soft, -patch.soft, outside) * (patch.strength ?? 1) * 255;
        const at = row * COLUMNS + column;
        if (share > this.#values[at]!) this.#values[at] = Math.round(share);
      }
  }

  at(x: number, y: number): number {
    const fx = clamp((x + frame.margin) * 2, 0, COLUMNS - 1.001);
    const fy = clamp((y + frame.margin) * 2, 0, ROWS - 1.001);
    const column = Math.floor(fx);
    const row = Math.floor(fy);
    const u = fx - column;
    const v = fy - row;
    const at = row * COLUMNS + column;
    const values = this.#values;
    const upper = values[at]! + (values[at + 1]! - values[at]!) * u;
    const lower = values[at + COLUMNS]! + (values[at + COLUMNS + 1]! - values[at + COLUMNS]!) * u;
    return (upper + (lower - upper) * v) / 255;
  }
}
