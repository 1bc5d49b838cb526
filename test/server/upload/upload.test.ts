import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { continueUpload, openUpload, sweepUploads } from '../../../server/upload/upload.acts.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { tusClient } from '../../support/server/tus.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

let server: TestApp;
let tus: ReturnType<typeof tusClient>;
let siteId: string;

beforeAll(async () => {
  server = await testApp({ MAX_UPLOAD: '6 GiB', DISK_RESERVE: '1 MiB' });
  tus = tusClient(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
  before = readdirSync(path.join(server.folder, 'uploads'));
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let before: string[] = [];
const waiting = () =>
  readdirSync(path.join(server.folder, 'uploads')).filter((name) => !before.includes(name));
const listed = async () => (await server.ask(`/api/sites/${siteId}/uploads`)).body.items;

async function uploaded(bytes: Buffer, metadata: Record<string, string> = {}) {
  const { status, body } = await tus.open(bytes.length, { siteId, ...metadata });
  expect(status).toBe(201);
  expect((await tus.send(body.id, 0, bytes)).status).toBe(204);
  return body.id as string;
}

const makeScene = (uploads: string[], more: object = {}) =>
  server.ask(`/api/sites/${siteId}/scenes`, {
    body: { metadata: { acquired: '2012-10-11' }, uploads, ...more },
  });

describe('an upload', () => {
  it('comes in pieces, says how much is there, is looked at when whole, and becomes a scene', async () => {
    const file = valleyTiff(40);
    const opened = await tus.open(file.length, { siteId, filename: 'Tal Süd.tif', sha256: sha256(file) });
    expect(opened.status).toBe(201);
    const { id } = opened.body;
    expect(opened.headers.get('Location')).toBe(`/api/uploads/${id}`);
    expect((await tus.send(id, 0, file.subarray(0, 1000))).offset).toBe('1000');
    expect(await tus.offsetOf(id)).toEqual({ status: 200, offset: '1000' });
    expect(await listed()).toMatchObject([
      {
        id,
        fileName: 'Tal Süd.tif',
        size: file.length,
        received: 1000,
        state: 'receiving',
        createdBy: 'Ana',
      },
    ]);
    expect((await makeScene([id])).body.type).toBe('/problems/upload_unfinished');
    expect(await tus.send(id, 1000, file.subarray(1000))).toMatchObject({
      status: 204,
      offset: String(file.length),
    });
    const [upload] = await listed();
    expect(upload).toMatchObject({
      state: 'received',
      received: file.length,
      sha256: sha256(file),
      inspection: { width: 64, height: 64, crs: 'EPSG:32652', placement: 'file', bands: [{ type: 'uint8' }] },
    });
    const made = await makeScene([id]);
    expect(made.status).toBe(202);
    expect(made.body).toMatchObject({
      title: 'Tal Süd',
      state: 'ingesting',
      original: { sha256: sha256(file), size: file.length },
      job: { stage: 'waiting', share: 0, attempt: 1 },
    });
    await server.server.ingests.idle();
    const { body: scene } = await server.ask(`/api/scenes/${made.body.id}`);
    expect(scene).toMatchObject({
      state: 'ready',
      progress: 1,
      display: { kept: false, checked: 'every_tile' },
    });
    expect(scene.job).toBeUndefined();
    expect(readFileSync(path.join(server.folder, 'originals', sha256(file)))).toEqual(file);
    expect([await listed(), waiting()]).toEqual([[], []]);
    expect((await tus.offsetOf(id)).status).toBe(404);
  });

  it('goes on where it broke off, all that had come being there', async () => {
    const file = valleyTiff(41);
    const { body } = await tus.open(file.length, { siteId });
    let breakOff = () => {};
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(file.subarray(0, 1500));
        breakOff = () => controller.error(new Error('The line is gone.'));
      },
    });
    const sending = tus.send(body.id, 0, broken);
    await expect.poll(async () => (await server.ask(`/api/uploads/${body.id}`)).body.received).toBe(1500);
    breakOff();
    expect((await sending).status).toBe(400);
    expect(await tus.offsetOf(body.id)).toEqual({ status: 200, offset: '1500' });
    expect((await tus.send(body.id, 1500, file.subarray(1500))).status).toBe(204);
    expect((await listed())[0].sha256).toBe(sha256(file));
  });

  it('is not held up by a line that is dead without anybody knowing', async () => {
    const file = valleyTiff(42);
    const { body } = await tus.open(file.length, { siteId });
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(file.subarray(0, 700)),
    });
    const hanging = tus.send(body.id, 0, silent);
    await expect.poll(async () => (await server.ask(`/api/uploads/${body.id}`)).body.received).toBe(700);
    expect((await tus.offsetOf(body.id)).offset).toBe('700');
    expect((await tus.send(body.id, 700, file.subarray(700))).status).toBe(204);
    expect((await hanging).status).toBe(409);
    expect((await listed())[0].sha256).toBe(sha256(file));
  });

  it('crosses four gigabytes', async () => {
    const size = 2 ** 32 + 4096;
    const { body } = await tus.open(size, { siteId, role: 'beside' });
    const file = path.join(server.folder, 'uploads', body.id);
    writeFileSync(file, '');
    truncateSync(file, 2 ** 32 - 4096);
    expect(await tus.offsetOf(body.id)).toEqual({ status: 200, offset: String(2 ** 32 - 4096) });
    const half = Buffer.alloc(4096, 7);
    expect((await tus.send(body.id, 2 ** 32 - 4096, half)).offset).toBe(String(2 ** 32));
    expect((await tus.send(body.id, 2 ** 32, half.subarray(1))).offset).toBe(String(size - 1));
    expect((await server.ask(`/api/uploads/${body.id}`)).body).toMatchObject({ size, received: size - 1 });
    expect((await server.ask(`/api/uploads/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(waiting()).toEqual([]);
  });

  it('that did not arrive as it was sent is dropped, and both hashes are named', async () => {
    const file = valleyTiff(43);
    const { body } = await tus.open(file.length, { siteId, sha256: sha256(valleyTiff(44)) });
    const reply = await tus.send(body.id, 0, file);
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({
      type: '/problems/hash_mismatch',
      sent: sha256(valleyTiff(44)),
      received: sha256(file),
    });
    expect([await listed(), waiting()]).toEqual([[], []]);
  });

  it('may be given its hash while it is on its way', async () => {
    const file = valleyTiff(45);
    const { body } = await tus.open(file.length, { siteId });
    const hash = { sha256: 'f'.repeat(64) };
    const told = await server.ask(`/api/uploads/${body.id}/sha256`, { method: 'PUT', body: hash });
    expect(told.body.sha256).toBe('f'.repeat(64));
    expect((await tus.send(body.id, 0, file)).status).toBe(422);
  });

  it('takes bytes as tus sends them alone, and says where the hash goes', async () => {
    const { body } = await tus.open(100, { siteId });
    const headers = { 'Upload-Offset': '0' };
    const hash = { sha256: 'f'.repeat(64) };
    const address = `/api/uploads/${body.id}`;
    const refused = await server.ask(address, { method: 'PATCH', headers, body: hash });
    expect(refused.body).toMatchObject({
      type: '/problems/unsupported_media_type',
      detail: expect.stringContaining(`PUT to ${address}/sha256.`),
    });
    await server.ask(address, { method: 'DELETE' });
  });

  it('tells its offset to whoever asks by HEAD, and lets what arrives go on where that is not tus', async () => {
    const file = valleyTiff(51);
    const { body } = await tus.open(file.length, { siteId });
    const address = `/api/uploads/${body.id}`;
    let goOn = () => {};
    const slow = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(file.subarray(0, 700));
        goOn = () => {
          controller.enqueue(file.subarray(700));
          controller.close();
        };
      },
    });
    const sending = tus.send(body.id, 0, slow);
    await expect.poll(async () => (await server.ask(address)).body.received).toBe(700);
    const { status, headers } = await server.ask(address, { method: 'HEAD' });
    expect([status, headers.get('Upload-Offset')]).toEqual([200, '700']);
    goOn();
    expect((await sending).status).toBe(204);
  });

  it('is not opened without saying of what', async () => {
    const headers = { 'Upload-Length': '10' };
    const { status, body } = await server.ask('/api/uploads', { method: 'POST', headers });
    expect([status, body.detail]).toEqual([400, expect.stringContaining('Upload-Metadata')]);
    const broken = { ...headers, 'Upload-Metadata': `filename /w==,siteId ${btoa(siteId)}` };
    const refused = await server.ask('/api/uploads', { method: 'POST', headers: broken });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('no UTF-8')]);
  });

  it('of what is no image of the Earth stands in the list with a sentence until it is dismissed', async () => {
    const id = await uploaded(Buffer.from('<html>404</html>'));
    const [upload] = await listed();
    expect(upload).toMatchObject({ id, state: 'refused', failure: { code: 'not_a_tiff' } });
    expect(upload.failure.detail).toMatch(/\.$/);
    expect((await makeScene([id])).status).toBe(422);
    expect((await server.ask(`/api/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect([await listed(), waiting()]).toEqual([[], []]);
  });

  it('of a small file that lay beside is kept with the scene, by its hash', async () => {
    const image = await uploaded(valleyTiff(46));
    const text = Buffer.from('GROUP = L1_METADATA_FILE\nEND\n');
    const beside = await uploaded(text, { role: 'beside', filename: 'valley_MTL.txt' });
    expect((await listed()).at(-1)).toMatchObject({ role: 'beside', state: 'received' });
    const { status, body } = await makeScene([image], { beside: [beside] });
    expect(status).toBe(202);
    expect(body.parts).toMatchObject([
      { role: 'image', fileName: 'valley.tif' },
      { role: 'metadata', fileName: 'valley_MTL.txt', sha256: sha256(text), size: text.length },
    ]);
    await server.server.ingests.idle();
    expect(existsSync(path.join(server.folder, 'originals', sha256(text)))).toBe(true);
    await server.ask(`/api/scenes/${body.id}`, { method: 'DELETE' });
    expect(existsSync(path.join(server.folder, 'originals', sha256(text)))).toBe(false);
  });

  it('stays where the scene that was to take it is refused', async () => {
    const id = await uploaded(valleyTiff(47));
    const refused = await makeScene([id], { metadata: { acquired: 'long ago' } });
    expect(refused.body.errors[0].pointer).toBe('/metadata/acquired');
    expect((await listed())[0]).toMatchObject({ id, state: 'received' });
    expect((await makeScene([id])).status).toBe(202);
    const twin = await uploaded(valleyTiff(47));
    expect((await makeScene([twin])).body.type).toBe('/problems/scene_duplicate');
    expect(await listed()).toHaveLength(1);
    await server.server.ingests.idle();
  });

  it.each<[string, (site: string) => Promise<{ status: number; body: { detail: string } }>, number]>([
    ['without a length', (site) => tus.open(1, { siteId: site }, { headers: { 'Upload-Length': 'x' } }), 400],
    [
      'with broken metadata',
      (site) => tus.open(1, { siteId: site }, { headers: { 'Upload-Metadata': 'a b c' } }),
      400,
    ],
    ['of no site', () => tus.open(1, { siteId: crypto.randomUUID() }), 404],
    ['with a hash that is none', (site) => tus.open(1, { siteId: site, sha256: 'abc' }), 422],
    ['with metadata nobody knows', (site) => tus.open(1, { siteId: site, colour: 'red' }), 422],
    ['that is too large', (site) => tus.open(7 * 2 ** 30, { siteId: site }), 413],
    ['by nobody', (site) => tus.open(1, { siteId: site }, { as: null }), 400],
    [
      'from another website',
      (site) => tus.open(1, { siteId: site }, { headers: { Origin: 'https://evil.example' } }),
      403,
    ],
    [
      'in another version of tus',
      (site) => tus.open(1, { siteId: site }, { headers: { 'Tus-Resumable': '0.2.2' } }),
      412,
    ],
  ])('%s is refused in a sentence', async (_, open, status) => {
    const reply = await open(siteId);
    expect([reply.status, reply.body.detail]).toEqual([status, expect.stringMatching(/[.)]$/)]);
    expect([await listed(), waiting()]).toEqual([[], []]);
  });

  it('takes neither bytes from the wrong place nor more than were announced', async () => {
    const { body } = await tus.open(100, { siteId });
    expect((await tus.send(body.id, 50, Buffer.alloc(10))).status).toBe(409);
    expect((await tus.send(body.id, 0, Buffer.alloc(101))).status).toBe(413);
    expect((await tus.send(body.id, 0, Buffer.alloc(10), { Origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await tus.send(crypto.randomUUID(), 0, Buffer.alloc(10))).status).toBe(404);
    expect((await tus.send(body.id, 0, Buffer.alloc(100))).status).toBe(204);
    expect((await tus.send(body.id, 100, Buffer.alloc(1))).status).toBe(413);
    expect((await tus.send(body.id, 100, Buffer.alloc(0))).status).toBe(204);
    await server.ask(`/api/uploads/${body.id}`, { method: 'DELETE' });
  });

  it('of a file that the site has already is refused before a byte is sent', async () => {
    const file = valleyTiff(48);
    const made = await makeScene([await uploaded(file)]);
    const again = await tus.open(file.length, { siteId, sha256: sha256(file) });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: '/problems/scene_duplicate', sceneId: made.body.id });
    await server.server.ingests.idle();
  });

  it('that nobody comes back to for a day is taken away, and so is a file of which nobody knows', async () => {
    const { body: half } = await tus.open(100, { siteId });
    await tus.send(half.id, 0, Buffer.alloc(10));
    const whole = await uploaded(valleyTiff(49));
    writeFileSync(path.join(server.folder, 'uploads', crypto.randomUUID()), 'x');
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
    await sweepUploads(server.server, hours(23));
    expect(waiting().toSorted()).toEqual([half.id, whole].toSorted());
    await sweepUploads(server.server, hours(25));
    expect([await listed(), waiting()]).toEqual([[], []]);
  });
});

