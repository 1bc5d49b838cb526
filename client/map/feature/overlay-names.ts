import { closed } from '#domain/text/text.rules.ts';
import type { PlacedName } from './overlay-shapes.ts';

/** The picture that names are written into: its upper left corner in metres, its size in pixels. */
export type Picture = { west: number; north: number; resolution: number; width: number; height: number };

/** A name that is written, its middle in pixels of the picture. */
export type WrittenName<Name extends PlacedName> = { placed: Name; text: string; x: number; y: number };

/** At the most so many, whatever is laid over. */
export const MOST_NAMES = 300;
/** A name is cut where it would run across the map. */
const LONGEST_NAME = 40;
/** Pixels above what is named. */
const LIFT = 14;
const LINE_HEIGHT = 16;
/** Where very many are, one of each square of this many pixels goes first, so that no part of the map is left out. */
const SQUARE = 96;
/** Pixels that are taken together when it is looked up whether a name would cover another. */
const CELL = 8;

/**
 * Which names are written: none covers another, and there are at most MOST_NAMES. Those that `stood` before go
 * first, so that none comes and goes while the map is moved.
 */
export function namesToWrite<Name extends PlacedName>(
  names: readonly Name[],
  picture: Picture,
  widthOf: (text: string) => number,
  stood: ReadonlySet<Name>,
): { written: WrittenName<Name>[]; all: number } {
  const { west, north, resolution, width, height } = picture;
  const columns = Math.ceil(width / CELL) + 1;
  const rows = Math.ceil(height / CELL) + 1;
  const taken = new Uint8Array(columns * rows);
  // Cells are those of the ground: what had room keeps it when the map is moved.
  const [originX, originY] = [west / resolution, -north / resolution];
  const [firstColumn, firstRow] = [Math.floor(originX / CELL), Math.floor(originY / CELL)];
  const squares = new Set<number>();
  const written: WrittenName<Name>[] = [];
  const first: Name[] = [];
  const second: Name[] = [];
  const third: Name[] = [];
  for (const placed of names) {
    const x = (placed.x - west) / resolution;
    const y = (north - placed.y) / resolution;
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const square = squareOf(placed, resolution);
    if (stood.has(placed)) first.push(placed);
    else if (squares.has(square)) third.push(placed);
    else second.push(placed);
    squares.add(square);
  }

  for (const placed of [...first, ...second, ...third]) {
    if (written.length === MOST_NAMES) break;
    const text = closed(
      placed.name.length > LONGEST_NAME ? `${placed.name.slice(0, LONGEST_NAME - 1)}…` : placed.name,
    );
    const x = (placed.x - west) / resolution;
    const y = (north - placed.y) / resolution - LIFT;
    if (take(x - widthOf(text) / 2, y - LINE_HEIGHT / 2, x + widthOf(text) / 2, y + LINE_HEIGHT / 2))
      written.push({ placed, text, x, y });
  }
  return { written, all: first.length + second.length + third.length };

  function take(left: number, top: number, right: number, bottom: number): boolean {
    const inside = (value: number, size: number) => Math.min(Math.max(value, 0), size - 1);
    const column = (x: number) => inside(Math.floor((originX + x) / CELL) - firstColumn, columns);
    const row = (y: number) => inside(Math.floor((originY + y) / CELL) - firstRow, rows);
    const [fromColumn, toColumn, fromRow, toRow] = [column(left), column(right), row(top), row(bottom)];
    for (let at = fromRow; at <= toRow; at++)
      if (taken.subarray(at * columns + fromColumn, at * columns + toColumn + 1).includes(1)) return false;
    for (let at = fromRow; at <= toRow; at++)
      taken.fill(1, at * columns + fromColumn, at * columns + toColumn + 1);
    return true;
  }
}

/** The square of the ground that a name lies in: the same wherever the map stands. */
function squareOf({ x, y }: PlacedName, resolution: number): number {
  const side = SQUARE * resolution;
  return Math.floor(x / side) * 1_000_003 + Math.floor(y / side);
}
