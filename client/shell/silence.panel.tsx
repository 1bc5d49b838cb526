import { type Resource, unanswered, useModel } from '../core/index.ts';
import { loadingWords } from '../i18n/index.ts';
import { savedLooksModel } from '../look/index.ts';
import { sceneModel } from '../scene/index.ts';
import { sites, sitesResource } from '../site/index.ts';
import { changesUnheard } from './events.ts';

/** Says that the server does not answer, and what that means, until it does. */
export function Silence() {
  const { scenes, scenesResource } = useModel(sceneModel);
  const { looksResource } = useModel(savedLooksModel);
  // What is not there at all is told of where it would be.
  const words = wordsNow([
    ...(sites.value.length > 0 ? [sitesResource] : []),
    ...(scenes.value.length > 0 ? [scenesResource] : []),
    looksResource,
  ]);
  return (
    <div class="silence" role="status" aria-live="polite">
      {words && <p>{words}</p>}
    </div>
  );
}

function wordsNow(shown: readonly Resource[]): string | undefined {
  if (unanswered.value.has('saving')) return loadingWords.unsaved;
  if (unanswered.value.has('reading')) return loadingWords.unanswered;
  if (changesUnheard.value) return loadingWords.unheard;
  for (const { standing } of shown)
    if (standing.value.kind === 'failed') return loadingWords.outdated(standing.value.sentence);
  return undefined;
}
