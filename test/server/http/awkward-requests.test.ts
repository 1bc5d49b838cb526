import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openApiDocument } from '../../../server/api/openapi.document.ts';
import { square, tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import {
  awkwardEncodings,
  awkwardHeaders,
  awkwardTexts,
  spoilt,
  textOf,
} from '../../support/server/awkward.ts';
import { tusClient, tusMetadata } from '../../support/server/tus.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

/**
 * Every route that the OpenAPI document describes, every parameter, header and property of each, one awkward thing
 * at a time: it is taken, or refused with a problem document that says where, and never fails.
 */

type Operation = {
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
};
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const described = openApiDocument();
const schemas = (described.components?.schemas ?? {}) as Parameters<typeof spoilt>[2];
const operations = Object.entries(described.paths ?? {})
  .flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method as Method,
      path,
      operation,
    })),
  )
  // A reply to HEAD has no body that could say where.
  .filter(({ name }) => !/^(?:OPTIONS|HEAD) /.test(name) && name !== 'GET /api/events')
  // What takes away comes last, since it takes away what the others are about.
  .toSorted((one, other) => Number(one.method === 'delete') - Number(other.method === 'delete'));

let server: TestApp;
let siteId: string;
let sceneIds: string[];
let known: Record<string, string>;

beforeAll(async () => {
  server = await testApp();
  ({ siteId, sceneIds } = await valley(server.database.database));
  const tus = tusClient(server);
  const file = valleyTiff(90);
  const [upload, scene] = await Promise.all([
    tus.open(file.length, { siteId }),
    server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
      method: 'POST',
      headers: { Analyst: 'Ana' },
      body: uploadForm({ acquired: '2013' }, file),
    }),
  ]);
  known = {
    siteId,
    uploadId: upload.body.id,
    sceneId: ((await scene.json()) as { id: string }).id,
    code: 'EPSG:32652',
  };
  known.annotationId = (await server.ask(`/api/sites/${siteId}/annotations`, { body: drawing() })).body.id;
  const isReady = async () => (await server.ask(`/api/scenes/${known.sceneId}`)).body.state === 'ready';
  await vi.waitUntil(isReady, { timeout: 15_000, interval: 100 });
});
afterAll(() => server.close());

/** Ids of things that are there, some of them made for one operation alone. */
async function idsFor(path: string): Promise<Record<string, string>> {
  const ids = { ...known };
  if (/annotationId|structureId/.test(path)) {
    const { body } = await server.ask(`/api/sites/${siteId}/annotations`, { body: drawing() });
    ids.annotationId = body.id;
    ids.structureId = body.properties.structureId;
  }
  if (path.includes('overlayId')) {
    const { body } = await server.ask(`/api/sites/${siteId}/overlays`, {
      body: JSON.parse(textOf(overlay())),
    });
    ids.overlayId = body.id;
  }
  return ids;
}

const polygon = { type: 'Polygon', coordinates: [square(129.93, 42.54, 0.0001)] };
const look = {
  colours: { kind: 'single', band: 1, ramp: 'grey' },
  limits: [{ low: 0, high: 1 }],
  brightness: 0,
  contrast: 0,
  gamma: 1,
  sharpen: 0,
};
const drawing = () =>
  tower(sceneIds[0]!, sceneIds[1]!, {
    geometry: polygon,
    title: 'Tower',
    description: 'At the gate',
    count: 1,
    damageGrade: 'destroyed',
    structureId: null,
    viewing: {
      mode: 'swipe',
      resolution: 1,
      drawnOnSceneId: sceneIds[0]!,
      offsets: { before: { east: 0, north: 0 }, after: { east: 0, north: 0 } },
      looks: { before: look, after: look },
    },
  });
const overlay = () => ({
  id: '@fresh id@',
  name: 'Sketch',
  features: [{ geometry: { type: 'Point', coordinates: [130, 42] }, name: 'Well' }],
});
const source = {
  kind: 'news',
  title: 'A report',
  reference: 'p. 3',
  url: 'https://example.org/',
  date: '2013-01',
  reliability: 'B',
  credibility: 2,
  note: 'Read it',
  withheld: true,
};

