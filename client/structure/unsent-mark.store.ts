import type { NewSighting } from '#domain/structure/structure.contract.ts';
import { keptMap, reportUnsaved } from '../core/index.ts';

/** A sighting that is not stored yet, kept in this browser under the id that makes sending it again safe. */
export type UnsentMark = {
  /** Of structure, scene and analyst: a later mark takes the place of one that waits. */
  key: string;
  structureId: string;
  annotationId: string;
  /** Undefined where it was kept before a mark named its site. */
  siteId?: string;
  /** The name under which it was made; undefined where none was given yet. */
  analyst?: string;
  sighting: NewSighting & { id: string };
  /** True once it could not be sent. */
  waits?: true;
  /** Why the server will not take it, in a sentence. */
  refused?: string;
  /** True where it was sent and no answer came: the server may have it. */
  mayBeThere?: true;
  /** True once it was taken back and may be there: it is shown no more, and withdrawn as soon as that can be. */
  takenBack?: true;
};

const kept = keptMap<UnsentMark>('afterimage-sightings', 'key');

/** What was marked and is not stored yet, by key. */
export const unsentMarks = kept.values;
export const keepMark = kept.keep;
export const restoreMarks = kept.restore;

reportUnsaved(unsentMarks);

export function markKey(structureId: string, sceneId: string, analyst: string | undefined): string {
  return `${structureId} ${sceneId} ${analyst ?? ''}`;
}

/** Whether a mark still waits: it was not stored, nor taken back, and no later one has taken its place. */
export function isQueued({ key, sighting }: UnsentMark): boolean {
  return unsentMarks.peek().get(key)?.sighting.id === sighting.id;
}

/** Takes a mark away, unless a later one has taken its place. */
export function dropMark(unsent: UnsentMark): void {
  if (isQueued(unsent)) kept.forget(unsent.key);
}
