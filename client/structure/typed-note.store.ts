import { type Signal, signal } from '@preact/signals';
import { newSightingSchema } from '../../server/structure/structure.contract.ts';
import { keptTable } from '../storage.ts';

type TypedNote = { key: string; text: string };

const table = keptTable<TypedNote>('afterimage-sighting-notes', 'key');

/** Notes to sightings that are typed and not saved, by structure and scene, kept in this browser. */
export const typedNotes: Signal<ReadonlyMap<string, string>> = signal(new Map());

const keyOf = (structureId: string, sceneId: string) => `${structureId} ${sceneId}`;

export function typedNote(structureId: string, sceneId: string): string | undefined {
  return typedNotes.value.get(keyOf(structureId, sceneId));
}

/** Keeps what is typed; undefined where it says what is saved already, or goes with a mark. */
export function typeNote(structureId: string, sceneId: string, text: string | undefined): void {
  const key = keyOf(structureId, sceneId);
  const all = new Map(typedNotes.peek());
  if (text === undefined) {
    all.delete(key);
    table.forget(key);
  } else {
    all.set(key, text);
    table.keep({ key, text });
  }
  typedNotes.value = all;
}

/** What is wrong with a note, in a sentence, by the contract that the server holds it to. */
export function noteFault(text: string): string | undefined {
  return newSightingSchema.shape.note.safeParse(text).error?.issues[0]?.message;
}

export async function restoreNotes(): Promise<void> {
  const kept = await table.all();
  typedNotes.value = new Map([...kept.map(({ key, text }) => [key, text] as const), ...typedNotes.peek()]);
}
