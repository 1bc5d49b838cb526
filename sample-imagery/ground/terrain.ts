import { clamp, smoothStep } from '../base/exact-math.ts';
import { fractalNoise, ridgedNoise } from '../base/noise.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, frame } from '../base/recipe.ts';

type Knots = readonly (readonly [at: number, value: number])[];

/** x of the foot of the eastern and of the western hills, by y, metres. */
const eastFoot: Knots = [
  [-60, 1010],
  [40, 1030],
  [160, 1010],
  [280, 960],
  [400, 930],
  [520, 950],
  [640, 985],
  [740, 1040],
  [920, 1060],
];
const westFoot: Knots = [
  [-60, 150],
  [60, 140],
  [160, 96],
  [260, 62],
  [360, 44],
  [440, 30],
  [540, 96],
  [640, 140],
  [740, 120],
  [920, 128],
];
/** y of the foot of the northern hills, by x. */
const northFoot: Knots = [
  [-60, 60],
  [300, -60],
  [560, -60],
  [760, -10],
  [860, 20],
  [960, 36],
  [1180, 90],
];

function between(knots: Knots, at: number): number {
  for (let index = 1; index < knots.length; index++) {
    const [b, valueB] = knots[index]!;
    if (at > b) continue;
    const [a, valueA] = knots[index - 1]!;
    return valueA + (valueB - valueA) * smoothStep(a, b, at);
  }
  return knots.at(-1)![1];
}

/** Metres inside the hills (positive) or out on the valley floor (negative). */
export function hillDepth(x: number, y: number): number {
  const wobble = 26 * fractalNoise(x / 120, y / 120, 2, 301);
  const east = x - between(eastFoot, y);
  const west = between(westFoot, y) - x;
  const north = (between(northFoot, x) - y) * 0.9;
  return Math.max(east, west, north) + wobble;
}

/** Height of the bare ground above the valley's lower end, metres. */
function groundHeight(x: number, y: number): number {
  const depth = hillDepth(x, y);
  const floor = (FRAME_HEIGHT - y) * 0.008 + 0.5 * fractalNoise(x / 60, y / 60, 3, 311);
  if (depth < -30) return floor;
  const rise = smoothStep(-30, 60, depth) * 7 + Math.max(0, depth) * 0.31;
  const crests = ridgedNoise(x / 150, y / 105, 4, 321);
  const rough = fractalNoise(x / 34, y / 34, 3, 331);
  const strength = smoothStep(0, 90, depth);
  return floor + rise * (0.62 + 0.62 * crests * strength) + strength * (crests * 25 + rough * 3);
}

/** Metres between the nodes of the height raster. */
const STEP = 2;
const COLUMNS = (FRAME_WIDTH + 2 * frame.margin) / STEP + 3;
const ROWS = (FRAME_HEIGHT + 2 * frame.margin) / STEP + 3;

/** The valley's bare ground, held as a raster of heights with slopes and the sun's light on it. */
export class Terrain {
  readonly #heights = new Float32Array(COLUMNS * ROWS);

  constructor() {
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++)
        this.#heights[row * COLUMNS + column] = groundHeight(
          column * STEP - frame.margin,
          row * STEP - frame.margin,
        );
  }

  #read(raster: Float32Array, x: number, y: number): number {
    const fx = clamp((x + frame.margin) / STEP, 0, COLUMNS - 1.001);
    const fy = clamp((y + frame.margin) / STEP, 0, ROWS - 1.001);
    const column = Math.floor(fx);
    const row = Math.floor(fy);
    const u = fx - column;
    const v = fy - row;
    const at = row * COLUMNS + column;
    const upper = raster[at]! + (raster[at + 1]! - raster[at]!) * u;
    const lower = raster[at + COLUMNS]! + (raster[at + COLUMNS + 1]! - raster[at + COLUMNS]!) * u;
    return upper + (lower - upper) * v;
  }

  /** Height in metres. */
  height(x: number, y: number): number {
    return this.#read(this.#heights, x, y);
  }

  /** Rise per metre southwards: on this northern half of the Earth, positive faces north (snow stays). */
  southRise(x: number, y: number): number {
    return (this.height(x, y + 3) - this.height(x, y - 3)) / 6;
  }

  /**
   * Direct light on the ground by the sun in the direction (dx, dy) that rises `rise` metres a metre: 1 on level
   * ground, 0 in the shade of hills. A function of place in the frame.
   */
  light(dx: number, dy: number, rise: number): (x: number, y: number) => number {
    const lit = new Float32Array(COLUMNS * ROWS);
    const length = Math.sqrt(1 + rise * rise);
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++) {
        const x = column * STEP - frame.margin;
        const y = row * STEP - frame.margin;
        const gx = (this.height(x + STEP, y) - this.height(x - STEP, y)) / (2 * STEP);
        const gy = (this.height(x, y + STEP) - this.height(x, y - STEP)) / (2 * STEP);
        const facing = (rise - gx * dx - gy * dy) / (length * Math.sqrt(1 + gx * gx + gy * gy));
        lit[row * COLUMNS + column] =
          (Math.max(0, facing) * length * this.#openness(x, y, dx, dy, rise)) / rise;
      }
    return (x, y) => this.#read(lit, x, y);
  }

  /** 1 where the sun is seen over the hills, 0 where not, soft between. */
  #openness(x: number, y: number, dx: number, dy: number, rise: number): number {
    const from = this.height(x, y);
    let clearance = 1;
    for (let distance = 6; distance < 240; distance += 6) {
      const above = from + distance * rise - this.height(x + dx * distance, y + dy * distance);
      clearance = Math.min(clearance, 0.5 + above / (0.03 * distance + 1));
      if (clearance <= 0) return 0;
    }
    return clearance;
  }
}
