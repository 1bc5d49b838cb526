import { effect, type Signal, signal } from '@preact/signals';
import { openDraft, selectedId, tool } from '../annotation/index.ts';

/** Whether the drawer that holds the changes is open, where the screen is too narrow to show it always. */
export const panelOpen: Signal<boolean> = signal(false);

/** Opens the drawer for what is selected, and closes it for drawing, which needs the image. */
export function followWork(): () => void {
  return effect(() => {
    if (tool.value.kind === 'draw') panelOpen.value = false;
    else if (openDraft.value || selectedId.value) panelOpen.value = true;
  });
}
