import { describe, expect, test } from 'vitest';
import { findShift } from '../../../../client/registration/shift/find-shift.ts';
import { fieldData } from '../../../support/base/field-data.ts';
import { createChance } from '../../../support/base/random.ts';
import { drawCrops, inThread, openPairs } from '../../../support/imagery/real-pairs.ts';

const UNRELATED = 2_000;

describe.skipIf(!fieldData())('the proposed shift of real scenes (FIELD_DATA)', () => {
  test(`is found of none of ${UNRELATED} crops that are unrelated, or turned or scaled by what no shift mends`, async () => {
    const pairs = await openPairs();
    const told = new Map<string, number>();
    const found: string[] = [];
    for (let i = 0; i < UNRELATED; i++) {
      const drawn = await drawCrops(pairs, createChance(12, i), i % 4);
      const { size, reference, moving } = drawn;
      const half = size / 2;
      const verdict = await findShift([-half, -half, half, half], 1, {
        reference,
        moving,
        correlate: inThread,
      });
      const bend = verdict.kind === 'bent' ? ` by ${verdict.bend.kind}` : '';
      const kind = `${drawn.kind}: ${verdict.kind}${bend}`;
      told.set(kind, (told.get(kind) ?? 0) + 1);
      if ('shift' in verdict) found.push(`${i} ${drawn.name}`);
    }
    console.log([...told].map(([kind, count]) => `${kind} ${count}`).join(', '));
    expect(found).toEqual([]);
  }, 1_200_000);
});
