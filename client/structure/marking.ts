import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { NewSighting } from '#domain/structure/structure.contract.ts';
import { samePerson } from '#domain/text/analyst-name.rules.ts';
import { analyst } from '../account/index.ts';
import { annotationsModel, draftModel, isClosed } from '../annotation/index.ts';
import { journalModel, NoLonger, newId, openWorkspace, type Workspace } from '../core/index.ts';
import { formatAcquired, labels, stepWords } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { answerTo, sendMarks, withdraw } from './mark-sending.ts';
import { isHere } from './sighting.store.ts';
import { dropNote, typedNote, typeNote } from './typed-note.store.ts';
import { dropMark, isQueued, keepMark, markKey, type UnsentMark, unsentMarks } from './unsent-mark.store.ts';

/** What a scene shows of a structure, as it is marked. */
type Seen = Omit<NewSighting, 'id'>;

/** A mark that was made: what waited in its place, and the typed note that went with it. */
type Marked = { unsent: UnsentMark; replaced: UnsentMark | undefined; note: string | undefined };

/**
 * Records what scenes show of a structure, as one step that can be taken back. It is shown and kept in this browser at
 * once, and sent; where it cannot be sent, it is sent again by itself.
 */
export function mark(annotation: Annotation, ...seen: readonly [Seen, ...Seen[]]): void {
  const workspace = openWorkspace.peek();
  const { selectedId } = workspace.get(annotationsModel);
  const { openDraft } = workspace.get(draftModel);
  const { transact } = workspace.get(journalModel);
  let marked: Marked[] = [];
  transact({
    label: labelOf(workspace, annotation, seen),
    affects: [annotation.id, annotation.properties.structureId],
    isSeen: () => selectedId.peek() === annotation.id && !isClosed(openDraft.peek()),
    do: () => {
      marked = seen.map((one) => enqueue(annotation, one));
      sendMarks(true);
    },
    undo: async () => {
      for (const one of marked.toReversed()) await takeBack(annotation, one);
    },
  });
}

function labelOf(workspace: Workspace, { properties }: Annotation, seen: readonly [Seen, ...Seen[]]): string {
  const [{ sceneId, state }] = seen;
  if (seen.length > 1) return stepWords.sightings(properties.number, seen.length);
  const scene = workspace.get(sceneModel).sceneById(sceneId);
  const shown = labels.sightingState[state].toLowerCase();
  return stepWords.sighting(properties.number, shown, scene && formatAcquired(scene));
}

function enqueue({ id, properties }: Annotation, sighting: Seen): Marked {
  const { structureId, siteId } = properties;
  const name = analyst.peek();
  const key = markKey(structureId, sighting.sceneId, name);
  const unsent: UnsentMark = {
    key,
    structureId,
    annotationId: id,
    siteId,
    ...(name && { analyst: name }),
    sighting: { ...sighting, id: newId() },
  };
  const replaced = unsentMarks.peek().get(key);
  keepMark(unsent);
  // A note that the server would refuse did not go with the mark, and stays as it is typed.
  const typed = typedNote(structureId, sighting.sceneId);
  const went = typed?.trim() === (sighting.note ?? '');
  if (went) dropNote(structureId, sighting.sceneId);
  return { unsent, replaced, note: went ? typed : undefined };
}

/**
 * Takes a mark back: what was shown before is shown again. Throws NoLonger where the image was marked anew since,
 * RequestFailure where it has to be withdrawn and that cannot be sent.
 */
async function takeBack(annotation: Annotation, { unsent, replaced, note }: Marked): Promise<void> {
  const { structureId, sighting } = unsent;
  await answerTo(unsent);
  const queued = unsentMarks.peek().get(unsent.key);
  if (queued && !isQueued(unsent)) throw new NoLonger(stepWords.markedSince);
  if (queued) {
    requireOwn(queued.analyst ?? analyst.peek());
    dropMark(queued);
    // No answer came: whether the server has it is seen once it answers.
    if (queued.mayBeThere && !queued.refused)
      keepMark({ ...queued, key: `${queued.key} ${sighting.id}`, takenBack: true });
  } else
    await withdraw(unsent, {
      check: ({ observer, stands }) => {
        if (!isHere(observer)) throw new Error(stepWords.markedBy(observer));
        if (!stands) throw new NoLonger(stepWords.markedSince);
      },
    });
  // It may have been sent before another took its place, or not: that it is sent again does no harm.
  if (replaced && !unsentMarks.peek().has(replaced.key)) keepMark({ ...replaced, mayBeThere: true });
  if (note && typedNote(structureId, sighting.sceneId) === undefined)
    typeNote(annotation, sighting.sceneId, note);
  sendMarks(true);
}

/** Throws where the name under which something was marked is not that of whoever works here. */
function requireOwn(name: string | undefined): void {
  if (!samePerson(name ?? '', analyst.peek() ?? '')) throw new Error(stepWords.markedBy(name ?? ''));
}
