import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { journalModel, sentenceOf, tellFault, type Workspace } from '../../core/index.ts';
import { stepWords } from '../../i18n/index.ts';
import { requestReview, supersede, takeSupersessionBack } from './annotation.api.ts';
import { annotationsModel } from './annotation.store.ts';

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
    return act(
      transact({
        label: stepWords.superseding(properties.number),
        affects: [id, by],
        do: () => supersede(id, by),
        undo: async () => putAnnotation(await takeSupersessionBack(id)),
        redo: async () => putAnnotation(await supersede(id, by)),
      }),
    );
  }

  /** Says that it stands again. */
  function endSupersession({ id, properties }: Annotation): Promise<void> {
    const by = properties.supersededBy ?? '';
    return act(
      transact({
        label: stepWords.endingSupersession(properties.number),
        affects: [id, by],
        do: () => takeSupersessionBack(id),
        undo: async () => putAnnotation(await supersede(id, by)),
        redo: async () => putAnnotation(await takeSupersessionBack(id)),
      }),
    );
  }

  return { askForReview, supersedeBy, endSupersession };
}