describe('very many uploads', () => {
  it('are refused with a sentence, those that came to nothing being given up first', async () => {
    const app = await testApp({ DISK_RESERVE: '1 MiB' });
    const { body: site } = await app.ask('/api/sites', { body: { name: 'Crowded' } });
    const announce = (at: Date) =>
      openUpload(
        app.server,
        { siteId: site.id, filename: 'a.tif', role: 'image', size: 100 },
        { by: 'Ana', at },
      );
    const long = new Date(Date.now() - 3_600_000);
    const begun = await announce(long);
    await continueUpload(app.server, begun.id, 0, Readable.from([Buffer.alloc(10)]), long);
    const forgotten = await announce(long);
    while ((await app.ask(`/api/sites/${site.id}/uploads`)).body.items.length < 200)
      await announce(new Date());
    const tus = tusClient(app);
    expect((await tus.open(100, { siteId: site.id })).status).toBe(201);
    expect((await app.ask(`/api/uploads/${forgotten.id}`)).status).toBe(404);
    const refused = await tus.open(100, { siteId: site.id });
    expect(refused.status).toBe(429);
    expect(refused.body.detail).toMatch(/^200 files are on their way to this site already\. Wait/);
    expect(await tus.offsetOf(begun.id)).toEqual({ status: 200, offset: '10' });
    const { body: elsewhere } = await app.ask('/api/sites', { body: { name: 'Quiet' } });
    expect((await tus.open(100, { siteId: elsewhere.id })).status).toBe(201);
    await app.close();
  });
});

