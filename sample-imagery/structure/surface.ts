import { FRAME_HEIGHT, FRAME_WIDTH, frame } from '../base/recipe.ts';
import type { Colour } from './structure.ts';

/** Cells per metre. */
const CELLS_PER_METRE = 4;
const COLUMNS = (FRAME_WIDTH + 2 * frame.margin) * CELLS_PER_METRE;
const ROWS = (FRAME_HEIGHT + 2 * frame.margin) * CELLS_PER_METRE;
const BLOCK_SHIFT = 4;
const BLOCK_SIZE = 1 << BLOCK_SHIFT;
const blockColumns = Math.ceil(COLUMNS / BLOCK_SIZE);
const blockRows = Math.ceil(ROWS / BLOCK_SIZE);

export type Matter = 'roof' | 'tree' | 'bare' | 'mound' | 'rubble' | 'wall' | 'thin';

/** A thing that stands on the ground: how its cells are painted. */
export type Thing = {
  matter: Matter;
  colour: Colour;
  /** Seen sides. */
  side: Colour;
  /** Middle and direction of the ridge as a unit vector, for patterns of the roof. */
  x: number;
  y: number;
  ux: number;
  uy: number;
  /** Share of snow that stays on it in winter. */
  snow: number;
};

/** What a line of sight meets. */
export type Hit = {
  /** Cell index, -1 for the bare ground. */
  cell: number;
  /** Height above the ground, metres. */
  height: number;
  side: boolean;
};

/**
 * All things above the ground as a raster of quarter-metre cells: each cell is filled from its bottom to its
 * top, so that a tower's cabin can stand on a narrow shaft. Heights are above the local ground; the ground's own
 * shape does not bend shadows, which keeps h / tan(elevation) exact.
 */
export class Surface {
  /** Centimetres. */
  readonly #top = new Uint16Array(COLUMNS * ROWS);
  /** Decimetres. */
  readonly #bottom = new Uint8Array(COLUMNS * ROWS);
  readonly #thing = new Uint16Array(COLUMNS * ROWS);
  readonly #tint = new Uint8Array(COLUMNS * ROWS);
  readonly #things: Thing[] = [];
  #blocks = new Uint16Array(0);
  #highest = 0;

  /** Makes a kind of thing known; the number is for stamp(). */
  add(thing: Thing): number {
    this.#things.push(thing);
    return this.#things.length;
  }

  /**
   * Puts a thing on all cells within `radius` metres of (x, y) for which `profile` gives [top, bottom] in metres
   * rather than null. Higher things win.
   */
  stamp(
    thing: number,
    x: number,
    y: number,
    radius: number,
    tint: number,
    profile: (x: number, y: number) => number,
    bottom: (x: number, y: number) => number = () => 0,
  ): void {
    const left = Math.max(0, Math.floor((x - radius + frame.margin) * CELLS_PER_METRE));
    const right = Math.min(COLUMNS - 1, Math.ceil((x + radius + frame.margin) * CELLS_PER_METRE));
    const upper = Math.max(0, Math.floor((y - radius + frame.margin) * CELLS_PER_METRE));
    const lower = Math.min(ROWS - 1, Math.ceil((y + radius + frame.margin) * CELLS_PER_METRE));
    for (let row = upper; row <= lower; row++) {
      const py = (row + 0.5) / CELLS_PER_METRE - frame.margin;
      for (let column = left; column <= right; column++) {
        const px = (column + 0.5) / CELLS_PER_METRE - frame.margin;
        const top = Math.round(profile(px, py) * 100);
        const cell = row * COLUMNS + column;
        if (top <= 0 || top <= this.#top[cell]!) continue;
        this.#top[cell] = top;
        this.#bottom[cell] = Math.round(bottom(px, py) * 10);
        this.#thing[cell] = thing;
        this.#tint[cell] = tint;
      }
    }
  }

  /** True if anything stands within `radius` metres. */
  occupied(x: number, y: number, radius: number): boolean {
    for (let dy = -radius; dy <= radius; dy += 0.5)
      for (let dx = -radius; dx <= radius; dx += 0.5) {
        const cell = this.#cellAt(x + dx, y + dy);
        if (cell >= 0 && this.#top[cell]! > 0) return true;
      }
    return false;
  }

  /** To be called once after the last stamp: lets lines of sight skip empty blocks. */
  finish(): void {
    const highest = new Uint16Array(blockColumns * blockRows);
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++) {
        const block = (row >> BLOCK_SHIFT) * blockColumns + (column >> BLOCK_SHIFT);
        const top = this.#top[row * COLUMNS + column]!;
        if (top > highest[block]!) highest[block] = top;
      }
    this.#blocks = new Uint16Array(highest.length);
    for (let row = 0; row < blockRows; row++)
      for (let column = 0; column < blockColumns; column++) {
        let most = 0;
        for (let r = Math.max(0, row - 1); r <= Math.min(blockRows - 1, row + 1); r++)
          for (let c = Math.max(0, column - 1); c <= Math.min(blockColumns - 1, column + 1); c++)
            most = Math.max(most, highest[r * blockColumns + c]!);
        this.#blocks[row * blockColumns + column] = most;
        this.#highest = Math.max(this.#highest, most);
      }
  }

  #cellAt(x: number, y: number): number {
    const column = Math.floor((x + frame.margin) * CELLS_PER_METRE);
    const row = Math.floor((y + frame.margin) * CELLS_PER_METRE);
    if (column < 0 || row < 0 || column >= COLUMNS || row >= ROWS) return -1;
    return row * COLUMNS + column;
  }

