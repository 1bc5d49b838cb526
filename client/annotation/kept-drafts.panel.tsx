import { setAfter, setBefore } from '../comparison/comparison.store.ts';
import { formatMoment, plural } from '../i18n/formats.ts';
import { labels } from '../i18n/labels.ts';
import { continueSketch, discardDraft, drafts, select, sketching } from './annotation.store.ts';
import type { Draft } from './draft.ts';
import { fitSelected } from './selection.ts';

/** Unsaved work that is not on the form now: offered again, also after a reload. */
export function KeptDrafts() {
  const kept = [...drafts.value.values()].filter((draft) => draft.id !== sketching.value?.id);
  if (kept.length === 0) return null;
  return (
    <section class="kept" aria-label="Unsaved changes">
      <p>You have {kept.length === 1 ? 'an unsaved change' : plural(kept.length, 'unsaved change')}.</p>
      <ul>
        {kept.map((draft) => (
          <li key={draft.id}>
            <span>
              {draft.base?.annotation.properties.number ?? labels.structure[draft.properties.structure]}
              <small>{formatMoment(draft.touchedAt)}</small>
            </span>
            <button type="button" class="button" onClick={() => goOn(draft)}>
              Continue
            </button>
            <button type="button" class="button" onClick={() => discardDraft(draft.id)}>
              Discard
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function goOn(draft: Draft): void {
  setBefore(draft.beforeSceneId);
  setAfter(draft.afterSceneId);
  if (draft.geometry) {
    select(draft.id);
    fitSelected();
  } else continueSketch(draft);
}
