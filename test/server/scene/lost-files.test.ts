import {
  appendFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { createLog } from '../../../server/base/log.ts';
import { openServer } from '../../../server/runtime/server.ts';
import { mendScenes } from '../../../server/scene/lost-files.acts.ts';
import { valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

let server: TestApp;
let siteId: string;
let shade = 100;

beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());
beforeEach(async () => {
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
});

const sceneAt = async (id: string): Promise<Scene> => (await server.ask(`/api/scenes/${id}`)).body;
const display = ({ id }: Scene) => path.join(server.folder, 'display', `${id}.tif`);
const original = (scene: Scene) => path.join(server.folder, 'originals', scene.original.sha256);
const mend = () => mendScenes(server.server);

async function addScene(bytes: Buffer): Promise<Scene> {
  const form = new Response(uploadForm({ acquired: '2012-10-11' }, bytes));
  const reply = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
    method: 'POST',
    headers: { Analyst: 'Ana', 'Content-Type': form.headers.get('Content-Type')! },
    body: await form.arrayBuffer(),
  });
  await server.server.ingests.idle();
  return sceneAt(((await reply.json()) as Scene).id);
}

/** A scene that is ready, of an image of its own. */
const readyScene = () => addScene(valleyTiff(shade++));

async function bytesOf({ id }: Scene): Promise<Buffer> {
  const reply = await server.app.request(`http://127.0.0.1:4322/api/scenes/${id}/display.tif`);
  expect(reply.status).toBe(200);
  return Buffer.from(await reply.arrayBuffer());
}

/** A scene whose original is fit to be shown as it stands. */
async function keptScene(): Promise<Scene> {
  const scene = await addScene(await bytesOf(await readyScene()));
  expect(scene.display).toMatchObject({ kept: true });
  return scene;
}

async function madeAgain(scene: Scene): Promise<void> {
  await server.server.ingests.idle();
  const after = await sceneAt(scene.id);
  expect(after).toMatchObject({ state: 'ready', display: { sha256: scene.display?.sha256 } });
  expect(after.failure).toBeUndefined();
  expect(await bytesOf(after)).toHaveLength(scene.display!.size);
}

async function actsOf({ id }: Scene): Promise<{ act: string; actor: { name: string } }[]> {
  const { body } = await server.ask(`/api/history?siteId=${siteId}`);
  return body.items.filter(({ entityId }: { entityId: string }) => entityId === id);
}

describe('a display copy that is lost', () => {
  it.each<[string, (file: string) => void]>([
    ['gone', (file) => unlinkSync(file)],
    ['cut short', (file) => truncateSync(file, 200)],
    ['empty', (file) => truncateSync(file, 0)],
    ['longer than it was', (file) => appendFileSync(file, 'more')],
  ])(
    'is made again when somebody wants it and it is %s, and is never answered by nothing',
    async (_, harm) => {
      for (const asked of [
        { query: '?ranges=0-99,300-399' },
        { query: '', headers: { Range: 'bytes=0-99' } },
        { query: '' },
        { query: '', method: 'HEAD' },
      ]) {
        const scene = await readyScene();
        harm(display(scene));
        const { query, ...how } = asked;
        const reply = await server.ask(`/api/scenes/${scene.id}/display.tif${query}`, how);
        expect([asked, reply.status]).toEqual([asked, 409]);
        if (how.method !== 'HEAD')
          expect(reply.body).toMatchObject({
            type: '/problems/scene_not_ready',
            detail: expect.stringMatching(/was lost and is being made again\. Try again when/),
          });
        await madeAgain(scene);
        expect((await actsOf(scene)).map(({ act }) => act)).toEqual([
          'scene.added',
          'scene.ingested',
          'scene.display_lost',
          'scene.ingested',
        ]);
        expect((await actsOf(scene))[2]).toMatchObject({ actor: { name: 'Afterimage' } });
      }
    },
  );

  it('leaves a scene that says so meanwhile, without a picture to ask for', async () => {
    const scene = await readyScene();
    unlinkSync(display(scene));
    const histogram = await server.ask(`/api/scenes/${scene.id}/histogram`);
    expect([histogram.status, histogram.body.type]).toEqual([409, '/problems/scene_not_ready']);
    const [, , lost] = await actsOf(scene);
    expect(lost).toMatchObject({ act: 'scene.display_lost' });
    await madeAgain(scene);
    expect((await server.ask(`/api/scenes/${scene.id}/histogram`)).status).toBe(200);
    const { display: _, ...without } = await sceneAt(scene.id);
    expect(without.bands).toEqual(scene.bands);
  });

  it('is made again by the next server that starts, and scenes without files are left alone', async () => {
    const scene = await readyScene();
    const kept = await keptScene();
    const bare = await valley(server.database.database);
    unlinkSync(display(scene));
    // Its original is the same file.
    truncateSync(display(kept), 10);
    const other = await openServer(server.config, server.database.serving, createLog('silent'));
    try {
      await other.ingests.idle();
    } finally {
      await other.close();
    }
    await madeAgain(scene);
    for (const id of bare.sceneIds) expect(await sceneAt(id)).toMatchObject({ state: 'ready' });
    expect(await sceneAt(kept.id)).toMatchObject({ state: 'failed', failure: { code: 'original_missing' } });
  });

  it('is the original again where that is shown as it stands', async () => {
    const scene = await keptScene();
    unlinkSync(display(scene));
    expect((await server.ask(`/api/scenes/${scene.id}/display.tif?ranges=0-99`)).status).toBe(409);
    await madeAgain(scene);
    expect((await sceneAt(scene.id)).display).toMatchObject({ kept: true, checked: 'every_tile' });
  });

  it('is made again also where somebody has just ordered that, and nobody waits for ever', async () => {
    const scene = await readyScene();
    unlinkSync(display(scene));
    expect((await server.ask(`/api/scenes/${scene.id}/display`, { method: 'POST' })).status).toBe(202);
    await server.ask(`/api/scenes/${scene.id}/display.tif?ranges=0-99`);
    await madeAgain(scene);
  });

  it('is made again once for all who want it at the same moment', async () => {
    const scene = await readyScene();
    unlinkSync(display(scene));
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => server.ask(`/api/scenes/${scene.id}/display.tif?ranges=0-99`)),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([409]));
    await madeAgain(scene);
    const lost = (await actsOf(scene)).filter(({ act }) => act === 'scene.display_lost');
    expect(lost).toHaveLength(1);
  });
});

