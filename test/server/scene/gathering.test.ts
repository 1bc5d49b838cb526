import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScenePart } from '#domain/scene/scene.contract.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { tusClient } from '../../support/server/tus.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let server: TestApp;
let tus: ReturnType<typeof tusClient>;
let siteId: string;

beforeAll(async () => {
  server = await testApp();
  tus = tusClient(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
});

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const originals = () => readdirSync(path.join(server.folder, 'originals'));

/** One band of 40 x 40 pixels of 10 m, `east` pixels east of the valley's corner. */
function band(shade: number, { east = 0, pixel = 10 } = {}): Buffer {
  const side = 400 / pixel;
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => shade + (at % 5));
  const fields = georeferenceFields(32652, [576_000 + east * 10, pixel, 0, 4_710_000, 0, -pixel], false);
  return makeTiff({ width: side, height: side, pixels, fields });
}

async function uploaded(bytes: Buffer, filename: string, more: Record<string, string> = {}): Promise<string> {
  const { body } = await tus.open(bytes.length, { siteId, filename, ...more });
  expect((await tus.send(body.id, 0, bytes)).status).toBe(204);
  return body.id;
}

const makeScene = (uploads: string[], more: object = {}) =>
  server.ask(`/api/sites/${siteId}/scenes`, {
    body: { metadata: { acquired: '2012-10-11' }, uploads, ...more },
  });

async function ready(id: string) {
  await server.server.ingests.idle();
  const { body } = await server.ask(`/api/scenes/${id}`);
  expect(body.failure).toBeUndefined();
  expect(body.state).toBe('ready');
  return body;
}

