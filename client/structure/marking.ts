import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { NewSighting } from '#domain/structure/structure.contract.ts';
import { analyst } from '../account/index.ts';
import { annotationsModel, listModel } from '../annotation/index.ts';
import {
  isRefusal,
  NAME_NEEDED,
  newId,
  openWorkspace,
  type Signed,
  sentenceOf,
  signedBy,
  tell,
  tellFault,
  told,
  write,
} from '../core/index.ts';
import { sightingWords } from '../i18n/index.ts';
import { sightingModel } from './sighting.store.ts';
import { postSighting } from './structure.api.ts';
import { dropNote, restoreNotes, typedNote } from './typed-note.store.ts';
import {
  dropMark,
  keepMark,
  markKey,
  restoreMarks,
  type UnsentMark,
  unsentMarks,
} from './unsent-mark.store.ts';

const AGAIN_MILLISECONDS = 4_000;

let sending: Promise<void> = Promise.resolve();
let sendingOnItsOwn = false;
let waitTold = false;
/** Marks that were just stored: the brackets of their annotations follow from them. */
const stored: UnsentMark[] = [];

/**
 * Records what a scene shows of a structure. It is shown and kept in this browser at once, and sent; where it cannot
 * be sent, it is sent again by itself.
 */
export function mark({ id, properties }: Annotation, sighting: Omit<NewSighting, 'id'>): void {
  const { structureId, siteId } = properties;
  const name = analyst.peek();
  keepMark({
    key: markKey(structureId, sighting.sceneId, name),
    structureId,
    annotationId: id,
    siteId,
    ...(name && { analyst: name }),
    sighting: { ...sighting, id: newId() },
  });
  // A note that the server would refuse did not go with the mark, and stays as it is typed.
  if (typedNote(structureId, sighting.sceneId)?.trim() === (sighting.note ?? ''))
    dropNote(structureId, sighting.sceneId);
  sendMarks(true);
}

/** Sends a mark that was refused once more. */
export function sendAgain({ refused: _, ...unsent }: UnsentMark): void {
  keepMark(unsent);
  sendMarks(true);
}

/** Brings back what was marked before the page was opened, and sends what waits again and again until it is taken. */
export function followUnsentMarks(): () => void {
  Promise.all([restoreMarks(), restoreNotes()])
    // Where the browser keeps nothing, onStorageFault has told, or will at the first write.
    .catch(() => {})
    .then(() => sendMarks(false));
  const timer = setInterval(() => sendMarks(false), AGAIN_MILLISECONDS);
  return () => clearInterval(timer);
}

/** Sends what waits, one after another. `asked`: by an act of the analyst, who may then be asked for a name. */
function sendMarks(asked: boolean): void {
  if (!asked && (sendingOnItsOwn || unsentMarks.peek().size === 0)) return;
  sendingOnItsOwn ||= !asked;
  sending = sending.then(async () => {
    for (const unsent of unsentMarks.peek().values()) {
      const waits = unsentMarks.peek().get(unsent.key) === unsent && !unsent.refused;
      const named = asked || (unsent.analyst ?? analyst.peek()) !== undefined;
      if (waits && named && !(await send(unsent, asked))) break;
    }
    if (!asked) sendingOnItsOwn = false;
    if ([...unsentMarks.peek().values()].some(({ waits }) => !waits)) return;
    // What is marked next does not wait for these.
    refreshMarked(stored.splice(0));
  });
}

/** Fetches the annotations of some marks anew, where their site is on screen; of another, all is fetched when it is. */
function refreshMarked(marks: readonly UnsentMark[]): void {
  const workspace = openWorkspace.peek();
  const { annotations } = workspace.get(annotationsModel);
  const { refreshAnnotation } = workspace.get(listModel);
  const here = marks.filter(({ siteId, annotationId }) =>
    siteId ? siteId === workspace.siteId : annotations.peek().has(annotationId),
  );
  for (const id of new Set(here.map(({ annotationId }) => annotationId))) void refreshAnnotation(id);
}

/** True where the server has answered. */
async function send(unsent: UnsentMark, asked: boolean): Promise<boolean> {
  const { structureId, sighting } = unsent;
  const name = unsent.analyst ?? analyst.peek();
  const post = (signed: Signed) => postSighting(structureId, sighting, signed);
  try {
    const { data } = await (name && !asked ? told(post(signedBy(name))) : write(post, name));
    openWorkspace.peek().get(sightingModel).takeSighting(data);
    dropMark(unsent);
    if (waitTold && unsentMarks.peek().size === 0) {
      waitTold = false;
      tell(sightingWords.sentAtLast);
    }
    stored.push(unsent);
    return true;
  } catch (error) {
    if (isRefusal(error)) {
      if (unsentMarks.peek().get(unsent.key) === unsent)
        keepMark({ ...unsent, waits: true, refused: sentenceOf(error) });
      return true;
    }
    // Those behind it wait as well: none of them is tried before this one is answered.
    for (const other of unsentMarks.peek().values()) if (!other.waits) keepMark({ ...other, waits: true });
    if (sentenceOf(error) === NAME_NEEDED) tellFault(NAME_NEEDED);
    else if (!waitTold) {
      waitTold = true;
      tellFault(sightingWords.noAnswer);
    }
    return false;
  }
}
