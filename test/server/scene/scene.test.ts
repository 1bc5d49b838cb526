import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { tower } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

let server: TestApp;
let siteId: string;

beforeAll(async () => {
  server = await testApp({ MAX_UPLOAD: '200 KiB' });
});
afterAll(() => server.close());

const stored = (folder: string) => readdirSync(path.join(server.folder, folder));

async function newSite(name = 'Valley') {
  const { body } = await server.ask('/api/sites', { body: { name } });
  siteId = body.id;
  return siteId;
}

async function upload(form: FormData | string, headers: Record<string, string> = {}, site = siteId) {
  const response = await server.app.request(`http://127.0.0.1:4322/api/sites/${site}/scenes`, {
    method: 'POST',
    headers: { Analyst: 'Ana', ...headers },
    body: form,
  });
  // biome-ignore lint/suspicious/noExplicitAny: what a reply holds is what the tests are to find out.
  const body = (await response.json()) as any;
  return { status: response.status, headers: response.headers, body };
}

async function readyScene(shade: number, metadata: object = {}, site = siteId): Promise<Scene> {
  const { status, body } = await upload(
    uploadForm({ acquired: '2012-10-11', ...metadata }, valleyTiff(shade)),
    {},
    site,
  );
  expect(status).toBe(202);
  await server.server.ingests.idle();
  const { body: scene } = await server.ask(`/api/scenes/${body.id}`);
  expect(scene.state).toBe('ready');
  return scene;
}

