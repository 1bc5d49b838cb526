import { editAssessment } from '../../../../client/assessment/typed-assessment.store.ts';
import { mark as markImage } from '../../../../client/structure/marking.ts';
import { typedNote, typeNote } from '../../../../client/structure/typed-note.store.ts';
import type { Day } from './desk.ts';
import { pickClaim } from './drawing.ts';
import { type Claim, isThere, isUnsaved } from './ledger.ts';
import { readOffset } from './moving.ts';
import { judgedNow } from './saving.ts';

const PIXEL = 0.5;
const STATES = ['intact', 'damaged', 'razed', 'absent'] as const;

export async function typeAssessment(
  day: Day,
  claim = pickClaim(day, (one) => isThere(one) || isUnsaved(one)),
): Promise<void> {
  if (!claim) return;
  const note = day.words();
  day.say(`type an assessment of ${claim.name}: ${note}`);
  editAssessment(claim.id, { note });
  day.ledger.typedAssessments.set(claim.id, note);
}

export async function sendAssessment(day: Day, meanwhile: (claim: Claim) => Promise<void>): Promise<void> {
  const { ledger } = day;
  const claim = pickClaim(day, (one) => isThere(one) && ledger.typedAssessments.has(one.id));
  const { annotations, refreshAnnotation, sendAssessment: send } = day.desk();
  if (!claim || !annotations.value.has(claim.id)) return;
  const { id } = claim;
  let text = ledger.typedAssessments.get(id)!;
  day.say(`send the assessment of ${claim.name}`);
  const said = day.acts.length - 1;
  let isSent = false;
  const way = await day.sending(
    `POST /api/annotations/${id}/assessments`,
    async () => {
      // What stands against it is told, and it is sent once more.
      for (let time = 0; time < 3 && !isSent && annotations.value.has(id); time++) {
        text = ledger.typedAssessments.get(id) ?? text;
        isSent = await send(annotations.value.get(id)!, refreshAnnotation);
      }
    },
    () => meanwhile(claim),
  );
  const typed = ledger.typedAssessments.get(id);
  if (isSent) ledger.judged.set(id, new Set([...(ledger.judged.get(id) ?? []), text]));
  if (isSent && typed === text) ledger.typedAssessments.delete(id);
  await judgedNow(day, id);
  day.acts[said] += ` (${day.lineIs}, ${way}): ${isSent ? 'sent' : 'not sent'}`;
}

/** A structure that is known to the page, and one of its images. */
function pickImage(day: Day) {
  const { annotations } = day.desk();
  const claim = pickClaim(day, (one) => isThere(one) && annotations.value.has(one.id));
  if (!claim) return undefined;
  const annotation = annotations.value.get(claim.id)!;
  const sceneId = day.chance.pick(day.here.sceneIds);
  return { claim, annotation, sceneId, key: `${annotation.properties.structureId} ${sceneId}` };
}

export async function note(day: Day): Promise<void> {
  const image = pickImage(day);
  if (!image) return;
  const text = day.words();
  day.say(`type a note to ${image.claim.name}: ${text}`);
  typeNote(image.annotation, image.sceneId, text);
  day.ledger.notes.set(image.key, text);
}

export async function mark(day: Day): Promise<void> {
  const image = pickImage(day);
  if (!image) return;
  const { claim, annotation, sceneId, key } = image;
  const state = day.chance.pick(STATES);
  const typed = typedNote(annotation.properties.structureId, sceneId);
  day.say(`mark ${claim.name}: ${state}${typed ? `, ${typed}` : ''}`);
  markImage(annotation, { sceneId, state, ...(typed && { note: typed }) });
  const { marks, notes } = day.ledger;
  const former = marks.get(key)?.state;
  day.ledger.did({
    label: /^marking \S+ (intact|damaged|razed|absent) on /,
    affects: key,
    undo: () => {
      marks.set(key, { state: former, claim });
      if (typed && !notes.has(key)) notes.set(key, typed);
    },
    redo: () => {
      marks.set(key, { state: typed ? `${state}: ${typed}` : state, claim });
      if (notes.get(key) === typed) notes.delete(key);
    },
  });
}

export async function look(day: Day): Promise<void> {
  // One that cannot be saved is told of, and kept only as long as its site is open.
  if (day.lineIs === 'cut') return;
  const { scenes, looksResource, setLook } = day.desk();
  if (scenes.value.length === 0 || looksResource.standing.value.kind !== 'there') return;
  const sceneId = day.chance.pick(day.here.sceneIds);
  const former = day.ledger.looks.get(sceneId);
  const gamma = 1 + day.number() / 1_000;
  day.say(`set a look: gamma ${gamma}`);
  setLook(sceneId, { gamma });
  day.ledger.did({
    label: /^changing the look of /,
    affects: sceneId,
    joins: `look ${sceneId}`,
    undo: () => day.ledger.looks.set(sceneId, former),
    redo: () => day.ledger.looks.set(sceneId, gamma),
  });
}

