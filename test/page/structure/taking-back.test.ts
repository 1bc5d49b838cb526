import { beforeEach, describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Sighting, SightingState } from '#domain/structure/structure.contract.ts';
import { analyst, giveName } from '../../../client/account/analyst.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { journalModel, notice } from '../../../client/core/index.ts';
import { followUnsentMarks, sightingModel } from '../../../client/structure/index.ts';
import { mark } from '../../../client/structure/marking.ts';
import { dropNote, typedNote, typeNote } from '../../../client/structure/typed-note.store.ts';
import { dropMark, unsentMarks } from '../../../client/structure/unsent-mark.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import {
  comes,
  doneBy,
  drawnBy,
  holdNextAnswer,
  loaded,
  loseAnswers,
  mendLine,
  openLoaded,
} from '../../support/page/changes.ts';

describe('what is marked of an image and taken back', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);
  let drawn: Annotation;
  let structureId: string;
  let image: string;
  let sightings: string;

  beforeEach(async () => {
    drawn = await drawnBy(server, 'Bo', place);
    ({ structureId } = drawn.properties);
    image = place.sceneIds[1]!;
    sightings = `/api/structures/${structureId}/sightings`;
  });

  async function openSelected() {
    const workspace = await openLoaded(place.siteId);
    const here = {
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(journalModel),
      ...workspace.get(listModel),
      ...workspace.get(sightingModel),
    };
    here.select(drawn.id);
    await loaded(here.sightingsResource);
    return here;
  }
  const see = (state: SightingState, sceneId = image) => mark(drawn, { sceneId, state });
  const own = ({ ownMark }: Pick<Awaited<ReturnType<typeof openSelected>>, 'ownMark'>, sceneId = image) =>
    ownMark(structureId, sceneId)?.mark.state;
  const stored = async (): Promise<Sighting[]> => (await server.ask(sightings)).body.items;
  const inShort = async () =>
    (await stored()).map(({ state, withdrawn, stands }) => [
      state,
      withdrawn ? 'withdrawn' : stands ? 'stands' : 'former',
    ]);
  const waiting = () => [...unsentMarks.value.values()];
  const sentAll = () => comes(() => unsentMarks.value.size === 0);
  const revision = (here: Awaited<ReturnType<typeof openSelected>>) =>
    here.annotations.value.get(drawn.id)!.properties.revision;
  const sent = (method: string) => line.sent.filter((named) => named.startsWith(method));

  test('is withdrawn by name, the change follows, and it is marked again when that is done again', async () => {
    const here = await openSelected();
    const [before] = here.whenInWords(drawn).when;
    see('intact');
    expect(here.undoes.value).toBe(`marking ${drawn.properties.number} intact on 2011-05-21`);
    await sentAll();
    await comes(() => revision(here) === 2);
    await here.undo();
    expect(own(here)).toBeUndefined();
    expect(here.whenInWords(drawn).when).toEqual([before]);
    expect(await inShort()).toEqual([['intact', 'withdrawn']]);
    await comes(() => revision(here) === 3);
    expect(here.undoes.value).toBeUndefined();
    expect(notice.value).toBeUndefined();

    await here.redo();
    expect(own(here)).toBe('intact');
    await sentAll();
    expect(await inShort()).toEqual([
      ['intact', 'withdrawn'],
      ['intact', 'stands'],
    ]);
    await comes(() => revision(here) === 4);
    await here.undo();
    expect(own(here)).toBeUndefined();
    expect(await inShort()).toEqual([
      ['intact', 'withdrawn'],
      ['intact', 'withdrawn'],
    ]);
  });

  test('gives way to what was marked before, and is told by name where it is out of sight', async () => {
    const here = await openSelected();
    see('intact');
    await sentAll();
    see('damaged');
    await sentAll();
    here.select(undefined);
    await here.undo();
    expect(notice.value).toMatchObject({
      kind: 'done',
      text: `Undone: marking ${drawn.properties.number} damaged on 2011-05-21.`,
    });
    here.select(drawn.id);
    await loaded(here.sightingsResource);
    expect(own(here)).toBe('intact');
    await here.undo();
    expect(own(here)).toBeUndefined();
    await here.redo();
    await here.redo();
    await sentAll();
    expect(own(here)).toBe('damaged');
    expect((await inShort()).slice(2)).toEqual([
      ['intact', 'former'],
      ['damaged', 'stands'],
    ]);
  });

  test('is not sent at all where its turn had not come', async () => {
    const here = await openSelected();
    const first = holdNextAnswer(line, `POST ${sightings}`);
    see('intact');
    await first.given;
    see('razed', place.sceneIds[2]);
    see('damaged', place.sceneIds[0]);
    await here.undo();
    await here.undo();
    expect([own(here, place.sceneIds[2]), own(here, place.sceneIds[0])]).toEqual([undefined, undefined]);
    first.open();
    await sentAll();
    await comes(() => revision(here) === 2);
    expect(await inShort()).toEqual([['intact', 'stands']]);
    expect(sent('DELETE')).toEqual([]);
  });

  test('is withdrawn once its answer is there where it was on its way', async () => {
    const here = await openSelected();
    const answer = holdNextAnswer(line, `POST ${sightings}`);
    see('intact');
    await answer.given;
    const undone = here.undo();
    expect(own(here)).toBe('intact');
    answer.open();
    await undone;
    expect(own(here)).toBeUndefined();
    expect(await inShort()).toEqual([['intact', 'withdrawn']]);
  });

  test('is gone from the screen while the line is cut, and never recorded where it had not arrived', async () => {
    const here = await openSelected();
    line.cut = true;
    see('intact');
    await comes(() => waiting()[0]?.mayBeThere);
    await here.undo();
    expect([own(here), here.past.value, here.redoes.value]).toEqual([
      undefined,
      [],
      expect.stringContaining('intact'),
    ]);
    expect(waiting()).toMatchObject([{ takenBack: true }]);
    line.cut = false;
    const stop = followUnsentMarks();
    await sentAll();
    stop();
    expect(await stored()).toEqual([]);
    expect(sent('DELETE')).toEqual([]);
    expect(notice.value).toMatchObject({ text: 'What you took back no longer counts.' });
    await here.redo();
    await sentAll();
    expect(await inShort()).toEqual([['intact', 'stands']]);
  });

  test('is withdrawn by itself where it had arrived though no answer came, and shown no more meanwhile', async () => {
    const here = await openSelected();
    see('damaged');
    await sentAll();
    await comes(() => revision(here) === 2);
    loseAnswers(line);
    see('intact');
    await comes(() => waiting()[0]?.mayBeThere);
    line.cut = true;
    await here.undo();
    expect(own(here)).toBe('damaged');
    expect(await inShort()).toEqual([
      ['damaged', 'former'],
      ['intact', 'stands'],
    ]);
    mendLine(line);
    const late = holdNextAnswer(line, `DELETE /api/sightings/${waiting()[0]!.sighting.id}`);
    const stop = followUnsentMarks();
    await late.given;
    await here.refreshAnnotation(drawn.id);
    await here.sightingsResource.load();
    expect(own(here)).toBe('damaged');
    late.open();
    await sentAll();
    stop();
    expect(own(here)).toBe('damaged');
    expect(await inShort()).toEqual([
      ['damaged', 'stands'],
      ['intact', 'withdrawn'],
    ]);
  });

  test('gives way to one that waits to be sent, whichever of the two had arrived', async () => {
    const here = await openSelected();
    line.cut = true;
    see('intact');
    await comes(() => waiting()[0]?.waits);
    line.cut = false;
    see('damaged');
    await sentAll();
    expect(await inShort()).toEqual([['damaged', 'stands']]);
    await here.undo();
    expect(own(here)).toBe('intact');
    await sentAll();
    expect(own(here)).toBe('intact');
    expect(await inShort()).toEqual([
      ['damaged', 'withdrawn'],
      ['intact', 'stands'],
    ]);

    loseAnswers(line);
    see('razed');
    await comes(() => waiting()[0]?.waits);
    line.cut = true;
    see('absent');
    await comes(() => waiting()[0]?.waits);
    await here.undo();
    expect(own(here)).toBe('razed');
    mendLine(line);
    const stop = followUnsentMarks();
    await sentAll();
    stop();
    expect(own(here)).toBe('razed');
    expect((await inShort()).at(-1)).toEqual(['razed', 'stands']);
    await here.undo();
    expect(own(here)).toBe('intact');
  });

  test('stays where withdrawing it cannot be sent, and says so; then it can be taken back', async () => {
    const here = await openSelected();
    see('intact');
    await sentAll();
    line.cut = true;
    await here.undo();
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect([own(here), here.past.value.length]).toEqual(['intact', 1]);
    line.cut = false;
    loseAnswers(line);
    const { holdAnswer } = line;
    await here.undo();
    line.holdAnswer = holdAnswer;
    expect(notice.value).toMatchObject({ kind: 'fault' });
    expect(here.past.value).toHaveLength(1);
    mendLine(line);
    await here.undo();
    expect([own(here), here.past.value.length]).toEqual([undefined, 0]);
    expect(await inShort()).toEqual([['intact', 'withdrawn']]);
    const history = await server.ask(`/api/history?siteId=${place.siteId}&limit=10000`);
    const acts = history.body.items.map(({ act }: { act: string }) => act);
    expect(acts.filter((act: string) => act === 'structure.sighting_withdrawn')).toHaveLength(1);
  });

  test('can no longer be where the same analyst marked the image anew on another page', async () => {
    const here = await openSelected();
    see('intact');
    await sentAll();
    await doneBy(server, 'Ana', `POST ${sightings}`, { sceneId: image, state: 'razed' });
    await here.undo();
    expect(notice.value).toMatchObject({
      kind: 'fault',
      text: 'That image was marked anew since: the newer mark stands.',
    });
    expect([here.past.value, here.future.value]).toEqual([[], []]);
    expect(sent('DELETE')).toEqual([]);
    expect(await inShort()).toEqual([
      ['intact', 'former'],
      ['razed', 'stands'],
    ]);
  });

  test('is what another page took back already, and nothing is sent', async () => {
    const here = await openSelected();
    see('intact');
    await sentAll();
    const [{ id }] = (await stored()) as [Sighting];
    await doneBy(server, 'Ana', `DELETE /api/sightings/${id}`);
    await here.undo();
    expect(own(here)).toBeUndefined();
    expect(sent('DELETE')).toEqual([]);
    expect(here.past.value).toEqual([]);
  });

  test('is taken back by nobody else, sent or not', async () => {
    const here = await openSelected();
    see('intact');
    await sentAll();
    giveName('Cy');
    await here.undo();
    expect(notice.value!.text).toContain('Ana');
    expect(notice.value!.text).toContain('nobody else can take it back');
    expect(sent('DELETE')).toEqual([]);
    giveName('Ana');
    line.cut = true;
    see('razed');
    await comes(() => waiting()[0]?.waits);
    giveName('Cy');
    await here.undo();
    expect(notice.value!.text).toContain('nobody else can take it back');
    expect([waiting().length, here.past.value.length]).toEqual([1, 2]);
    giveName('ANA');
    mendLine(line);
    await here.undo();
    await sentAll();
    await here.undo();
    expect(await inShort()).toEqual([['intact', 'withdrawn']]);
  });

  test('brings the note back that went with it, unless another is typed there', async () => {
    const here = await openSelected();
    typeNote(drawn, image, 'Its shadow ');
    mark(drawn, { sceneId: image, state: 'intact', note: 'Its shadow' });
    await sentAll();
    await here.undo();
    expect(typedNote(structureId, image)).toBe('Its shadow ');
    await here.redo();
    expect(typedNote(structureId, image)).toBeUndefined();
    await sentAll();
    expect((await stored()).at(-1)).toMatchObject({ note: 'Its shadow', stands: true });
    typeNote(drawn, image, 'Another');
    await here.undo();
    expect(typedNote(structureId, image)).toBe('Another');
    dropNote(structureId, image);
  });

  test('that the server refused is gone, and nothing is sent', async () => {
    const here = await openSelected();
    const nowhere = crypto.randomUUID();
    see('intact', nowhere);
    await comes(() => waiting()[0]?.refused);
    expect(here.undoes.value).toBe(`marking ${drawn.properties.number} intact`);
    const asked = line.sent.length;
    await here.undo();
    expect(waiting()).toEqual([]);
    see('intact', nowhere);
    await comes(() => waiting()[0]?.refused);
    waiting().forEach(dropMark);
    await here.undo();
    expect(here.past.value).toEqual([]);
    expect(line.sent.slice(asked).filter((named) => named.startsWith('DELETE'))).toEqual([]);
  });

  test('is not sent where a name is asked for still', async () => {
    const here = await openSelected();
    analyst.value = undefined;
    see('intact');
    await here.undo();
    expect(waiting()).toEqual([]);
    giveName('Ana');
    see('razed');
    await sentAll();
    expect(await inShort()).toEqual([['razed', 'stands']]);
  });

  test('on several images at once is one step', async () => {
    const here = await openSelected();
    const [first, second] = place.sceneIds as [string, string, string];
    mark(drawn, { sceneId: first, state: 'intact' }, { sceneId: second, state: 'razed' });
    expect(here.undoes.value).toBe(`marking ${drawn.properties.number} on 2 dates`);
    await sentAll();
    await here.undo();
    expect([own(here, first), own(here, second)]).toEqual([undefined, undefined]);
    expect(await inShort()).toEqual([
      ['intact', 'withdrawn'],
      ['razed', 'withdrawn'],
    ]);
  });

  test('is of its site alone: once that was left, it is taken back no more', async () => {
    const here = await openSelected();
    see('intact');
    await sentAll();
    const there = await openLoaded(elsewhere.siteId);
    await there.get(journalModel).undo();
    const anew = await openSelected();
    expect([own(anew), anew.past.value]).toEqual(['intact', []]);
    expect(here.past.value).toHaveLength(1);
  });
});
