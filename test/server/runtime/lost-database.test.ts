import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tower, valley } from '../../support/base/valley.ts';
import { type Asked, type TestApp, testApp } from '../../support/server/app.ts';
import { type Break, type DatabaseRelay, relayTo } from '../../support/server/database-relay.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

let relay: DatabaseRelay;
let server: TestApp;
beforeAll(async () => {
  server = await testApp({ DISK_RESERVE: '1' }, async (serving) => {
    relay = await relayTo(serving);
    return relay.serving;
  });
});
afterAll(async () => {
  await server.close();
  await relay.close();
});

let siteId: string;
let scenes: string[];
let annotationId: string;
let structureId: string;

/** A site of its own for each test, with one annotation; drawn past the relay, by another server so to speak. */
beforeEach(async () => {
  ({ siteId, sceneIds: scenes } = await valley(server.database.database));
  const { body } = await server.ask(`/api/sites/${siteId}/annotations`, {
    body: tower(scenes[0]!, scenes[1]!),
  });
  annotationId = body.id;
  structureId = body.properties.structureId;
});

/** That of an act: what runs beside it commits, too. */
const COMMIT = /"act":".*commit\0/is;
/** Other pages are told last before the COMMIT. */
const TOLD = /"kind":"[a-z]+","siteId"/;
/** A drawing is stored by one statement, which also tells other pages. */
const DRAWN = /"kind":"annotation"/;
const square = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [129.95, 42.55] },
} as const;

type Write = { address: string } & Asked;

const writes: [string, RegExp, () => Write | Promise<Write>][] = [
  ['a site', COMMIT, () => ({ address: '/api/sites', body: { id: crypto.randomUUID(), name: 'Camp' } })],
  [
    'a site with a code of its own',
    COMMIT,
    () => {
      const code = `X${Math.random().toString(36).slice(2, 6)}`;
      return { address: '/api/sites', body: { id: crypto.randomUUID(), name: 'Camp', code } };
    },
  ],
  [
    'a change of a site',
    COMMIT,
    async () => ({
      address: `/api/sites/${siteId}`,
      method: 'PATCH',
      headers: { 'If-Match': (await server.ask(`/api/sites/${siteId}`)).etag },
      body: { name: 'Camp 22', description: 'In the valley' },
    }),
  ],
  [
    'a change of a scene',
    COMMIT,
    async () => ({
      address: `/api/scenes/${scenes[0]}`,
      method: 'PATCH',
      headers: { 'If-Match': (await server.ask(`/api/scenes/${scenes[0]}`)).etag },
      body: { provider: 'Somebody', acquired: '2010-11' },
    }),
  ],
  [
    'a drawing',
    DRAWN,
    async () => {
      const fresh = await valley(server.database.database);
      return {
        address: `/api/sites/${fresh.siteId}/annotations`,
        body: tower(fresh.sceneIds[0]!, fresh.sceneIds[1]!, { id: crypto.randomUUID() }),
      };
    },
  ],
  [
    'a change of an annotation',
    COMMIT,
    () => ({
      address: `/api/annotations/${annotationId}`,
      method: 'PUT',
      headers: { 'If-Match': '"1"' },
      body: tower(scenes[0]!, scenes[2]!, { title: 'By the ford', description: 'Legs remain' }),
    }),
  ],
  [
    'a deletion',
    COMMIT,
    () => ({ address: `/api/annotations/${annotationId}`, method: 'DELETE', headers: { 'If-Match': '"1"' } }),
  ],
  [
    'a restoration',
    COMMIT,
    async () => {
      const headers = { 'If-Match': '"1"' };
      await server.ask(`/api/annotations/${annotationId}`, { method: 'DELETE', headers });
      return { address: `/api/annotations/${annotationId}/restore`, method: 'POST' };
    },
  ],
  [
    'an assessment',
    COMMIT,
    () => ({
      address: `/api/annotations/${annotationId}/assessments`,
      as: 'Ben',
      body: {
        id: crypto.randomUUID(),
        version: 1,
        verdict: 'agree',
        confidence: 'moderate',
        confidenceReason: 'Two dates agree',
        likelihood: 'likely',
        sources: [{ kind: 'news', title: 'A daily', reliability: 'C', credibility: 3 }],
        rivals: [],
      },
    }),
  ],
  [
    'a request for a second reading',
    COMMIT,
    () => ({ address: `/api/annotations/${annotationId}/review-request`, method: 'POST' }),
  ],
  [
    'a supersession',
    COMMIT,
    async () => {
      const { body } = await server.ask(`/api/sites/${siteId}/annotations`, {
        body: tower(scenes[0]!, scenes[1]!, { title: 'Better' }),
      });
      return { address: `/api/annotations/${annotationId}/supersede`, body: { by: body.id } };
    },
  ],
  [
    'a sighting',
    COMMIT,
    () => ({
      address: `/api/structures/${structureId}/sightings`,
      body: { id: crypto.randomUUID(), sceneId: scenes[0], state: 'intact' },
    }),
  ],
  [
    'an overlay',
    COMMIT,
    () => ({
      address: `/api/sites/${siteId}/overlays`,
      body: { id: crypto.randomUUID(), name: 'Sketch', features: [{ geometry: square.geometry }] },
    }),
  ],
];

