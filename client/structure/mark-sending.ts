import type { Sighting } from '#domain/structure/structure.contract.ts';
import { analyst } from '../account/index.ts';
import { annotationsModel, listModel } from '../annotation/index.ts';
import {
  type Asking,
  isRefusal,
  NAME_NEEDED,
  openWorkspace,
  type Reply,
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
import { deleteSighting, fetchSightings, postSighting } from './structure.api.ts';
import { restoreNotes } from './typed-note.store.ts';
import {
  dropMark,
  isQueued,
  keepMark,
  restoreMarks,
  type UnsentMark,
  unsentMarks,
} from './unsent-mark.store.ts';

const AGAIN_MILLISECONDS = 4_000;

let sending: Promise<void> = Promise.resolve();
let sendingOnItsOwn = false;
let waitTold = false;
/** The mark whose answer is awaited. */
let onItsWay: { id: string; answered: Promise<void> } | undefined;
/** Marks that were just stored or withdrawn: the brackets of their annotations follow from them. */
const changed: UnsentMark[] = [];

/** Sends a write, in the name of whoever did what is sent. */
type Writing = <T>(send: (signed: Signed) => Asking<T>) => Promise<Reply<T>>;

/** Thrown in place of sending what was taken back while a name was asked for. */
class NotQueued extends Error {}

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
export function sendMarks(asked: boolean): void {
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
    refreshMarked(changed.splice(0));
  });
}

/** Ends once nothing is heard any more of a mark that was being sent. */
export async function answerTo({ sighting }: UnsentMark): Promise<void> {
  if (onItsWay?.id === sighting.id) await onItsWay.answered;
}

/**
 * Withdraws a sighting, where the server has it and it is not withdrawn. `check` may object to that by throwing. Throws
 * RequestFailure.
 */
export async function withdraw(
  unsent: UnsentMark,
  { writing = write, check = () => {} }: { writing?: Writing; check?: (sighting: Sighting) => void } = {},
): Promise<void> {
  const { structureId, sighting } = unsent;
  const there = (await fetchSightings(structureId)).find(({ id }) => id === sighting.id);
  if (!there) return;
  if (!there.withdrawn) {
    check(there);
    await writing((signed) => deleteSighting(there.id, signed));
  }
  const withdrawn = there.withdrawn ?? { by: there.observer, at: new Date().toISOString() };
  openWorkspace
    .peek()
    .get(sightingModel)
    .takeSighting({ ...there, withdrawn });
  refreshMarked([unsent]);
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
  const { structureId, sighting, takenBack } = unsent;
  const name = unsent.analyst ?? analyst.peek();
  const answer = Promise.withResolvers<void>();
  const writing: Writing = (post) => {
    const sendSigned: typeof post = (signed) => {
      if (!isQueued(unsent)) throw new NotQueued();
      onItsWay = { id: sighting.id, answered: answer.promise };
      return post(signed);
    };
    return name && !asked ? told(sendSigned(signedBy(name))) : write(sendSigned, name);
  };
  try {
    if (takenBack) await withdraw(unsent, { writing });
    else {
      const { data } = await writing((signed) => postSighting(structureId, sighting, signed));
      openWorkspace.peek().get(sightingModel).takeSighting(data);
      changed.push(unsent);
    }
    dropMark(unsent);
    if (waitTold && unsentMarks.peek().size === 0) {
      waitTold = false;
      tell(takenBack ? sightingWords.takenBackAtLast : sightingWords.sentAtLast);
    }
    return true;
  } catch (error) {
    if (error instanceof NotQueued) return true;
    if (isRefusal(error)) {
      refuse(unsent, sentenceOf(error));
      return true;
    }
    // Those behind it wait as well: none of them is tried before this one is answered.
    for (const other of unsentMarks.peek().values()) {
      const mayBeThere = onItsWay?.id === sighting.id && other.sighting.id === sighting.id;
      if (!other.waits || (mayBeThere && !other.mayBeThere))
        keepMark({ ...other, waits: true, ...(mayBeThere && { mayBeThere }) });
    }
    if (sentenceOf(error) === NAME_NEEDED) tellFault(NAME_NEEDED);
    else if (!waitTold) {
      waitTold = true;
      tellFault(sightingWords.noAnswer);
    }
    return false;
  } finally {
    if (onItsWay?.answered === answer.promise) onItsWay = undefined;
    answer.resolve();
  }
}

function refuse(unsent: UnsentMark, refused: string): void {
  if (unsent.takenBack) {
    dropMark(unsent);
    tellFault(sightingWords.notTakenBack(refused));
  } else if (isQueued(unsent)) keepMark({ ...unsent, waits: true, refused });
}
