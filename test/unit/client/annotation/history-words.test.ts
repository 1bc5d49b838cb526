import { describe, expect, it } from 'vitest';
import { actWords } from '../../../../client/annotation/detail/history-words.ts';

describe('what the history records, in words', () => {
  it.each<[string, string, unknown, string]>([
    [
      'that it was said to be another structure',
      'annotation.details_changed',
      { details: { old: { structureId: 'one' }, new: { structureId: 'other' } } },
      'Description or details changed · said to be another structure',
    ],
    [
      'nothing of the structure where that stayed',
      'annotation.details_changed',
      { details: { old: { structureId: 'one', title: 'A' }, new: { structureId: 'one', title: 'B' } } },
      'Description or details changed',
    ],
    [
      'which parts of a claim changed, and what became of its status',
      'annotation.claim_changed',
      {
        claim: { old: { change: 'razed', geometry: 1 }, new: { change: 'damaged', geometry: 1 } },
        status: { old: 'corroborated', new: 'observed' },
      },
      'Claim changed · change · version 2 · now observed by one analyst',
    ],
    [
      'that a claim is again that of an earlier version',
      'annotation.claim_changed',
      {
        claim: { old: { change: 'razed', geometry: 1 }, new: { change: 'damaged', geometry: 1 } },
        returnsTo: 2,
        status: { old: 'observed', new: 'corroborated' },
      },
      'Claim of version 2 again · change · now corroborated',
    ],
  ])('tells %s', (_, act, change, told) => {
    expect(actWords({ act, change, version: 2 })).toBe(told);
  });
});