describe('a scene made of several files', () => {
  const [red, green, infrared] = [band(40), band(90), band(140, { pixel: 20 })];
  const names = ['T52_B04.tif', 'T52_B03.tif', 'T52_B8A.tif'];
  const sendAll = () =>
    Promise.all([red, green, infrared].map((bytes, index) => uploaded(bytes, names[index]!)));

  it('keeps every file under its hash, names its bands after them, and says which were resampled', async () => {
    const made = await makeScene(await sendAll(), { arrangement: 'bands', bandNames: ['', 'the green one'] });
    expect(made.status).toBe(202);
    const scene = await ready(made.body.id);
    expect(scene).toMatchObject({ width: 40, height: 40 });
    expect(scene.bands.map(({ name }: { name: string }) => name)).toEqual([
      'B04 red',
      'the green one',
      'B8A near infrared, narrow',
    ]);
    expect(scene.parts).toMatchObject([
      { role: 'band', fileName: names[0], sha256: sha256(red), size: red.length, bandName: 'B04 red' },
      { role: 'band', fileName: names[1], sha256: sha256(green) },
      { role: 'band', fileName: names[2], sha256: sha256(infrared), bandName: 'B8A near infrared, narrow' },
    ]);
    expect(scene.parts.map(({ resampledFrom = 0 }: ScenePart) => Math.round(resampledFrom))).toEqual([
      0, 0, 20,
    ]);
    const hashes = [red, green, infrared].map(sha256).toSorted();
    expect(scene.original).toEqual({
      fileName: names[0],
      size: red.length + green.length + infrared.length,
      sha256: sha256(hashes.map((hash) => `${hash}\n`).join('')),
    });

    const original = `/api/scenes/${scene.id}/original`;
    const one = await server.ask(`${original}?sha256=${sha256(green)}`);
    expect(one.status).toBe(200);
    expect(one.etag).toBe(`"${sha256(green)}"`);
    expect(one.headers.get('Content-Disposition')).toContain('T52_B03.tif');
    expect((await server.ask(original)).body.detail).toContain('made of 3 files');
    expect((await server.ask(`${original}?sha256=${sha256('none')}`)).status).toBe(404);

    const { assets } = (await server.ask(`/api/scenes/${scene.id}/stac.json`)).body;
    expect(Object.keys(assets)).toEqual(['display', 'band_1', 'band_2', 'band_3']);
    expect(assets.band_3).toMatchObject({
      'file:checksum': `1220${sha256(infrared)}`,
      'file:size': infrared.length,
    });

    const { body: history } = await server.ask(`/api/history?siteId=${siteId}`);
    const added = history.items.find(({ act }: { act: string }) => act === 'scene.added');
    for (const bytes of [red, green, infrared]) expect(added.text).toContain(sha256(bytes));
  });

  it('is refused where the same files are a scene of the site already, in whatever order', async () => {
    const [first, second, third] = await sendAll();
    const made = await makeScene([first!, second!, third!], { arrangement: 'bands' });
    const again = await makeScene((await sendAll()).toReversed(), { arrangement: 'bands' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: '/problems/scene_duplicate', sceneId: made.body.id });
    await ready(made.body.id);
  });

  it('is deleted with its files, but for those that another scene is made of', async () => {
    const [own, shared] = [band(7), band(8)];
    const pair = await makeScene([await uploaded(own, 'a_red.tif'), await uploaded(shared, 'a_nir.tif')], {
      arrangement: 'bands',
    });
    const single = await makeScene([await uploaded(shared, 'alone.tif')]);
    await ready(pair.body.id);
    expect(originals()).toContain(sha256(own));
    await server.ask(`/api/scenes/${pair.body.id}`, { method: 'DELETE' });
    expect(originals()).not.toContain(sha256(own));
    expect(originals()).toContain(sha256(shared));
    await ready(single.body.id);
    await server.ask(`/api/scenes/${single.body.id}`, { method: 'DELETE' });
    expect(originals()).not.toContain(sha256(shared));
    expect(existsSync(path.join(server.folder, 'display', `${single.body.id}.tif`))).toBe(false);
  });

  it('of tiles shows them beside each other, hides what none covers, and keeps what lay beside them', async () => {
    const note = Buffer.from('{"note": "no metadata that is known"}');
    const tiles = [await uploaded(band(10), 'R1C1.tif'), await uploaded(band(20, { east: 80 }), 'R1C3.tif')];
    const made = await makeScene(tiles, {
      arrangement: 'mosaic',
      beside: [await uploaded(note, 'R1C1.json', { role: 'beside' })],
    });
    expect(made.status).toBe(202);
    const scene = await ready(made.body.id);
    expect(scene).toMatchObject({ width: 120, height: 40 });
    expect(scene.bands).toMatchObject([{ min: 10, max: 24 }, { alpha: true }]);
    expect(scene.parts.map(({ role }: ScenePart) => role)).toEqual(['tile', 'tile', 'metadata']);
  });

  it('of tiles hides what the mask that lies beside one of them hides', async () => {
    const side = 40;
    const halves = (left: number, right: number) =>
      Uint8Array.from({ length: side * side }, (_, at) => (at % side < side / 2 ? left : right));
    const fields = georeferenceFields(32652, [576_000, 10, 0, 4_710_000, 0, -10], false);
    const tile = makeTiff({ width: side, height: side, pixels: halves(3, 10), fields });
    const mask = makeTiff({ width: side, height: side, pixels: halves(0, 255) });
    const tiles = [await uploaded(tile, 'R1C1.tif'), await uploaded(band(20, { east: 40 }), 'R1C2.tif')];
    const made = await makeScene(tiles, {
      arrangement: 'mosaic',
      beside: [await uploaded(mask, 'R1C1.TIF.msk', { role: 'beside' })],
    });
    expect(made.status).toBe(202);
    const scene = await ready(made.body.id);
    expect(scene.parts.map(({ role }: ScenePart) => role)).toEqual(['tile', 'tile', 'mask']);
    expect(scene.bands).toMatchObject([{ min: 10, max: 24 }, { alpha: true }]);
  });

  it.each<[string, () => Promise<[string[], object]>, number, string]>([
    [
      'no word on how they make it up',
      async () => [[await uploaded(band(1), 'a.tif'), await uploaded(band(2), 'b.tif')], {}],
      422,
      'bands',
    ],
    [
      'places far from each other',
      async () => [
        [await uploaded(band(1), 'a.tif'), await uploaded(band(2, { east: 900 }), 'b.tif')],
        { arrangement: 'bands' },
      ],
      422,
      "'b.tif' and 'a.tif' share 0% of their ground",
    ],
    [
      'an arrangement that is not known',
      async () => [[await uploaded(band(1), 'a.tif')], { arrangement: 'pile' }],
      422,
      '',
    ],
  ])('with %s is refused, and the uploads stay', async (_, order, status, sentence) => {
    const [uploads, more] = await order();
    const refused = await makeScene(uploads, more);
    expect(refused.status).toBe(status);
    expect(refused.body.detail).toContain(sentence);
    const { items } = (await server.ask(`/api/sites/${siteId}/uploads`)).body;
    expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual(uploads.toSorted());
    for (const id of uploads) await server.ask(`/api/uploads/${id}`, { method: 'DELETE' });
  });

  it('is placed by its files: the look at each upload tells where it lies', async () => {
    await uploaded(band(3, { east: 2 }), 'a.tif');
    const { items } = (await server.ask(`/api/sites/${siteId}/uploads`)).body;
    expect(items[0].inspection).toMatchObject({
      crs: 'EPSG:32652',
      affine: [576_020, 10, 0, 4_710_000, 0, -10],
    });
  });
});
