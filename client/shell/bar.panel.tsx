import { AnalystName } from '../account/panels.ts';
import { ListCount } from '../annotation/panels.ts';
import { Modes } from '../comparison/panels.ts';
import { Icon } from '../controls/panels.ts';
import { saveState, useModel } from '../core/index.ts';
import { ClosedScenes } from '../scene/panels.ts';
import { SiteChooser } from '../site/panels.ts';
import { nextTheme, theme } from '../style/index.ts';
import { UploadsBadge } from '../upload/panels.ts';
import { keysShown } from './keys.panel.tsx';
import { panelModel } from './panel.store.ts';

/** The head of the page: which site, how both dates are set against each other, and how the work stands. */
export function Bar() {
  const { panelOpen } = useModel(panelModel);
  return (
    <header class="bar">
      <h1 class="sr-only">Afterimage</h1>
      <SiteChooser closedScenes={<ClosedScenes />} />
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
