import { samePerson } from '../text/analyst-name.rules.ts';
import type { Authors } from './status.rules.ts';

/** Whether deleting an annotation needs a reason: somebody else drew it, or changed its claim last, or it was judged. */
export function deletionNeedsReason(by: string, { drawnBy, claimBy }: Authors, isJudged: boolean): boolean {
  return isJudged || !samePerson(by, drawnBy) || !samePerson(by, claimBy);
}
