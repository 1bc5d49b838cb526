import type { NewSighting } from '../../server/structure/structure.contract.ts';
import { submitsOn } from '../annotation/submits-on.ts';
import { AreaField } from '../controls/field.tsx';
import { sightingWords } from '../i18n/sighting-words.ts';
import { noteFault, typedNote, typeNote } from './typed-note.store.ts';

/** The note to what this analyst marked of one image. A sighting is never edited: another note makes a new one. */
export function SightingNote({
  structureId,
  sceneId,
  own,
  save,
}: {
  structureId: string;
  sceneId: string;
  own: NewSighting | undefined;
  save: () => void;
}) {
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
        onChange={(typed) => typeNote(structureId, sceneId, typed === saved ? undefined : typed)}
      />
      {own && changed && (
        <button type="submit" class="button" disabled={fault !== undefined}>
          {sightingWords.saveNote}
        </button>
      )}
    </form>
  );
}
