import { type Signal, signal } from '@preact/signals';
import { annotationsModel, draftModel } from '../annotation/index.ts';
import type { Workspace } from '../core/index.ts';

const panelOpen: Signal<boolean> = signal(false);

/** Opens the drawer for what is selected, and closes it for drawing, which needs the image. */
export function panelModel(workspace: Workspace) {
  const { selectedId } = workspace.get(annotationsModel);
  const { tool, openDraft } = workspace.get(draftModel);
  workspace.effect(() => {
    if (tool.value.kind === 'draw') panelOpen.value = false;
    else if (openDraft.value || selectedId.value) panelOpen.value = true;
  });
  return {
    /**
     * Whether the drawer that holds the changes is open, where the screen is too narrow to show it always. It stays as
     * it is when another site is opened.
     */
    panelOpen,
  };
}