describe('a disk without room', () => {
  it('is told before a byte is sent, with what is free and what is needed', async () => {
    const full = await testApp({ DISK_RESERVE: '1000 TiB' });
    const { body: site } = await full.ask('/api/sites', { body: { name: 'Full' } });
    const { status, body } = await tusClient(full).open(5 * 2 ** 30, { siteId: site.id });
    expect(status).toBe(507);
    expect(body).toMatchObject({ type: '/problems/storage_full', free: 0, needed: 15 * 2 ** 30 });
    expect(body.detail).toMatch(/^This file needs 15\.0 GiB .* 0\.0 MiB are free/);
    const form = new Response(uploadForm({ acquired: '2012' }, valleyTiff(50)));
    const bytes = await form.arrayBuffer();
    const inOneRequest = await full.app.request(`http://127.0.0.1:4322/api/sites/${site.id}/scenes`, {
      method: 'POST',
      headers: {
        Analyst: 'Ana',
        'Content-Type': form.headers.get('Content-Type')!,
        'Content-Length': String(bytes.byteLength),
      },
      body: bytes,
    });
    expect(inOneRequest.status).toBe(507);
    await full.close();
  });

  const GIB = 2 ** 30;
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  /** A server with room for one image of a gibibyte and its display copy, and not for two. */
  async function nearlyFull() {
    const { bavail, bsize } = statfsSync(tmpdir());
    const app = await testApp({ MAX_UPLOAD: '6 GiB', DISK_RESERVE: String(bavail * bsize - 4 * GIB) });
    const { body: site } = await app.ask('/api/sites', { body: { name: 'Nearly full' } });
    const announce = async (at: Date) =>
      (
        await openUpload(
          app.server,
          { siteId: site.id, filename: 'a.tif', role: 'image', size: GIB },
          { by: 'Ana', at },
        )
      ).id;
    const receive = (id: string, offset: number, at: Date) =>
      continueUpload(app.server, id, offset, Readable.from([Buffer.alloc(10)]), at);
    return { app, announce, receive, offsetOf: tusClient(app).offsetOf };
  }
  const full = { code: 'storage_full' };

  it('counts what others are sending, for as long as they are at it', async () => {
    const { app, announce, receive } = await nearlyFull();
    const sending = await announce(minutes(0));
    await expect(announce(minutes(4))).rejects.toMatchObject(full);
    await receive(sending, 0, minutes(4));
    await expect(announce(minutes(8))).rejects.toMatchObject(full);
    await app.close();
  });

  it('is not kept by files that were announced and never sent', async () => {
    const { app, announce } = await nearlyFull();
    const never = await announce(minutes(0));
    await expect(announce(minutes(1))).rejects.toMatchObject(full);
    const other = await announce(minutes(6));
    expect((await app.ask(`/api/uploads/${never}`)).status).toBe(200);
    expect((await app.ask(`/api/uploads/${other}`)).status).toBe(200);
    await app.close();
  });

  it('is told to whoever comes back to a file when others have taken its room; what came of it stays', async () => {
    const { app, announce, receive, offsetOf } = await nearlyFull();
    const left = await announce(minutes(0));
    await receive(left, 0, minutes(0));
    const other = await announce(minutes(10));
    await expect(receive(left, 10, minutes(11))).rejects.toMatchObject({
      ...full,
      members: { detail: expect.stringMatching(/^This file needs 3\.0 GiB .* What has come of it stays\.$/) },
    });
    expect(await offsetOf(left)).toEqual({ status: 200, offset: '10' });
    await app.ask(`/api/uploads/${other}`, { method: 'DELETE' });
    expect((await receive(left, 10, minutes(12))).received).toBe(20);
    await expect(announce(minutes(13))).rejects.toMatchObject(full);
    await app.close();
  });

  it('is taken by one of two who announce a file at once', async () => {
    const { app, announce } = await nearlyFull();
    const tried = await Promise.allSettled([1, 2, 3].map(() => announce(minutes(0))));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await app.close();
  });

  it('does not stand in the way of a form in one request', async () => {
    const response = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
      method: 'POST',
      headers: { Analyst: 'Ana' },
      body: uploadForm({ acquired: '2012' }, valleyTiff(50)),
    });
    expect(response.status).toBe(202);
    await server.server.ingests.idle();
  });
});