describe('an original that is lost', () => {
  it('is told of where it is wanted, with what to restore, and the scene is shown all the same', async () => {
    const scene = await readyScene();
    const aside = `${original(scene)}.aside`;
    renameSync(original(scene), aside);
    const reply = await server.ask(`/api/scenes/${scene.id}/original`);
    expect([reply.status, reply.body]).toMatchObject([
      503,
      { type: '/problems/original_missing', detail: expect.stringContaining(scene.original.sha256) },
    ]);
    expect(reply.body.detail).toMatch(
      /'valley\.tif' cannot be found on the server.* Restore it from a backup/,
    );
    expect(await sceneAt(scene.id)).toMatchObject({
      state: 'ready',
      failure: { code: 'original_missing', detail: reply.body.detail },
    });
    expect(await bytesOf(scene)).toHaveLength(scene.display!.size);
    const gsd = await server.ask(`/api/scenes/${scene.id}`, {
      method: 'PATCH',
      body: { gsd: null },
      headers: { 'If-Match': '*' },
    });
    expect([gsd.status, gsd.body.type]).toEqual([503, '/problems/original_missing']);
    renameSync(aside, original(scene));
    await mend();
    expect((await sceneAt(scene.id)).failure).toBeUndefined();
    expect((await server.ask(`/api/scenes/${scene.id}/original`)).status).toBe(200);
  });

  it('with its display copy leaves a scene that says what to restore, loses nothing, and comes back', async () => {
    const scene = await readyScene();
    const aside = `${original(scene)}.aside`;
    renameSync(original(scene), aside);
    unlinkSync(display(scene));
    const reply = await server.ask(`/api/scenes/${scene.id}/display.tif?ranges=0-99`);
    expect(reply.status).toBe(409);
    expect(reply.body.detail).toMatch(/^This scene cannot be shown\. 'valley\.tif' cannot be found/);
    expect(await sceneAt(scene.id)).toMatchObject({ state: 'failed', failure: { code: 'original_missing' } });
    const { assets } = (await server.ask(`/api/scenes/${scene.id}/stac.json`)).body;
    expect(Object.keys(assets)).toEqual(['original']);
    expect((await server.ask(`/api/scenes/${scene.id}/retry`, { method: 'POST' })).status).toBe(202);
    await server.server.ingests.idle();
    expect(await sceneAt(scene.id)).toMatchObject({ state: 'failed', failure: { code: 'original_missing' } });
    await mend();
    expect(await sceneAt(scene.id)).toMatchObject({ state: 'failed' });
    renameSync(aside, original(scene));
    await mend();
    await madeAgain(scene);
  });

  it('is had again by adding the same file anew', async () => {
    const bytes = valleyTiff(shade++);
    const scene = await addScene(bytes);
    truncateSync(display(scene), 3);
    unlinkSync(original(scene));
    await mend();
    expect(await sceneAt(scene.id)).toMatchObject({ state: 'failed' });
    expect((await addScene(bytes)).id).toBe(scene.id);
    await madeAgain(scene);
    expect(existsSync(original(scene))).toBe(true);
  });

  it('that is shown as it stands is restored from its second name', async () => {
    const scene = await keptScene();
    rmSync(original(scene), { force: true });
    await mend();
    expect(await sceneAt(scene.id)).toMatchObject({ state: 'ready' });
    expect((await sceneAt(scene.id)).failure).toBeUndefined();
    const reply = await server.ask(`/api/scenes/${scene.id}/original`);
    expect([reply.status, reply.text.length > 0]).toEqual([200, true]);
  });
});

describe('a scene that is being taken in', () => {
  it('and whose job was not restored with the database is taken up again', async () => {
    const scene = await readyScene();
    await server.database.database
      .updateTable('scene')
      .set({ state: 'ingesting', display_sha256: null, display_size: null })
      .where('id', '=', scene.id)
      .execute();
    await mend();
    await madeAgain(scene);
    expect(readdirSync(path.join(server.folder, 'display'))).toContain(`${scene.id}.tif`);
  });
});
