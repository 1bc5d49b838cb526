import { unanswered } from '../core/index.ts';
import { loadingWords } from '../i18n/index.ts';
import { looksLoader } from '../look/index.ts';
import { scenes, scenesLoader } from '../scene/index.ts';
import { sites, sitesLoader } from '../site/index.ts';
import { changesUnheard } from './events.ts';

/** Says that the server does not answer, and what that means, until it does. */
export function Silence() {
  const words = wordsNow();
  return (
    <div class="silence" role="status" aria-live="polite">
      {words && <p>{words}</p>}
    </div>
  );
}

function wordsNow(): string | undefined {
  if (unanswered.value.has('saving')) return loadingWords.unsaved;
  if (unanswered.value.has('reading')) return loadingWords.unanswered;
  if (changesUnheard.value) return loadingWords.unheard;
  // What is not there at all is told of where it would be.
  const outdated = [
    sites.value.length > 0 && sitesLoader,
    scenes.value.length > 0 && scenesLoader,
    looksLoader,
  ];
  for (const one of outdated)
    if (one && one.standing.value.kind === 'failed')
      return loadingWords.outdated(one.standing.value.sentence);
  return undefined;
}
