import { assessmentModel } from '../../assessment/index.ts';
import { comparisonModel } from '../../comparison/index.ts';
import { useModel } from '../../core/index.ts';
import { formatMoment, labels, plural } from '../../i18n/index.ts';
import { selectionModel } from '../acts/selection.store.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import type { Draft } from '../base/draft.ts';

/** Unsaved work that is not on the form now: offered again, also after a reload. */
export function KeptDrafts() {
  const { unsavedAssessments } = useModel(annotationsModel);
  const { continueSketch, discardDraft, select, sketching, unsavedDrafts } = useModel(draftModel);
  const { fitSelected, selectAndFit } = useModel(selectionModel);
  const { assessing, discardAssessment } = useModel(assessmentModel);
  const { setAfter, setBefore } = useModel(comparisonModel);
  const goOn = (draft: Draft) => {
    setBefore(draft.beforeSceneId);
    setAfter(draft.afterSceneId);
    if (draft.geometry) {
      select(draft.id);
      fitSelected();
    } else continueSketch(draft);
  };
  const kept = unsavedDrafts.value.filter((draft) => draft.id !== sketching.value?.id);
  const judged = unsavedAssessments.value.filter(({ id }) => kept.every((draft) => draft.id !== id));
  const count = kept.length + judged.length;
  if (count === 0) return null;
  return (
    <section class="kept" aria-label="Unsaved changes">
      <p>You have {count === 1 ? 'an unsaved change' : plural(count, 'unsaved change')}.</p>
      <ul>
        {kept.map((draft) => (
          <Kept
            key={draft.id}
            name={draft.base?.annotation.properties.number ?? labels.structure[draft.properties.structure]}
            hint={formatMoment(draft.touchedAt)}
            goOn={() => goOn(draft)}
            discard={() => discardDraft(draft.id)}
          />
        ))}
        {judged.map((annotation) => (
          <Kept
            key={annotation.id}
            name={annotation.properties.number}
            hint="Assessment"
            goOn={() => {
              selectAndFit(annotation);
              assessing.value = annotation.id;
            }}
            discard={() => discardAssessment(annotation.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function Kept({
  name,
  hint,
  goOn,
  discard,
}: {
  name: string;
  hint: string;
  goOn: () => void;
  discard: () => void;
}) {
  return (
    <li>
      <span>
        {name}
        <small>{hint}</small>
      </span>
      <button type="button" class="button" onClick={goOn}>
        Continue
      </button>
      <button type="button" class="button" onClick={discard}>
        Discard
      </button>
    </li>
  );
}
