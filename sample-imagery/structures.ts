import { fenceLine } from './layout.ts';

/** Roofs and walls in sunlight on level ground, sRGB. */
export type Colour = readonly [red: number, green: number, blue: number];

export type StructureState = 'standing' | 'absent' | 'razed' | 'demolished' | 'reroofed' | 'extended' | 'breached';

export type Shape = 'gable' | 'flat' | 'tower' | 'wall' | 'headframe' | 'conveyor';

/** The kinds are codes of the project's own list; see truth.geojson. */
export interface Structure {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly shape: Shape;
  /** Middle, frame metres. */
  readonly x: number;
  readonly y: number;
  /** Along and across the ridge, metres. */
  readonly length: number;
  readonly width: number;
  /** Direction of the ridge, degrees from east towards south. */
  readonly angle: number;
  /** Height of the eaves and of the highest point above the ground, metres. */
  readonly eaves: number;
  readonly height: number;
  readonly roof: Colour;
  /** State on each of the four dates. */
  readonly states: readonly [StructureState, StructureState, StructureState, StructureState];
  /** Kitchen garden on the south side, metres deep. */
  readonly yard?: number;
}

type States = Structure['states'];
const always: States = ['standing', 'standing', 'standing', 'standing'];
const razedBy2011: States = ['standing', 'razed', 'razed', 'razed'];
const razedBy2012: States = ['standing', 'standing', 'razed', 'razed'];
const razedBy2013: States = ['standing', 'standing', 'standing', 'razed'];
const demolishedBy2012: States = ['standing', 'standing', 'demolished', 'demolished'];
const demolishedBy2013: States = ['standing', 'standing', 'standing', 'demolished'];
const builtBy2011: States = ['absent', 'standing', 'standing', 'standing'];
const builtBy2012: States = ['absent', 'absent', 'standing', 'standing'];

const greyTile: Colour = [138, 136, 132];
const darkTile: Colour = [112, 110, 108];
const redTile: Colour = [168, 112, 86];
const paleTile: Colour = [164, 158, 148];
const limeWash: Colour = [192, 184, 168];
const rustSheet: Colour = [142, 108, 86];
export const blueSheet: Colour = [74, 118, 168];

const housingRoofs = [greyTile, greyTile, darkTile, paleTile, redTile, greyTile];

const towerStates: ReadonlyMap<number, States> = new Map([
  [3, razedBy2011],
  [10, razedBy2012],
  [11, demolishedBy2012],
  [13, razedBy2013],
  [14, razedBy2012],
  [16, razedBy2013],
]);

/** One guard tower at each corner of the fence, just inside it. */
function guardTowers(): Structure[] {
  const corners = fenceLine.slice(0, -1);
  const middle = [720, 380] as const;
  return corners.map(([cornerX, cornerY], index) => {
    const inX = middle[0] - cornerX;
    const inY = middle[1] - cornerY;
    const far = Math.sqrt(inX * inX + inY * inY);
    const number = index + 1;
    return {
      id: `T${String(number).padStart(2, '0')}`,
      kind: 'guard_tower',
      name: `Guard tower ${number}`,
      shape: 'tower',
      x: cornerX + (inX / far) * 7,
      y: cornerY + (inY / far) * 7,
      length: 5,
      width: 5,
      angle: (index * 37) % 90,
      eaves: 8.6,
      height: 10,
      roof: [206, 204, 198],
      states: towerStates.get(number) ?? always,
    };
  });
}

interface Block {
  readonly prefix: string;
  readonly kind: string;
  readonly name: string;
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly length: number;
  readonly width: number;
  readonly angle: number;
  readonly yard: number;
  readonly roofs: readonly Colour[];
  readonly states: Readonly<Record<number, States>>;
}

/** Rows of like houses, numbered along each row. */
function housing(block: Block): Structure[] {
  return block.rows.flatMap((y, row) =>
    block.columns.map((x, column): Structure => {
      const index = row * block.columns.length + column;
      // A small disorder, the same each time, so that rows are not ruled with a ruler.
      const drift = ((index * 7919) % 13) / 13 - 0.5;
      const slope = block.angle * 0.0174533;
      return {
        id: `${block.prefix}${String(index + 1).padStart(2, '0')}`,
        kind: block.kind,
        name: `${block.name} ${index + 1}`,
        shape: 'gable',
        x: x + drift * 3 - (y - block.rows[0]!) * slope,
        y: y + (x - block.columns[0]!) * slope + drift * 1.4,
        length: block.length + ((index * 31) % 5) * 0.8 - 2,
        width: block.width,
        angle: block.angle + drift * 1.6,
        eaves: 2.7,
        height: 3.9,
        roof: block.roofs[(index * 5 + row) % block.roofs.length]!,
        states: block.states[index + 1] ?? always,
        yard: block.yard,
      };
    }),
  );
}

