import type { Scene } from './scene.contract.ts';

/** True for a scene that could be looked at before, and can again as soon as its display copy is made anew. */
export function isMadeAgain({ state, bands }: Scene): boolean {
  return state === 'ingesting' && bands.length > 0;
}
