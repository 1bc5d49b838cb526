import { type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Assessment } from '#domain/assessment/assessment.contract.ts';
import { samePerson } from '#domain/text/analyst-name.rules.ts';
import { recordedName } from '../../account/index.ts';
import { fetchAssessments } from '../../assessment/index.ts';
import type { Workspace } from '../../core/index.ts';
import type { ClosedDraft } from '../base/draft.ts';
import { changesClaim } from '../base/merge.ts';

/** Asked before a changed claim takes a status back: may these judgements be set aside? */
export type SettingAside = {
  annotation: Annotation;
  /** Those of the present version, oldest first. */
  judgements: readonly Assessment[];
  answer: (may: boolean) => void;
};

/** Names the judgements that a changed claim would set aside, before it is sent. */
export function settingAsideModel(workspace: Workspace) {
  const settingAside: Signal<SettingAside | undefined> = signal(undefined);
  workspace.onLeave(() => settingAside.peek()?.answer(false));

  /**
   * Whether a change of a saved annotation may be sent: it leaves the claim as it is, or nobody but the analyst judged
   * the claim, or the analyst was told who did and agreed. Throws RequestFailure where the judgements cannot be had.
   */
  async function maySetAside(draft: ClosedDraft): Promise<boolean> {
    if (!draft.base || !changesClaim(draft, draft.base.annotation)) return true;
    const { annotation } = draft.base;
    const { status, version } = annotation.properties;
    const judgements = (await fetchAssessments(annotation.id)).filter((one) => one.version === version);
    const isByOthers = judgements.some(({ by }) => !samePerson(by, recordedName.peek() ?? ''));
    if (!isByOthers && (status === 'observed' || status === 'superseded')) return true;
    settingAside.peek()?.answer(false);
    return new Promise((resolve) => {
      const answer = (may: boolean) => {
        settingAside.value = undefined;
        resolve(may);
      };
      settingAside.value = { annotation, judgements, answer };
    });
  }

  return { settingAside, maySetAside };
}