const breaks: Break[] = ['before it arrives', 'after it arrived'];
const cases = writes.flatMap(([what, statement, write]) =>
  breaks.map((where) => [what, where, statement, write] as const),
);

async function historyLength(): Promise<number> {
  const { rows } = await server.database.pool.query('select count(*)::integer as n from history');
  return rows[0].n;
}

function ask({ address, ...asked }: Write) {
  return server.ask(address, asked);
}

describe('where the line to the database breaks as it is stored', () => {
  it.each(cases)(
    '%s, %s: nobody claims to know, and sending it again stores it once',
    async (_, where, statement, write) => {
      const sent = await write();
      const before = await historyLength();
      relay.breakAt(statement, where);
      const { status, headers, body } = await ask(sent);
      expect(relay.broken()).toBe(true);
      expect([status, body.type, body.outcome]).toEqual([503, '/problems/unavailable', 'unknown']);
      expect(body.detail).toBe(
        'The database does not answer. Nobody knows whether this was saved. Send it again: that is safe, it is never saved twice.',
      );
      expect(headers.get('Retry-After')).toMatch(/^\d+$/);
      const again = await ask(sent);
      expect([200, 201, 204], again.text).toContain(again.status);
      expect(await historyLength()).toBe(before + 1);
    },
  );

  it.each(breaks)('a scene, %s: the same, with the file that was sent', async (where) => {
    const id = crypto.randomUUID();
    const send = async () => {
      const reply = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
        method: 'POST',
        headers: { Analyst: 'Ana' },
        body: uploadForm({ id, acquired: '2012' }, valleyTiff(where === 'after it arrived' ? 3 : 4)),
      });
      return { status: reply.status, body: (await reply.json()) as { id: string; outcome?: string } };
    };
    const { length } = (await server.ask(`/api/sites/${siteId}/scenes`)).body.items;
    relay.breakAt(/"act":"scene.added"/, 'before it arrives');
    const first = await send();
    expect([first.status, first.body.outcome]).toEqual([503, undefined]);
    relay.breakAt(COMMIT, where);
    const second = await send();
    expect([second.status, second.body.outcome]).toEqual([503, 'unknown']);
    const third = await send();
    expect([third.status, third.body.id]).toEqual([202, id]);
    expect((await server.ask(`/api/sites/${siteId}/scenes`)).body.items).toHaveLength(length + 1);
    // Its display copy enters the history, too.
    await server.server.ingests.idle();
  });

  it('a site without an id: that it is to be looked for first', async () => {
    relay.breakAt(COMMIT, 'after it arrived');
    const { body } = await server.ask('/api/sites', { body: { name: 'Without an id' } });
    expect(body.detail).toBe(
      'The database does not answer. Nobody knows whether this was saved. Look whether it is there before you send it again.',
    );
  });
});

describe('where the line breaks under one of several drawings', () => {
  it.each(breaks)('%s, it is stored once without a word', async (where) => {
    const before = await historyLength();
    relay.breakAt(DRAWN, where);
    const { status } = await server.ask(`/api/sites/${siteId}/annotations`, {
      body: tower(scenes[0]!, scenes[1]!),
    });
    expect(relay.broken()).toBe(true);
    expect([200, 201]).toContain(status);
    expect(await historyLength()).toBe(before + 1);
  });
});

describe('where the line to the database breaks before anything is stored for good', () => {
  it.each(writes.filter(([, statement]) => statement === COMMIT))(
    '%s is told not to be saved',
    async (_, __, write) => {
      const sent = await write();
      const before = await historyLength();
      relay.breakAt(TOLD, 'after it arrived');
      const { status, body } = await ask(sent);
      expect([status, body.detail]).toEqual([
        503,
        'The database does not answer. Nothing was saved; try again.',
      ]);
      expect(await historyLength()).toBe(before);
      expect([200, 201, 204]).toContain((await ask(sent)).status);
    },
  );
});

describe('while the database is away', () => {
  it('every write and every reading is told so, none as an error of the server', async () => {
    const sent = await Promise.all(writes.map(([, , write]) => write()));
    relay.goAway();
    try {
      for (const write of sent) {
        const { status, body } = await ask(write);
        expect([status, body.detail]).toEqual([
          503,
          'The database does not answer. Nothing was saved; try again.',
        ]);
      }
      const readings = server.app.routes
        .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
        .map(({ path }) => path.replace(':siteId', siteId).replace(':sceneId', scenes[0]!))
        .map((path) => path.replace(':annotationId', annotationId).replace(':structureId', structureId))
        .filter((path) => !/events|openapi|reference-systems/.test(path));
      for (const path of readings) {
        const { status, headers, body } = await server.ask(path.replace(/:\w+/, crypto.randomUUID()));
        expect([path, status, body.detail]).toEqual([
          path,
          503,
          'The database does not answer. Try again in a moment.',
        ]);
        expect(headers.get('Retry-After')).toMatch(/^\d+$/);
      }
    } finally {
      relay.comeBack();
    }
    await expect.poll(async () => (await server.ask('/readyz')).status, { timeout: 15_000 }).toBe(200);
  });
});