describe('an uploaded scene', () => {
  beforeAll(() => newSite());

  it('whose metadata comes as a Blob, as some programs send JSON, is taken as any other', async () => {
    const form = new FormData();
    form.append('metadata', new Blob(['{"acquired":"2010-11-05"}'], { type: 'application/json' }));
    form.append('file', new File([new Uint8Array(valleyTiff(97))], 'valley.tif'));
    expect((await upload(form)).status).toBe(202);
  });

  it('is accepted at once, then becomes ready with what its pixels tell', async () => {
    const file = valleyTiff(100);
    const { status, headers, body } = await upload(
      uploadForm({ acquired: '2010-11-05' }, file, { name: 'Tal Süd.tif' }),
    );
    expect(status).toBe(202);
    expect(headers.get('Location')).toBe(`/api/scenes/${body.id}`);
    expect(body).toMatchObject({
      siteId,
      title: 'Tal Süd',
      acquired: '2010-11-05',
      acquiredPrecision: 'day',
      state: 'ingesting',
      crs: 'EPSG:32652',
      width: 64,
      height: 64,
      synthetic: false,
      original: {
        fileName: 'Tal Süd.tif',
        size: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
      },
      createdBy: 'Ana',
    });
    expect(body.gsd).toBeCloseTo(0.5, 2);
    await server.server.ingests.idle();
    const { body: scene } = await server.ask(`/api/scenes/${body.id}`);
    expect(scene).toMatchObject({
      state: 'ready',
      progress: 1,
      bands: [{ type: 'uint8', min: 100, max: 255, p2: 100, p98: 100 }],
    });
    const [west, south] = scene.footprint.coordinates[0][0];
    expect(west).toBeGreaterThan(129.9);
    expect(south).toBeGreaterThan(42.5);
  });

  it('keeps the original byte for byte, read-only, under its hash, and gives it back under its name', async () => {
    const file = valleyTiff(101);
    const { body } = await upload(uploadForm({ acquired: '2010-11-05' }, file, { name: 'Tal "Süd".tif' }));
    const kept = path.join(server.folder, 'originals', body.original.sha256);
    expect(readFileSync(kept)).toEqual(file);
    expect(statSync(kept).mode & 0o222).toBe(0);
    const response = await server.app.request(`http://127.0.0.1/api/scenes/${body.id}/original`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(file);
    expect(response.headers.get('Content-Disposition')).toBe(
      `attachment; filename="Tal S_d.tif"; filename*=UTF-8''Tal%20S%C3%BCd.tif`,
    );
    await server.server.ingests.idle();
  });

  it.each([
    ['2012', 'year'],
    ['2012-10', 'month'],
    ['2012-10-11', 'day'],
    ['2012-10-11T02:13:00Z', 'instant'],
  ])('says no more of its date than was known: %s', async (acquired, precision) => {
    const { body: scene } = await upload(uploadForm({ acquired }, valleyTiff(110 + precision.length)));
    expect(scene.acquired).toBe(acquired === '2012-10-11T02:13:00Z' ? '2012-10-11T02:13:00.000Z' : acquired);
    expect(scene.acquiredPrecision).toBe(precision);
  });

  it('tells all that was stated about it', async () => {
    const metadata = {
      title: 'Autumn',
      platform: 'WorldView-2',
      provider: 'DigitalGlobe',
      licence: 'CC-BY-4.0',
      catalogueId: '1030010012A3B400',
      gsd: 0.6,
      offNadir: 20,
      incidenceAngle: 22,
      viewAzimuth: 110,
      sunAzimuth: 165.2,
      sunElevation: 39.8,
      cloudCover: 3,
      synthetic: true,
    };
    expect(await readyScene(120, metadata)).toMatchObject(metadata);
  });

  it('is retried with what is stated now where it had failed, and is one scene all the same', async () => {
    const damaged = valleyTiff(121);
    const first = await upload(uploadForm({ acquired: '2012-10-11' }, damaged));
    await server.server.ingests.idle();
    await server.database.database
      .updateTable('scene')
      .set({ state: 'failed', failure_code: 'out_of_time', failure_detail: 'Too slow.' })
      .where('id', '=', first.body.id)
      .execute();
    const failed = await server.ask(`/api/scenes/${first.body.id}`);
    expect(failed.body.failure).toEqual({ code: 'out_of_time', detail: 'Too slow.' });
    const again = await upload(uploadForm({ acquired: '2012-10-12' }, damaged));
    expect(again.status).toBe(202);
    expect(again.body).toMatchObject({ id: first.body.id, state: 'ingesting', acquired: '2012-10-12' });
    await server.server.ingests.idle();
    const { body } = await server.ask(`/api/scenes/${first.body.id}`);
    expect(body.state).toBe('ready');
    expect(body.failure).toBeUndefined();
  });

  it('fails with a sentence where its pixels cannot be read, and the server goes on', async () => {
    const broken = valleyTiff(0, {
      compression: 8,
      blocks: [new Uint8Array(64 * 64).fill(7)],
      rowsPerStrip: 64,
    });
    const { status, body } = await upload(uploadForm({ acquired: '2012-10-11' }, broken));
    expect(status).toBe(202);
    await server.server.ingests.idle();
    const { body: scene } = await server.ask(`/api/scenes/${body.id}`);
    expect(scene.state).toBe('failed');
    expect(scene.failure.detail).toMatch(/\.$/);
    expect(stored('display')).not.toContain(`${body.id}.tif`);
    expect((await server.ask(`/api/scenes/${body.id}/display.tif`)).status).toBe(409);
    expect((await server.ask(`/api/scenes/${body.id}`, { method: 'DELETE' })).status).toBe(204);
  });
});

describe('an upload that is refused', () => {
  beforeAll(() => newSite('Refusals'));

  it.each<[string, unknown, number, string]>([
    ['without a date', {}, 422, '/acquired'],
    ['with a day that does not exist', { acquired: '2012-02-30' }, 422, '/acquired'],
    ['with a date in words', { acquired: 'October 2012' }, 422, '/acquired'],
    ['with clouds beyond all', { acquired: '2012', cloudCover: 130 }, 422, '/cloudCover'],
    ['with the sun below the world', { acquired: '2012', sunElevation: -120 }, 422, '/sunElevation'],
    ['with a pixel of no size', { acquired: '2012', gsd: 0 }, 422, '/gsd'],
    ['with a property nobody knows', { acquired: '2012', colour: 'red' }, 422, '/colour'],
    ['with a title of two lines', { acquired: '2012', title: 'a\nb' }, 422, '/title'],
    ['with a NUL in the title', { acquired: '2012', title: 'a\0b' }, 422, '/title'],
  ])('%s names the field', async (_, metadata, status, pointer) => {
    const reply = await upload(uploadForm(metadata, valleyTiff(1)));
    expect(reply.status).toBe(status);
    expect(reply.headers.get('Content-Type')).toContain('application/problem+json');
    expect(reply.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([pointer]);
  });

  it.each<[string, () => FormData, number]>([
    ['whose metadata is no JSON', () => uploadForm('{', valleyTiff(1)), 400],
    [
      'whose file comes first',
      () => uploadForm({ acquired: '2012' }, valleyTiff(1), { order: ['file', 'metadata'] }),
      400,
    ],
    ['without a file', () => uploadForm({ acquired: '2012' }, valleyTiff(1), { order: ['metadata'] }), 400],
    ['without metadata', () => uploadForm({ acquired: '2012' }, valleyTiff(1), { order: ['file'] }), 400],
    ['that is no TIFF', () => uploadForm({ acquired: '2012' }, Buffer.from('<VRTDataset/>')), 415],
    ['that is empty', () => uploadForm({ acquired: '2012' }, Buffer.alloc(0)), 415],
    ['that has no georeference', () => uploadForm({ acquired: '2012' }, valleyTiff(1, { fields: [] })), 422],
    ['that was cut short', () => uploadForm({ acquired: '2012' }, valleyTiff(1).subarray(0, 3_000)), 422],
    ['that is too large', () => uploadForm({ acquired: '2012' }, Buffer.alloc(300_000)), 413],
  ])('%s gets a sentence and leaves nothing', async (_, form, status) => {
    const reply = await upload(form());
    expect(reply.status).toBe(status);
    expect(reply.body.detail).toMatch(/\.$|MAX_UPLOAD/);
    expect(stored('uploads')).toEqual([]);
    expect((await server.ask(`/api/sites/${siteId}/scenes`)).body.items).toEqual([]);
  });

  it('whose end never comes leaves nothing', async () => {
    const boundary = 'x';
    const begun = `--x\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{"acquired":"2012"}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.tif"\r\nContent-Type: image/tiff\r\n\r\nII*`;
    const reply = await upload(begun, { 'Content-Type': `multipart/form-data; boundary=${boundary}` });
    expect(reply.status).toBe(400);
    expect(stored('uploads')).toEqual([]);
  });

  it('is refused where it says nothing, and at a site that is not there', async () => {
    expect((await upload('{}', { 'Content-Type': 'application/json' })).status).toBe(422);
    expect((await upload('{}', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await upload('', { 'Content-Type': 'multipart/form-data; charset=utf-8' })).status).toBe(400);
    const form = uploadForm({ acquired: '2012' }, valleyTiff(1));
    expect((await upload(form, {}, crypto.randomUUID())).status).toBe(404);
    expect((await upload(form, {}, 'no-uuid')).status).toBe(404);
  });

  it('names the scene that was made of the same bytes at this site; another site may have it too', async () => {
    const scene = await readyScene(2);
    const reply = await upload(uploadForm({ acquired: '2013' }, valleyTiff(2)));
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ type: '/problems/scene_duplicate', sceneId: scene.id });
    const { body: other } = await server.ask('/api/sites', { body: { name: 'Elsewhere' } });
    expect((await readyScene(2, {}, other.id)).original.sha256).toBe(scene.original.sha256);
  });
});

describe('a scene', () => {
  beforeAll(() => newSite('Changes'));

  it('is listed oldest first, an uncertain date by where it begins, page by page', async () => {
    const { body: site } = await server.ask('/api/sites', { body: { name: 'Order' } });
    for (const [index, acquired] of ['2013-01-02', '2012', '2012-01-01', '2011-05-21'].entries())
      await readyScene(10 + index, { acquired }, site.id);
    const { body } = await server.ask(`/api/sites/${site.id}/scenes`);
    const dates = ['2011-05-21', '2012-01-01', '2012', '2013-01-02'];
    expect(body.items.map((scene: Scene) => scene.acquired)).toEqual(dates);
    const paged: string[] = [];
    let next: string | undefined = `/api/sites/${site.id}/scenes?limit=3`;
    while (next) {
      const reply: Awaited<ReturnType<TestApp['ask']>> = await server.ask(next);
      paged.push(...reply.body.items.map((scene: Scene) => scene.acquired));
      next = /<(.*)>; rel="next"/.exec(reply.headers.get('Link') ?? '')?.[1];
    }
    expect(paged).toEqual(dates);
    expect((await server.ask(`/api/sites/${site.id}/scenes?cursor=zzz`)).status).toBe(400);
    expect((await server.ask(`/api/sites/${site.id}/scenes?limit=0`)).body.errors[0].pointer).toBe('?limit');
  });

  it('is changed only by who has seen its present version', async () => {
    const scene = await readyScene(20);
    const address = `/api/scenes/${scene.id}`;
    const patch = (headers: Record<string, string>, body: unknown) =>
      server.ask(address, { method: 'PATCH', headers, body });
    const { etag } = await server.ask(address);
    expect((await patch({}, { title: 'A' })).status).toBe(428);
    const first = await patch(
      { 'If-Match': etag },
      { title: 'A', platform: 'X', offset: { east: 1.5, north: -2 } },
    );
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ title: 'A', platform: 'X', offset: { east: 1.5, north: -2 } });
    const stale = await patch({ 'If-Match': etag }, { title: 'B' });
    expect(stale.status).toBe(412);
    expect(stale.body.current.title).toBe('A');
    expect((await patch({ 'If-Match': `W/${first.etag}` }, { title: 'B' })).status).toBe(412);
    const second = await patch({ 'If-Match': first.etag }, { platform: null, gsd: 2 });
    expect(second.body.platform).toBeUndefined();
    expect(second.body.gsd).toBe(2);
    const third = await patch({ 'If-Match': second.etag }, { gsd: null });
    expect(third.body.gsd).toBeCloseTo(0.5, 2);
    expect((await patch({ 'If-Match': '*' }, { sunAzimuth: 720 })).body.errors[0].pointer).toBe(
      '/sunAzimuth',
    );
    expect((await patch({ 'If-Match': '*' }, { state: 'failed' })).body.errors[0].pointer).toBe('/state');
  });

  it('in use by an annotation is neither deleted nor dated after what follows it', async () => {
    const before = await readyScene(30, { acquired: '2010-11-05' });
    const after = await readyScene(31, { acquired: '2012-10-11' });
    const [west, south] = (before.footprint.coordinates as [number, number][][])[0]![0]!;
    const geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [west + 1e-4, south],
          [west + 1e-4, south + 1e-4],
          [west, south],
        ],
      ],
    };
    const drawn = await server.ask(`/api/sites/${siteId}/annotations`, {
      body: tower(before.id, after.id, { geometry }),
    });
    expect(drawn.status).toBe(201);
    const refused = await server.ask(`/api/scenes/${before.id}`, { method: 'DELETE' });
    expect(refused.status).toBe(409);
    expect(refused.body.type).toBe('/problems/scene_in_use');
    const late = await server.ask(`/api/scenes/${before.id}`, {
      method: 'PATCH',
      headers: { 'If-Match': '*' },
      body: { acquired: '2013' },
    });
    expect(late.status).toBe(422);
    expect(late.body.errors[0].pointer).toBe('/acquired');
    expect((await server.ask(`/api/scenes/${before.id}`)).body.acquired).toBe('2010-11-05');
  });

  it('takes its files along when it is deleted, but not an original that another scene has', async () => {
    const one = await readyScene(40);
    const display = `/api/scenes/${one.id}/display.tif`;
    expect((await server.ask(display)).status).toBe(200);
    const { body: site } = await server.ask('/api/sites', { body: { name: 'Shares' } });
    const other = await readyScene(40, {}, site.id);
    expect((await server.ask(`/api/scenes/${one.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await server.ask(`/api/scenes/${one.id}`)).status).toBe(404);
    expect((await server.ask(display)).status).toBe(404);
    expect(stored('display')).not.toContain(`${one.id}.tif`);
    expect(stored('originals')).toContain(one.original.sha256);
    expect((await server.ask(`/api/scenes/${other.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(stored('originals')).not.toContain(one.original.sha256);
  });

  it('gives ranges of its display copy in one reply, and none of another version', async () => {
    const scene = await readyScene(41);
    const display = `/api/scenes/${scene.id}/display.tif`;
    const bytesOf = async (address: string) =>
      Buffer.from(await (await server.app.request(`http://127.0.0.1:4322${address}`)).arrayBuffer());
    const whole = await bytesOf(display);
    const { sha256, size } = scene.display!;
    const ranges = `${size - 5}-${size - 1},4-9`;
    expect(await bytesOf(`${display}?sha256=${sha256}&ranges=${ranges}`)).toEqual(
      Buffer.concat([whole.subarray(size - 5), whole.subarray(4, 10)]),
    );
    const refused = async (query: string) => (await server.ask(`${display}?${query}`)).status;
    expect(await refused(`sha256=${'0'.repeat(64)}&ranges=${ranges}`)).toBe(412);
    expect(await refused(`ranges=0-${size}`)).toBe(416);
    expect(await refused('ranges=9-4')).toBe(400);
  });

  it('has each act on it in the history, none twice', async () => {
    const { body: site } = await server.ask('/api/sites', { body: { name: 'Acts' } });
    const scene = await readyScene(50, {}, site.id);
    await server.ask(`/api/scenes/${scene.id}`, {
      method: 'PATCH',
      headers: { 'If-Match': '*' },
      body: { title: 'T' },
    });
    await server.ask(`/api/scenes/${scene.id}`, { method: 'DELETE' });
    const { body } = await server.ask('/api/history?after=0');
    const acts = body.items.filter((entry: { siteId: string }) => entry.siteId === site.id);
    expect(acts.map((entry: { act: string }) => entry.act)).toEqual([
      'site.created',
      'scene.added',
      'scene.ingested',
      'scene.changed',
      'scene.deleted',
    ]);
  });

  it('is a STAC Item whose date is an interval unless it is an instant', async () => {
    const scene = await readyScene(70, {
      acquired: '2012-10',
      cloudCover: 3,
      offNadir: 12,
      licence: 'All rights reserved',
    });
    const { body, headers } = await server.ask(`/api/scenes/${scene.id}/stac.json`);
    expect(headers.get('Content-Type')).toBe('application/geo+json');
    expect(body).toMatchObject({
      type: 'Feature',
      stac_version: '1.0.0',
      id: scene.id,
      geometry: scene.footprint,
      properties: {
        datetime: null,
        start_datetime: '2012-10-01T00:00:00.000Z',
        end_datetime: '2012-10-31T23:59:59.999Z',
        'eo:cloud_cover': 3,
        'view:off_nadir': 12,
        license: 'proprietary',
        'proj:code': 'EPSG:32652',
        'proj:shape': [64, 64],
        'proj:transform': [0.5, 0, 576_000, 0, -0.5, 4_710_000],
      },
      assets: {
        original: { 'file:checksum': `1220${scene.original.sha256}`, 'file:size': scene.original.size },
        display: { 'file:checksum': `1220${scene.display!.sha256}` },
      },
    });
    const instant = await readyScene(71, { acquired: '2012-10-11T04:13:00+02:00' });
    const item = await server.ask(`/api/scenes/${instant.id}/stac.json`);
    expect(item.body.properties.datetime).toBe('2012-10-11T02:13:00.000Z');
  });

  it('comes with the definition of its reference system', async () => {
    const known = await server.ask('/api/reference-systems/EPSG:32652');
    expect(known.body).toEqual({
      code: 'EPSG:32652',
      name: 'WGS 84 / UTM zone 52N',
      definition: expect.stringContaining('+proj=utm +zone=52'),
      area: [126, 0, 132, 84],
      accuracy: null,
    });
    const rough = await server.ask('/api/reference-systems/4610');
    expect(rough.body.accuracy).toEqual({
      metres: 1000,
      reason: expect.stringMatching(/Xian 1980 has no shift/),
    });
    expect((await server.ask('/api/reference-systems/EPSG:999999')).status).toBe(404);
    expect((await server.ask('/api/reference-systems/valley')).status).toBe(404);
  });
});
