import { after, before, setAfter, setBefore } from './comparison.store.ts';
import { offeredScenes } from './offered-scenes.store.ts';

/** Puts the next or previous date on one side, passing over the scene that is on the other. */
export function stepDate(side: 'before' | 'after', step: 1 | -1): void {
  const own = side === 'before' ? before.value : after.value;
  const other = side === 'before' ? after.value : before.value;
  const dates = offeredScenes.value.filter((scene) => scene.id !== other?.id);
  const next = dates[dates.findIndex((scene) => scene.id === own?.id) + step];
  if (next && own) (side === 'before' ? setBefore : setAfter)(next.id);
}
