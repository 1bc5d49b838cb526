import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { enterSite, notice } from '../../../client/core/index.ts';
import { overlayModel } from '../../../client/overlay/index.ts';
import { keptOverlays } from '../../../client/overlay/overlay.storage.ts';
import { valley } from '../../support/base/valley.ts';
import { connect, type Line, openSite } from '../../support/page/page.ts';
import { giveWorkers } from '../../support/page/workers.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

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
  let server: TestApp;
  let line: Line;
  let [valleyId, plainId] = ['', ''];

  beforeAll(async () => {
    giveWorkers();
    server = await testApp();
    line = connect(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    line.cut = false;
    notice.value = undefined;
    valleyId = (await valley(server.database.database)).siteId;
    plainId = (await valley(server.database.database)).siteId;
  });

  async function open(siteId: string) {
    const workspace = openSite(siteId);
    const model = workspace.get(overlayModel);
    await vi.waitUntil(() => model.sharedOverlaysResource.standing.value.kind === 'there', {
      timeout: 15_000,
    });
    return { asked: workspace.asked, ...model };
  }

  const names = ({ overlays }: Pick<ReturnType<typeof overlayModel>, 'overlays'>) =>
    overlays.value.map(({ name }) => name);

  test('is shown, is sent to nobody, and is there again whenever its own site is, hidden where it was', async () => {
    const here = await open(valleyId);
    line.sent = [];
    await here.layOver([geoJson, kml]);
    expect(names(here)).toEqual(['Wells', 'Fence']);
    expect(here.overlays.value[1]!.features).toMatchObject([{ name: 'Fence' }]);
    expect(here.asked).toEqual(['fit 129.95,42.55,129.95,42.55', 'fit 129.94,42.54,129.96,42.56']);
    expect(notice.value?.text).toBe('1 feature laid over, in this browser alone.');
    expect(line.sent).toEqual([]);
    expect([here.overlaysShown.value, here.givenOverlays.value]).toEqual([true, []]);
    here.showOverlay(here.overlays.value[0]!.id, false);
    const there = await open(plainId);
    expect([names(there), there.overlaysShown.value, there.asked]).toEqual([[], false, []]);
    const again = await open(valleyId);
    await vi.waitUntil(() => again.overlays.value.length > 0, { timeout: 15_000 });
    expect(again.overlays.value.map(({ name, shown }) => [name, shown])).toEqual([
      ['Wells', false],
      ['Fence', true],
    ]);
    again.fitOverlay(again.overlays.value[0]!);
    expect(again.overlays.value[0]!.shown).toBe(true);
  });

  test('lies on the site that it was given to, although another one was opened while it was read', async () => {
    const here = await open(valleyId);
    const laid = here.layOver([geoJson]);
    expect(here.givenOverlays.value).toMatchObject([
      { fileName: 'Wells.geojson', state: { kind: 'reading' } },
    ]);
    const there = await open(plainId);
    expect([there.givenOverlays.value, there.overlaysShown.value]).toEqual([[], false]);
    await laid;
    expect([names(there), there.asked]).toEqual([[], []]);
    expect(await keptOverlays(plainId)).toEqual([]);
    const again = await open(valleyId);
    await vi.waitUntil(() => names(again).includes('Wells'), { timeout: 15_000 });
  });

  test('that cannot be read stands in the sheet of its site with the reason, until it is dismissed', async () => {
    const here = await open(valleyId);
    await here.layOver([table, geoJson]);
    expect(names(here)).toEqual(['Wells']);
    const there = await open(plainId);
    expect(there.givenOverlays.value).toEqual([]);
    const again = await open(valleyId);
    expect(again.overlaysShown.value).toBe(true);
    const [given] = again.givenOverlays.value;
    expect(given).toMatchObject({ fileName: 'Table.csv', state: { kind: 'refused' } });
    again.dismissGiven(given!.id);
    expect((await open(valleyId)).givenOverlays.value).toEqual([]);
  });

  test('that may lie off waits with its site until that is accepted, and keeps how far', async () => {
    const here = await open(valleyId);
    await here.layOver([inTokyo]);
    expect(names(here)).toEqual([]);
    await open(plainId);
    const again = await open(valleyId);
    const [given] = again.givenOverlays.value;
    expect(given?.state.kind).toBe('inaccurate');
    if (given?.state.kind === 'inaccurate') given.state.accept();
    expect(again.overlays.value).toMatchObject([
      { name: 'Survey', accuracy: { metres: expect.any(Number), reason: expect.stringContaining('Tokyo') } },
    ]);
    expect(again.givenOverlays.value).toEqual([]);
    await vi.waitUntil(async () => (await keptOverlays(valleyId)).length === 1, { timeout: 15_000 });
    expect(await keptOverlays(valleyId)).toMatchObject([
      { name: 'Survey', accuracy: { metres: expect.any(Number) } },
    ]);
  });

  test('and accepted at once as its site is opened again stands beside what is kept there', async () => {
    const here = await open(valleyId);
    await here.layOver([geoJson, inTokyo]);
    await open(plainId);
    const again = openSite(valleyId).get(overlayModel);
    const [given] = again.givenOverlays.value;
    if (given?.state.kind === 'inaccurate') given.state.accept();
    expect(names(again)).toEqual(['Survey']);
    await vi.waitUntil(() => names(again).includes('Wells'), { timeout: 15_000 });
    expect(names(again)).toEqual(['Wells', 'Survey']);
    await vi.waitUntil(async () => (await keptOverlays(valleyId)).length === 2, { timeout: 15_000 });
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
    const here = await open(valleyId);
    expect([here.givenOverlays.value, names(here)]).toEqual([[given], []]);
    here.dismissGiven(given!.id);
    expect(here.givenOverlays.value).toEqual([]);
  });

  test('whose reference system could not be asked is refused with the reason, and taken when given again', async () => {
    const here = await open(valleyId);
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
    const here = await open(valleyId);
    await here.layOver([geoJson]);
    await here.removeOverlay(here.overlays.value[0]!);
    expect(notice.value?.text).toBe("'Wells' is taken away.");
    expect(names(here)).toEqual([]);
    await open(plainId);
    expect(await keptOverlays(valleyId)).toEqual([]);
  });
});
