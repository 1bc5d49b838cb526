import { differences, merge, proposedSide } from '../../../../client/annotation/base/merge.ts';
import { isClosed } from '../../../../client/annotation/index.ts';
import { openWorkspace } from '../../../../client/core/index.ts';
import { comes } from '../changes.ts';
import type { Day } from './desk.ts';
import { pickClaim, select } from './drawing.ts';
import { type Claim, type Field, isUnsaved, type Typed, type Words } from './ledger.ts';

const DRAWING = /^drawing (?!the new)/;
const CHANGING = /^changing (?!the)/;
/** Of a drawing that had arrived unheard, and that somebody else changed: what was typed since is a change of it. */
const EITHER = /^(drawing|changing) (?!the)/;
const NO_WORDS: Words = { title: '', description: '' };

/** Saves a draft; `meanwhile` is done before its answer comes. */
export async function save(
  day: Day,
  meanwhile: (claim: Claim, stay: number) => Promise<void>,
  claim = pickClaim(day, isUnsaved),
): Promise<void> {
  if (!claim) return;
  const { ledger } = day;
  const { id, isNew, drafts, saves } = claim;
  const { stay } = ledger;
  // What is on its way may have arrived, unheard.
  const before = (day.isSending ? (await day.stored(id)).words : claim.saved) ?? NO_WORDS;
  const written = (): Typed => (isNew ? unheardOf(claim) : { ...claim.typed });
  let sent = written();
  const typed = { ...claim.typed };
  day.say(`save ${claim.name}`);
  const said = day.acts.length - 1;
  select(day, id);
  const request = isNew ? `POST /api/sites/${day.here.siteId}/annotations` : `PUT /api/annotations/${id}`;
  const way = await day.sending(
    request,
    () => sendDraft(day, id),
    () => meanwhile(claim, stay),
  );
  await judgedNow(day, id);
  const isHeard = day.lineIs === 'whole' && way !== 'lost' && way !== 'cut';
  const { words, deleted } = await day.stored(id);
  const holds = (some: Typed) =>
    words !== undefined && Object.entries(some).every(([field, text]) => words[field as Field] === text);
  // Refused for what was said of it meanwhile, it is sent again by itself, with what was typed since.
  if (claim.typed && claim.drafts === drafts && holds(written()))
    sent = { ...(holds(sent) && sent), ...written() };
  // Typed on before it was heard that it had arrived: it stands as it arrived, and what was typed since stays a draft.
  const isFound = isNew && claim.arrived && claim.typed && !holds(sent) && !isSame(typed, claim.typed);
  if (isFound) sent = {};
  const isSaved = holds(sent);
  day.acts[said] += ` (${day.lineIs}, ${way}): ${isSaved ? (isHeard ? 'saved' : 'unheard') : 'not saved'}`;
  // Saved again meanwhile, with what was typed since: that is what must stand.
  if (claim.saves !== saves) return;
  claim.deleted = deleted;
  if (!isSaved) return;
  const after = { ...(way === 'slow' ? (claim.saved ?? NO_WORDS) : before), ...sent };
  claim.saved = { ...(claim.saved ?? NO_WORDS), ...sent };
  const wasUnheard = claim.isUnheard;
  claim.isUnheard = !isHeard;
  if (!isHeard) {
    if (isNew) claim.arrived ??= sent;
    return;
  }
  claim.saves++;
  claim.isNew = false;
  if (claim.typed && claim.drafts === drafts)
    claim.typed = typedSince(
      { ...(isNew && claim.arrived), ...sent },
      {
        ...undoneOf(typed, claim.typed, isNew ? NO_WORDS : before),
        ...claim.typed,
      },
    );
  ledger.settle(id);
  if (ledger.stay !== stay) return;
  const isDrawing = isNew && !claim.isOthersToo;
  ledger.record({
    label: isDrawing ? DRAWING : isNew ? EITHER : CHANGING,
    affects: id,
    isUnsure: (isNew && !isDrawing) || wasUnheard,
    undo: () => {
      if (isDrawing) claim.deleted = true;
      else claim.saved = before;
    },
    redo: () => {
      if (isDrawing) claim.deleted = false;
      else claim.saved = after;
    },
  });
}

/**
 * What is written of a drawing: of one that had arrived unheard, what was typed or taken back since. The rest is not
 * written again: what somebody else changed of it stands.
 */
function unheardOf({ arrived = {}, typed }: Claim): Typed {
  const taken = Object.fromEntries(Object.keys(arrived).map((field) => [field, '']));
  const whole = Object.entries({ ...taken, ...typed }) as [Field, string][];
  return Object.fromEntries(whole.filter(([field, text]) => arrived[field] !== text));
}

function isSame(one: Typed, other: Typed): boolean {
  return one.title === other.title && one.description === other.description;
}

/** What stands in a form again where what was typed there was taken back. */
function undoneOf(typed: Typed, now: Typed, before: Words): Typed {
  const fields = (Object.keys(typed) as Field[]).filter((field) => !(field in now));
  return Object.fromEntries(fields.map((field) => [field, before[field]]));
}

/** What is left of what is typed, once some of it is saved. */
function typedSince(sent: Typed, now: Typed): Typed | undefined {
  const since = Object.entries(now).filter(([field, text]) => (sent[field as Field] ?? '') !== text);
  return since.length > 0 ? Object.fromEntries(since) : undefined;
}

/** Saves a draft; what somebody else changed meanwhile stays, where it is not what was typed here. */
async function sendDraft(day: Day, id: string): Promise<void> {
  const { conflicts, drafts, saveDraft, saveMerged, savingIds, workspace } = day.desk();
  await saveDraft(id);
  for (;;) {
    await comes(() => !savingIds.value.has(id));
    const mine = drafts.value.get(id);
    const theirs = conflicts.value.get(id);
    if (!theirs || openWorkspace.peek() !== workspace || !isClosed(mine)) return;
    const fields = differences(mine.base!.annotation, mine, theirs);
    await saveMerged(merge(mine, theirs, new Map(fields.map((one) => [one.field, proposedSide(one)]))));
  }
}

/** What was typed of an assessment and is on the server need not be kept any more. */
export async function judgedNow(day: Day, id: string): Promise<void> {
  const { judged, typedAssessments } = day.ledger;
  const { body } = await day.server.ask(`/api/annotations/${id}/assessments`);
  const notes: string[] = (body?.items ?? []).map(({ note }: { note?: string }) => note ?? '');
  const text = typedAssessments.get(id);
  if (text === undefined || !notes.includes(text)) return;
  typedAssessments.delete(id);
  judged.set(id, new Set([...(judged.get(id) ?? []), text]));
}
