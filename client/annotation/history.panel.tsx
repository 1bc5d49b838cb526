import { signal } from '@preact/signals';
import type { Annotation } from '../../server/annotation/annotation.contract.ts';
import type { HistoryEntry } from '../../server/history/history.contract.ts';
import { request, sentenceOf } from '../http.ts';
import { formatMoment } from '../i18n/formats.ts';
import { actWords } from './history-words.ts';

const loaded = signal<{ key: string; entries: HistoryEntry[]; fault?: string } | undefined>(undefined);

/** The record of every act on an annotation, fetched when it is opened. */
export function History({ annotation }: { annotation: Annotation }) {
  const key = `${annotation.id} ${annotation.properties.revision}`;
  const current = loaded.value?.key === key ? loaded.value : undefined;
  return (
    <details
      key={key}
      class="history"
      onToggle={(event) => {
        if (event.currentTarget.open) void load(annotation.id, key);
      }}
    >
      <summary>History</summary>
      {current?.fault && <p class="fault">{current.fault}</p>}
      <ol>
        {current?.entries.map((entry) => (
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

async function load(id: string, key: string): Promise<void> {
  try {
    const { data } = await request<{ items: HistoryEntry[] }>('GET', `/api/annotations/${id}/history`);
    loaded.value = { key, entries: data.items.toReversed() };
  } catch (error) {
    loaded.value = { key, entries: [], fault: sentenceOf(error) };
  }
}
