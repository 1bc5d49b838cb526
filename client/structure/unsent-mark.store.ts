import { type Signal, signal } from '@preact/signals';
import type { NewSighting } from '../../server/structure/structure.contract.ts';
import { keptTable } from '../storage.ts';

/** A sighting that is not stored yet, kept in this browser under the id that makes sending it again safe. */
export type UnsentMark = {
  /** Of structure, scene and analyst: a later mark takes the place of one that waits. */
  key: string;
  structureId: string;
  annotationId: string;
  /** The name under which it was made; undefined where none was given yet. */
  analyst?: string;
  sighting: NewSighting & { id: string };
  /** True once it could not be sent. */
  waits?: true;
  /** Why the server will not take it, in a sentence. */
  refused?: string;
};

const table = keptTable<UnsentMark>('afterimage-sightings', 'key');

/** What was marked and is not stored yet, by key. */
export const unsentMarks: Signal<ReadonlyMap<string, UnsentMark>> = signal(new Map());

export function markKey(structureId: string, sceneId: string, analyst: string | undefined): string {
  return `${structureId} ${sceneId} ${analyst ?? ''}`;
}

export function keepMark(mark: UnsentMark): void {
  unsentMarks.value = new Map(unsentMarks.peek()).set(mark.key, mark);
  table.keep(mark);
}

/** Takes a mark away, unless a later one has taken its place. */
export function dropMark({ key, sighting }: UnsentMark): void {
  if (unsentMarks.peek().get(key)?.sighting.id !== sighting.id) return;
  const left = new Map(unsentMarks.peek());
  left.delete(key);
  unsentMarks.value = left;
  table.forget(key);
}

/** Brings back what was kept before the page was opened; what was marked since is newer. */
export async function restoreMarks(): Promise<void> {
  const kept = await table.all();
  unsentMarks.value = new Map([...kept.map((mark) => [mark.key, mark] as const), ...unsentMarks.peek()]);
}
