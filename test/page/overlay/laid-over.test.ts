import { beforeAll, describe, expect, test } from 'vitest';
import { enterSite, notice } from '../../../client/core/index.ts';
import { overlayModel } from '../../../client/overlay/index.ts';
import { keptOverlays } from '../../../client/overlay/overlay.storage.ts';
import { atWork, freshValley } from '../../support/page/at-work.ts';
import { comes, loaded } from '../../support/page/changes.ts';
import { openSite } from '../../support/page/page.ts';
import { giveWorkers } from '../../support/page/workers.ts';

const point = (name: string) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [129.95, 42.55] },
  properties: { name },
});
const geoJson = new File([JSON.stringify(point('Well'))], 'Wells.geojson');
const kml = new File(
  [
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Fence</name><LineString><coordinates>129.94,42.54 129.96,42.56</coordinates></LineString></Placemark></kml>',
  ],
  'Fence.kml',
);
/** In the old Japanese datum: brought to WGS 84, it may lie off. */
const inTokyo = new File(
  [JSON.stringify({ ...point('Old well'), crs: { type: 'EPSG', properties: { code: 4301 } } })],
  'Survey.geojson',
);
const table = new File(['id,lon,lat'], 'Table.csv');

describe('a file that is laid over', () => {
  const { server, line } = atWork();
  const place = freshValley(server);
  const elsewhere = freshValley(server);

  beforeAll(giveWorkers);

  async function open({ siteId } = place) {
    const workspace = openSite(siteId);
    const model = workspace.get(overlayModel);
    await loaded(model.sharedOverlaysResource);
    return { asked: workspace.asked, ...model };
  }

  const names = ({ overlays }: Pick<ReturnType<typeof overlayModel>, 'overlays'>) =>
    overlays.value.map(({ name }) => name);

  test('is shown, is sent to nobody, and is there again whenever its own site is, hidden where it was', async () => {
    const here = await open();
    line.sent = [];
    await here.layOver([geoJson, kml]);
    expect(names(here)).toEqual(['Wells', 'Fence']);
    expect(here.overlays.value[1]!.features).toMatchObject([{ name: 'Fence' }]);
    expect(here.asked).toEqual(['fit 129.95,42.55,129.95,42.55', 'fit 129.94,42.54,129.96,42.56']);
    expect(notice.value?.text).toBe('1 feature laid over, in this browser alone.');
    expect(line.sent).toEqual([]);
    expect([here.overlaysShown.value, here.givenOverlays.value]).toEqual([true, []]);
    here.showOverlay(here.overlays.value[0]!.id, false);
    const there = await open(elsewhere);
    expect([names(there), there.overlaysShown.value, there.asked]).toEqual([[], false, []]);
    const again = await open();
    await comes(() => again.overlays.value.length > 0);
    expect(again.overlays.value.map(({ name, shown }) => [name, shown])).toEqual([
      ['Wells', false],
      ['Fence', true],
    ]);
    again.fitOverlay(again.overlays.value[0]!);
    expect(again.overlays.value[0]!.shown).toBe(true);
  });

  test('lies on the site that it was given to, although another one was opened while it was read', async () => {
    const here = await open();
    const laid = here.layOver([geoJson]);
    expect(here.givenOverlays.value).toMatchObject([
      { fileName: 'Wells.geojson', state: { kind: 'reading' } },
    ]);
    const there = await open(elsewhere);
    expect([there.givenOverlays.value, there.overlaysShown.value]).toEqual([[], false]);
    await laid;
    expect([names(there), there.asked]).toEqual([[], []]);
    expect(await keptOverlays(elsewhere.siteId)).toEqual([]);
    const again = await open();
    await comes(() => names(again).includes('Wells'));
  });

  test('that cannot be read stands in the sheet of its site with the reason, until it is dismissed', async () => {
    const here = await open();
    await here.layOver([table, geoJson]);
    expect(names(here)).toEqual(['Wells']);
    const there = await open(elsewhere);
    expect(there.givenOverlays.value).toEqual([]);
    const again = await open();
    expect(again.overlaysShown.value).toBe(true);
    const [given] = again.givenOverlays.value;
    expect(given).toMatchObject({ fileName: 'Table.csv', state: { kind: 'refused' } });
    again.dismissGiven(given!.id);
    expect((await open()).givenOverlays.value).toEqual([]);
  });

  test('that may lie off waits with its site until that is accepted, and keeps how far', async () => {
    const here = await open();
    await here.layOver([inTokyo]);
    expect(names(here)).toEqual([]);
    await open(elsewhere);
    const again = await open();
    const [given] = again.givenOverlays.value;
    expect(given?.state.kind).toBe('inaccurate');
    if (given?.state.kind === 'inaccurate') given.state.accept();
    expect(again.overlays.value).toMatchObject([
      { name: 'Survey', accuracy: { metres: expect.any(Number), reason: expect.stringContaining('Tokyo') } },
    ]);
    expect(again.givenOverlays.value).toEqual([]);
    await comes(async () => (await keptOverlays(place.siteId)).length === 1);
    expect(await keptOverlays(place.siteId)).toMatchObject([
      { name: 'Survey', accuracy: { metres: expect.any(Number) } },
    ]);
  });

  test('and accepted at once as its site is opened again stands beside what is kept there', async () => {
    const here = await open();
    await here.layOver([geoJson, inTokyo]);
    await open(elsewhere);
    const again = openSite(place.siteId).get(overlayModel);
    const [given] = again.givenOverlays.value;
    if (given?.state.kind === 'inaccurate') given.state.accept();
    expect(names(again)).toEqual(['Survey']);
    await comes(() => names(again).includes('Wells'));
    expect(names(again)).toEqual(['Wells', 'Survey']);
    await comes(async () => (await keptOverlays(place.siteId)).length === 2);
  });

  test('while no site is open is refused, and it is said that one is needed', async () => {
    const nowhere = enterSite(undefined).get(overlayModel);
    await nowhere.layOver([geoJson]);
    const [given] = nowhere.givenOverlays.value;
    expect(given).toMatchObject({
      fileName: 'Wells.geojson',
      state: {
        kind: 'refused',
        why: 'No site is open for it to lie on: open one, or make one, and give it again.',
      },
    });
    const here = await open();
    expect([here.givenOverlays.value, names(here)]).toEqual([[given], []]);
    here.dismissGiven(given!.id);
    expect(here.givenOverlays.value).toEqual([]);
  });

  test('whose reference system could not be asked is refused with the reason, and taken when given again', async () => {
    const here = await open();
    line.cut = true;
    await here.layOver([inTokyo]);
    expect(here.givenOverlays.value).toMatchObject([
      { state: { kind: 'refused', why: expect.stringContaining('The server did not answer') } },
    ]);
    line.cut = false;
    here.dismissGiven(here.givenOverlays.value[0]!.id);
    await here.layOver([inTokyo]);
    expect(here.givenOverlays.value).toMatchObject([{ state: { kind: 'inaccurate' } }]);
    here.dismissGiven(here.givenOverlays.value[0]!.id);
  });

  test('and taken away again is gone with its site, too', async () => {
    const here = await open();
    await here.layOver([geoJson]);
    await here.removeOverlay(here.overlays.value[0]!);
    expect(notice.value?.text).toBe("'Wells' is taken away.");
    expect(names(here)).toEqual([]);
    await open(elsewhere);
    expect(await keptOverlays(place.siteId)).toEqual([]);
  });
});
