import type { Point } from '../base/layout.ts';
import { frame, frameHeight, frameWidth } from '../base/recipe.ts';

/** Metres between the raster's nodes. */
const step = 0.5;
const columns = (frameWidth + 2 * frame.margin) / step + 2;
const rows = (frameHeight + 2 * frame.margin) / step + 2;

/** What distances are capped at, metres. */
const farAway = 9999;

/**
 * Distance to the edge of lines, metres, negative inside; held as a raster of nodes half a metre apart and read
 * between them. A signed one is positive left of the line as drawn (east of a line that runs south).
 */
export class DistanceRaster {
  readonly #values = new Float32Array(columns * rows).fill(farAway);
  readonly #signed: boolean;

  constructor(signed = false) {
    this.#signed = signed;
  }

  /** Adds a line of the given half width; nodes within `reach` metres of it are touched. */
  add(line: readonly Point[], halfWidth: number, reach: number): void {
    for (let index = 1; index < line.length; index++) {
      this.#addSegment(line[index - 1]!, line[index]!, halfWidth, reach);
    }
  }

  #addSegment([ax, ay]: Point, [bx, by]: Point, halfWidth: number, reach: number): void {
    const left = Math.max(0, Math.floor((Math.min(ax, bx) - reach + frame.margin) / step));
    const right = Math.min(columns - 1, Math.ceil((Math.max(ax, bx) + reach + frame.margin) / step));
    const top = Math.max(0, Math.floor((Math.min(ay, by) - reach + frame.margin) / step));
    const bottom = Math.min(rows - 1, Math.ceil((Math.max(ay, by) + reach + frame.margin) / step));
    const ux = bx - ax;
    const uy = by - ay;
    const squared = ux * ux + uy * uy || 1;
    for (let row = top; row <= bottom; row++) {
      const y = row * step - frame.margin;
      for (let column = left; column <= right; column++) {
        const x = column * step - frame.margin;
        const share = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / squared));
        const px = x - ax - share * ux;
        const py = y - ay - share * uy;
        const distance = Math.sqrt(px * px + py * py) - halfWidth;
        const at = row * columns + column;
        const held = this.#values[at]!;
        if (distance >= (held < 0 && this.#signed ? -held : held)) continue;
        const side = this.#signed && ux * (y - ay) - uy * (x - ax) > 0 ? -1 : 1;
        this.#values[at] = distance * side;
      }
    }
  }

  /** Distance at a place in the frame or its margin. */
  at(x: number, y: number): number {
    const fx = (x + frame.margin) / step;
    const fy = (y + frame.margin) / step;
    const column = Math.min(columns - 2, Math.max(0, Math.floor(fx)));
    const row = Math.min(rows - 2, Math.max(0, Math.floor(fy)));
    const u = fx - column;
    const v = fy - row;
    const at = row * columns + column;
    const values = this.#values;
    const a = values[at]!;
    const upper = a + (values[at + 1]! - a) * u;
    const c = values[at + columns]!;
    const lower = c + (values[at + columns + 1]! - c) * u;
    return upper + (lower - upper) * v;
  }
}
