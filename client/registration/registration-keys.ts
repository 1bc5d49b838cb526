import type { Workspace } from '../core/index.ts';
import { registrationModel } from './registration.store.ts';

const TENTH = 0.1;
const arrows: Record<string, readonly [right: number, up: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Arrow keys move the scene while the tool is open; Escape ends marking. Elements with arrow keys of their own keep them. */
export function followRegistrationKeys(workspace: Workspace): () => void {
  const { registration, nudge, switchMarking } = workspace.get(registrationModel);
  const down = (event: KeyboardEvent) => {
    const now = registration.peek();
    if (!now || event.ctrlKey || event.metaKey || event.altKey || hasOwnArrows(event.target)) return;
    const arrow = arrows[event.code];
    if (arrow) {
      const pixels = event.shiftKey ? 1 : TENTH;
      nudge(arrow[0] * pixels, arrow[1] * pixels);
    } else if (event.code === 'Escape' && now.marking) switchMarking();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Before the map and the page's other keys.
  addEventListener('keydown', down, true);
  return () => removeEventListener('keydown', down, true);
}

function hasOwnArrows(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, dialog, [role="slider"], .axis') !== null
  );
}
