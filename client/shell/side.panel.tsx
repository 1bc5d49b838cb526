import { annotations, openDraft, selectedId } from '../annotation/annotation.store.ts';
import { DetailPanel } from '../annotation/detail/detail.panel.tsx';
import { isClosed } from '../annotation/draft.ts';
import { DraftForm } from '../annotation/form/form.panel.tsx';
import { ListPanel } from '../annotation/list/list.panel.tsx';

/** Beside the map: the form of the open draft, the selected change, or the list. */
export function SidePanel() {
  const draft = openDraft.value;
  const selected = annotations.value.get(selectedId.value ?? '');
  return (
    <aside class="panel" id="panel" aria-label="Changes">
      {isClosed(draft) ? (
        <DraftForm key={draft.id} draft={draft} />
      ) : selected ? (
        <DetailPanel key={selected.id} annotation={selected} />
      ) : (
        <ListPanel />
      )}
    </aside>
  );
}
