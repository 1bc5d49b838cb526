import type { SourceKind, Verdict } from '#domain/assessment/assessment.contract.ts';
import { comparableName, UNNAMED_ANALYST } from '#domain/text/analyst-name.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';

/** What the status needs to know of an assessment of the present version. */
export type Judgement = { by: string; verdict: Verdict; ownSource: boolean; settles: boolean };

/** Who drew the annotation and who changed its claim last: neither can be its second reader. */
export type Authors = { drawnBy: string; claimBy: string };

export type Act =
  | { act: 'review_requested' }
  | { act: 'assessed'; judgement: Judgement }
  | { act: 'claim_changed' }
  /** The claim is again that of an earlier version: `earlier` are the assessments of that one. */
  | { act: 'claim_returned'; reviewRequested: boolean }
  | { act: 'superseded' }
  | { act: 'supersession_taken_back'; reviewRequested: boolean };

/** True for a named person who neither drew the annotation nor changed its claim last. */
export function isOther(name: string, { drawnBy, claimBy }: Authors): boolean {
  const compared = comparableName(name);
  return ![UNNAMED_ANALYST, comparableName(drawnBy), comparableName(claimBy)].includes(compared);
}

/** True for a source beside the annotation's two scenes: any kind but imagery, or another scene. */
export function isOwnSource(
  source: { kind: SourceKind; sceneId?: string | null | undefined },
  claim: { beforeSceneId: string; afterSceneId: string },
): boolean {
  if (source.kind !== 'imagery') return true;
  return Boolean(source.sceneId) && ![claim.beforeSceneId, claim.afterSceneId].includes(source.sceneId!);
}

/**
 * The status after one act. `earlier` are all assessments of the present version before the act, oldest
 * first. The newest assessment of each person stands; those before it no longer do. The table of cases is
 * test/unit/domain/annotation/status.rules.test.ts.
 */
export function statusAfter(current: Status, act: Act, authors: Authors, earlier: Judgement[]): Status {
  switch (act.act) {
    case 'claim_changed':
      return current === 'superseded' ? 'superseded' : 'observed';
    case 'claim_returned':
      return current === 'superseded' ? 'superseded' : statusOfVersion(act, authors, earlier);
    case 'superseded':
      return 'superseded';
    case 'supersession_taken_back':
      return statusOfVersion(act, authors, earlier);
    case 'review_requested':
      return current === 'observed' ? 'in_review' : current;
    case 'assessed':
      return statusAfterJudgement(current, act.judgement, authors, earlier);
  }
}

/** What is known of one version gives its status: whether a second reading was asked for, and its assessments in turn. */
function statusOfVersion(
  { reviewRequested }: { reviewRequested: boolean },
  authors: Authors,
  judgements: Judgement[],
): Status {
  return judgements.reduce<Status>(
    (status, judgement, index) =>
      statusAfterJudgement(status, judgement, authors, judgements.slice(0, index)),
    reviewRequested ? 'in_review' : 'observed',
  );
}

function statusAfterJudgement(
  current: Status,
  judgement: Judgement,
  authors: Authors,
  earlier: Judgement[],
): Status {
  const { by, verdict, settles } = judgement;
  if (verdict === 'cannot_tell') return current;
  const other = isOther(by, authors);
  const author = [authors.drawnBy, authors.claimBy].map(comparableName).includes(comparableName(by));
  const standing = standingJudgements([...earlier, judgement]);
  const ownSourceStands = standing.some((one) => one.ownSource);
  const anOtherAgrees = standing.some((one) => one.verdict === 'agree' && isOther(one.by, authors));
  const agreed = ownSourceStands ? 'corroborated' : 'in_review';

  switch (current) {
    case 'observed':
    case 'in_review':
      if (verdict === 'agree') {
        if (other) return agreed;
        return current === 'in_review' && anOtherAgrees && judgement.ownSource ? 'corroborated' : current;
      }
      if (other) return verdict === 'disagree' || anOtherAgrees ? 'disputed' : 'rejected';
      return author && verdict === 'no_such_change' ? 'rejected' : current;
    case 'corroborated':
      return verdict !== 'agree' && (other || author) ? 'disputed' : current;
    case 'disputed':
      if (!settles || !other) return current;
      return verdict === 'agree' ? agreed : 'rejected';
    case 'rejected':
      return other && verdict === 'agree' ? 'disputed' : current;
    case 'superseded':
      return current;
  }
}

/** The newest judgement of each person. */
function standingJudgements(judgements: Judgement[]): Judgement[] {
  return [...new Map(judgements.map((one) => [comparableName(one.by), one])).values()];
}