/** Takes the tool, and gives what it moves: what was laid before and not saved is gone on with. */
function takeTool(day: Day): string | undefined {
  const { before, after, movingPixel, openRegistration, registration } = day.desk();
  if (!before.value || !after.value) return undefined;
  if (!registration.value) openRegistration();
  movingPixel.value = PIXEL;
  return registration.value!.movingId;
}

export async function nudge(day: Day): Promise<void> {
  const movingId = takeTool(day);
  if (!movingId) return;
  const { ledger, here } = day;
  const { nudge: push, registration } = day.desk();
  if (registration.value!.saving) return;
  if (!ledger.offsets.has(movingId)) ledger.offsets.set(movingId, 0);
  const former = ledger.laid.get(movingId);
  const start = former?.east ?? registration.value!.shift.east;
  const pixels = 1 + day.chance.below(4);
  const east = Math.round((start + pixels * PIXEL) * 1_000) / 1_000;
  day.say(`lay a scene at ${east} m`);
  push(pixels, 0);
  ledger.did({
    label: /^moving /,
    affects: movingId,
    draft: true,
    joins: `moving ${movingId}`,
    undo: () => (former ? ledger.laid.set(movingId, former) : ledger.laid.delete(movingId)),
    redo: () => ledger.laid.set(movingId, { siteId: here.siteId, east }),
  });
}

export async function saveRegistration(day: Day, meanwhile: () => Promise<void>): Promise<void> {
  const { ledger } = day;
  const [movingId, laid] = [...ledger.laid].find(([, one]) => one.siteId === day.here.siteId) ?? [];
  if (!movingId || !laid || takeTool(day) !== movingId) return;
  const { registration, saveRegistration: send, workspace } = day.desk();
  const { stay } = ledger;
  const former = ledger.offsets.get(movingId)!;
  day.say('save a registration');
  const said = day.acts.length - 1;
  const way = await day.sending(
    `PATCH /api/scenes/${movingId}`,
    async () => {
      await send();
      // Where it was changed meanwhile, that is told, and it is saved again.
      if (/changed this scene/.test(registration.value?.sentence ?? '') && workspace === day.desk().workspace)
        await send();
    },
    meanwhile,
  );
  await readOffset(day, movingId);
  const isSaved = ledger.offsets.get(movingId) === laid.east;
  const isHeard = day.lineIs === 'whole' && way !== 'lost' && way !== 'cut';
  day.acts[said] += ` (${day.lineIs}, ${way}): ${isSaved ? (isHeard ? 'saved' : 'unheard') : 'not saved'}`;
  if (!isSaved || !isHeard) return;
  if (ledger.laid.get(movingId)?.east === laid.east) ledger.laid.delete(movingId);
  if (ledger.stay !== stay) return;
  ledger.record({
    label: /^laying /,
    affects: movingId,
    undo: () => ledger.offsets.set(movingId, former),
    redo: () => ledger.offsets.set(movingId, laid.east),
  });
  if (!ledger.laid.has(movingId)) ledger.settle(movingId);
}

export async function giveUpRegistration(day: Day): Promise<void> {
  const { closeRegistration, registration } = day.desk();
  const movingId = registration.value?.movingId;
  if (!movingId || registration.value!.saving) return;
  day.say('give up what is laid');
  closeRegistration();
  day.ledger.laid.delete(movingId);
  day.ledger.settle(movingId);
}

export async function overlay(day: Day): Promise<void> {
  const name = day.words();
  const point = { type: 'Point', coordinates: [129.95, 42.55] };
  day.say(`lay over ${name}`);
  await day.desk().layOver([new File([JSON.stringify(point)], `${name}.geojson`)]);
  day.ledger.overlays.get(day.here.siteId)!.add(name);
}

export async function removeOverlay(day: Day): Promise<void> {
  const { overlays, removeOverlay: takeAway } = day.desk();
  const there = day.ledger.overlays.get(day.here.siteId)!;
  const laid = overlays.value.find(({ name }) => there.has(name));
  if (!laid) return;
  day.say(`take away ${laid.name}`);
  await takeAway(laid);
  day.ledger.did({
    label: /^taking away /,
    affects: laid.id,
    undo: () => there.add(laid.name),
    redo: () => there.delete(laid.name),
  });
}
