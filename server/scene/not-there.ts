import type { ScenePart } from '#domain/scene/scene.contract.ts';
import { problem } from '../http/problem.ts';
import { originalsLostDetail } from '../storage/lost-files.ts';
import type { SceneDisplay } from './scene.queries.ts';

/** Why there is no display copy to be had now. */
export function displayNotReady({ state, failure_detail: failure, bands }: SceneDisplay) {
  const again = (bands as unknown[]).length > 0;
  if (state === 'failed')
    return problem('scene_not_ready', { detail: `This scene cannot be shown. ${failure ?? ''}`.trim() });
  return problem('scene_not_ready', {
    detail:
      state === 'ingesting' && again
        ? 'The display copy of this scene was lost and is being made again. Try again when the scene is ready.'
        : 'The display copy of this scene is not there yet.',
  });
}

/** The refusal of what needs an original that is gone. */
export function originalMissing(lost: readonly ScenePart[]) {
  return problem('original_missing', { detail: originalsLostDetail(lost) });
}
