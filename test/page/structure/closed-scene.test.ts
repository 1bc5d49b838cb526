import { expect, test } from 'vitest';
import { draftModel } from '../../../client/annotation/index.ts';
import { sceneModel } from '../../../client/scene/index.ts';
import { sightingModel } from '../../../client/structure/index.ts';
import { mark } from '../../../client/structure/marking.ts';
import { dropNote, typeNote } from '../../../client/structure/typed-note.store.ts';
import { unsentMarks } from '../../../client/structure/unsent-mark.store.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, doneBy, drawnBy, openLoaded } from '../../support/page/changes.ts';

const { server } = atWork();
const place = freshValley(server, ['2010', '2011', '2012', '2013', '2014', '2015']);

test('the images of a structure leave closed ones out that nobody named, marked, noted or chose', async () => {
  const [before, seen, after, marked, noted] = place.sceneIds as [string, string, string, string, string];
  const drawn = await drawnBy(server, 'Bo', { ...place, sceneIds: [before, seen, after] });
  const { structureId } = drawn.properties;
  await doneBy(server, 'Bo', `POST /api/structures/${structureId}/sightings`, {
    sceneId: seen,
    state: 'intact',
  });
  const workspace = await openLoaded(place.siteId);
  const { scenes, patchScene } = workspace.get(sceneModel);
  const { scenesOf, sightingsResource } = workspace.get(sightingModel);
  for (const scene of scenes.value.slice(1)) await patchScene(scene, { closed: true });
  const shown = (chosen?: string) => scenesOf(drawn, chosen).map(({ acquired }) => acquired);
  expect(shown()).toEqual(['2010', '2012']);

  workspace.get(draftModel).select(drawn.id);
  await comes(() => sightingsResource.standing.value.kind === 'there');
  expect(shown()).toEqual(['2010', '2011', '2012']);
  mark(drawn, { sceneId: marked, state: 'razed' });
  expect(shown()).toEqual(['2010', '2011', '2012', '2013']);
  await comes(() => unsentMarks.value.size === 0);
  expect(shown()).toEqual(['2010', '2011', '2012', '2013']);
  typeNote(drawn, noted, 'A shadow');
  expect(shown()).toEqual(['2010', '2011', '2012', '2013', '2014']);
  dropNote(structureId, noted);
  expect(shown()).toEqual(['2010', '2011', '2012', '2013']);
  expect(shown(noted)).toEqual(['2010', '2011', '2012', '2013', '2014']);
});
