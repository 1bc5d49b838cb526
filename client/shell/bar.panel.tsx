import { AnalystName } from '../account/analyst.panel.tsx';
import { ListCount } from '../annotation/list/list.panel.tsx';
import { Modes } from '../comparison/modes.panel.tsx';
import { Icon } from '../controls/icon.tsx';
import { saveState } from '../core/notice.store.ts';
import { SiteChooser } from '../site/site.panel.tsx';
import { nextTheme, theme } from '../style/theme.store.ts';
import { UploadsBadge } from '../upload/sheet/upload.panel.tsx';
import { keysShown } from './keys.panel.tsx';
import { panelOpen } from './panel.store.ts';

/** The head of the page: which site, how both dates are set against each other, and how the work stands. */
export function Bar() {
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
