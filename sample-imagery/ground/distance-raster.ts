import type { Point } from '../base/layout.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, frame } from '../base/recipe.ts';

/** Metres between the raster's nodes. */
const STEP = 0.5;
const COLUMNS = (FRAME_WIDTH + 2 * frame.margin) / STEP + 2;
const ROWS = (FRAME_HEIGHT + 2 * frame.margin) / STEP + 2;

/** What distances are capped at, metres. */
const FAR_AWAY = 9999;

/**
 * Distance to the edge of lines, metres, negative inside; held as a raster of nodes half a metre apart and read
 * between them. A signed one is positive left of the line as drawn (east of a line that runs south).
 */
export class DistanceRaster {
  readonly #values = new Float32Array(COLUMNS * ROWS).fill(FAR_AWAY);
  readonly #signed: boolean;

  constructor(signed = false) {
    this.#signed = signed;
  }

  /** Adds a line of the given half width; nodes within `reach` metres of it are touched. */
  add(line: readonly Point[], halfWidth: number, reach: number): void {
    for (let index = 1; index < line.length; index++)
      this.#addSegment(line[index - 1]!, line[index]!, halfWidth, reach);
  }

  #addSegment([ax, ay]: Point, [bx, by]: Point, halfWidth: number, reach: number): void {
    const left = Math.max(0, Math.floor((Math.min(ax, bx) - reach + frame.margin) / STEP));
    const right = Math.min(COLUMNS - 1, Math.ceil((Math.max(ax, bx) + reach + frame.margin) / STEP));
    const top = Math.max(0, Math.floor((Math.min(ay, by) - reach + frame.margin) / STEP));
    const bottom = Math.min(ROWS - 1, Math.ceil((Math.max(ay, by) + reach + frame.margin) / STEP));
    const ux = bx - ax;
    const uy = by - ay;
    const squared = ux * ux + uy * uy || 1;
    for (let row = top; row <= bottom; row++) {
      const y = row * STEP - frame.margin;
      for (let column = left; column <= right; column++) {
        const x = column * STEP - frame.margin;
        const share = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / squared));
        const px = x - ax - share * ux;
        const py = y - ay - share * uy;
        const distance = Math.sqrt(px * px + py * py) - halfWidth;
        const at = row * COLUMNS + column;
        const held = this.#values[at]!;
        if (distance >= (held < 0 && this.#signed ? -held : held)) continue;
        const side = this.#signed && ux * (y - ay) - uy * (x - ax) > 0 ? -1 : 1;
        this.#values[at] = distance * side;
      }
    }
  }

  /** Distance at a place in the frame or its margin. */
  at(x: number, y: number): number {
    const fx = (x + frame.margin) / STEP;
    const fy = (y + frame.margin) / STEP;
    const column = Math.min(COLUMNS - 2, Math.max(0, Math.floor(fx)));
    const row = Math.min(ROWS - 2, Math.max(0, Math.floor(fy)));
    const u = fx - column;
    const v = fy - row;
    const at = row * COLUMNS + column;
    const values = this.#values;
    const a = values[at]!;
    const upper = a + (values[at + 1]! - a) * u;
    const c = values[at + COLUMNS]!;
    const lower = c + (values[at + COLUMNS + 1]! - c) * u;
    return upper + (lower - upper) * v;
  }
}
