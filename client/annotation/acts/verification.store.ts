import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { journalModel, NoLonger, sentenceOf, tellFault, type Workspace } from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { fetchAnnotation, requestReview, supersede, takeSupersessionBack } from '../base/annotation.api.ts';
import { annotationsModel } from '../base/annotation.store.ts';

/** What is done to the status of an annotation other than by judging it. */
export function verificationModel(workspace: Workspace) {
  const { putAnnotation } = workspace.get(annotationsModel);
  const { transact } = workspace.get(journalModel);

  async function act(sent: Promise<Annotation | undefined>): Promise<void> {
    try {
      const annotation = await sent;
      if (annotation) putAnnotation(annotation);
    } catch (error) {
      tellFault(sentenceOf(error));
    }
  }

  /** Asks others for a second reading. */
  function askForReview(id: string): Promise<void> {
    return act(requestReview(id));
  }

  /** Says that another change stands in the place of this one. */
  function supersedeBy({ id, properties }: Annotation, by: string): Promise<void> {
    const { number } = properties;
    return act(
      transact({
        label: stepWords.superseding(number),
        affects: [id, by],
        do: () => supersede(id, by),
        undo: () => change(id, number, by, undefined),
        redo: () => change(id, number, undefined, by),
      }),
    );
  }

  /** Says that it stands again. */
  function endSupersession({ id, properties }: Annotation): Promise<void> {
    const { number, supersededBy: by = '' } = properties;
    return act(
      transact({
        label: stepWords.endingSupersession(number),
        affects: [id, by],
        do: () => takeSupersessionBack(id),
        undo: () => change(id, number, undefined, by),
        redo: () => change(id, number, by, undefined),
      }),
    );
  }

  /** Changes by what it is superseded. Throws NoLonger where that is no more as it was left. */
  async function change(id: string, number: string, from: string | undefined, to: string | undefined) {
    const now = await fetchAnnotation(id);
    if (now.properties.supersededBy !== from) throw new NoLonger(stepWords.changedSince(number));
    putAnnotation(await (to === undefined ? takeSupersessionBack(id) : supersede(id, to)));
  }

  return { askForReview, supersedeBy, endSupersession };
}
