import { useEffect } from 'preact/hooks';
import { Awaiting } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { formatMoment, loadingWords } from '../../i18n/index.ts';
import { historyModel } from './history.store.ts';
import { actWords } from './history-words.ts';

/** The record of every act on the selected annotation, fetched when it is opened. */
export function History() {
  const { entries, historyResource, historyOpen } = useModel(historyModel);
  const leave = () => {
    historyOpen.value = false;
  };
  useEffect(() => leave, []);
  return (
    <details class="history" onToggle={(event) => (historyOpen.value = event.currentTarget.open)}>
      <summary>History</summary>
      <Awaiting what={loadingWords.history} resource={historyResource} />
      <ol>
        {entries.value?.map((entry) => (
          <li key={entry.seq}>
            <span>{actWords(entry)}</span>
            <small>
              {entry.actor.name} · {formatMoment(entry.at)} ·{' '}
              <abbr title={entry.hash}>{entry.hash.slice(0, 8)}</abbr>
            </small>
          </li>
        ))}
      </ol>
    </details>
  );
}
