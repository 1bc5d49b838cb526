import { describe, expect, it } from 'vitest';
import type { Assessment, Verdict } from '#domain/assessment/assessment.contract.ts';
import { nextStep } from '../../../../client/assessment/next-step.ts';

function judged(by: string, verdict: Verdict, { second = false, own = false, version = 1 } = {}): Assessment {
  return {
    id: crypto.randomUUID(),
    annotationId: 'a',
    version,
    verdict,
    sources: own
      ? [{ sourceId: 's', kind: 'news', title: 'Report', reliability: 'F', credibility: 6, own: true }]
      : [],
    rivals: [],
    by,
    at: '2026-01-01T00:00:00Z',
    selfDeclared: true,
    secondReading: second,
    statusAfter: 'observed',
  };
}

describe('what is missing for the next step', () => {
  it.each([
    ['observed', [], 'second_reading_and_own_source'],
    ['observed', [judged('Ana', 'agree', { own: true })], 'second_reading'],
    ['in_review', [], 'second_reading_and_own_source'],
    ['in_review', [judged('Ben', 'agree', { second: true })], 'own_source'],
    ['in_review', [judged('Ana', 'agree', { own: true })], 'second_reading'],
    ['corroborated', [], 'none'],
    ['disputed', [judged('Ben', 'disagree', { second: true })], 'settle'],
    ['rejected', [], 'reopen'],
    ['superseded', [], 'none'],
  ] as const)('of an annotation that is %s', (status, assessments, step) => {
    expect(nextStep(status, assessments, 1)).toBe(step);
  });

  it('counts only assessments of the present version', () => {
    const former = judged('Ben', 'agree', { second: true, own: true });
    expect(nextStep('in_review', [former], 2)).toBe('second_reading_and_own_source');
  });

  it('counts only the newest of each person, by whatever case the name is written', () => {
    const changed = [
      judged('Ben', 'agree', { second: true }),
      judged('BEN ', 'cannot_tell', { second: true }),
    ];
    expect(nextStep('in_review', changed, 1)).toBe('second_reading_and_own_source');
  });
});
