import { useEffect } from 'preact/hooks';
import { AnalystName, NameAsk } from '../account/analyst.panel.tsx';
import { redo, undo } from '../annotation/annotation.acts.ts';
import {
  annotations,
  edits,
  openDraft,
  selectedId,
  startEditing,
  tool,
} from '../annotation/annotation.store.ts';
import { DetailPanel } from '../annotation/detail/detail.panel.tsx';
import { isClosed } from '../annotation/draft.ts';
import { DraftForm } from '../annotation/form/form.panel.tsx';
import { ListCount, ListPanel } from '../annotation/list/list.panel.tsx';
import { deleteSelected, draw } from '../annotation/selection.ts';
import { after } from '../comparison/comparison.store.ts';
import { Icon, type IconName } from '../controls/icon.tsx';
import { notice, saveState } from '../core/notice.store.ts';
import { FigureSheet } from '../figure/figure.panel.tsx';
import { openFigure } from '../figure/figure.store.ts';
import { bindings, type KeyAction, keyName, keysOn } from '../keys/keys.store.ts';
import { LookPanel } from '../look/look.panel.tsx';
import { Overlays } from '../overlay/overlay.panel.tsx';
import { overlaysShown } from '../overlay/overlay.store.ts';
import {
  closeRegistration,
  isChanged,
  openRegistration,
  registration,
} from '../registration/registration.store.ts';
import { readyScenes } from '../scene/scene.store.ts';
import { SceneDetails } from '../scene/scene-details.panel.tsx';
import { SiteChooser } from '../site/site.panel.tsx';
import { nextTheme, theme } from '../style/theme.store.ts';
import { Timeline } from '../timeline/timeline.panel.tsx';
import { AddScenesInput, Uploads, UploadsBadge } from '../upload/sheet/upload.panel.tsx';
import { uploadsShown } from '../upload/upload.store.ts';
import { Comparison, Modes } from './comparison.panel.tsx';
import { KeysSheet, keysShown } from './keys.panel.tsx';
import { panelOpen } from './panel.store.ts';

/** The one page. */
export function Page() {
  return (
    <div class={`page ${panelOpen.value ? 'panel-open' : ''}`}>
      <Bar />
      <Tools />
      <Comparison />
      <SidePanel />
      <Timeline onUnready={() => (uploadsShown.value = true)} />
      <SceneDetails />
      <LookPanel />
      <Uploads />
      <Overlays />
      <NameAsk />
      <Notices />
      <KeysSheet />
      <FigureSheet />
      <div class="drop-veil" aria-hidden="true">
        Drop GeoTIFFs to add scenes
      </div>
    </div>
  );
}

function Bar() {
  return (
    <header class="bar">
      <h1 class="sr-only">Afterimage</h1>
      <SiteChooser />
      <Modes />
      <div class="bar-end">
        <UploadsBadge />
        <SaveState />
        <button
          type="button"
          class="button panel-toggle"
          aria-expanded={panelOpen.value}
          aria-controls="panel"
          onClick={() => (panelOpen.value = !panelOpen.value)}
        >
          <Icon name="list" />
          Changes <ListCount />
        </button>
        <button
          type="button"
          class="tool"
          aria-label={`Theme: ${theme.value}`}
          title={`Theme: ${theme.value}`}
          onClick={nextTheme}
        >
          <Icon name="theme" />
        </button>
        <button
          type="button"
          class="tool"
          aria-label="Keys"
          title="Keys (?)"
          onClick={() => (keysShown.value = true)}
        >
          ?
        </button>
        <AnalystName />
      </div>
    </header>
  );
}

function SaveState() {
  const state = saveState.value;
  const text =
    state.kind === 'saving' ? 'Saving…' : state.kind === 'saved' ? 'Saved' : `${state.count} unsaved`;
  return (
    <output class={`save-state ${state.kind}`} aria-label="Save state">
      {text}
    </output>
  );
}

function Tools() {
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
        name="Undo"
        disabled={edits.value.past.length === 0 && current.kind !== 'draw'}
        onClick={() => void undo()}
      />
      <Tool icon="redo" name="Redo" disabled={edits.value.future.length === 0} onClick={() => void redo()} />
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

function SidePanel() {
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

const NOTICE_MILLISECONDS = 8_000;

function Notices() {
  const told = notice.value;
  useEffect(() => {
    if (told?.kind !== 'done') return;
    const timer = setTimeout(() => {
      if (notice.peek() === told) notice.value = undefined;
    }, NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <>
      <div class={`notice ${told?.kind ?? 'none'}`} role="status" aria-live="polite">
        {told?.kind === 'done' && <NoticeWords />}
      </div>
      <div class={`notice ${told?.kind ?? 'none'}`} role="alert">
        {told?.kind === 'fault' && <NoticeWords />}
      </div>
    </>
  );
}

function NoticeWords() {
  const told = notice.value;
  if (!told) return null;
  const { action } = told;
  return (
    <>
      <span>{told.text}</span>
      {action && (
        <button
          type="button"
          class="link"
          onClick={() => {
            notice.value = undefined;
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" class="tool" aria-label="Dismiss" onClick={() => (notice.value = undefined)}>
        <Icon name="close" />
      </button>
    </>
  );
}
