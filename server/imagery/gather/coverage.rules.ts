/** A rectangle of a grid; y counts downwards. */
export type Rectangle = {
  x: number;
  y: number;
  width: number;
  height: number;
};

/** The area that two rectangles share. */
export function sharedArea(one: Rectangle, other: Rectangle): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, across) * Math.max(0, down);
}

/** The smallest rectangle that holds all of them. */
export function boundsOf(rectangles: readonly Rectangle[]): Rectangle {
  const x = Math.min(...rectangles.map((each) => each.x));
  const y = Math.min(...rectangles.map((each) => each.y));
  const width = Math.max(...rectangles.map((each) => each.x + each.width)) - x;
  const height = Math.max(...rectangles.map((each) => each.y + each.height)) - y;
  return { x, y, width, height };
}

/** The area that at least one rectangle covers, by sweeping over their upper and lower edges. */
export function coveredArea(rectangles: readonly Rectangle[]): number {
  const edges = [...new Set(rectangles.flatMap(({ y, height }) => [y, y + height]))].toSorted(
    (one, other) => one - other,
  );
  let covered = 0;
  for (let index = 0; index + 1 < edges.length; index++) {
    const [top, bottom] = [edges[index]!, edges[index + 1]!];
    const across = rectangles
      .filter(({ y, height }) => y <= top && y + height >= bottom)
      .toSorted((one, other) => one.x - other.x);
    let reached = Number.NEGATIVE_INFINITY;
    for (const { x, width } of across) {
      covered += Math.max(0, x + width - Math.max(x, reached)) * (bottom - top);
      reached = Math.max(reached, x + width);
    }
  }
  return covered;
}
