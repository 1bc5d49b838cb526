import { useEffect, useState } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import type { ClosedDraft } from '../annotation/index.ts';
import type { StructureFieldProps } from '../annotation/panels.ts';
import { Failed, Field, faultsAt, Loading, Section } from '../controls/panels.ts';
import { sentenceOf } from '../core/index.ts';
import { loadingWords, structureWords } from '../i18n/index.ts';
import { AnnotationLine } from './mates.panel.tsx';
import { type Candidate, nearestFirst } from './nearness.ts';
import { fetchCandidates, fetchOfStructure } from './structure.api.ts';

const POINTER = '/properties/structureId';
const TYPING_PAUSE_MILLISECONDS = 200;
const MOST_OFFERED = 8;

/** Says which structure a change is of: one of its own, or that of a change that is there. */
export function SameStructure({ draft, faults, set }: StructureFieldProps) {
  const { structureId } = draft.properties;
  const named = useOthers(draft);
  const others = named.others ?? [];
  const [open, setOpen] = useState(false);
  const numbers = numbersOf(others);
  const refused = faultsAt(faults, POINTER);
  return (
    <Section
      summary={structureWords.heading}
      opens={others.length > 0 || refused.length > 0}
      onToggle={setOpen}
    >
      {named.fault && <Failed what={loadingWords.structures} sentence={named.fault} again={named.again} />}
      {!named.others && !named.fault && <Loading>{loadingWords.structures.loading}</Loading>}
      <p>
        {named.others && (others.length > 0 ? structureWords.of(numbers) : structureWords.own)}{' '}
        {others.length > 0 && (
          <button type="button" class="link" onClick={() => set(draft.base ? null : undefined)}>
            {structureWords.makeOwn}
          </button>
        )}
      </p>
      {open && (
        <Search
          draft={draft}
          faults={faults}
          offers={(found) => found.structureId !== structureId}
          choose={(found) => set(found.structureId)}
        />
      )}
    </Section>
  );
}

function Search({
  draft,
  faults,
  offers,
  choose,
}: {
  draft: ClosedDraft;
  faults: readonly Fault[];
  offers: (found: Candidate) => boolean;
  choose: (found: Candidate) => void;
}) {
  const [words, setWords] = useState('');
  const found = useCandidates(draft, words);
  const offered = found.candidates?.filter(offers).slice(0, MOST_OFFERED);
  const searching = words.trim() !== '';
  return (
    <>
      <Field label={structureWords.search} pointer={POINTER} faults={faults}>
        {(attributes) => (
          <input
            {...attributes}
            type="search"
            value={words}
            autocomplete="off"
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.code !== 'Enter' && event.code !== 'NumpadEnter') return;
              // Enter here takes what was sought; it does not save the form.
              event.preventDefault();
              event.stopPropagation();
              if (!event.isComposing && searching && offered?.[0]) choose(offered[0]);
            }}
          />
        )}
      </Field>
      {found.fault && <Failed what={loadingWords.structures} sentence={found.fault} again={found.again} />}
      {!found.candidates && !found.fault && <Loading>{loadingWords.structures.loading}</Loading>}
      {offered?.length === 0 && (
        <p class="hint" role="status">
          {searching ? structureWords.noneFound : structureWords.noneNear}
        </p>
      )}
      {offered && offered.length > 0 && (
        <ul class="candidates" aria-label={searching ? structureWords.found : structureWords.near}>
          {offered.map((one) => (
            <li key={one.structureId}>
              <button
                type="button"
                class="mate"
                aria-label={structureWords.choose(numbersOf(one.annotations))}
                onClick={() => choose(one)}
              >
                {one.annotations.map((annotation) => (
                  <span key={annotation.id}>
                    <AnnotationLine annotation={annotation} />
                  </span>
                ))}
                <small>
                  {one.overlaps ? structureWords.overlaps : structureWords.away(Math.round(one.metres))}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function numbersOf(annotations: readonly Annotation[]): string {
  return annotations.map(({ properties }) => properties.number).join(', ');
}

/** The other changes of the structure that a draft names; undefined until they are there. */
function useOthers({ id, siteId, properties }: ClosedDraft) {
  const { structureId } = properties;
  const [found, setFound] = useState<{ others?: Annotation[]; fault?: string }>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    setFound(structureId ? {} : { others: [] });
    if (!structureId) return undefined;
    const abort = new AbortController();
    fetchOfStructure(siteId, structureId, abort.signal).then(
      (all) => setFound({ others: all.filter((one) => one.id !== id) }),
      (error) => abort.signal.aborted || setFound({ fault: sentenceOf(error) }),
    );
    return () => abort.abort();
  }, [structureId, round]);
  return { ...found, again: () => setRound(round + 1) };
}

/** Structures that fit the words or, without words, lie near; undefined until they are there. */
function useCandidates(draft: ClosedDraft, words: string) {
  const [found, setFound] = useState<{ candidates?: Candidate[]; fault?: string }>({});
  const [round, setRound] = useState(0);
  const { id, siteId, geometry } = draft;
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const all = await fetchCandidates(siteId, { words, outline: geometry }, abort.signal);
        const others = all.filter((one) => one.id !== id);
        if (!abort.signal.aborted) setFound({ candidates: nearestFirst(geometry, others) });
      } catch (error) {
        if (!abort.signal.aborted) setFound({ fault: sentenceOf(error) });
      }
    }, TYPING_PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [words, geometry, round]);
  return { ...found, again: () => setRound(round + 1) };
}
