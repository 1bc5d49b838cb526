import { changedBy } from '../changes.ts';
import type { Day } from './desk.ts';
import { type Claim, type Field, isLook, isThere } from './ledger.ts';

/** Of what is told, what says that something was not taken back. */
const NOT_MOVED =
  /^Not (undone|done again)|did not answer|has not answered|changed since|closed now|marked anew since|by somebody else/;
const NEVER = /changed since|closed now|marked anew since|by somebody else/;

export async function move(day: Day, direction: 'undo' | 'redo'): Promise<void> {
  const { ledger } = day;
  const { undoes, redoes, ...desk } = day.desk();
  const step = ledger.top(direction);
  if (step && isLook(step) && day.lineIs === 'cut') return;
  const named = (direction === 'undo' ? undoes : redoes).value;
  day.say(`${direction}: ${named ?? 'nothing'}`);
  if (step ? !named || !step.label.test(named) : named)
    throw new Error(`To ${direction} is ${named}, and by the ledger ${step?.label}.`);
  day.told = [];
  await desk[direction]();
  const refused = day.told.find((text) => NOT_MOVED.test(text));
  if (refused) day.acts[day.acts.length - 1] += ` (${refused})`;
  if (!step) return;
  if (!refused) {
    ledger.moved(direction);
    if (step.isUnsure) await day.readTruth(step.affects);
  } else {
    if (NEVER.test(refused)) ledger.dropped(direction);
    await day.readTruth(step.affects);
    await readOffset(day, step.affects);
    await day.readMark(step.affects);
  }
}

/** Writes into the ledger where a scene lies on the server, if it is one that was laid. */
export async function readOffset(day: Day, sceneId: string): Promise<void> {
  if (!day.ledger.offsets.has(sceneId)) return;
  const { body } = await day.server.ask(`/api/scenes/${sceneId}`);
  day.ledger.offsets.set(sceneId, body.offset.east);
}

export async function otherSite(day: Day): Promise<void> {
  const other = day.sites.find((one) => one !== day.here)!;
  await day.choose(other);
  day.say('is the other site now');
}

export async function otherSiteAndBack(day: Day): Promise<void> {
  await otherSite(day);
  await otherSite(day);
}

/** Somebody else changes the words of a change that is saved. */
export async function bo(day: Day, but?: Claim): Promise<void> {
  const all = [...day.ledger.claims.values()].filter((one) => one !== but && isThere(one));
  if (all.length === 0) return;
  const claim = day.chance.pick(all);
  const field: Field = day.chance.pick(['title', 'description'] as const);
  const text = `Bo's ${day.words()}`;
  day.say(`Bo writes into the ${field} of ${claim.name}: ${text}`);
  for (let time = 0; ; time++)
    try {
      await changedBy(day.server, 'Bo', claim.id, { [field]: text });
      break;
    } catch (error) {
      // What was marked meanwhile made a revision of it.
      if (time > 5) throw error;
    }
  await day.readTruth(claim.id);
  if (claim.isNew) claim.isOthersToo = true;
}
