import { openDB } from 'idb';
import { expect, vi } from 'vitest';
import { chainFault } from '#domain/history/chain.rules.ts';
import { keptOverlays } from '../../../../client/overlay/overlay.storage.ts';
import { COMING, comes } from '../changes.ts';
import { saveRegistration, sendAssessment } from './beside.ts';
import type { Day } from './desk.ts';
import { isThere, isUnsaved, type Ledger } from './ledger.ts';
import { otherSite } from './moving.ts';
import { save } from './saving.ts';

type Kept = Record<string, unknown>;

const nothing = async () => {};

const tables = {
  drafts: 'afterimage-drafts',
  assessments: 'afterimage-assessments',
  notes: 'afterimage-sighting-notes',
  marks: 'afterimage-sightings',
  registrations: 'afterimage-registrations',
};

/** What this browser keeps, as it is read by a page that is opened now. */
async function inBrowser(table: keyof typeof tables): Promise<Kept[]> {
  const database = await openDB(tables[table]);
  const kept = await database.getAll('kept');
  database.close();
  return kept;
}

/** All that the ledger says is not sent is in this browser. */
export async function expectKept({ ledger, sites }: Day): Promise<void> {
  const { claims, sketches, typedAssessments, notes, laid, overlays } = ledger;
  await vi.waitFor(async () => {
    const drafts = await inBrowser('drafts');
    for (const { id, name, typed } of [...claims.values()].filter(isUnsaved)) {
      const draft = drafts.find((one) => one.id === id);
      const properties = { title: '', description: '', ...(draft?.properties as object | undefined) };
      expect([name, draft && properties]).toEqual([name, expect.objectContaining(typed)]);
    }
    for (const id of sketches.keys()) expect(drafts.find((one) => one.id === id)?.sketch).toHaveLength(4);
    const assessments = await inBrowser('assessments');
    for (const [annotationId, text] of typedAssessments)
      expect(assessments).toContainEqual(expect.objectContaining({ annotationId, note: text }));
    const kept = await inBrowser('notes');
    for (const [key, text] of notes) expect(kept).toContainEqual(expect.objectContaining({ key, text }));
    const registrations = await inBrowser('registrations');
    for (const [movingId, { east }] of laid)
      expect(registrations).toContainEqual(
        expect.objectContaining({ movingId, shift: expect.objectContaining({ east }) }),
      );
    for (const { siteId } of sites)
      expect((await keptOverlays(siteId)).map(({ name }) => name).toSorted()).toEqual(
        [...overlays.get(siteId)!].toSorted(),
      );
  }, COMING);
}

/** All of a site is on screen, now that it is opened afresh. */
export async function expectShown(day: Day): Promise<void> {
  const { ledger, here } = day;
  const claims = ledger.of(here.siteId);
  const desk = day.desk();
  await vi.waitFor(() => {
    const shown = [...desk.annotations.value.values()].map(({ id, properties: { title, description } }) => [
      id,
      { title: title ?? '', description: description ?? '' },
    ]);
    expect(new Map(shown as [string, unknown][])).toEqual(
      new Map(claims.filter(isThere).map(({ id, saved }) => [id, saved])),
    );
    const offered = desk.unsavedDrafts.value.map(({ id }) => id).toSorted();
    const begun = [...ledger.sketches].filter(([, siteId]) => siteId === here.siteId).map(([id]) => id);
    expect(offered).toEqual(
      expect.arrayContaining([...claims.filter(isUnsaved).map(({ id }) => id), ...begun]),
    );
    const typed = desk.unsavedAssessments.value.map(({ id }) => id);
    expect(typed).toEqual(
      expect.arrayContaining(
        claims.filter((one) => isThere(one) && ledger.typedAssessments.has(one.id)).map(({ id }) => id),
      ),
    );
    expect(desk.localOverlays.value.map(({ name }) => name).toSorted()).toEqual(
      [...ledger.overlays.get(here.siteId)!].toSorted(),
    );
    for (const sceneId of here.sceneIds)
      expect([sceneId, desk.ownLook(sceneId).gamma]).toEqual([sceneId, ledger.looks.get(sceneId)]);
  }, COMING);
}

/** Saves and sends all that waits at the site on screen. */
export async function sendAll(day: Day): Promise<void> {
  const { ledger, here } = day;
  const waiting = () => ledger.of(here.siteId).filter((one) => isUnsaved(one) && !one.deleted);
  for (let time = 0; waiting().length > 0 && time < 3; time++)
    for (const claim of waiting()) await save(day, nothing, claim);
  const typed = () =>
    ledger.of(here.siteId).filter((one) => isThere(one) && ledger.typedAssessments.has(one.id));
  const { annotations } = day.desk();
  for (let time = 0; typed().length > 0 && time < 30; time++) {
    await comes(() => typed().every(({ id }) => annotations.value.has(id)));
    await sendAssessment(day, nothing);
  }
  await saveRegistration(day, nothing);
  expect([waiting(), typed()]).toEqual([[], []]);
}

/** All that the ledger says is saved is on the server, and the history of both sites is whole. */
export async function expectStored(day: Day): Promise<void> {
  const { ledger, server, sites } = day;
  for (const { id, saved, deleted, name } of ledger.claims.values()) {
    const { words, deleted: isDeleted } = await day.stored(id);
    expect([name, words, isDeleted]).toEqual([name, deleted ? undefined : saved, deleted]);
  }
  for (const [id, texts] of ledger.judged) {
    const { body } = await server.ask(`/api/annotations/${id}/assessments`);
    if (!body.items) continue;
    const notes = body.items.map(({ note }: { note: string }) => note);
    expect(notes).toEqual(expect.arrayContaining([...texts]));
    expect(new Set(notes).size).toBe(notes.length);
  }
  await expectMarks(day, ledger);
  await day.looksStored();
  for (const [sceneId, east] of ledger.offsets)
    expect((await server.ask(`/api/scenes/${sceneId}`)).body.offset.east).toBe(east);
  for (const { siteId } of sites) {
    const { body } = await server.ask(`/api/history?siteId=${siteId}&limit=10000`);
    expect(chainFault(body.items)).toBeUndefined();
  }
}

/** Each mark stands, or, where its change was deleted before it could be sent, is kept with the reason. */
async function expectMarks(day: Day, { marks }: Ledger): Promise<void> {
  for (const [key, { state, claim }] of marks) {
    const states = await day.statesAt(key);
    if (claim.deleted && states[0] !== state) {
      const kept = await inBrowser('marks');
      expect(kept.map((one) => one.key)).toContain(`${key} Ana`);
    } else expect([claim.name, states]).toEqual([claim.name, state === undefined ? [] : [state]]);
  }
}

/** Opens both sites afresh, one after the other, and does the same at each. */
export async function atBothSites(day: Day, work: () => Promise<void>): Promise<void> {
  for (const _ of day.sites) {
    await otherSite(day);
    await work();
  }
}
