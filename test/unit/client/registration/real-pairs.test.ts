import { describe, expect, test } from 'vitest';
import { fieldData } from '../../../support/base/field-data.ts';
import { createChance } from '../../../support/base/random.ts';
import { findLaid, openPairs } from '../../../support/imagery/real-pairs.ts';

const SHIFTS = 10;
/** Pixels. */
const FARTHEST = 40;
const GOOD = 0.3;

describe.skipIf(!fieldData())('the proposed shift of real scenes (FIELD_DATA)', () => {
  test('is that which was put on the other date, to within 0.3 pixel', async () => {
    const chance = createChance(11, 1);
    let [good, of] = [0, 0];
    for (const pair of await openPairs()) {
      const none = await findLaid(pair, { east: 0, north: 0 });
      const misses: number[] = [];
      let refused = 0;
      for (let i = 0; i < SHIFTS; i++) {
        // Whole pixels, and fractions, and small ones.
        const draw = () => (chance.below(200 * FARTHEST + 1) / 100 - FARTHEST) / (i % 3 === 2 ? 10 : 1);
        const pixels = [draw(), draw()].map((value) => (i % 3 === 0 ? Math.round(value) : value));
        const put = { east: pixels[0]! * pair.pixel, north: pixels[1]! * pair.pixel };
        // Where nothing is found of the pair as it lies, there is nothing to hold a shift against.
        const found = 'shift' in none ? await findLaid(pair, put) : none;
        if (!('shift' in found) || !('shift' in none)) refused++;
        else
          misses.push(
            Math.hypot(
              found.shift.east - none.shift.east + put.east,
              found.shift.north - none.shift.north + put.north,
            ) / pair.pixel,
          );
      }
      const within = misses.filter((miss) => miss <= GOOD).length;
      console.log(
        `${pair.name}: ${none.kind}; ${within} of ${SHIFTS} within ${GOOD} pixel, ${refused} refused, at most ${Math.max(0, ...misses).toFixed(2)}`,
      );
      if (refused === SHIFTS) continue;
      expect(within / SHIFTS, pair.name).toBeGreaterThanOrEqual(0.8);
      good += within;
      of += SHIFTS;
    }
    console.log(`${good} of ${of} within ${GOOD} pixel`);
    // Two pairs, of which parts lie apart by more than a shift mends, may be refused whole.
    expect(of).toBeGreaterThanOrEqual(12 * SHIFTS);
    expect(good / of).toBeGreaterThanOrEqual(0.9);
  }, 600_000);

  test('is none between bands of one instant', async () => {
    const pair = (await openPairs()).at(-1)!;
    expect(await findLaid(pair, { east: 0, north: 0 })).toMatchObject({ kind: 'aligned', within: 3 });
  });
});
