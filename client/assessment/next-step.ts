import type { Assessment } from '#domain/assessment/assessment.contract.ts';
import { comparableName } from '#domain/text/analyst-name.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';

/** What is missing for a better verified status. */
export type NextStep =
  | 'second_reading'
  | 'own_source'
  | 'second_reading_and_own_source'
  | 'settle'
  | 'reopen'
  | 'none';

export const nextStepWords: Record<NextStep, string> = {
  second_reading: 'To be corroborated: a second reader who agrees. A source beside the two scenes is named.',
  own_source: 'To be corroborated: a source beside the two scenes. A second reader agrees.',
  second_reading_and_own_source:
    'To be corroborated: a second reader who agrees, and a source beside the two scenes.',
  settle: 'To be settled: someone other than the author says, in words, what settles the dispute.',
  reopen: 'It is taken up again when someone other than the author agrees with the claim.',
  none: '',
};

/**
 * What is missing for the next step of a status, after the rules of server/domain/annotation/status.rules.ts.
 * `assessments` may hold those of earlier versions: only the present version's count, and of each person
 * only the newest.
 */
export function nextStep(status: Status, assessments: readonly Assessment[], version: number): NextStep {
  const newest = new Map(
    assessments.filter((one) => one.version === version).map((one) => [comparableName(one.by), one]),
  );
  const standing = [...newest.values()];
  const otherAgrees = standing.some((one) => one.secondReading && one.verdict === 'agree');
  const ownSource = standing.some((one) => one.sources.some((source) => source.own));
  switch (status) {
    case 'observed':
    case 'in_review':
      if (otherAgrees) return 'own_source';
      return ownSource ? 'second_reading' : 'second_reading_and_own_source';
    case 'disputed':
      return 'settle';
    case 'rejected':
      return 'reopen';
    case 'corroborated':
    case 'superseded':
      return 'none';
  }
}
