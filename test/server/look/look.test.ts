import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { percentileSteps } from '#domain/look/look.contract.ts';
import {
  BAND_COUNT,
  blocks,
  blockValue,
  EMPTY_BLOCK,
  writeBlocksScene,
} from '../../support/imagery/blocks-scene.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { uploadForm } from '../../support/server/upload.ts';

let server: TestApp;
let folder: string;
let siteId: string;
let sceneId: string;
beforeAll(async () => {
  server = await testApp();
  folder = await mkdtemp(path.join(tmpdir(), 'afterimage-look-'));
  siteId = (await server.ask('/api/sites', { body: { name: 'Blocks', code: 'BLO' } })).body.id;
  sceneId = await addScene('counts');
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function addScene(name: string): Promise<string> {
  const file = await readFile(await writeBlocksScene(folder, 'uint16', name));
  const reply = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
    method: 'POST',
    headers: { Analyst: 'Ana' },
    body: uploadForm({ acquired: '2010' }, file, { name: `${name}.tif` }),
  });
  const { id } = (await reply.json()) as { id: string };
  await server.server.ingests.idle();
  return id;
}

const put = (body: unknown, headers: Record<string, string> = {}, as = 'Ana') =>
  server.ask(`/api/scenes/${sceneId}/look`, { method: 'PUT', body, headers, as });

describe('how a scene is looked at', () => {
  test('is empty until something is set, then the same for everybody, with who set it last', async () => {
    const before = await server.ask(`/api/scenes/${sceneId}/look`);
    expect(before.body).toEqual({ sceneId, look: {}, version: 0 });
    const look = { colours: { kind: 'single', band: 2, ramp: 'viridis' }, gamma: 1.5 };
    const set = await put(look);
    expect(set).toMatchObject({ status: 200, etag: '"1"', body: { look, version: 1, updatedBy: 'Ana' } });
    expect((await put({ ...look, gamma: 2 }, {}, 'Ben')).body).toMatchObject({
      version: 2,
      updatedBy: 'Ben',
    });
    const { body } = await server.ask(`/api/sites/${siteId}/looks`);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ sceneId, look: { gamma: 2 }, version: 2 });
  });

  test('is set by whoever comes last, unless a version is asked for', async () => {
    const { version } = (await server.ask(`/api/scenes/${sceneId}/look`)).body;
    expect((await put({ gamma: 3 }, { 'If-Match': `"${version}"` })).status).toBe(200);
    const stale = await put({ gamma: 4 }, { 'If-Match': `"${version}"` });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ look: { gamma: 3 } });
  });

  test('is no part of the history, which tells of claims, and moves no version of the scene', async () => {
    const seen = async () => [
      (await server.ask(`/api/history?siteId=${siteId}`)).text,
      (await server.ask(`/api/scenes/${sceneId}`)).etag,
    ];
    const before = await seen();
    await put({ brightness: 0.5 });
    expect(await seen()).toEqual(before);
  });

  test('names bands that are there, in a form that is known', async () => {
    const single = (band: number) => ({ colours: { kind: 'single', band, ramp: 'grey' } });
    expect((await put(single(4))).status).toBe(200);
    const absent = await put(single(5));
    expect(absent).toMatchObject({ status: 422, body: { errors: [{ pointer: '/colours' }] } });
    expect((await put({ gamma: 'high' })).body.errors[0].pointer).toBe('/gamma');
    expect((await put({ bandOrder: ['red'] })).status).toBe(422);
    expect((await put('{', {})).status).toBe(400);
    const nobody = await server.ask(`/api/scenes/${crypto.randomUUID()}/look`, { method: 'PUT', body: {} });
    expect(nobody.status).toBe(404);
  });

  test('is told to other pages', async () => {
    const stream = await server.app.request('http://127.0.0.1:4322/api/events');
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const { version } = (await put({ gamma: 1.2 })).body;
    const heard: { version: number }[] = [];
    // Word of an earlier look may still be on its way.
    while (heard.at(-1)?.version !== version) {
      const { value = '', done } = await reader.read();
      if (done) break;
      for (const [, data] of value.matchAll(/^event: look\ndata: (.*)$/gm)) heard.push(JSON.parse(data!));
    }
    await reader.cancel();
    expect(heard.at(-1)).toEqual({ kind: 'look', siteId, id: sceneId, version });
  });

  test('goes with its scene', async () => {
    const id = await addScene('counts-to-go');
    await server.ask(`/api/scenes/${id}/look`, { method: 'PUT', body: { gamma: 2 } });
    await server.ask(`/api/scenes/${id}/histogram`);
    const gone = await server.ask(`/api/scenes/${id}`, { method: 'DELETE', headers: { 'If-Match': '*' } });
    expect(gone.status).toBe(204);
    expect((await server.ask(`/api/sites/${siteId}/looks`)).text).not.toContain(id);
  });
});

