import { isolated } from '#domain/text/text.rules.ts';
import { sentenceOf, tellFault, useModel } from '../../core/index.ts';
import { fieldNames, formatMoment } from '../../i18n/index.ts';
import { deletionModel } from '../acts/deletion.store.ts';
import { savingModel } from '../acts/saving.store.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import type { ClosedDraft } from '../base/draft.ts';
import { differences } from '../base/merge.ts';

/** Says, while a form is open, that somebody else, or another tab, changed or deleted what it changes. */
export function Meanwhile({ draft }: { draft: ClosedDraft }) {
  const { annotations, gone } = useModel(annotationsModel);
  const { savingIds } = useModel(draftModel);
  const { conflicts, seeBoth } = useModel(savingModel);
  const { restore } = useModel(deletionModel);
  const { base, id } = draft;
  if (!base || savingIds.value.has(id) || conflicts.value.has(id)) return null;
  const deleted = gone.value.get(id);
  if (deleted)
    return (
      <p class="meanwhile" role="alert">
        {deleted} What you type stays.{' '}
        <button
          type="button"
          class="link"
          onClick={() => void restore(base.annotation).catch((error) => tellFault(sentenceOf(error)))}
        >
          Restore it
        </button>
      </p>
    );
  const theirs = annotations.value.get(id);
  if (!theirs || theirs.properties.revision <= base.revision) return null;
  const changed = differences(base.annotation, draft, theirs).filter(({ changedBy }) => changedBy !== 'me');
  if (changed.length === 0) return null;
  const { updatedBy, updatedAt } = theirs.properties;
  return (
    <p class="meanwhile" role="alert">
      {isolated(updatedBy)} changed this on {formatMoment(updatedAt)}:{' '}
      {changed.map(({ field }) => fieldNames[field].toLowerCase()).join(', ')}.{' '}
      <button type="button" class="link" onClick={() => seeBoth(theirs)}>
        See both
      </button>
    </p>
  );
}
