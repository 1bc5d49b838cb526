import type { Rectangle } from './rectangle.ts';

/** From one place to another. */
export type Edge = readonly [from: readonly [x: number, y: number], to: readonly [x: number, y: number]];

/** How much worse it is to write over a number than over a line. */
const OVER_NUMBER = 10;

/**
 * Where the numbers of outlines stand: close to their outline (above it, below, beside, at its corners), where
 * they cover other numbers, what is taken already and lines least, and always whole within the bounds. All in
 * any one unit; `width` is that of the number.
 */
export function placeNumbers(
  outlines: readonly { box: Rectangle; edges: readonly Edge[]; width: number }[],
  room: { bounds: Rectangle; taken: readonly Rectangle[]; height: number; gap: number },
): Rectangle[] {
  const { bounds, height, gap } = room;
  const taken = [...room.taken];
  const edges = outlines.flatMap((outline) => outline.edges);
  return outlines.map(({ box, width }) => {
    const cost = (place: Rectangle) =>
      OVER_NUMBER * taken.filter((one) => meet(place, one)).length +
      edges.filter((edge) => crosses(place, edge)).length;
    let best = { place: { ...box, width, height }, cost: Number.POSITIVE_INFINITY };
    for (const candidate of around(box, width, height, gap)) {
      const place = within(bounds, candidate);
      const now = cost(place);
      if (now < best.cost) best = { place, cost: now };
    }
    taken.push(best.place);
    return best.place;
  });
}

/** The best place first. */
function around(box: Rectangle, width: number, height: number, gap: number): Rectangle[] {
  const [middle, right, left] = [
    box.x + (box.width - width) / 2,
    box.x + box.width + gap,
    box.x - width - gap,
  ];
  const [above, below, level] = [
    box.y - height - gap,
    box.y + box.height + gap,
    box.y + (box.height - height) / 2,
  ];
  return [
    [middle, above],
    [middle, below],
    [right, level],
    [left, level],
    [right, above],
    [left, above],
    [right, below],
    [left, below],
  ].map(([x = 0, y = 0]) => ({ x, y, width, height }));
}

function within(bounds: Rectangle, { x, y, width, height }: Rectangle): Rectangle {
  return {
    x: Math.max(bounds.x, Math.min(x, bounds.x + bounds.width - width)),
    y: Math.max(bounds.y, Math.min(y, bounds.y + bounds.height - height)),
    width,
    height,
  };
}

function meet(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** True where a part of an edge lies within a rectangle (Liang and Barsky). */
function crosses({ x, y, width, height }: Rectangle, [[fromX, fromY], [toX, toY]]: Edge): boolean {
  const [across, down] = [toX - fromX, toY - fromY];
  let [enters, leaves] = [0, 1];
  for (const [towards, distance] of [
    [-across, fromX - x],
    [across, x + width - fromX],
    [-down, fromY - y],
    [down, y + height - fromY],
  ] as const) {
    if (towards === 0) {
      if (distance < 0) return false;
      continue;
    }
    const at = distance / towards;
    if (towards < 0) enters = Math.max(enters, at);
    else leaves = Math.min(leaves, at);
  }
  return enters <= leaves;
}
