import { expect, it } from 'vitest';
import { comparisonModes, damageGrades } from '#domain/annotation/annotation.contract.ts';
import {
  confidences,
  credibilities,
  likelihoods,
  reliabilities,
  rivalKinds,
  rivalStates,
  sourceKinds,
  verdicts,
} from '#domain/assessment/assessment.contract.ts';
import { structureKinds } from '#domain/structure/structure.contract.ts';
import { changes } from '#domain/vocabulary/change.contract.ts';
import { statuses } from '#domain/vocabulary/status.contract.ts';
import { statusMarks } from '../../../../client/annotation/base/status-mark.ts';
import { labels } from '../../../../client/i18n/labels.ts';

it.each([
  ['structure', structureKinds],
  ['change', changes],
  ['changeMeaning', changes],
  ['damageGrade', damageGrades],
  ['status', statuses],
  ['verdict', verdicts],
  ['likelihood', likelihoods],
  ['likelihoodRange', likelihoods],
  ['confidence', confidences],
  ['source', sourceKinds],
  ['reliability', reliabilities],
  ['credibility', credibilities],
  ['rival', rivalKinds],
  ['rivalState', rivalStates],
  ['mode', comparisonModes],
] as const)('every code of %s has words of its own on the screen', (table, codes) => {
  const words = codes.map((code) => (labels[table] as Record<string, string>)[code]);
  expect(words.every((word) => word && word.length > 0)).toBe(true);
  expect(new Set(words).size).toBe(codes.length);
  expect(Object.keys(labels[table])).toHaveLength(codes.length);
});

it('no two statuses are drawn alike, even without colour', () => {
  const patterns = statuses.map((status) => {
    const { dash, width, double } = statusMarks[status];
    return JSON.stringify([dash, width, double]);
  });
  expect(new Set(patterns).size).toBe(statuses.length);
});
