import { type DatedScene, timeOf } from './timeline-span.ts';

/** What may have a picture: where it stands on the axis, and the moment that stands for its date. */
export type Candidate = { id: string; middle: number; time: number };

type Room = {
  /** CSS pixels of the axis. */
  width: number;
  /** CSS pixels that a picture takes, with its gap. */
  pictureWidth: number;
};

/** How far a picture may stand from its date where there is no room for all of them, in widths of a picture. */
const FARTHEST = 1.5;

/**
 * Which scenes have a picture, and where its middle stands: as near to its date as can be, none over another. All of
 * them where there is room; else those in `first` before the others, and these in `order`, each of which is taken if
 * no picture is pushed far from its date by it.
 */
export function placePictures(
  candidates: readonly Candidate[],
  { width, pictureWidth }: Room,
  { first, order }: { first: readonly (string | undefined)[]; order: readonly string[] },
): Map<string, number> {
  const most = Math.floor(width / pictureWidth);
  if (most < 1) return new Map();
  const farthest = candidates.length <= most ? Number.POSITIVE_INFINITY : FARTHEST * pictureWidth;
  const rank = new Map(order.map((id, index) => [id, index]));
  const ranked = candidates.toSorted((one, other) => rank.get(one.id)! - rank.get(other.id)!);
  const wanted = new Set(first);
  const kept = ranked.filter(({ id }) => wanted.has(id)).slice(0, most);
  let placed = spread(kept, { width, pictureWidth });
  for (const candidate of ranked) {
    if (wanted.has(candidate.id) || placed.length === most) continue;
    const tried = spread([...placed, candidate], { width, pictureWidth });
    if (tried.every(({ left, middle }) => Math.abs(left - middle) <= farthest)) placed = tried;
  }
  return new Map(placed.map(({ id, left }) => [id, left]));
}

/**
 * An order in which any number of scenes, taken from its start, lie as far from one another in time as can be. It does
 * not depend on what part of the axis is shown, so that pictures come as it is zoomed into, and none goes.
 */
export function spreadOrder(scenes: readonly DatedScene[]): string[] {
  const [first, ...others] = scenes.flatMap((scene) => {
    const span = timeOf(scene);
    return span ? [{ id: scene.id, time: (span.from + span.to) / 2 }] : [];
  });
  if (!first) return [];
  const order = [first.id];
  const left = new Map(others.map(({ id, time }) => [id, { time, nearest: Math.abs(time - first.time) }]));
  while (left.size > 0) {
    const [id, { time }] = [...left].reduce((one, other) =>
      other[1].nearest > one[1].nearest ? other : one,
    );
    order.push(id);
    left.delete(id);
    for (const other of left.values()) other.nearest = Math.min(other.nearest, Math.abs(other.time - time));
  }
  return order;
}

type Placed = Candidate & { left: number };

/**
 * Moves pictures apart so that the sum of the squares of their ways is the least (pool adjacent violators), and into
 * the axis.
 */
function spread(candidates: readonly Candidate[], { width, pictureWidth }: Room): Placed[] {
  const sorted = candidates.toSorted((one, other) => one.middle - other.middle || one.time - other.time);
  // Less the room of those before it, each may stand where the one before it does.
  const pools: { sum: number; count: number }[] = [];
  for (const [index, { middle }] of sorted.entries()) {
    let pool = { sum: middle - index * pictureWidth, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const least = pictureWidth / 2;
  const greatest = width - pictureWidth / 2 - (sorted.length - 1) * pictureWidth;
  const places = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return sorted.map((candidate, index) => ({
    ...candidate,
    left: Math.max(least, Math.min(places[index]!, greatest)) + index * pictureWidth,
  }));
}
