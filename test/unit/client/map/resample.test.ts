import { describe, expect, it } from 'vitest';
import { type Level, type Mesh, resample } from '../../../../client/map/scene/resample.ts';

const TILE = 4;

/** Two by two tiles of four pixels a side, of one band, whose value at a pixel a function gives; 0 is hidden. */
function level(value: (x: number, y: number) => number): Level {
  const tiles = [0, 1, 2, 3].map((index) => {
    const [left, top] = [(index % 2) * TILE, Math.floor(index / 2) * TILE];
    return Float32Array.from({ length: TILE * TILE * 2 }, (_, at) => {
      const pixel = at >> 1;
      const own = value(left + (pixel % TILE), top + Math.floor(pixel / TILE));
      return at % 2 === 0 ? own : own && 255;
    });
  });
  return {
    width: 2 * TILE,
    height: 2 * TILE,
    bandCount: 2,
    tileWidth: TILE,
    tileHeight: TILE,
    firstColumn: 0,
    firstRow: 0,
    across: 2,
    tiles,
  };
}

/** A target of eight pixels a side, each of which lies where `place` puts its upper left corner. */
function mesh(place: (x: number, y: number) => [column: number, row: number]): Mesh {
  const corners = [0, 4, 8].flatMap((y) => [0, 4, 8].map((x) => place(x, y)));
  return {
    cells: 2,
    step: 4,
    columns: Float64Array.from(corners, ([column]) => column),
    rows: Float64Array.from(corners, ([, row]) => row),
  };
}

const empty = () => new Float32Array(8 * 8 * 2);
const seen = (samples: Float32Array, x: number, y: number) => ({
  value: samples[(y * 8 + x) * 2],
  validity: samples[(y * 8 + x) * 2 + 1],
});

describe('resampling', () => {
  it('gives each pixel back where both grids are the same', () => {
    const own = level((x, y) => 1 + x + 10 * y);
    const laid = resample(
      empty(),
      mesh((x, y) => [x, y]),
      own,
    );
    for (const [x, y] of [
      [0, 0],
      [3, 4],
      [7, 7],
    ] as const)
      expect(seen(laid, x, y)).toEqual({ value: 1 + x + 10 * y, validity: 255 });
  });

  it('takes the mean of the pixels around, over the edges of tiles, on a turned and enlarged grid', () => {
    const own = level((x, y) => 1 + x + 10 * y);
    const place = (x: number, y: number): [number, number] => [2 + 0.4 * x - 0.1 * y, 2 + 0.1 * x + 0.4 * y];
    const laid = resample(empty(), mesh(place), own);
    for (const [x, y] of [
      [0, 0],
      [4, 3],
      [7, 6],
    ] as const) {
      const [column, row] = place(x + 0.5, y + 0.5);
      expect(seen(laid, x, y).value).toBeCloseTo(1 + (column - 0.5) + 10 * (row - 0.5), 4);
    }
  });

  it('mixes nothing of hidden pixels in, and hides what lies in one or outside', () => {
    const own = level((x) => (x === 4 ? 0 : 50));
    const laid = resample(
      empty(),
      mesh((x, y) => [x + 0.3, y - 1]),
      own,
    );
    expect(seen(laid, 2, 3)).toEqual({ value: 50, validity: 255 });
    expect(seen(laid, 3, 3)).toEqual({ value: 50, validity: 255 });
    expect(seen(laid, 4, 3)).toEqual({ value: 0, validity: 0 });
    expect(seen(laid, 5, 0)).toEqual({ value: 0, validity: 0 });
  });

  it('hides what lies in a tile that is not there', () => {
    const own = level(() => 50);
    const laid = resample(
      empty(),
      mesh((x, y) => [x, y]),
      { ...own, tiles: [own.tiles[0], undefined, own.tiles[2], own.tiles[3]] },
    );
    expect(seen(laid, 3, 3)).toEqual({ value: 50, validity: 255 });
    expect(seen(laid, 4, 3)).toEqual({ value: 0, validity: 0 });
  });

  it('rounds whole numbers', () => {
    const tile = Uint8Array.from([10, 255, 11, 255, 10, 255, 11, 255]);
    const whole: Level = {
      ...level(() => 0),
      width: 2,
      height: 2,
      tileWidth: 2,
      tileHeight: 2,
      across: 1,
      tiles: [tile],
    };
    const laid = resample(
      new Uint8Array(8 * 8 * 2),
      mesh((x) => [0.5 + x / 8, 1]),
      whole,
    );
    expect([laid[0], laid[2 * 7]]).toEqual([10, 11]);
  });
});