/** Sound bodies: what is said in them is taken, so that an awkward part is all that can be refused. */
const bodies: Record<string, () => unknown> = {
  'POST /api/sites': () => ({ name: 'Camp', description: 'Of old', boundary: polygon }),
  'PATCH /api/sites/{siteId}': () => ({ name: 'Camp', description: 'Of old', boundary: polygon }),
  'POST /api/sites/{siteId}/scenes': () => ({
    metadata: { acquired: '2012' },
    uploads: [known.uploadId],
    bandNames: ['a'],
    beside: [known.siteId],
    placement: {
      kind: 'corners',
      corners: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    },
    acceptAccuracy: true,
  }),
  'PATCH /api/scenes/{sceneId}': () => ({
    title: 'Valley',
    acquired: '2012-10-11T02:13:00Z',
    platform: 'P',
    gsd: 1,
    offset: { east: 1, north: 1, residual: 1, note: 'By the road' },
  }),
  'POST /api/scenes/{sceneId}/metadata-files': () => ({
    fileName: 'valley.json',
    text: JSON.stringify({
      type: 'Feature',
      stac_version: '1.0.0',
      id: 'valley',
      geometry: null,
      links: [],
      assets: {},
      properties: { datetime: '2012-10-11T02:13:00Z', platform: 'P' },
    }),
  }),
  'PUT /api/uploads/{uploadId}/sha256': () => ({ sha256: 'a'.repeat(64) }),
  'PUT /api/scenes/{sceneId}/look': () => ({
    colours: look.colours,
    stretch: { from: 'hand', percentiles: [2, 98], limits: [{ low: 0, high: 1 }] },
    bandOrder: ['red'],
    brightness: 0,
    contrast: 0,
    gamma: 1,
    sharpen: 0,
  }),
  'POST /api/sites/{siteId}/overlays': overlay,
  'POST /api/sites/{siteId}/annotations': drawing,
  'PUT /api/annotations/{annotationId}': drawing,
  'DELETE /api/annotations/{annotationId}': () => ({ reason: 'Drawn twice' }),
  'POST /api/annotations/{annotationId}/assessments': () => ({
    version: 1,
    verdict: 'agree',
    confidence: 'low',
    confidenceReason: 'Blurred',
    likelihood: 'likely',
    sources: [source],
    rivals: [{ kind: 'shadow', state: 'kept', reason: 'Low sun' }],
    note: 'Seen twice',
  }),
  'POST /api/annotations/{annotationId}/supersede': () => ({ by: known.annotationId }),
  'POST /api/structures/{structureId}/sightings': () => ({
    sceneId: sceneIds[0]!,
    state: 'obscured',
    obscuredBy: 'cloud',
    note: 'Half of it',
  }),
};

/** An upload that has not arrived is the last thing that is looked at. */
const unfinished = new Set(['POST /api/sites/{siteId}/scenes']);

const plainHeaders: Record<string, string> = {
  'If-Match': '*',
  'Tus-Resumable': '1.0.0',
  'Upload-Length': '10',
  'Upload-Offset': '0',
};

const fill = (path: string, ids: Record<string, string>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);

type Sent = { body?: string; headers?: Record<string, string> };

