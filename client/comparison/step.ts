import type { Workspace } from '../core/index.ts';
import { comparisonModel } from './comparison.store.ts';
import { offeredScenesModel } from './offered-scenes.store.ts';

/** Going through the dates of a site. */
export function stepModel(workspace: Workspace) {
  const { before, after, setBefore, setAfter } = workspace.get(comparisonModel);
  const { offeredScenes } = workspace.get(offeredScenesModel);

  /** Puts the next or previous date on one side, passing over the scene that is on the other. */
  function stepDate(side: 'before' | 'after', step: 1 | -1): void {
    const own = side === 'before' ? before.value : after.value;
    const other = side === 'before' ? after.value : before.value;
    const dates = offeredScenes.value.filter((scene) => scene.id !== other?.id);
    const next = dates[dates.findIndex((scene) => scene.id === own?.id) + step];
    if (next && own) (side === 'before' ? setBefore : setAfter)(next.id);
  }

  return { stepDate };
}
