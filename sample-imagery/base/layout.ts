/** The valley's lines: river, stream, fence. Points are frame metres, x east, y south. */

export type Point = readonly [x: number, y: number];

/** Middle of the river's gravel bed, from north to south. */
export const riverBed: readonly Point[] = [
  [236, -80],
  [258, 10],
  [250, 95],
  [205, 175],
  [165, 265],
  [172, 360],
  [226, 440],
  [286, 515],
  [300, 600],
  [262, 690],
  [226, 770],
  [236, 860],
  [262, 950],
];

/** Stream from the mine hollow to the river. */
export const stream: readonly Point[] = [
  [1190, 34],
  [1120, 44],
  [1075, 62],
  [1010, 84],
  [930, 72],
  [850, 84],
  [760, 64],
  [660, 72],
  [560, 58],
  [450, 70],
  [360, 62],
  [262, 74],
];

/** Inner line of the perimeter fence, closed. The gate is on the west side. */
export const fenceLine: readonly Point[] = [
  [446, 214],
  [452, 120],
  [604, 104],
  [742, 116],
  [792, 44],
  [930, 24],
  [1046, 60],
  [1066, 190],
  [1010, 300],
  [985, 410],
  [992, 520],
  [930, 610],
  [842, 662],
  [706, 676],
  [566, 662],
  [462, 640],
  [428, 520],
  [432, 400],
  [446, 214],
];

/** Points `step` metres apart along a line, with the direction there in degrees (x towards y). */
export function alongLine(
  line: readonly Point[],
  step: number,
): { x: number; y: number; dx: number; dy: number }[] {
  const places: { x: number; y: number; dx: number; dy: number }[] = [];
  let rest = 0;
  for (let index = 1; index < line.length; index++) {
    const [ax, ay] = line[index - 1]!;
    const [bx, by] = line[index]!;
    const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
    const dx = (bx - ax) / length;
    const dy = (by - ay) / length;
    for (let at = rest; at < length; at += step) places.push({ x: ax + dx * at, y: ay + dy * at, dx, dy });
    rest = (rest - length) % step;
    if (rest < 0) rest += step;
  }
  return places;
}

/** Catmull-Rom spline through the points, `parts` pieces a segment. */
export function smoothLine(points: readonly Point[], parts: number): Point[] {
  const line: Point[] = [];
  for (let index = 0; index + 1 < points.length; index++) {
    const p0 = points[Math.max(0, index - 1)]!;
    const p1 = points[index]!;
    const p2 = points[index + 1]!;
    const p3 = points[Math.min(points.length - 1, index + 2)]!;
    for (let part = 0; part < parts; part++) {
      const t = part / parts;
      const blend = (a: number, b: number, c: number, d: number): number =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      line.push([blend(p0[0], p1[0], p2[0], p3[0]), blend(p0[1], p1[1], p2[1], p3[1])]);
    }
  }
  line.push(points.at(-1)!);
  return line;
}
