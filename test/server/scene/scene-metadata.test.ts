import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metadataField } from '#imagery/place/geo-fields.ts';
import { tags, textField } from '#imagery/tiff/tiff.ts';
import { valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { stacFaults } from '../../support/server/stac-schema.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/metadata');
const IMD = '12OCT11021354-M2AS-052000000001_01_P001.IMD';
const textOf = (fileName: string) => readFileSync(path.join(FIXTURES, fileName), 'utf8');

let server: TestApp;
let siteId: string;
let shade = 0;

beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

async function newSite(name: string) {
  const { body } = await server.ask('/api/sites', { body: { name } });
  siteId = body.id;
}

async function newScene(metadata: object, { name = 'valley.tif', items = {}, dateTime = '' } = {}) {
  const fields = [
    ...valleyGeoreference,
    ...(Object.keys(items).length > 0 ? [metadataField(items, [])] : []),
    ...(dateTime ? [textField(tags.dateTime, dateTime)] : []),
  ];
  shade++;
  const response = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
    method: 'POST',
    headers: { Analyst: 'Ana' },
    body: uploadForm(metadata, valleyTiff(shade, { fields }), { name }),
  });
  expect(response.status).toBe(202);
  // biome-ignore lint/suspicious/noExplicitAny: what a reply holds is what the tests are to find out.
  return (await response.json()) as any;
}

const patch = (id: string, body: object, as = 'Bo') =>
  server.ask(`/api/scenes/${id}`, { method: 'PATCH', as, headers: { 'If-Match': '*' }, body });
const give = (id: string, body: object, headers: Record<string, string> = { 'If-Match': '*' }) =>
  server.ask(`/api/scenes/${id}/metadata-files`, { body, headers });

// First, since it waits for display copies: none but its own are under way yet.
describe('the STAC Item of a scene', () => {
  beforeAll(() => newSite('Catalogue'));
  const stac = async (id: string) => (await server.ask(`/api/scenes/${id}/stac.json`)).body;

  it('is valid while the scene is taken in and nothing but a year is known', async () => {
    const scene = await newScene({ acquired: '2012' });
    const item = await stac(scene.id);
    expect(stacFaults(item)).toEqual([]);
    expect(item.stac_extensions.join()).not.toMatch(/view|eo|raster/);
    const { start_datetime: _, ...undated } = item.properties;
    expect(stacFaults({ ...item, bbox: [1, 2], properties: undated }).length).toBeGreaterThan(1);
  });

  it('is valid with everything stated, and tells bands, origins, hashes and offset', async () => {
    const scene = await newScene({
      acquired: '2012-10-11T02:13:54Z',
      platform: 'WorldView-2',
      instrument: 'WV110',
      provider: 'Maxar',
      licence: 'NextView, for research alone',
      catalogueId: 'x',
      offNadir: 20.6,
      incidenceAngle: 22.6,
      viewAzimuth: 110.5,
      sunAzimuth: 165.2,
      sunElevation: 39.8,
      cloudCover: 3.4,
      synthetic: true,
    });
    await server.server.ingests.idle();
    const item = await stac(scene.id);
    expect(stacFaults(item)).toEqual([]);
    expect(item.properties).toMatchObject({
      datetime: '2012-10-11T02:13:54.000Z',
      instruments: ['WV110'],
      license: 'proprietary',
      'view:azimuth': 110.5,
      'afterimage:licence': 'NextView, for research alone',
      'afterimage:synthetic': true,
      'afterimage:origins': scene.origins,
      'afterimage:offset': { east: 0, north: 0 },
    });
    expect(item.assets.display).toMatchObject({
      'eo:bands': [{ name: 'band 1' }],
      'raster:bands': [{ data_type: 'uint8', statistics: { maximum: 255 } }],
      'file:checksum': expect.stringMatching(/^1220[0-9a-f]{64}$/),
    });
  });

  it('given along with the same image elsewhere gives back all that was stated', async () => {
    const stated = {
      acquired: '2012-10',
      provider: 'Maxar',
      licence: 'NextView',
      offNadir: 20.6,
      cloudCover: 3.4,
    };
    const item = await stac((await newScene(stated)).id);
    await newSite('Elsewhere');
    const scene = await newScene({ acquired: '2012' });
    const { body } = await give(scene.id, { fileName: 'item.json', text: JSON.stringify(item) });
    const { acquired, ...rest } = stated;
    expect(body).toMatchObject(rest);
    expect(body.claims).toContainEqual(
      expect.objectContaining({ field: 'acquired', value: acquired, from: 'beside' }),
    );
  });
});

