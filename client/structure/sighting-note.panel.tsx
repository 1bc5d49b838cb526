import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { NewSighting } from '#domain/structure/structure.contract.ts';
import { submitsOn } from '../controls/index.ts';
import { AreaField } from '../controls/panels.ts';
import { sightingWords } from '../i18n/index.ts';
import { dropNote, noteFault, typedNote, typeNote } from './typed-note.store.ts';

/** The note to what this analyst marked of one image. A sighting is never edited: another note makes a new one. */
export function SightingNote({
  annotation,
  sceneId,
  own,
  save,
}: {
  annotation: Annotation;
  sceneId: string;
  own: NewSighting | undefined;
  save: () => void;
}) {
  const { structureId } = annotation.properties;
  const saved = own?.note ?? '';
  const text = typedNote(structureId, sceneId) ?? saved;
  const fault = noteFault(text);
  const changed = text.trim() !== saved;
  return (
    <form
      class="sighting-note"
      onSubmit={(event) => {
        event.preventDefault();
        if (own && changed && !fault) save();
      }}
      onKeyDown={submitsOn}
    >
      <AreaField
        label={sightingWords.note}
        rows={2}
        pointer="/note"
        faults={fault ? [{ pointer: '/note', detail: fault }] : []}
        hint={!own && changed ? sightingWords.noteHint : undefined}
        value={text}
        onChange={(typed) => {
          if (typed === saved) dropNote(structureId, sceneId);
          else typeNote(annotation, sceneId, typed);
        }}
      />
      {own && changed && (
        <button type="submit" class="button" disabled={fault !== undefined}>
          {sightingWords.saveNote}
        </button>
      )}
    </form>
  );
}
