import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { unsavedAssessments, unsavedDrafts } from '../annotation/annotation.store.ts';
import { keptRegistrations } from '../registration/kept-registration.store.ts';
import { typedNotes } from '../structure/typed-note.store.ts';
import { unsentMarks } from '../structure/unsent-mark.store.ts';

/** What is told once, to eyes and to screen readers, with at most one way on. */
export type Notice = {
  kind: 'done' | 'fault';
  text: string;
  action?: { label: string; run: () => void };
};

export const notice: Signal<Notice | undefined> = signal(undefined);
const writesUnderWay = signal(0);

/** Tells something; a later word takes its place. */
export function tell(text: string, action?: Notice['action']): void {
  notice.value = { kind: 'done', text, ...(action && { action }) };
}

/** Tells a failure that no field can show. */
export function tellFault(text: string, action?: Notice['action']): void {
  notice.value = { kind: 'fault', text, ...(action && { action }) };
}

/** Shows 'Saving' while a write is under way. */
export async function whileSaving<T>(write: Promise<T>): Promise<T> {
  writesUnderWay.value++;
  try {
    return await write;
  } finally {
    writesUnderWay.value--;
  }
}

/** Whether all work is on the server. */
export const saveState: ReadonlySignal<
  { kind: 'saving' } | { kind: 'unsaved'; count: number } | { kind: 'saved' }
> = computed(() => {
  if (writesUnderWay.value > 0) return { kind: 'saving' };
  // An assessment that is typed with its annotation is saved with it.
  const changes = new Set([...unsavedDrafts.value, ...unsavedAssessments.value].map(({ id }) => id));
  const kept = [changes, unsentMarks.value, typedNotes.value, keptRegistrations.value];
  const count = kept.reduce((sum, { size }) => sum + size, 0);
  return count > 0 ? { kind: 'unsaved', count } : { kind: 'saved' };
});