describe('a new scene', () => {
  beforeAll(() => newSite('Sources'));

  it('remembers where each of its values comes from, and what else its sources said', async () => {
    const scene = await newScene(
      { acquired: '2012-10-11', catalogueId: 'mine' },
      {
        name: 'camp 2012-10-13.tif',
        items: { ACQUISITIONDATETIME: '2012-10-11 02:13:54', SATELLITEID: 'WV02', CLOUDCOVER: '3' },
        dateTime: '2012:11:02 10:00:00',
      },
    );
    expect(scene).toMatchObject({ platform: 'WorldView-2', cloudCover: 3, title: 'camp 2012-10-13' });
    expect(scene.origins).toEqual({
      acquired: { from: 'hand', detail: 'Ana' },
      catalogueId: { from: 'hand', detail: 'Ana' },
      platform: { from: 'file', detail: 'SATELLITEID' },
      cloudCover: { from: 'file', detail: 'CLOUDCOVER' },
      title: { from: 'name', detail: 'camp 2012-10-13.tif' },
      gsd: { from: 'file', detail: 'pixel size' },
    });
    const dates = scene.claims.filter(({ field }: { field: string }) => field === 'acquired');
    expect(dates.map(({ value, detail }: { value: string; detail: string }) => [value, detail])).toEqual([
      ['2012-10-11T02:13:54.000Z', 'ACQUISITIONDATETIME'],
      ['2012-11-02', 'TIFFTAG_DATETIME'],
      ['2012-10-13', 'camp 2012-10-13.tif'],
    ]);
    expect(dates[1].caution).toBe('Often the date of processing.');
  });

  it('leaves unsaid what is null, though a source speaks of it', async () => {
    const scene = await newScene({ acquired: '2012', platform: null }, { items: { SATELLITEID: 'WV02' } });
    expect(scene.platform).toBeUndefined();
    expect(scene.origins.platform).toBeUndefined();
  });

  it("takes provider and licence as they were last stated by hand at the site, for that provider's images", async () => {
    await newSite('Defaults');
    await newScene({ acquired: '2012', provider: 'Maxar', licence: 'NextView' });
    const next = await newScene({ acquired: '2013' });
    expect(next).toMatchObject({ provider: 'Maxar', licence: 'NextView' });
    expect(next.origins.licence).toEqual({ from: 'default', detail: "as for 'valley'" });
    const other = await newScene({ acquired: '2014' }, { items: { PROVIDER: 'Airbus' } });
    expect(other.provider).toBe('Airbus');
    expect(other.licence).toBeUndefined();
    const stated = await newScene({ acquired: '2014', provider: 'Planet' });
    expect(stated.licence).toBeUndefined();
    await patch(stated.id, { provider: null });
    await patch(next.id, { licence: 'EULA of 2014' });
    expect((await newScene({ acquired: '2015' })).licence).toBe('EULA of 2014');
  });
});

