import { type Signal, signal } from '@preact/signals';
import type { HistoryEntry } from '#domain/history/history.contract.ts';
import { resource, type Workspace } from '../../core/index.ts';
import { fetchHistory } from '../base/annotation.api.ts';
import { annotationsModel } from '../base/annotation.store.ts';

/** The record of every act on the selected annotation: fetched when it is opened, and anew while that changes. */
export function historyModel(workspace: Workspace) {
  const { annotations, selectedId } = workspace.get(annotationsModel);
  const selected = () => annotations.value.get(selectedId.value ?? '');
  /** Whether it is open. */
  const historyOpen: Signal<boolean> = signal(false);
  /** The newest first; undefined until it is there. */
  const entries: Signal<readonly HistoryEntry[] | undefined> = signal(undefined);

  const historyResource = resource<HistoryEntry[]>({
    subject: () => (historyOpen.value ? selected()?.id : undefined),
    version: () => selected()?.properties.revision,
    fetch: fetchHistory,
    take: (items) => {
      entries.value = items.toReversed();
    },
    clear: () => {
      entries.value = undefined;
    },
  });
  workspace.onLeave(historyResource.follow());

  return { historyOpen, entries, historyResource };
}
