import { douglasPeucker } from 'ol/geom/flat/simplify.js';

/** Corners of a line that are looked for and drawn together. */
const CHUNK_CORNERS = 64;
/** Corners that are simplified together. */
const PIECE_CORNERS = 128;

/** Lines and outlines as they are drawn at some resolutions. */
export type OverlayLevel = {
  /** Metres by which they may depart from what was drawn. */
  tolerance: number;
  lines: number[][];
  /** For each chunk in turn: west, south, east and north of it. */
  boxes: Float64Array;
  /** For each chunk: the line that it is of, and its first and last corner there. */
  chunks: Uint32Array;
};

/**
 * Lines without the corners that nobody would miss. What is smaller than twice the tolerance becomes a dot, and of
 * dots that would cover each other one is left. `pause` tells whether to stop; then nothing is given.
 */
export async function simplified(
  lines: readonly number[][],
  tolerance: number,
  pause: () => Promise<boolean>,
): Promise<OverlayLevel | undefined> {
  const kept: number[][] = [];
  const dots = new Set<string>();
  for (const line of lines) {
    const [x = 0, y = 0] = line;
    if (isSmall(line, tolerance * 2)) {
      const cell = `${Math.floor(x / tolerance / 2)} ${Math.floor(y / tolerance / 2)}`;
      if (!dots.has(cell)) kept.push([x, y, x, y]);
      dots.add(cell);
    } else kept.push(withoutNeedless(line, tolerance));
    if (await pause()) return undefined;
  }
  return { tolerance, lines: kept, ...inChunks(kept) };
}

/** Piece by piece: of a long jagged line as a whole each corner would be looked at for each corner. */
function withoutNeedless(line: number[], tolerance: number): number[] {
  const corners: number[] = [];
  for (let from = 0; from === 0 || from < line.length - 2; from += PIECE_CORNERS * 2) {
    const to = Math.min(from + (PIECE_CORNERS + 1) * 2, line.length);
    // The last corner of one piece is the first of the next.
    const at = Math.max(corners.length - 2, 0);
    corners.length = douglasPeucker(line, from, to, 2, tolerance ** 2, corners, at);
  }
  return corners;
}

function isSmall(line: readonly number[], size: number): boolean {
  const [x = 0, y = 0] = line;
  for (let i = 2; i < line.length; i += 2)
    if (Math.abs(line[i]! - x) > size || Math.abs(line[i + 1]! - y) > size) return false;
  return true;
}

function inChunks(lines: readonly number[][]): Pick<OverlayLevel, 'boxes' | 'chunks'> {
  const boxes: number[] = [];
  const chunks: number[] = [];
  for (const [place, line] of lines.entries()) {
    const last = line.length / 2 - 1;
    for (let from = 0; from < last; from += CHUNK_CORNERS) {
      const to = Math.min(from + CHUNK_CORNERS, last);
      let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let corner = from; corner <= to; corner++) {
        const [x, y] = [line[corner * 2]!, line[corner * 2 + 1]!];
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < south) south = y;
        if (y > north) north = y;
      }
      boxes.push(west, south, east, north);
      chunks.push(place, from, to);
    }
  }
  return { boxes: Float64Array.from(boxes), chunks: Uint32Array.from(chunks) };
}

type Extent = readonly [west: number, south: number, east: number, north: number];

/** The chunks of a level that reach into an extent, as places in `chunks`, and how many corners they have. */
export function chunksWithin(
  { boxes, chunks }: OverlayLevel,
  [west, south, east, north]: Extent,
): { found: number[]; corners: number } {
  const found: number[] = [];
  let corners = 0;
  for (let chunk = 0; chunk * 4 < boxes.length; chunk++) {
    const at = chunk * 4;
    if (boxes[at]! > east || boxes[at + 2]! < west || boxes[at + 1]! > north || boxes[at + 3]! < south)
      continue;
    found.push(chunk * 3);
    corners += chunks[chunk * 3 + 2]! - chunks[chunk * 3 + 1]! + 1;
  }
  return { found, corners };
}

/**
 * What of several overlays' lines is drawn within an extent: of each the level that fits the resolution, and coarser
 * ones of all where they would have more corners together than can be drawn at once.
 */
export function linesWithin<Overlay extends { levels: readonly OverlayLevel[] }>(
  overlays: readonly Overlay[],
  extent: Extent,
  resolution: number,
  mostCorners: number,
): { overlay: Overlay; level: OverlayLevel; found: number[]; corners: number }[] {
  for (let coarser = 0; ; coarser++) {
    const drawn = overlays.map((overlay) => {
      const fine = overlay.levels.findLastIndex(({ tolerance }) => tolerance <= resolution / 2);
      const place = Math.min(Math.max(fine, 0) + coarser, overlay.levels.length - 1);
      const level = overlay.levels[place]!;
      return {
        overlay,
        level,
        isCoarsest: place === overlay.levels.length - 1,
        ...chunksWithin(level, extent),
      };
    });
    const corners = drawn.reduce((sum, each) => sum + each.corners, 0);
    if (corners <= mostCorners || drawn.every(({ isCoarsest }) => isCoarsest)) return drawn;
  }
}