describe('a change by hand', () => {
  beforeAll(() => newSite('Hand'));

  it('overrides, says who, and keeps what the source said; taking its word again says so too', async () => {
    const scene = await newScene({ acquired: '2012' }, { items: { SATELLITEID: 'WV02' } });
    const changed = await patch(scene.id, { platform: 'GeoEye-1', acquired: '2012-10' });
    expect(changed.body).toMatchObject({
      platform: 'GeoEye-1',
      acquired: '2012-10',
      acquiredPrecision: 'month',
    });
    expect(changed.body.origins).toMatchObject({
      platform: { from: 'hand', detail: 'Bo' },
      acquired: { from: 'hand', detail: 'Bo' },
      title: { from: 'name' },
    });
    expect(changed.body.claims).toEqual(scene.claims);
    const back = await patch(scene.id, { platform: 'WorldView-2' });
    expect(back.body.origins.platform).toEqual({ from: 'file', detail: 'SATELLITEID' });
    const forgotten = await patch(scene.id, { platform: null, gsd: 3 });
    expect(forgotten.body.origins).not.toHaveProperty('platform');
    expect(forgotten.body.origins.gsd).toEqual({ from: 'hand', detail: 'Bo' });
    expect((await patch(scene.id, { gsd: null })).body.origins.gsd.from).toBe('file');
  });

  it('cannot deny what a file says of itself: that it is synthetic', async () => {
    const scene = await newScene({ acquired: '2012', synthetic: false }, { items: { SYNTHETIC: 'YES' } });
    expect(scene.synthetic).toBe(true);
    const denied = await patch(scene.id, { synthetic: false });
    expect(denied.status).toBe(422);
    expect(denied.body.errors[0].pointer).toBe('/synthetic');
    const plain = await newScene({ acquired: '2012' });
    expect((await patch(plain.id, { synthetic: true })).body.synthetic).toBe(true);
  });
});

describe('a metadata file that is given to a scene', () => {
  beforeAll(() => newSite('Beside'));

  it('fills what is unsaid, overwrites nothing, and is kept and entered into the history', async () => {
    const scene = await newScene({ acquired: '2012-10-13', platform: 'GeoEye-1' });
    const { status, body, etag } = await give(scene.id, { fileName: IMD, text: textOf(IMD) });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      acquired: '2012-10-13',
      platform: 'GeoEye-1',
      catalogueId: '103001001A2B3C00',
      offNadir: 20.6,
      incidenceAngle: 22.6,
      origins: {
        acquired: { from: 'hand', detail: 'Ana' },
        offNadir: { from: 'beside', detail: `${IMD}: meanOffNadirViewAngle` },
      },
    });
    expect(body.claims).toContainEqual({
      field: 'acquired',
      value: '2012-10-11T02:13:54.123Z',
      from: 'beside',
      detail: `${IMD}: FIRSTLINETIME`,
    });
    expect(body.parts).toContainEqual(expect.objectContaining({ role: 'metadata', fileName: IMD }));
    const again = await give(scene.id, { fileName: IMD, text: textOf(IMD) }, { 'If-Match': etag });
    expect(again.body.claims).toHaveLength(body.claims.length);
    const taken = await patch(scene.id, { acquired: '2012-10-11T02:13:54.123Z' });
    expect(taken.body.origins.acquired.from).toBe('beside');
    const { body: history } = await server.ask('/api/history?after=0&limit=10000');
    const acts = history.items
      .filter(({ entityId }: { entityId: string }) => entityId === scene.id)
      .map(({ act }: { act: string }) => act);
    expect(acts.filter((act: string) => act === 'scene.described')).toHaveLength(2);
  });

  it('is refused in a sentence where it is not read, is too long, or the version is stale or missing', async () => {
    const scene = await newScene({ acquired: '2012' });
    const refused = await give(scene.id, { fileName: 'a.xml', text: '<!DOCTYPE a [<!ENTITY b "c">]><isd/>' });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toBe(
      'a.xml is not read. It declares entities of its own, which are not read; save it without them.',
    );
    expect((await give(scene.id, { fileName: 'a.txt', text: 'x'.repeat(3 * 2 ** 20 + 1) })).status).toBe(422);
    expect((await give(scene.id, { fileName: IMD, text: textOf(IMD) }, {})).status).toBe(428);
    expect((await give(scene.id, { fileName: IMD, text: textOf(IMD) }, { 'If-Match': '"99"' })).status).toBe(
      412,
    );
    expect((await give(crypto.randomUUID(), { fileName: IMD, text: textOf(IMD) })).status).toBe(404);
  });
});
