import { annotations, openDraft, selectedId } from '../annotation/base/annotation.store.ts';
import { isClosed } from '../annotation/base/draft.ts';
import { DetailPanel } from '../annotation/detail/detail.panel.tsx';
import { DraftForm } from '../annotation/form/form.panel.tsx';
import { ListPanel } from '../annotation/list/list.panel.tsx';
import { ExportButton } from '../export/export.panel.tsx';
import { openFigureOf } from '../figure/figure.store.ts';
import { KeptRegistrations } from '../registration/kept-registrations.panel.tsx';
import { Mates } from '../structure/mates.panel.tsx';
import { SameStructure } from '../structure/same-structure.panel.tsx';
import { Sightings } from '../structure/sightings.panel.tsx';
import { UnsentMarks } from '../structure/unsent-marks.panel.tsx';

/** Beside the map: the form of the open draft, the selected change, or the list. */
export function SidePanel() {
  const draft = openDraft.value;
  const selected = annotations.value.get(selectedId.value ?? '');
  return (
    <aside class="panel" id="panel" aria-label="Changes">
      {isClosed(draft) ? (
        <DraftForm key={draft.id} draft={draft} StructureField={SameStructure} />
      ) : selected ? (
        <DetailPanel
          key={selected.id}
          annotation={selected}
          mates={<Mates annotation={selected} />}
          sightings={<Sightings annotation={selected} />}
          openFigure={() => openFigureOf(selected)}
        />
      ) : (
        <ListPanel
          headEnd={<ExportButton />}
          unsaved={
            <>
              <KeptRegistrations />
              <UnsentMarks />
            </>
          }
        />
      )}
    </aside>
  );
}
