import { type Signal, signal } from '@preact/signals';
import type { Annotation } from '../../server/annotation/annotation.contract.ts';
import { newSightingSchema } from '../../server/structure/structure.contract.ts';
import { keptTable } from '../storage.ts';

/** A note to a sighting that is typed and not saved. */
export type TypedNote = {
  /** Of structure and scene. */
  key: string;
  structureId: string;
  sceneId: string;
  annotationId: string;
  text: string;
};

const table = keptTable<TypedNote>('afterimage-sighting-notes', 'key');

/** Notes that are typed and not saved, by key, kept in this browser. */
export const typedNotes: Signal<ReadonlyMap<string, TypedNote>> = signal(new Map());

const keyOf = (structureId: string, sceneId: string) => `${structureId} ${sceneId}`;

export function typedNote(structureId: string, sceneId: string): string | undefined {
  return typedNotes.value.get(keyOf(structureId, sceneId))?.text;
}

/** Keeps what is typed of one scene. */
export function typeNote({ id, properties }: Annotation, sceneId: string, text: string): void {
  const { structureId } = properties;
  const note = { key: keyOf(structureId, sceneId), structureId, sceneId, annotationId: id, text };
  typedNotes.value = new Map(typedNotes.peek()).set(note.key, note);
  table.keep(note);
}

/** Forgets what was typed, where it says what is saved already, went with a mark or is given up. */
export function dropNote(structureId: string, sceneId: string): void {
  const left = new Map(typedNotes.peek());
  const key = keyOf(structureId, sceneId);
  if (!left.delete(key)) return;
  typedNotes.value = left;
  table.forget(key);
}

/** What is wrong with a note, in a sentence, by the contract that the server holds it to. */
export function noteFault(text: string): string | undefined {
  return newSightingSchema.shape.note.safeParse(text).error?.issues[0]?.message;
}

export async function restoreNotes(): Promise<void> {
  const kept = await table.all();
  typedNotes.value = new Map([...kept.map((note) => [note.key, note] as const), ...typedNotes.peek()]);
}
