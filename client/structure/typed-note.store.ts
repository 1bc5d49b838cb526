import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { newSightingSchema } from '#domain/structure/structure.contract.ts';
import { keptMap, reportUnsaved } from '../core/index.ts';

/** A note to a sighting that is typed and not saved. */
export type TypedNote = {
  /** Of structure and scene. */
  key: string;
  structureId: string;
  sceneId: string;
  annotationId: string;
  text: string;
};

const kept = keptMap<TypedNote>('afterimage-sighting-notes', 'key');

/** Notes that are typed and not saved, by key, kept in this browser. */
export const typedNotes = kept.values;
export const restoreNotes = kept.restore;

reportUnsaved(typedNotes);

const keyOf = (structureId: string, sceneId: string) => `${structureId} ${sceneId}`;

export function typedNote(structureId: string, sceneId: string): string | undefined {
  return typedNotes.value.get(keyOf(structureId, sceneId))?.text;
}

/** Keeps what is typed of one scene. */
export function typeNote({ id, properties }: Annotation, sceneId: string, text: string): void {
  const { structureId } = properties;
  kept.keep({ key: keyOf(structureId, sceneId), structureId, sceneId, annotationId: id, text });
}

/** Forgets what was typed, where it says what is saved already, went with a mark or is given up. */
export function dropNote(structureId: string, sceneId: string): void {
  kept.forget(keyOf(structureId, sceneId));
}

/** What is wrong with a note, in a sentence, by the contract that the server holds it to. */
export function noteFault(text: string): string | undefined {
  return newSightingSchema.shape.note.safeParse(text).error?.issues[0]?.message;
}