async function ask(method: Method, address: string, { body, headers = {} }: Sent = {}) {
  const given: Record<string, string> = {
    Analyst: 'Ana',
    'If-Match': '*',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...headers,
  };
  const response = await server.app.request(`http://127.0.0.1:4322${address}`, {
    method: method.toUpperCase(),
    headers: given,
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const { status } = response;
  return { status, type: response.headers.get('Content-Type') ?? '', text };
}

/** What is wrong with a reply, in words; undefined where nothing is. */
function complaint({ status, type, text }: Awaited<ReturnType<typeof ask>>): string | undefined {
  if (status >= 500) return `fails with ${status}`;
  if (status < 400) return undefined;
  if (!type.startsWith('application/problem+json')) return `is refused without a problem document (${type})`;
  const told = JSON.parse(text) as { type: string; detail?: string; errors?: { pointer?: unknown }[] };
  if (!told.detail) return 'is refused without a sentence';
  const isFault = /\/(invalid|invalid_query)$/.test(told.type);
  if (isFault && typeof told.errors?.[0]?.pointer !== 'string')
    return `is refused without a place: ${told.detail}`;
  return undefined;
}

const shown = (value: unknown) => JSON.stringify(value)?.slice(0, 80);

describe('nothing awkward makes the server fail, and what is refused is refused at its place:', () => {
  it.each(operations)('$name', { timeout: 180_000 }, async ({ name, method, path, operation }) => {
    const ids = await idsFor(path);
    const complaints = new Set<string>();
    const check = async (what: string, address: string, sent: Sent = {}) => {
      const wrong = complaint(await ask(method, address, sent));
      if (wrong) complaints.add(`${what} ${wrong}`);
    };
    const makeBody = bodies[name];
    const [content] = Object.values(operation.requestBody?.content ?? {}).filter((_, place) =>
      Object.keys(operation.requestBody!.content)[place]!.includes('json'),
    );
    expect(makeBody !== undefined, 'each body that is described has a sound example here').toBe(
      content !== undefined,
    );
    const body = makeBody ? textOf(makeBody()) : undefined;
    const fresh = (text: string) => text.replaceAll('@fresh id@', crypto.randomUUID());
    if (body !== undefined) {
      const { status, text } = await ask(method, fill(path, ids), { body: fresh(body) });
      expect(`${status} ${text}`, 'the example is sound').toMatch(
        unfinished.has(name) ? /^409/ : /^20[0124]/,
      );
    }

    for (const parameter of operation.parameters ?? [])
      if (parameter.in === 'path')
        for (const text of [...awkwardTexts.map(encodeURIComponentOrNot), ...awkwardEncodings])
          if (text !== '')
            await check(`${parameter.name} ${shown(text)}`, fill(path, { ...ids, [parameter.name]: text }), {
              ...(body !== undefined && { body: fresh(body) }),
            });

    const address = fill(path, ids);
    if (makeBody && content)
      for (const one of spoilt(makeBody(), content.schema, schemas))
        await check(`${one.place} ${shown(at(one))}`, address, { body: fresh(textOf(one.body)) });

    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'query') {
        const values = [...awkwardTexts.map(encodeURIComponentOrNot), ...awkwardEncodings, ...cursors];
        for (const text of [...values, `a&${parameter.name}=b`, `${'a,'.repeat(500)}a`])
          await check(`?${parameter.name}=${shown(text)}`, `${address}?${parameter.name}=${text}`);
      }
      if (parameter.in === 'header')
        for (const text of awkwardHeaders)
          await check(`${parameter.name}: ${shown(text)}`, address, {
            headers: { ...headersOf(operation), [parameter.name]: text },
            ...(body !== undefined && { body: fresh(body) }),
          });
    }
    for (const text of ['__proto__', 'constructor', '%00', '%', '%C0%80', '[]'])
      await check(`?${text}`, `${address}?${text}=${text}`, {
        ...(body !== undefined && { body: fresh(body) }),
      });
    if (body !== undefined)
      for (const text of [
        '',
        '\0',
        '{',
        `${'['.repeat(2_000_000)}`,
        `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      ])
        await check(`body ${text.slice(0, 10)}`, address, { body: text });
    for (const type of ['', 'application/json; charset=utf-7', 'text/plain', 'application/json/x', '\xff'])
      if (body !== undefined)
        await check(`Content-Type ${type}`, address, {
          body: fresh(body),
          headers: { 'Content-Type': type },
        });
    expect([...complaints]).toEqual([]);
  });
});

describe('what stands in base64 or in a form is refused at its place, too:', () => {
  it('the metadata of an upload', async () => {
    const sound = { siteId, filename: 'valley.tif', role: 'image', lastModified: '2012-10-11T02:13:00Z' };
    const complaints = new Set<string>();
    for (const key of [...Object.keys(sound), 'sha256', '__proto__', 'unknown'])
      for (const text of awkwardTexts.filter(({ length }) => length < 1_000)) {
        const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' };
        const metadata = tusMetadata({ ...sound, [key]: text.toWellFormed() });
        const reply = await ask('post', '/api/uploads', {
          headers: { ...headers, 'Upload-Metadata': metadata },
        });
        const wrong = complaint(reply);
        if (wrong) complaints.add(`${key} ${shown(text)} ${wrong}`);
      }
    expect([...complaints]).toEqual([]);
  });

  it('the metadata of a scene that comes with its file', { timeout: 180_000 }, async () => {
    const { operation } = operations.find(({ name }) => name === 'POST /api/sites/{siteId}/scenes')!;
    const { properties } = operation.requestBody!.content['multipart/form-data']!.schema as {
      properties: { metadata: object };
    };
    const sound = {
      acquired: '2012',
      title: 'Valley',
      platform: 'P',
      placement: { kind: 'grid', crs: 'EPSG:32652' },
    };
    const complaints = new Set<string>();
    for (const one of spoilt(sound, properties.metadata, schemas)) {
      const response = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
        method: 'POST',
        headers: { Analyst: 'Ana' },
        body: uploadForm(textOf(one.body), new Uint8Array(4), { name: 'a\0b%00"\ud800.tif' }),
      });
      const type = response.headers.get('Content-Type') ?? '';
      const wrong = complaint({ status: response.status, type, text: await response.text() });
      if (wrong) complaints.add(`${one.place} ${shown(at(one))} ${wrong}`);
    }
    expect([...complaints]).toEqual([]);
  });

  it('a metadata file that is nested without end, or says what is no text', async () => {
    const complaints = new Set<string>();
    const deep = (open: string, close: string) => open.repeat(50_000) + close.repeat(50_000);
    const stac = (properties: string) =>
      `{"type":"Feature","stac_version":"1.0.0","id":"a","properties":${properties}}`;
    for (const text of [
      stac(`{"a":${deep('[', ']')}}`),
      `{"LANDSAT_METADATA_FILE":${deep('{"a":', '}').replace(/:}/, ':1}')}}`,
      deep('<a>', '</a>'),
      deep('GROUP = A\n', 'END_GROUP\n'),
      stac('{"platform":"\\u0000","datetime":"9999-12-31T23:59:59-23:59","title":"\\ud800"}'),
      '<isd><IMD><SATID>&#0;&#xd800;</SATID></IMD></isd>',
    ]) {
      const address = `/api/scenes/${sceneIds[2]}/metadata-files`;
      const reply = await ask('post', address, { body: JSON.stringify({ fileName: 'a.json', text }) });
      const wrong = complaint(reply);
      if (wrong) complaints.add(`${shown(text)} ${wrong}`);
    }
    expect([...complaints]).toEqual([]);
  });
});

it('an instant that its offset leads beyond the year 9999 is refused, so that every list can be turned over', async () => {
  const address = `/api/scenes/${sceneIds[1]}`;
  const acquired = '9999-12-31T23:59:59-23:59';
  const reply = await ask('patch', address, { body: JSON.stringify({ acquired }) });
  expect(reply.status).toBe(422);
  expect(JSON.parse(reply.text).errors).toMatchObject([{ pointer: '/acquired' }]);
});

function headersOf({ parameters = [] }: Operation): Record<string, string> {
  const named = parameters.filter((one) => one.in === 'header' && one.name in plainHeaders);
  return Object.fromEntries(named.map(({ name }) => [name, plainHeaders[name]!]));
}

/** Lone surrogates have no percent-encoding: a program writes their three bytes, or the replacement character. */
function encodeURIComponentOrNot(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 8_000);
}

/** Places in lists that no list gave: each part is of some form, and names nothing. */
const parts = [
  '0000-99-99T99:99:99Z',
  '9999-12-31T23:59:59.999999999Z',
  '....-..T:Z',
  '9'.repeat(9),
  '9'.repeat(16),
  '-'.repeat(36),
  'f'.repeat(36),
  crypto.randomUUID(),
  '\0',
];
const cursors = [
  ...parts,
  ...parts.flatMap((one) => parts.map((other) => `${one} ${other}`)),
  ...parts.flatMap((one) => parts.map((other) => `${one} ${one} ${other}`)),
].map((place) => Buffer.from(place).toString('base64url'));

function at({ place, body }: { place: string; body: unknown }): unknown {
  return place
    .split('/')
    .slice(1)
    .reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
}
