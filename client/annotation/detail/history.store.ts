import { type Signal, signal } from '@preact/signals';
import type { HistoryEntry } from '#domain/history/history.contract.ts';
import { loader } from '../../core/index.ts';
import { fetchHistory } from '../base/annotation.api.ts';
import { annotations, selectedId } from '../base/annotation.store.ts';

/** Whether the history of the selected annotation is open. */
export const historyOpen: Signal<boolean> = signal(false);
/** The record of every act on the selected annotation, the newest first; undefined until it is there. */
export const entries: Signal<readonly HistoryEntry[] | undefined> = signal(undefined);

/** That record: fetched when it is opened, and whenever the annotation changes while it is. */
export const historyLoader = loader<HistoryEntry[]>({
  subject: () => (historyOpen.value ? annotations.value.get(selectedId.value ?? '')?.id : undefined),
  version: () => annotations.value.get(selectedId.value ?? '')?.properties.revision,
  fetch: fetchHistory,
  take: (items) => {
    entries.value = items.toReversed();
  },
  clear: () => {
    entries.value = undefined;
  },
});
