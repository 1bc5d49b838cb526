import { useEffect, useState } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Sighting } from '#domain/structure/structure.contract.ts';
import { selectionModel } from '../annotation/index.ts';
import { Awaiting } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { changeInShort, formatDay, loadingWords, structureWords } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { mark } from './marking.ts';
import { matesModel } from './mates.store.ts';
import { isHere, sightingModel } from './sighting.store.ts';
import { fetchFirstStructure, fetchOfStructure, fetchSightings } from './structure.api.ts';

/** What else happened to the structure of a change: each can be selected. */
export function Mates({ annotation }: { annotation: Annotation }) {
  const { selectAndFit } = useModel(selectionModel);
  const { matesResource, matesOf } = useModel(matesModel);
  const mates = matesOf(annotation);
  if (mates.length === 0) return <Awaiting what={loadingWords.mates} resource={matesResource} />;
  return (
    <section class="mates" aria-label={structureWords.mates}>
      <h3>{structureWords.mates}</h3>
      {matesResource.standing.value.kind === 'failed' && (
        <Awaiting what={loadingWords.mates} resource={matesResource} />
      )}
      <ul>
        {mates.map((mate) => (
          <li key={mate.id}>
            <button type="button" class="mate" onClick={() => selectAndFit(mate)}>
              <AnnotationLine annotation={mate} />
            </button>
          </li>
        ))}
      </ul>
      <MarksElsewhere key={`${annotation.id} ${annotation.properties.structureId}`} annotation={annotation} />
    </section>
  );
}

/** A change in one line, with the dates that it lies between. */
export function AnnotationLine({ annotation }: { annotation: Annotation }) {
  const { sceneById } = useModel(sceneModel);
  const { number, beforeSceneId, afterSceneId } = annotation.properties;
  const [before, after] = [sceneById(beforeSceneId), sceneById(afterSceneId)];
  return (
    <>
      <span class="number">{number}</span> {changeInShort(annotation)}
      {before && after && (
        <small>
          {formatDay(before)} – {formatDay(after)}
        </small>
      )}
    </>
  );
}

/**
 * What this analyst marked before the change was said to be of this structure stays with the one it was drawn with.
 * It is offered here, since it would else be seen nowhere.
 */
function MarksElsewhere({ annotation }: { annotation: Annotation }) {
  const { ownMark } = useModel(sightingModel);
  const [marks, setMarks] = useState<Sighting[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Where it cannot be fetched, nothing is offered; opening the change again asks again.
    ownMarksElsewhere(annotation, abort.signal).then(setMarks, () => {});
    return () => abort.abort();
  }, []);
  const { structureId } = annotation.properties;
  const missing = marks.filter(({ sceneId }) => !ownMark(structureId, sceneId));
  const [first, ...others] = missing.map(({ sceneId, state, obscuredBy, note }) => ({
    sceneId,
    state,
    ...(obscuredBy && { obscuredBy }),
    ...(note && { note }),
  }));
  if (!first) return null;
  return (
    <p>
      {structureWords.marksElsewhere(missing.length)}{' '}
      <button type="button" class="link" onClick={() => mark(annotation, first, ...others)}>
        {structureWords.markHere}
      </button>
    </p>
  );
}

async function ownMarksElsewhere({ id, properties }: Annotation, signal: AbortSignal): Promise<Sighting[]> {
  const { siteId, structureId } = properties;
  const first = await fetchFirstStructure(id, signal);
  if (!first || first === structureId) return [];
  if ((await fetchOfStructure(siteId, first, signal)).length > 0) return [];
  return (await fetchSightings(first, signal)).filter(({ stands, observer }) => stands && isHere(observer));
}
