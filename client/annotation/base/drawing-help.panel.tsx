import { mapPortModel, useModel } from '../../core/index.ts';
import { formatArea } from '../../i18n/index.ts';
import { draftModel } from './draft.store.ts';

/** What to do next while drawing, with a button for each key. */
export function DrawingHelp() {
  const { sketchArea, sketching, tool } = useModel(draftModel);
  const { map } = useModel(mapPortModel);
  const current = tool.value;
  if (current.kind === 'select') return null;
  if (current.kind === 'edit')
    return (
      <div class="drawing-help" role="status">
        Drag a corner or the whole. Enter ends.
        <button type="button" class="button" onClick={() => (tool.value = { kind: 'select' })}>
          Done
        </button>
      </div>
    );
  const corners = sketching.value?.sketch.length ?? 0;
  const hint =
    current.shape === 'rectangle'
      ? 'Click one corner, then the opposite one.'
      : corners === 0
        ? 'Click the first corner.'
        : 'Click corners; double-click or Enter closes.';
  return (
    <div class="drawing-help">
      <span role="status">{hint}</span>
      {sketchArea.value !== undefined && <output aria-label="Area">{formatArea(sketchArea.value)}</output>}
      {corners > 0 && (
        <button type="button" class="button" onClick={map.takeCornerBack}>
          Last corner back
        </button>
      )}
      {corners > 2 && current.shape === 'polygon' && (
        <button type="button" class="button" onClick={map.finishSketch}>
          Close
        </button>
      )}
      <button
        type="button"
        class="button"
        onClick={() => {
          if (sketching.value) map.giveUpSketch();
          tool.value = { kind: 'select' };
        }}
      >
        Cancel
      </button>
    </div>
  );
}