const single: readonly Structure[] = [
  {
    id: 'D01',
    kind: 'detention_building',
    name: 'Detention building',
    shape: 'gable',
    x: 872,
    y: 575,
    length: 40,
    width: 12,
    angle: 6,
    eaves: 5.4,
    height: 7.6,
    roof: [150, 144, 138],
    states: demolishedBy2012,
  },
  {
    id: 'D02',
    kind: 'detention_building',
    name: 'Annex of the detention building',
    shape: 'gable',
    x: 882,
    y: 555,
    length: 18,
    width: 7,
    angle: 6,
    eaves: 3,
    height: 4.8,
    roof: redTile,
    states: razedBy2012,
  },
  {
    id: 'D03',
    kind: 'perimeter',
    name: 'Wall around the detention building',
    shape: 'wall',
    x: 870,
    y: 570,
    length: 68,
    width: 50,
    angle: 6,
    eaves: 3.4,
    height: 3.4,
    roof: [190, 186, 178],
    states: ['standing', 'standing', 'breached', 'breached'],
  },
  {
    id: 'G01',
    kind: 'guard_post',
    name: 'Guard post at the gate',
    shape: 'flat',
    x: 431,
    y: 312,
    length: 9,
    width: 6,
    angle: 2,
    eaves: 4,
    height: 4,
    roof: limeWash,
    states: razedBy2013,
  },
  {
    id: 'A01',
    kind: 'administration',
    name: 'Administration building',
    shape: 'gable',
    x: 488,
    y: 286,
    length: 42,
    width: 12,
    angle: -2,
    eaves: 6.4,
    height: 8.4,
    roof: redTile,
    states: always,
  },
  {
    id: 'A02',
    kind: 'administration',
    name: 'Administration building, wing',
    shape: 'gable',
    x: 472,
    y: 266,
    length: 28,
    width: 11,
    angle: 88,
    eaves: 6.4,
    height: 8.3,
    roof: redTile,
    states: always,
  },
  {
    id: 'P01',
    kind: 'public_building',
    name: 'Assembly hall',
    shape: 'gable',
    x: 562,
    y: 282,
    length: 34,
    width: 17,
    angle: -2,
    eaves: 6.4,
    height: 9.2,
    roof: paleTile,
    states: always,
  },
  {
    id: 'L01',
    kind: 'light_industry',
    name: 'Workshop hall',
    shape: 'gable',
    x: 477,
    y: 388,
    length: 58,
    width: 17,
    angle: 89,
    eaves: 6,
    height: 8.6,
    roof: rustSheet,
    states: ['standing', 'standing', 'reroofed', 'reroofed'],
  },
  {
    id: 'L02',
    kind: 'light_industry',
    name: 'Workshop shed',
    shape: 'gable',
    x: 500,
    y: 372,
    length: 26,
    width: 9,
    angle: 89,
    eaves: 3.6,
    height: 5.4,
    roof: greyTile,
    states: always,
  },
  {
    id: 'B01',
    kind: 'agricultural_building',
    name: 'Barn',
    shape: 'gable',
    x: 478,
    y: 530,
    length: 36,
    width: 11,
    angle: 85,
    eaves: 4,
    height: 6.6,
    roof: [150, 132, 108],
    states: ['standing', 'standing', 'extended', 'extended'],
  },
  {
    id: 'B02',
    kind: 'agricultural_building',
    name: 'Long barn',
    shape: 'gable',
    x: 500,
    y: 612,
    length: 44,
    width: 9,
    angle: 10,
    eaves: 3.2,
    height: 4.8,
    roof: [158, 140, 112],
    states: always,
  },
  {
    id: 'B03',
    kind: 'agricultural_building',
    name: 'Pig house',
    shape: 'gable',
    x: 660,
    y: 634,
    length: 52,
    width: 8,
    angle: -2,
    eaves: 2.8,
    height: 4.4,
    roof: greyTile,
    states: always,
  },
  {
    id: 'S01',
    kind: 'storage',
    name: 'Storehouse',
    shape: 'gable',
    x: 772,
    y: 412,
    length: 48,
    width: 15,
    angle: 78,
    eaves: 5.4,
    height: 8,
    roof: [196, 200, 204],
    states: builtBy2012,
  },
  {
    id: 'S02',
    kind: 'storage',
    name: 'Grain store',
    shape: 'gable',
    x: 748,
    y: 352,
    length: 30,
    width: 11,
    angle: 80,
    eaves: 4.6,
    height: 7,
    roof: darkTile,
    states: always,
  },
  {
    id: 'M01',
    kind: 'mine',
    name: 'Preparation plant',
    shape: 'gable',
    x: 904,
    y: 124,
    length: 40,
    width: 17,
    angle: -4,
    eaves: 10,
    height: 13,
    roof: rustSheet,
    states: always,
  },
  {
    id: 'M02',
    kind: 'mine',
    name: 'Headframe',
    shape: 'headframe',
    x: 950,
    y: 118,
    length: 8,
    width: 6,
    angle: 20,
    eaves: 15,
    height: 17,
    roof: [120, 112, 104],
    states: always,
  },
  {
    id: 'M03',
    kind: 'mine',
    name: 'Conveyor gallery',
    shape: 'conveyor',
    x: 947,
    y: 160,
    length: 76,
    width: 3.2,
    angle: 50,
    eaves: 6,
    height: 11,
    roof: [158, 150, 142],
    states: always,
  },
  {
    id: 'M04',
    kind: 'mine',
    name: 'Winding house',
    shape: 'gable',
    x: 966,
    y: 98,
    length: 18,
    width: 11,
    angle: 20,
    eaves: 6,
    height: 8,
    roof: redTile,
    states: always,
  },
  {
    id: 'M05',
    kind: 'mine',
    name: 'Mine shed',
    shape: 'gable',
    x: 858,
    y: 130,
    length: 28,
    width: 9,
    angle: 74,
    eaves: 3.6,
    height: 5.4,
    roof: greyTile,
    states: razedBy2013,
  },
  {
    id: 'M06',
    kind: 'mine',
    name: 'Lamp house',
    shape: 'flat',
    x: 898,
    y: 168,
    length: 24,
    width: 10,
    angle: -6,
    eaves: 4.4,
    height: 4.4,
    roof: [172, 168, 160],
    states: always,
  },
  {
    id: 'V01',
    kind: 'road_or_bridge',
    name: 'Bridge over the river',
    shape: 'flat',
    x: 201,
    y: 404.5,
    length: 72,
    width: 6.4,
    angle: 1,
    eaves: 2.6,
    height: 2.6,
    roof: [186, 180, 168],
    states: always,
  },
  {
    id: 'R01',
    kind: 'barracks',
    name: 'Guards’ barracks',
    shape: 'gable',
    x: 408,
    y: 384,
    length: 36,
    width: 10,
    angle: 84,
    eaves: 4.4,
    height: 6,
    roof: redTile,
    states: always,
  },
  {
    id: 'R02',
    kind: 'barracks',
    name: 'Guards’ barracks, second',
    shape: 'gable',
    x: 412,
    y: 436,
    length: 34,
    width: 10,
    angle: 82,
    eaves: 4.4,
    height: 6,
    roof: redTile,
    states: always,
  },
];

