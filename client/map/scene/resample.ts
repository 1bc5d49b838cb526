/** Samples of a tile, pixel by pixel, the last of each pixel its validity: 0 where nothing is to be seen. */
export type TileSamples = Uint8Array | Float32Array;

/** Some tiles of one level of an image, side by side. Sizes and places in pixels of the level. */
export type Level = {
  width: number;
  height: number;
  bandCount: number;
  tileWidth: number;
  tileHeight: number;
  /** Column and row of the first tile, and how many tiles lie beside it. */
  firstColumn: number;
  firstRow: number;
  across: number;
  /** Row after row; undefined where the image has nothing. */
  tiles: readonly (TileSamples | undefined)[];
};

/**
 * Where points of a square target lie on a level: corners of `cells` x `cells` squares of `step` pixels each, row
 * after row. In between it is taken as straight.
 */
export type Mesh = { cells: number; step: number; columns: Float64Array; rows: Float64Array };

/**
 * Fills `target`, which is empty yet, from a level: each sample is the mean of the four pixels around it, weighed by
 * nearness, of those that are valid. A pixel is seen where the one that it lies in is.
 */
export function resample<Samples extends TileSamples>(target: Samples, mesh: Mesh, level: Level): Samples {
  const { cells, step, columns, rows } = mesh;
  const side = cells * step;
  const { bandCount, tileWidth } = level;
  const half = target instanceof Uint8Array ? 0.5 : 0;
  const validity = bandCount - 1;
  const below = tileWidth * bandCount;
  const around = neighbours(level);
  let tile = NO_TILE;
  for (let y = 0; y < side; y++) {
    const cellRow = Math.floor(y / step);
    const down = (y + 0.5) / step - cellRow;
    for (let cell = 0; cell < cells; cell++) {
      const upper = cellRow * (cells + 1) + cell;
      const lower = upper + cells + 1;
      const left = columns[upper]! * (1 - down) + columns[lower]! * down;
      const top = rows[upper]! * (1 - down) + rows[lower]! * down;
      const across = (columns[upper + 1]! * (1 - down) + columns[lower + 1]! * down - left) / step;
      const along = (rows[upper + 1]! * (1 - down) + rows[lower + 1]! * down - top) / step;
      let to = (y * side + cell * step) * bandCount;
      for (let x = 0; x < step; x++, to += bandCount) {
        const column = left + across * (x + 0.5);
        const row = top + along * (x + 0.5);
        const west = Math.floor(column - 0.5);
        const north = Math.floor(row - 0.5);
        if (west < tile.west || west >= tile.east || north < tile.north || north >= tile.south)
          tile = tileWithAll(level, west, north);
        const { samples } = tile;
        const first = (north - tile.north) * below + (west - tile.west) * bandCount;
        const second = first + below;
        // Nearly always; what lies at the edge of a tile or of what is valid takes four times as long.
        if (
          samples[first + validity] &&
          samples[first + bandCount + validity] &&
          samples[second + validity] &&
          samples[second + bandCount + validity]
        ) {
          const rightward = column - 0.5 - west;
          const downward = row - 0.5 - north;
          for (let band = 0; band < validity; band++) {
            const at = first + band;
            const under = second + band;
            const upperMean = samples[at]! + (samples[at + bandCount]! - samples[at]!) * rightward;
            const lowerMean = samples[under]! + (samples[under + bandCount]! - samples[under]!) * rightward;
            target[to + band] = upperMean + (lowerMean - upperMean) * downward + half;
          }
        } else if (around.find(column, row))
          for (let band = 0; band < validity; band++) target[to + band] = around.mean(band) + half;
        else continue;
        target[to + validity] = 255;
      }
    }
  }
  return target;
}

/** A tile, and the pixels of the level that have their right and lower neighbours in it as well. */
type Tile = { samples: TileSamples; west: number; north: number; east: number; south: number };

const NO_TILE: Tile = { samples: new Uint8Array(), west: 0, north: 0, east: 0, south: 0 };

/** The tile that holds a pixel and its neighbours to the right and below; NO_TILE where they lie in several, or in none. */
function tileWithAll(
  { width, height, tileWidth, tileHeight, firstColumn, firstRow, across, tiles }: Level,
  column: number,
  row: number,
): Tile {
  const tileColumn = Math.floor(column / tileWidth);
  const tileRow = Math.floor(row / tileHeight);
  const place = tileColumn - firstColumn;
  const samples = place < 0 || place >= across ? undefined : tiles[(tileRow - firstRow) * across + place];
  const [west, north] = [tileColumn * tileWidth, tileRow * tileHeight];
  const east = Math.min(west + tileWidth, width) - 1;
  const south = Math.min(north + tileHeight, height) - 1;
  if (!samples || column >= east || row >= south) return NO_TILE;
  return { samples, west, north, east, south };
}

/** Finds the four pixels around a place, and takes their mean. */
function neighbours({
  width,
  height,
  bandCount,
  tileWidth,
  tileHeight,
  firstColumn,
  firstRow,
  across,
  tiles,
}: Level) {
  const nothing = new Uint8Array(bandCount);
  const found: TileSamples[] = [nothing, nothing, nothing, nothing];
  const starts = new Int32Array(4);
  const weights = new Float64Array(4);

  const look = (corner: number, column: number, row: number, weight: number) => {
    weights[corner] = 0;
    if (column < 0 || row < 0 || column >= width || row >= height) return;
    const tileColumn = Math.floor(column / tileWidth);
    const tileRow = Math.floor(row / tileHeight);
    const place = tileColumn - firstColumn;
    if (place < 0 || place >= across) return;
    const tile = tiles[(tileRow - firstRow) * across + place];
    if (tile === undefined) return;
    const start = ((row - tileRow * tileHeight) * tileWidth + (column - tileColumn * tileWidth)) * bandCount;
    if (tile[start + bandCount - 1] === 0) return;
    found[corner] = tile;
    starts[corner] = start;
    weights[corner] = weight;
  };

  return {
    /** False where the pixel that holds the place is not to be seen. `column` and `row` count from pixel corners. */
    find: (column: number, row: number): boolean => {
      const [x, y] = [Math.floor(column - 0.5), Math.floor(row - 0.5)];
      const [right, below] = [column - 0.5 - x, row - 0.5 - y];
      look(0, x, y, (1 - right) * (1 - below));
      look(1, x + 1, y, right * (1 - below));
      look(2, x, y + 1, (1 - right) * below);
      look(3, x + 1, y + 1, right * below);
      if (weights[(right >= 0.5 ? 1 : 0) + (below >= 0.5 ? 2 : 0)] === 0) return false;
      const sum = weights[0]! + weights[1]! + weights[2]! + weights[3]!;
      for (let corner = 0; corner < 4; corner++) weights[corner]! /= sum;
      return true;
    },
    mean: (band: number): number => {
      let sum = 0;
      for (let corner = 0; corner < 4; corner++)
        if (weights[corner]! > 0) sum += weights[corner]! * found[corner]![starts[corner]! + band]!;
      return sum;
    },
  };
}
