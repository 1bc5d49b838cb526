import { describe, expect, test } from 'vitest';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { NO_FILTER } from '../../../client/annotation/base/list.store.ts';
import { annotationsModel, draftModel, listModel } from '../../../client/annotation/index.ts';
import { matesModel, sightingModel } from '../../../client/structure/index.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy, holdNextAnswer, loaded, openLoaded } from '../../support/page/changes.ts';

describe('what is known of a structure', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  async function open(siteId = place.siteId) {
    const workspace = await openLoaded(siteId);
    return {
      ...workspace.get(annotationsModel),
      ...workspace.get(draftModel),
      ...workspace.get(listModel),
      ...workspace.get(sightingModel),
      ...workspace.get(matesModel),
    };
  }
  const sightingsOf = ({ properties }: Annotation) => `/api/structures/${properties.structureId}/sightings`;
  const see = (as: string, drawn: Annotation, image: number, state: string) =>
    doneBy(server, as, `POST ${sightingsOf(drawn)}`, { sceneId: place.sceneIds[image], state });

  test('is what stands of each image, one sighting of each observer, and grows with what others mark', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    const [, image] = place.sceneIds as [string, string, string];
    const { structureId } = drawn.properties;
    await see('Bo', drawn, 1, 'razed');
    await see('Bo', drawn, 1, 'intact');
    await see('Ana', drawn, 1, 'damaged');
    const here = await open();
    const standing = () =>
      here.standing(structureId, image).map(({ observer, state }) => `${observer}: ${state}`);
    expect(standing()).toEqual([]);
    here.select(drawn.id);
    await comes(() => standing().length === 2);
    expect(standing()).toEqual(['Bo: intact', 'Ana: damaged']);
    expect(here.ownMark(structureId, image)).toMatchObject({ mark: { state: 'damaged' } });
    expect(here.whenInWords(drawn).when).toEqual([
      'Last seen standing 21 May 2011, first seen razed 11 October 2012.',
    ]);

    await see('Cy', drawn, 1, 'razed');
    await see('Cy', drawn, 2, 'intact');
    await here.refreshAnnotation(drawn.id);
    await comes(() => standing().length === 3);
    expect(here.whenInWords(here.annotations.value.get(drawn.id)!).contradictions.join(' ')).toContain('Cy');
    here.select(undefined);
    expect(standing()).toEqual([]);
  });

  test('says what the server tells of when it happened until its sightings are there', async () => {
    const drawn = await drawnBy(server, 'Bo', place);
    await see('Bo', drawn, 1, 'intact');
    const here = await open();
    const seen = here.annotations.value.get(drawn.id)!;
    const before = here.whenInWords(seen);
    here.select(drawn.id);
    await loaded(here.sightingsResource);
    expect(before.when).toEqual(['Last seen standing 21 May 2011, first seen razed 11 October 2012.']);
    expect(here.whenInWords(seen)).toEqual(before);
  });

  test('is of the structure that is selected: no late answer of another, nor of a site that was left, is shown', async () => {
    const one = await drawnBy(server, 'Bo', place);
    const other = await drawnBy(server, 'Bo', place);
    const image = place.sceneIds[1]!;
    await see('Bo', one, 1, 'razed');
    await see('Bo', other, 1, 'intact');
    const here = await open();
    const late = holdNextAnswer(line, `GET ${sightingsOf(one)}`);
    here.select(one.id);
    await late.given;
    here.select(other.id);
    await loaded(here.sightingsResource);
    late.open();
    await here.sightingsResource.load();
    expect(here.standing(one.properties.structureId, image)).toEqual([]);
    expect(here.standing(other.properties.structureId, image)).toMatchObject([{ state: 'intact' }]);

    const there = await open(elsewhere.siteId);
    const sent = line.sent.length;
    here.select(one.id);
    await here.sightingsResource.load();
    await here.matesResource.load();
    expect(line.sent.slice(sent)).toEqual([]);
    expect(there.standing(other.properties.structureId, image)).toEqual([]);
  });

  test('holds its other changes, whatever the list is narrowed to, as others draw and delete them', async () => {
    const first = await drawnBy(server, 'Bo', place, { title: 'Damaged', change: 'damaged' });
    const { structureId } = first.properties;
    const second = await drawnBy(server, 'Bo', place, { title: 'Razed', structureId });
    await drawnBy(server, 'Bo', place, { title: 'Another structure' });
    const here = await open();
    here.filter.value = { ...NO_FILTER, change: 'damaged' };
    await comes(() => here.listStanding.value.kind === 'there' && here.annotations.value.size === 1);
    here.select(first.id);
    const mates = () => here.matesOf(first).map(({ properties }) => properties.title);
    await comes(() => mates().length === 1);
    expect(mates()).toEqual(['Razed']);
    expect(here.matesOf(second)).toMatchObject([{ id: first.id }]);

    here.filter.value = NO_FILTER;
    await comes(() => here.annotations.value.size === 3);
    const third = await drawnBy(server, 'Cy', place, {
      title: 'Rebuilt',
      change: 'constructed',
      structureId,
    });
    await here.refreshAnnotation(third.id);
    await comes(() => mates().length === 2);
    await doneBy(server, 'Bo', `DELETE /api/annotations/${second.id}`);
    await here.refreshAnnotation(second.id);
    await comes(() => mates().length === 1);
    expect(mates()).toEqual(['Rebuilt']);
  });
});