  thing(cell: number): Thing {
    return this.#things[this.#thing[cell]! - 1]!;
  }

  tint(cell: number): number {
    return this.#tint[cell]!;
  }

  /** Slope of the thing's top, rise per metre east and south, from neighbours of the same thing. */
  slope(cell: number): { east: number; south: number } {
    return { east: this.#rise(cell, 1), south: this.#rise(cell, COLUMNS) };
  }

  #rise(cell: number, stride: number): number {
    const here = this.#thing[cell]!;
    const tint = this.#tint[cell]!;
    const same = (other: number): boolean => this.#thing[other] === here && this.#tint[other] === tint;
    const after = same(cell + stride) ? cell + stride : cell;
    const before = same(cell - stride) ? cell - stride : cell;
    if (after === before) return 0;
    const metres = (after === cell || before === cell ? 1 : 2) / CELLS_PER_METRE;
    return (this.#top[after]! - this.#top[before]!) / 100 / metres;
  }

  /**
   * Follows the line of sight that would meet level ground at (x, y), the highest point first. `leanX`, `leanY`:
   * metres by which a point one metre up is displaced in the image.
   */
  look(x: number, y: number, leanX: number, leanY: number, hit: Hit): void {
    hit.cell = -1;
    hit.height = 0;
    hit.side = false;
    const block =
      (Math.floor((y + frame.margin) * CELLS_PER_METRE) >> BLOCK_SHIFT) * blockColumns +
      (Math.floor((x + frame.margin) * CELLS_PER_METRE) >> BLOCK_SHIFT);
    // A lean longer than one block is met by the dilation of the blocks only up to a block's size.
    const lean = Math.sqrt(leanX * leanX + leanY * leanY);
    const reach = BLOCK_SIZE / CELLS_PER_METRE;
    const highest = lean * (this.#highest / 100) > reach ? this.#highest : (this.#blocks[block] ?? 0);
    if (highest === 0) return;
    const step = Math.min(0.5, 0.2 / lean);
    for (let z = highest / 100; z > -step; z -= step) {
      const low = Math.max(0, z);
      const cell = this.#cellAt(x - leanX * low, y - leanY * low);
      if (cell < 0) continue;
      const top = this.#top[cell]! / 100;
      if (top <= low || this.#bottom[cell]! / 10 > low + step) continue;
      hit.cell = cell;
      hit.height = Math.min(top, low + step);
      hit.side = top > low + step + 0.35;
      return;
    }
  }

  /**
   * Share of the sun's light that reaches (x, y, height) from the direction (dx, dy), where it rises `rise`
   * metres a metre. Bare crowns take some at each step, everything else all.
   */
  sunlight(x: number, y: number, height: number, dx: number, dy: number, rise: number): number {
    const step = 0.22;
    let light = 1;
    let distance = step * 1.5;
    for (;;) {
      const z = (height + distance * rise) * 100;
      if (z >= this.#highest) return light;
      const column = Math.floor((x + dx * distance + frame.margin) * CELLS_PER_METRE);
      const row = Math.floor((y + dy * distance + frame.margin) * CELLS_PER_METRE);
      if (column < 0 || row < 0 || column >= COLUMNS || row >= ROWS) return light;
      if (this.#blocks[(row >> BLOCK_SHIFT) * blockColumns + (column >> BLOCK_SHIFT)]! <= z) {
        distance += BLOCK_SIZE / CELLS_PER_METRE;
        continue;
      }
      const cell = row * COLUMNS + column;
      if (this.#top[cell]! > z && this.#bottom[cell]! * 10 < z) {
        if (this.thing(cell).matter !== 'bare') return 0;
        light *= 0.8;
        if (light < 0.2) return 0.2;
      }
      distance += step;
    }
  }
}