/** Everything built in the valley. */
export const structures: readonly Structure[] = [
  ...guardTowers(),
  ...housing({
    prefix: 'H1',
    kind: 'prisoner_housing',
    name: 'Prisoner housing, first block, house',
    columns: [556, 600, 644, 688],
    rows: [344, 367, 390, 413],
    length: 36,
    width: 7,
    angle: -2,
    yard: 8,
    roofs: housingRoofs,
    states: { 7: demolishedBy2013 },
  }),
  ...housing({
    prefix: 'H2',
    kind: 'prisoner_housing',
    name: 'Prisoner housing, second block, house',
    columns: [552, 596, 640, 684],
    rows: [463, 486, 509, 532, 555],
    length: 35,
    width: 7,
    angle: 3,
    yard: 8,
    roofs: housingRoofs,
    states: { 12: demolishedBy2012, 16: razedBy2012 },
  }),
  ...housing({
    prefix: 'H3',
    kind: 'prisoner_housing',
    name: 'Prisoner housing, third block, house',
    columns: [640, 682],
    rows: [164, 188, 212, 236, 260],
    length: 32,
    width: 7,
    angle: -5,
    yard: 9,
    roofs: housingRoofs,
    states: { 6: razedBy2011 },
  }),
  ...housing({
    prefix: 'W',
    kind: 'staff_housing',
    name: 'Staff house',
    columns: [398, 422],
    rows: [128, 150, 172, 194, 216, 238, 260, 282],
    length: 14,
    width: 8,
    angle: -8,
    yard: 8,
    roofs: [redTile, redTile, greyTile, redTile, paleTile],
    states: { 14: builtBy2011 },
  }),
  ...single,
];
