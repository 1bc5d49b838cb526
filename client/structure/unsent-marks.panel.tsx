import type { ComponentChildren } from 'preact';
import { annotationsModel, draftModel, selectionModel } from '../annotation/index.ts';
import { useModel } from '../core/index.ts';
import { formatDay, labels, sightingWords } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { sendAgain } from './mark-sending.ts';
import { dropNote, typedNotes } from './typed-note.store.ts';
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

/** Sightings that wait to be sent or were refused, and notes that are only typed, whichever change they belong to. */
export function UnsentMarks() {
  const marks = [...unsentMarks.value.values()].filter(({ waits }) => waits);
  const notes = [...typedNotes.value.values()];
  if (marks.length + notes.length === 0) return null;
  return (
    <section class="kept" aria-label={sightingWords.unsentHeading}>
      {marks.length > 0 && <p>{sightingWords.unsent(marks.length)}</p>}
      <ul>
        {marks.map((unsent) => (
          <Unsaved
            key={unsent.key}
            annotationId={unsent.annotationId}
            sceneId={unsent.sighting.sceneId}
            what={`${labels.sightingState[unsent.sighting.state].toLowerCase()}${unsent.takenBack ? sightingWords.takenBack : ''}`}
          >
            {unsent.refused && (
              <p class="fault">
                {sightingWords.refused(unsent.refused)} <Ways unsent={unsent} />
              </p>
            )}
          </Unsaved>
        ))}
      </ul>
      {notes.length > 0 && <p>{sightingWords.unsavedNotes(notes.length)}</p>}
      <ul>
        {notes.map(({ key, annotationId, structureId, sceneId, text }) => (
          <Unsaved key={key} annotationId={annotationId} sceneId={sceneId} what={text}>
            <button type="button" class="button" onClick={() => dropNote(structureId, sceneId)}>
              {sightingWords.discard}
            </button>
          </Unsaved>
        ))}
      </ul>
    </section>
  );
}

function Unsaved({
  annotationId,
  sceneId,
  what,
  children,
}: {
  annotationId: string;
  sceneId: string;
  what: string;
  children: ComponentChildren;
}) {
  const { annotations } = useModel(annotationsModel);
  const { select } = useModel(draftModel);
  const { fitSelected } = useModel(selectionModel);
  const { sceneById } = useModel(sceneModel);
  const annotation = annotations.value.get(annotationId);
  const scene = sceneById(sceneId);
  return (
    <li>
      <span>
        {annotation?.properties.number} {what}
        {scene && <small>{formatDay(scene)}</small>}
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
      {children}
    </li>
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
