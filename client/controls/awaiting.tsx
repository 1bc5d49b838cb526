import { useEffect, useState } from 'preact/hooks';
import type { Resource } from '../core/index.ts';
import { loadingWords } from '../i18n/index.ts';

type AwaitedWords = { loading: string; failed: string };

/** What comes sooner needs no word. */
const UNNOTICED_MILLISECONDS = 400;

/**
 * Says that something is on its way, or why it has not come, with a way on; nothing once it is there. So nothing
 * looks empty of which it is not known what it holds.
 */
export function Awaiting({
  what,
  resource: { standing, reload },
}: {
  what: AwaitedWords;
  resource: Resource;
}) {
  const now = standing.value;
  if (now.kind === 'loading') return <Loading>{what.loading}</Loading>;
  if (now.kind === 'failed')
    return <Failed what={what} sentence={now.sentence} again={() => void reload()} />;
  return null;
}

/** Says that something is on its way, as soon as that takes time. */
export function Loading({ children }: { children: string }) {
  const [noticed, setNoticed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), UNNOTICED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return noticed ? (
    <p class="loading" role="status">
      {children}
    </p>
  ) : null;
}

/** Says why something has not come. */
export function Failed({
  what,
  sentence,
  again,
}: {
  what: AwaitedWords;
  sentence: string;
  again: () => void;
}) {
  return (
    <p class="fault" role="alert">
      {what.failed} {sentence}{' '}
      <button type="button" class="link" onClick={again}>
        {loadingWords.again}
      </button>
    </p>
  );
}
