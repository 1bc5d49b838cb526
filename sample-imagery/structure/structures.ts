import { fenceLine } from '../base/layout.ts';
import { singleStructures } from './single-structures.ts';
import type { Colour, States, Structure } from './structure.ts';
import {
  always,
  builtBy2011,
  darkTile,
  demolishedBy2012,
  demolishedBy2013,
  greyTile,
  paleTile,
  razedBy2011,
  razedBy2012,
  razedBy2013,
  redTile,
} from './structure.ts';

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

type Block = {
  prefix: string;
  kind: string;
  name: string;
  columns: readonly number[];
  rows: readonly number[];
  length: number;
  width: number;
  angle: number;
  yard: number;
  roofs: readonly Colour[];
  states: Readonly<Record<number, States>>;
};

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
  ...singleStructures,
];
