import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';

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

/** Work that is not saved yet: as many things as it has members. */
type UnsavedWork = ReadonlySignal<{ size: number }>;
const unsavedWork: Signal<readonly UnsavedWork[]> = signal([]);

/** Has work that is not saved yet counted in `saveState`, until the returned function is called. */
export function reportUnsaved(work: UnsavedWork): () => void {
  unsavedWork.value = [...unsavedWork.peek(), work];
  return () => {
    unsavedWork.value = unsavedWork.peek().filter((one) => one !== work);
  };
}

/** Whether all work is on the server. */
export const saveState: ReadonlySignal<
  { kind: 'saving' } | { kind: 'unsaved'; count: number } | { kind: 'saved' }
> = computed(() => {
  if (writesUnderWay.value > 0) return { kind: 'saving' };
  const count = unsavedWork.value.reduce((sum, { value }) => sum + value.size, 0);
  return count > 0 ? { kind: 'unsaved', count } : { kind: 'saved' };
});
