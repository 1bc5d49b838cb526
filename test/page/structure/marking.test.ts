import { effect } from '@preact/signals';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { giveName } from '../../../client/account/analyst.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { notice } from '../../../client/core/index.ts';
import { followUnsentMarks, sightingModel } from '../../../client/structure/index.ts';
import { sendAgain } from '../../../client/structure/mark-sending.ts';
import { mark } from '../../../client/structure/marking.ts';
import { dropNote, typedNote, typeNote } from '../../../client/structure/typed-note.store.ts';
import { dropMark, unsentMarks } from '../../../client/structure/unsent-mark.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  COMING,
  comes,
  doneBy,
  drawnBy,
  holdNextAnswer,
  loaded,
  loseAnswers,
  mendLine,
  openLoaded,
} from '../../support/page/changes.ts';

describe('what is marked of an image', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let drawn: Annotation;
  let image: string;

  beforeEach(async () => {
    drawn = await drawnBy(server, 'Bo', place);
    image = place.sceneIds[1]!;
  });

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(listModel),
      ...workspace.get(sightingModel),
    };
  }
  async function openSelected() {
    const here = await open();
    here.select(drawn.id);
    await loaded(here.sightingsResource);
    return here;
  }
  const own = ({ ownMark }: Pick<Awaited<ReturnType<typeof open>>, 'ownMark'>) =>
    ownMark(drawn.properties.structureId, image)?.mark.state;
  const stored = async (): Promise<{ state: string; observer: string; note?: string }[]> =>
    (await server.ask(`/api/structures/${drawn.properties.structureId}/sightings`)).body.items;
  const waiting = () => [...unsentMarks.value.values()];
  const sentAll = () => comes(() => unsentMarks.value.size === 0);

  test('is shown at once, stored, and the change follows from it', async () => {
    const here = await openSelected();
    mark(drawn, { sceneId: image, state: 'intact' });
    expect(own(here)).toBe('intact');
    expect(here.whenInWords(drawn).when.join(' ')).toContain('21 May 2011');
    await sentAll();
    expect(own(here)).toBe('intact');
    await comes(() => here.annotations.value.get(drawn.id)!.properties.revision === 2);
    expect(here.annotations.value.get(drawn.id)).toMatchObject({
      properties: { changeBracket: { lastBefore: { sceneId: image } } },
    });

    mark(drawn, { sceneId: image, state: 'razed' });
    mark(drawn, { sceneId: image, state: 'damaged' });
    expect(own(here)).toBe('damaged');
    await sentAll();
    expect(own(here)).toBe('damaged');
    expect((await stored()).at(-1)).toMatchObject({ state: 'damaged', observer: 'Ana' });
  });

  test('is among what is known of the structure, also where that was being loaded as it was stored', async () => {
    const here = await open();
    const first = holdNextAnswer(line, `GET /api/structures/${drawn.properties.structureId}/sightings`);
    here.select(drawn.id);
    await first.given;
    mark(drawn, { sceneId: image, state: 'intact' });
    const shown = new Set<string | undefined>();
    const stop = effect(() => {
      if (here.sightingsResource.standing.value.kind === 'there') shown.add(own(here));
    });
    await sentAll();
    first.open();
    await comes(() => here.annotations.value.get(drawn.id)!.properties.revision === 2);
    await here.sightingsResource.load();
    stop();
    expect(own(here)).toBe('intact');
    expect([...shown]).toEqual(['intact']);
  });

  test('stays shown from when it is stored, the later of two, while what is known of the structure is first loaded', async () => {
    const here = await open();
    const asking = `GET /api/structures/${drawn.properties.structureId}/sightings`;
    const arrives = Promise.withResolvers<void>();
    line.holdAnswer = (named) => (named === asking ? arrives.promise : undefined);
    here.select(drawn.id);
    const shown: (string | undefined)[] = [];
    mark(drawn, { sceneId: image, state: 'intact' });
    const stop = effect(() => {
      const state = own(here);
      if (shown.at(-1) !== state || shown.length === 0) shown.push(state);
    });
    await sentAll();
    mark(drawn, { sceneId: image, state: 'damaged' });
    await sentAll();
    await comes(() => here.annotations.value.get(drawn.id)!.properties.revision === 3);
    expect(here.sightingsResource.standing.value.kind).toBe('loading');
    expect(here.standing(drawn.properties.structureId, image)).toMatchObject([{ state: 'damaged' }]);
    arrives.resolve();
    await here.sightingsResource.load();
    expect(here.sightingsResource.standing.value.kind).toBe('there');
    stop();
    expect(shown).toEqual(['intact', 'damaged']);
    expect(here.standing(drawn.properties.structureId, image)).toMatchObject([{ state: 'damaged' }]);
  });

  test('waits while the line is cut, the latest of each image, and is sent with the next that is marked', async () => {
    const here = await openSelected();
    line.cut = true;
    mark(drawn, { sceneId: image, state: 'intact' });
    await comes(() => waiting()[0]?.waits);
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect(notice.value!.text).toContain('kept in this browser');
    mark(drawn, { sceneId: image, state: 'damaged' });
    await comes(() => waiting()[0]?.waits);
    expect([waiting().length, own(here)]).toEqual([1, 'damaged']);
    line.cut = false;
    mark(drawn, { sceneId: place.sceneIds[2]!, state: 'razed' });
    await sentAll();
    expect(notice.value).toMatchObject({ kind: 'done', text: 'What you marked is saved.' });
    expect((await stored()).map(({ state }) => state)).toEqual(['damaged', 'razed']);
    await comes(() => here.annotations.value.get(drawn.id)!.properties.revision === 3);
  });

  test('is sent by itself under the name that marked it, also where another site is open and its answer was lost', async () => {
    const stop = followUnsentMarks();
    await openSelected();
    loseAnswers(line);
    mark(drawn, { sceneId: image, state: 'intact', note: 'Its shadow' });
    await comes(() => waiting()[0]?.waits);
    const there = await open(elsewhere.siteId);
    const sent = line.sent.length;
    mendLine(line);
    giveName('Cy');
    await sentAll();
    stop();
    expect(await stored()).toMatchObject([{ state: 'intact', observer: 'Ana', note: 'Its shadow' }]);
    expect(there.annotations.value.size).toBe(0);
    expect(line.sent.slice(sent).filter((named) => named.startsWith('GET'))).toEqual([]);
    giveName('Ana');
    expect(own(await openSelected())).toBe('intact');
  });

  test('is kept where the page is opened anew, and then sent by itself', async () => {
    line.cut = true;
    mark(drawn, { sceneId: image, state: 'intact' });
    typeNote(drawn, place.sceneIds[2]!, 'Half a no');
    await comes(() => waiting()[0]?.waits);

    vi.resetModules();
    const marks = await import('../../../client/structure/unsent-mark.store.ts');
    const notes = await import('../../../client/structure/typed-note.store.ts');
    await vi.waitFor(async () => {
      await Promise.all([marks.restoreMarks(), notes.restoreNotes()]);
      expect([...marks.unsentMarks.value.values()]).toMatchObject([{ waits: true }]);
      expect(notes.typedNote(drawn.properties.structureId, place.sceneIds[2]!)).toBe('Half a no');
    }, COMING);
    line.cut = false;
    const anew = await import('../../../client/structure/index.ts');
    const stop = anew.followUnsentMarks();
    await comes(() => marks.unsentMarks.value.size === 0);
    stop();
    expect(await stored()).toMatchObject([{ state: 'intact', observer: 'Ana' }]);
    dropNote(drawn.properties.structureId, place.sceneIds[2]!);
    waiting().forEach(dropMark);
  });

  test('that the server refuses says why and is kept, keeps no other from being sent, and can be given up', async () => {
    const here = await openSelected();
    mark(drawn, { sceneId: crypto.randomUUID(), state: 'intact' });
    mark(drawn, { sceneId: image, state: 'intact' });
    await comes(() => waiting().length === 1 && waiting()[0]!.refused);
    expect((await stored()).map(({ state }) => state)).toEqual(['intact']);
    await comes(() => here.annotations.value.get(drawn.id)!.properties.revision === 2);

    sendAgain(waiting()[0]!);
    expect(waiting()[0]!.refused).toBeUndefined();
    await comes(() => waiting()[0]!.refused);
    dropMark(waiting()[0]!);
    expect(waiting()).toEqual([]);
  });

  test('takes the note along that was typed of it, and leaves one that did not go with it', async () => {
    const { structureId } = drawn.properties;
    const tooLong = 'x'.repeat(2_001);
    await openSelected();
    typeNote(drawn, image, ' Its shadow ');
    typeNote(drawn, place.sceneIds[2]!, tooLong);
    await open(elsewhere.siteId);
    await openSelected();
    expect(typedNote(structureId, image)).toBe(' Its shadow ');
    line.cut = true;
    mark(drawn, { sceneId: image, state: 'intact', note: 'Its shadow' });
    mark(drawn, { sceneId: place.sceneIds[2]!, state: 'razed' });
    expect(typedNote(structureId, image)).toBeUndefined();
    expect(typedNote(structureId, place.sceneIds[2]!)).toBe(tooLong);
    await comes(() => waiting().length === 2 && waiting().every(({ waits }) => waits));
    line.cut = false;
    waiting().forEach(sendAgain);
    await sentAll();
    expect((await stored()).map(({ note }) => note)).toEqual(['Its shadow', undefined]);
    dropNote(structureId, place.sceneIds[2]!);
  });

  test("by others is shown beside one's own, and one's own is that of the name given now", async () => {
    const here = await openSelected();
    mark(drawn, { sceneId: image, state: 'intact' });
    await sentAll();
    await doneBy(server, 'Cy', `POST /api/structures/${drawn.properties.structureId}/sightings`, {
      sceneId: image,
      state: 'razed',
    });
    await here.refreshAnnotation(drawn.id);
    await comes(() => here.standing(drawn.properties.structureId, image).length === 2);
    expect(own(here)).toBe('intact');
    giveName('Cy');
    expect(own(here)).toBe('razed');
  });
});
