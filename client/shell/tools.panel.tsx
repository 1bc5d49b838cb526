import { annotationsModel, draftModel, selectionModel, undoModel } from '../annotation/index.ts';
import { comparisonModel } from '../comparison/index.ts';
import { Icon, type IconName } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { figureModel } from '../figure/index.ts';
import { bindings, type KeyAction, keyName, keysOn } from '../keys/index.ts';
import { overlayModel } from '../overlay/index.ts';
import { registrationModel } from '../registration/index.ts';
import { sceneModel } from '../scene/index.ts';
import { AddScenesInput } from '../upload/panels.ts';
import { Steps } from './steps.panel.tsx';

/** What can be begun on the map, each with its key. */
export function Tools() {
  const { annotations, selectedId } = useModel(annotationsModel);
  const { tool, openDraft, startEditing } = useModel(draftModel);
  const { draw, deleteSelected } = useModel(selectionModel);
  const { undo, redo, undoes, redoes } = useModel(undoModel);
  const { after } = useModel(comparisonModel);
  const { overlaysShown } = useModel(overlayModel);
  const { registration, isChanged, openRegistration, closeRegistration } = useModel(registrationModel);
  const { openFigure } = useModel(figureModel);
  const { readyScenes } = useModel(sceneModel);
  const current = tool.value;
  const drawing = current.kind === 'draw' ? current.shape : undefined;
  const selected = annotations.value.get(selectedId.value ?? '') ?? openDraft.value;
  return (
    <div class="tools" role="toolbar" aria-label="Tools">
      <Tool
        icon="select"
        name="Select"
        action="select"
        pressed={current.kind === 'select'}
        onClick={() => (tool.value = { kind: 'select' })}
      />
      <Tool
        icon="polygon"
        name="Draw a polygon"
        action="polygon"
        pressed={drawing === 'polygon'}
        onClick={() => draw('polygon')}
      />
      <Tool
        icon="rectangle"
        name="Draw a rectangle"
        action="rectangle"
        pressed={drawing === 'rectangle'}
        onClick={() => draw('rectangle')}
      />
      <Tool
        icon="edit"
        name="Edit corners"
        action="edit"
        pressed={current.kind === 'edit'}
        disabled={!selected}
        onClick={() => selected && startEditing(selected.id)}
      />
      <Tool
        icon="delete"
        name="Delete the selected change"
        action="delete"
        disabled={!selected || Boolean(openDraft.value)}
        onClick={deleteSelected}
      />
      <hr />
      <Tool
        icon="undo"
        name={stepName('Undo', undoes.value)}
        disabled={undoes.value === undefined}
        onClick={() => void undo()}
      />
      <Tool
        icon="redo"
        name={stepName('Redo', redoes.value)}
        disabled={redoes.value === undefined}
        onClick={() => void redo()}
      />
      <Steps />
      <hr />
      <AddScenesInput label="Add scenes">
        <Icon name="scene" />
      </AddScenesInput>
      <Tool
        icon="overlay"
        name="Overlays: GeoJSON or KML for orientation"
        pressed={overlaysShown.value}
        onClick={() => (overlaysShown.value = !overlaysShown.value)}
      />
      <Tool
        icon="registration"
        name="Registration: lay one scene on the other"
        pressed={registration.value !== undefined}
        disabled={!after.value || isChanged.value}
        onClick={() => (registration.value ? closeRegistration() : openRegistration())}
      />
      <Tool
        icon="figure"
        name="Figure: a picture to publish"
        action="figure"
        disabled={readyScenes.value.length === 0}
        onClick={openFigure}
      />
    </div>
  );
}

function stepName(act: 'Undo' | 'Redo', step: string | undefined): string {
  return step === undefined ? act : `${act}: ${step}`;
}

function Tool({
  icon,
  name,
  action,
  pressed,
  disabled,
  onClick,
}: {
  icon: IconName;
  name: string;
  action?: KeyAction;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}) {
  const key = action && keysOn.value ? ` (${keyName(bindings.value[action])})` : '';
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={name + key}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