describe('histograms', () => {
  test('of a display copy that is damaged are refused with what is wrong with it', async () => {
    const id = await addScene('counts-damaged');
    const display = path.join(server.folder, 'display', `${id}.tif`);
    await writeFile(display, new Uint8Array((await stat(display)).size));
    const { status, body } = await server.ask(`/api/scenes/${id}/histogram`);
    expect([status, body.type, body.reason]).toEqual([422, '/problems/file_refused', 'not_a_tiff']);
  });

  const seen = Array.from({ length: blocks.across * blocks.down }, (_, block) => block).filter(
    (block) => block !== EMPTY_BLOCK,
  );
  const pixels = blocks.pixels ** 2;

  test('count every valid pixel of each band, and give percentiles by rank', async () => {
    const { body } = await server.ask(`/api/scenes/${sceneId}/histogram`);
    expect(body.items).toHaveLength(BAND_COUNT);
    for (const [index, histogram] of body.items.entries()) {
      const values = seen.map((block) => blockValue('uint16', index + 1, block)).toSorted((a, b) => a - b);
      const counted = histogram.counts.reduce((sum: number, count: number) => sum + count, 0);
      expect(counted + histogram.below + histogram.above).toBe(seen.length * pixels);
      expect(histogram.percentiles).toEqual(
        percentileSteps.map((percent) => values[Math.max(1, Math.ceil((values.length * percent) / 100)) - 1]),
      );
      const fullest = values.filter((value) => value >= histogram.low && value <= histogram.high);
      expect(histogram.counts.filter((count: number) => count > 0).length).toBe(
        new Set(
          fullest.map((value) =>
            Math.min(
              histogram.counts.length - 1,
              Math.floor(
                ((value - histogram.low) / (histogram.high - histogram.low)) * histogram.counts.length,
              ),
            ),
          ),
        ).size,
      );
    }
  });

  test('are of an index where two bands are named', async () => {
    const { body } = await server.ask(`/api/scenes/${sceneId}/histogram?index=4,1`);
    const values = seen
      .map((block) => [blockValue('uint16', 4, block), blockValue('uint16', 1, block)] as const)
      .map(([first, second]) => (first - second) / (first + second));
    expect(body.items).toHaveLength(1);
    const { percentiles } = body.items[0];
    expect(percentiles[0]).toBeCloseTo(Math.min(...values), 5);
    expect(percentiles.at(-1)).toBeCloseTo(Math.max(...values), 5);
  });

  test('are the same when asked again, and refused of bands that are not there', async () => {
    const address = `/api/scenes/${sceneId}/histogram`;
    expect((await server.ask(address)).text).toBe((await server.ask(address)).text);
    expect((await server.ask(`${address}?index=4,9`)).status).toBe(400);
    expect((await server.ask(`${address}?index=4`)).status).toBe(400);
    expect((await server.ask(`/api/scenes/${crypto.randomUUID()}/histogram`)).status).toBe(404);
  });
});
