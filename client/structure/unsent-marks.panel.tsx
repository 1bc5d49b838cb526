import { annotations, select } from '../annotation/annotation.store.ts';
import { fitSelected } from '../annotation/selection.ts';
import { formatDay } from '../i18n/formats.ts';
import { labels } from '../i18n/labels.ts';
import { sightingWords } from '../i18n/sighting-words.ts';
import { sceneById } from '../scene/scene.store.ts';
import { sendAgain } from './marking.ts';
import { dropMark, type UnsentMark, unsentMarks } from './unsent-mark.store.ts';

/** That a mark could not be stored yet, and what is done about it. */
export function UnsentWords({ unsent }: { unsent: UnsentMark }) {
  if (!unsent.waits) return null;
  if (!unsent.refused)
    return (
      <p class="hint" role="status">
        {sightingWords.keptHere}
      </p>
    );
  return (
    <p class="fault" role="alert">
      {sightingWords.refused(unsent.refused)} <Ways unsent={unsent} />
    </p>
  );
}

/** Sightings that wait to be sent or were refused, whichever change they belong to. */
export function UnsentMarks() {
  const all = [...unsentMarks.value.values()].filter(({ waits }) => waits);
  if (all.length === 0) return null;
  return (
    <section class="kept" aria-label={sightingWords.unsentHeading}>
      <p>{sightingWords.unsent(all.length)}</p>
      <ul>
        {all.map((unsent) => {
          const { annotationId, sighting, key, refused } = unsent;
          const annotation = annotations.value.get(annotationId);
          const scene = sceneById(sighting.sceneId);
          return (
            <li key={key}>
              <span>
                {annotation?.properties.number} {labels.sightingState[sighting.state].toLowerCase()}
                {scene && `, ${formatDay(scene)}`}
                {refused && <small>{sightingWords.refused(refused)}</small>}
              </span>
              {annotation && (
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    select(annotationId);
                    fitSelected();
                  }}
                >
                  {sightingWords.show}
                </button>
              )}
              {refused && <Ways unsent={unsent} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Ways({ unsent }: { unsent: UnsentMark }) {
  return (
    <>
      <button type="button" class="link" onClick={() => sendAgain(unsent)}>
        {sightingWords.tryAgain}
      </button>{' '}
      <button type="button" class="link" onClick={() => dropMark(unsent)}>
        {sightingWords.discard}
      </button>
    </>
  );
}
