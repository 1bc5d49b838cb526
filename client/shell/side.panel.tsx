import { annotationsModel, draftModel, isClosed } from '../annotation/index.ts';
import { DetailPanel, DraftForm, ListPanel } from '../annotation/panels.ts';
import { comparisonModel } from '../comparison/index.ts';
import { useModel } from '../core/index.ts';
import { ExportButton } from '../export/panels.ts';
import { figureModel } from '../figure/index.ts';
import { KeptRegistrations } from '../registration/panels.ts';
import { sceneEditModel } from '../scene/index.ts';
import { KeptSceneEdits } from '../scene/panels.ts';
import { Mates, SameStructure, Sightings, UnsentMarks } from '../structure/panels.ts';

/** Beside the map: the form of the open draft, the selected change, or the list. */
export function SidePanel() {
  const { annotations, selectedId } = useModel(annotationsModel);
  const { openDraft } = useModel(draftModel);
  const { openFigureOf } = useModel(figureModel);
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
              <KeptDetails />
              <UnsentMarks />
            </>
          }
        />
      )}
    </aside>
  );
}

/** Details of a scene are gone on with where the scene is shown. */
function KeptDetails() {
  const { before, after, setAfter } = useModel(comparisonModel);
  const { detailsShown } = useModel(sceneEditModel);
  const goOn = ({ id }: { id: string }) => {
    const isBefore = before.value?.id === id;
    if (!isBefore) setAfter(id);
    detailsShown.value = isBefore ? 'before' : 'after';
  };
  return <KeptSceneEdits before={before} after={after} onContinue={goOn} />;
}
