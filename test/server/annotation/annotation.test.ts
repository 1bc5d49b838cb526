import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { square, tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { overwrite } from '../../support/server/database.ts';

let server: TestApp;
let siteId: string;
let before: string;
let middle: string;
let after: string;
let annotations: string;

beforeAll(async () => {
  server = await testApp();
  const site = await valley(server.database.database);
  siteId = site.siteId;
  [before, middle, after] = site.sceneIds as [string, string, string];
  annotations = `/api/sites/${siteId}/annotations`;
});
afterAll(() => server.close());

const draw = (more: Record<string, unknown> = {}) =>
  server.ask(annotations, { body: tower(before, after, more) });

describe('drawing', () => {
  it('gives the annotation its number, area, status and place', async () => {
    const { status, headers, body } = await draw({ title: 'Tower by the ford' });
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/api/annotations/${body.id}`);
    expect(headers.get('ETag')).toBe('"1"');
    expect(body.properties).toMatchObject({
      siteId,
      title: 'Tower by the ford',
      status: 'observed',
      version: 1,
      revision: 1,
      createdBy: 'Ana',
      changeBracket: { lastBefore: { acquired: '2010-11-05' }, firstAfter: { acquired: '2012-10-11' } },
    });
    expect(body.properties.number).toMatch(/^T\w{4}-001$/);
    // 0.0001 degree by 0.0001 degree at 42.54 N.
    expect(body.properties.area).toBeCloseTo(11.107 * 8.2159, 0);
  });

  it('answers with just what is read later', async () => {
    const shift = { east: 1.8, north: 0 };
    const { body } = await draw({
      title: 'Tower by the ford',
      structure: 'other',
      structureOther: 'Watch post on stilts',
      damageGrade: 'destroyed',
      description: 'Legs and roof are gone.',
      count: 2,
      viewing: {
        mode: 'swipe',
        resolution: 0.5,
        drawnOnSceneId: after,
        offsets: { before: shift, after: shift },
      },
    });
    expect((await server.ask(`/api/annotations/${body.id}`)).body).toEqual(body);
    const { body: second } = await draw({ structureId: body.properties.structureId });
    expect((await server.ask(`/api/annotations/${second.id}`)).body).toEqual(second);
  });

  it('twice with the same id and body stores it once', async () => {
    const id = crypto.randomUUID();
    const first = await draw({ id });
    const again = await draw({ id });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await draw({ id, title: 'Another' });
    expect(other.status).toBe(409);
    expect(other.body.errors).toMatchObject([{ pointer: '/id' }]);
  });

  it('many times at once with one id stores it once', async () => {
    const id = crypto.randomUUID();
    const replies = await Promise.all(Array.from({ length: 8 }, () => draw({ id })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(replies.map(({ body }) => body.properties.number)).size).toBe(1);
  });

  it('at once by several gives each its own number without a gap', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => draw()));
    const numbers = replies
      .map(({ body }) => Number(body.properties.number.split('-')[1]))
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => numbers[0]! + index));
  });

  it('writes the outline after RFC 7946 whichever way it was drawn', async () => {
    const { body } = await draw({
      geometry: { type: 'Polygon', coordinates: [square(129.93, 42.54, 0.000123456789).toReversed()] },
    });
    expect(body.geometry.coordinates[0]).toEqual(
      square(129.93, 42.54, 0.0001235).map(([x, y]) => [expect.closeTo(x, 9), expect.closeTo(y, 9)]),
    );
  });

  it('accepts an outline partly beyond a scene and says so', async () => {
    const { status, body } = await draw({
      geometry: { type: 'Polygon', coordinates: [square(129.995, 42.595, 0.01)] },
    });
    expect(status).toBe(201);
    expect(body.afterimage.warnings).toHaveLength(2);
  });

  it('can add to a structure that is there, of the same site alone', async () => {
    const first = await draw();
    const { structureId } = first.body.properties;
    const second = await server.ask(annotations, {
      body: tower(before, middle, { structureId, change: 'damaged' }),
    });
    expect(second.body.properties.structureId).toBe(structureId);
    const elsewhere = await valley(server.database.database);
    const foreign = await server.ask(`/api/sites/${elsewhere.siteId}/annotations`, {
      body: tower(elsewhere.sceneIds[0]!, elsewhere.sceneIds[1]!, { structureId }),
    });
    expect(foreign.status).toBe(422);
    expect(foreign.body.errors).toMatchObject([{ pointer: '/properties/structureId' }]);
  });

  const bowTie = [
    [
      [129.93, 42.54],
      [129.94, 42.55],
      [129.94, 42.54],
      [129.93, 42.55],
      [129.93, 42.54],
    ],
  ];
  it.each<[string, string, () => Record<string, unknown>]>([
    [
      'an outline that crosses itself, its place named',
      '/geometry/coordinates/0',
      () => ({ geometry: { type: 'Polygon', coordinates: bowTie } }),
    ],
    [
      'an open ring',
      '/geometry/coordinates/0',
      () => ({ geometry: { type: 'Polygon', coordinates: [square(129.93, 42.54, 0.001).slice(0, -1)] } }),
    ],
    [
      'a latitude out of range',
      '/geometry/coordinates/0/1/1',
      () => ({
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [129, 42],
              [129, 95],
              [130, 42],
              [129, 42],
            ],
          ],
        },
      }),
    ],
    [
      'an outline that lies outside the scenes',
      '/geometry',
      () => ({ geometry: { type: 'Polygon', coordinates: [square(10, 10, 0.001)] } }),
    ],
    ['a point', '/geometry/type', () => ({ geometry: { type: 'Point', coordinates: [129.93, 42.54] } })],
    ['the same scene twice', '/properties/afterSceneId', () => ({ afterSceneId: before })],
    ['reversed scenes', '/properties/afterSceneId', () => ({ beforeSceneId: after, afterSceneId: before })],
    [
      'a scene that is not there',
      '/properties/beforeSceneId',
      () => ({ beforeSceneId: crypto.randomUUID() }),
    ],
    ['no scene', '/properties/afterSceneId', () => ({ afterSceneId: undefined })],
    ['an unknown property', '/properties/colour', () => ({ colour: 'red' })],
    ['a status, which nobody sets', '/properties/status', () => ({ status: 'corroborated' })],
    ['an unknown structure kind', '/properties/structure', () => ({ structure: 'castle' })],
    ["'other' without words", '/properties/structureOther', () => ({ structure: 'other' })],
    ['words of its own for a known kind', '/properties/structureOther', () => ({ structureOther: 'tower' })],
    ['a count of none', '/properties/count', () => ({ count: 0 })],
    ['a NUL in the text', '/properties/description', () => ({ description: 'a\0b' })],
    ['half a surrogate pair in the text', '/properties/description', () => ({ description: 'a\ud800b' })],
    ['a title of two lines', '/properties/title', () => ({ title: 'a\nb' })],
    ['an id that is no UUID', '/id', () => ({ id: '7' })],
  ])('refuses %s', async (_what, pointer, more) => {
    const { status, headers, body } = await draw(more());
    expect(status).toBe(422);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(body.errors[0].detail).toMatch(/\S/);
  });

  it('names the place where an outline crosses itself', async () => {
    const { body } = await draw({ geometry: { type: 'Polygon', coordinates: bowTie } });
    expect(body.detail).toContain('42.545, 129.935');
  });

  it('drops a corner that is set twice, and refuses what then encloses nothing', async () => {
    const twice = square(129.93, 42.54, 0.001).flatMap((corner) => [corner, corner]);
    const drawn = await draw({ geometry: { type: 'Polygon', coordinates: [twice] } });
    expect([drawn.status, drawn.body.geometry.coordinates[0].length]).toEqual([201, 5]);
    const [first, , second] = twice;
    const nothing = await draw({
      geometry: { type: 'Polygon', coordinates: [[first, second, second, first]] },
    });
    expect([nothing.status, nothing.body.detail]).toEqual([
      422,
      expect.stringContaining('set at least three corners'),
    ]);
  });

  it('of two faults names both', async () => {
    const { body } = await draw({
      beforeSceneId: after,
      afterSceneId: before,
      geometry: { type: 'Polygon', coordinates: [square(10, 10, 1)] },
    });
    expect(new Set(body.errors.map(({ pointer }: { pointer: string }) => pointer))).toEqual(
      new Set(['/geometry', '/properties/afterSceneId']),
    );
  });

  it('takes an outline of ten thousand corners, and refuses one whose rings hold more together', async () => {
    const ring = (corners: number, west: number) => {
      const edge = Array.from({ length: corners - 2 }, (_, n) => [west + (n % 2) * 0.02, 42.51 + n * 8e-6]);
      return [...edge, [west - 0.001, 42.5 + corners * 8e-6 + 0.01], edge[0]];
    };
    const long = await draw({ geometry: { type: 'Polygon', coordinates: [ring(9_990, 129.92)] } });
    expect(long.status).toBe(201);
    const halves = [[ring(6_000, 129.92)], [ring(6_000, 129.95)]];
    const { status, body } = await draw({ geometry: { type: 'MultiPolygon', coordinates: halves } });
    expect(status).toBe(422);
    expect(body.errors[0]).toMatchObject({ pointer: '/geometry/coordinates' });
    expect(body.detail).toContain('at most 10,000 positions, all its rings together');
    const crossed = ring(9_990, 129.92);
    crossed[5_000] = [129.93, 42.5111];
    const refused = await draw({ geometry: { type: 'Polygon', coordinates: [crossed] } });
    expect([refused.status, refused.body.detail]).toEqual([
      422,
      expect.stringContaining('crosses or touches'),
    ]);
  });

  it('refuses what is no JSON, another media type, a missing name, and a site that is not there', async () => {
    expect((await server.ask(annotations, { body: '{' })).status).toBe(400);
    expect(
      (await server.ask(annotations, { body: '{}', headers: { 'Content-Type': 'text/plain' } })).status,
    ).toBe(415);
    expect((await server.ask(annotations, { body: tower(before, after), as: null })).status).toBe(400);
    expect(
      (await server.ask(`/api/sites/${crypto.randomUUID()}/annotations`, { body: tower(before, after) }))
        .status,
    ).toBe(404);
  });

  it('records whoever stays unnamed as unnamed', async () => {
    const { body } = await server.ask(annotations, { as: 'unnamed', body: tower(before, after) });
    expect(body.properties.createdBy).toBe('unnamed analyst');
  });
});

describe('changing', () => {
  const put = (id: string, etag: string | null, more: Record<string, unknown> = {}, as = 'Ana') =>
    server.ask(`/api/annotations/${id}`, {
      method: 'PUT',
      as,
      body: tower(before, after, more),
      headers: etag === null ? {} : { 'If-Match': etag },
    });

  it('the words moves the revision, not the version', async () => {
    const { body: drawn } = await draw({ viewing: undefined });
    const { status, body, etag } = await put(drawn.id, '"1"', { description: 'Only legs remain' });
    expect(status).toBe(200);
    expect(etag).toBe('"2"');
    expect(body.properties).toMatchObject({ version: 1, revision: 2, description: 'Only legs remain' });
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['outline', () => ({ geometry: { type: 'Polygon', coordinates: [square(129.931, 42.54, 0.0001)] } })],
    ['structure kind', () => ({ structure: 'guard_post' })],
    ['change', () => ({ change: 'demolished' })],
    ['before scene', () => ({ beforeSceneId: middle })],
    ['damage grade', () => ({ damageGrade: 'destroyed' })],
  ])('the %s makes a new version, observed anew', async (_what, more) => {
    const { body: drawn } = await draw();
    const judged = { version: 1, verdict: 'no_such_change', note: 'It still stands' };
    await server.ask(`/api/annotations/${drawn.id}/assessments`, { as: 'Ben', body: judged });
    const { body } = await put(drawn.id, '"2"', more());
    expect(body.properties).toMatchObject({ version: 2, revision: 3, status: 'observed' });
  });

  it('the words alone leaves the version, though its structure was stored with what is not seen', async () => {
    const kiln = { structure: 'other', structureOther: 'Lime kiln' };
    const { body: drawn } = await draw(kiln);
    await overwrite(
      server.database,
      'annotation_version',
      'set structure_other = $1 where annotation_id = $2',
      ['Lime  \u202ekiln', drawn.id],
    );
    const { body } = await put(drawn.id, '"1"', { ...kiln, title: 'A  kiln' });
    expect(body.properties).toMatchObject({ version: 1, revision: 2, title: 'A kiln' });
  });

  it('nothing of the claim leaves the version, though the outline be sent the other way round', async () => {
    const { body: drawn } = await draw();
    const reversed = { type: 'Polygon', coordinates: [square(129.93, 42.54, 0.0001).toReversed()] };
    const { body } = await put(drawn.id, '"1"', { geometry: reversed });
    expect(body.properties.version).toBe(1);
  });

  it('by two at once tells the second, with what is there, and loses nothing', async () => {
    const { body: drawn } = await draw();
    await put(drawn.id, '"1"', { description: 'Said by Ana' });
    const second = await put(drawn.id, '"1"', { description: 'Said by Ben' }, 'Ben');
    expect(second.status).toBe(412);
    expect(second.body.current.properties).toMatchObject({ description: 'Said by Ana', revision: 2 });
    const merged = await put(drawn.id, '"2"', { description: 'Said by Ana. Said by Ben' }, 'Ben');
    expect(merged.status).toBe(200);
  });

  it('that is sent again, since its answer was lost, is answered as done; the same by another person is not', async () => {
    const { body: drawn } = await draw();
    const change = { description: 'Legs remain', title: 'By the ford' };
    const first = await put(drawn.id, '"1"', change);
    const again = await put(drawn.id, '"1"', change);
    expect([again.status, again.etag]).toEqual([200, first.etag]);
    expect((await put(drawn.id, '"1"', change, 'Ben')).status).toBe(412);
    expect((await put(drawn.id, '"1"', { ...change, count: 2 })).status).toBe(412);
    await put(drawn.id, '"2"', { ...change, count: 2 });
    expect((await put(drawn.id, '"1"', change)).status).toBe(412);
  });

  it('needs If-Match; a weak tag never matches', async () => {
    const { body: drawn } = await draw();
    expect((await put(drawn.id, null)).status).toBe(428);
    expect((await put(drawn.id, 'W/"1"')).status).toBe(412);
  });

  it('keeps how it was looked at when that is not sent again', async () => {
    const shift = { east: 0, north: 0 };
    const viewing = {
      mode: 'swipe',
      resolution: 0.5,
      drawnOnSceneId: after,
      offsets: { before: shift, after: shift },
    };
    const { body: drawn } = await draw({ viewing });
    const { body } = await put(drawn.id, '"1"', { title: 'Named' });
    expect(body.properties.viewing).toEqual(viewing);
  });

  it('is refused as drawing is', async () => {
    const { body: drawn } = await draw();
    const { status, body } = await put(drawn.id, '"1"', {
      geometry: { type: 'Polygon', coordinates: [square(10, 10, 1)] },
    });
    expect(status).toBe(422);
    expect(body.errors[0].pointer).toBe('/geometry');
  });

  it('of what was deleted is not told as done, though the same was done before', async () => {
    const { body: drawn, etag } = await draw();
    expect((await put(drawn.id, etag, {})).status).toBe(200);
    const address = `/api/annotations/${drawn.id}`;
    expect((await server.ask(address, { method: 'DELETE', headers: { 'If-Match': '*' } })).status).toBe(204);
    expect((await put(drawn.id, '*', {})).status).toBe(410);
    expect((await server.ask(`${address}/review-request`, { method: 'POST' })).status).toBe(410);
  });
});

describe('reading', () => {
  it('sends nothing where what is there is known already', async () => {
    const { etag, body } = await draw();
    const address = `/api/annotations/${body.id}`;
    const again = await server.ask(address, { headers: { 'If-None-Match': etag } });
    expect([again.status, again.etag, again.text]).toEqual([304, etag, '']);
    for (const known of [`W/${etag}`, `"9", ${etag}`, '*'])
      expect((await server.ask(address, { headers: { 'If-None-Match': known } })).status).toBe(304);
    expect((await server.ask(address, { headers: { 'If-None-Match': '"9"' } })).body).toEqual(body);
  });
});

describe('deleting', () => {
  it('takes it out of the list and can be undone', async () => {
    const { body: drawn } = await draw({ title: 'To be deleted' });
    const address = `/api/annotations/${drawn.id}`;
    expect((await server.ask(address, { method: 'DELETE' })).status).toBe(428);
    expect((await server.ask(address, { method: 'DELETE', headers: { 'If-Match': '"9"' } })).status).toBe(
      412,
    );
    expect((await server.ask(address, { method: 'DELETE', headers: { 'If-Match': '"1"' } })).status).toBe(
      204,
    );
    expect((await server.ask(address)).status).toBe(410);
    expect((await server.ask(`${annotations}?q=To be deleted`)).body.features).toEqual([]);
    const restored = await server.ask(`${address}/restore`, { method: 'POST' });
    expect(restored.status).toBe(200);
    expect(restored.body.properties).toMatchObject({
      title: 'To be deleted',
      number: drawn.properties.number,
    });
    expect((await server.ask(`${annotations}?q=To be deleted`)).body.features).toHaveLength(1);
  });
});

describe('searching', () => {
  it.each(['status', 'structure', 'change', 'sceneId'])('by an empty %s is no filter', async (name) => {
    const all = await server.ask(annotations);
    expect((await server.ask(`${annotations}?${name}=`)).text).toBe(all.text);
  });

  it.each([
    ['per cent', '%', ['50% burnt']],
    ['underscore', '_', ['Row_B']],
    ['underscore between letters', 'w_b', ['Row_B']],
    ['backslash', '\\', ['North\\South']],
    ['backslash before a sign', '\\%', []],
    ['per cent between letters', 'r%b', []],
  ])('takes a %s as it stands, in the list and in the export', async (_, text, found) => {
    const { siteId, sceneIds } = await valley(server.database.database);
    for (const title of ['50% burnt', 'Row_B', 'RowAB', 'North\\South', 'Plain'])
      await server.ask(`/api/sites/${siteId}/annotations`, {
        body: tower(sceneIds[0]!, sceneIds[1]!, { title }),
      });
    for (const list of ['annotations', 'export.geojson']) {
      const { text: reply } = await server.ask(`/api/sites/${siteId}/${list}?q=${encodeURIComponent(text)}`);
      const { features } = JSON.parse(reply) as { features: { properties: { title: string } }[] };
      expect(features.map(({ properties }) => properties.title)).toEqual(found);
    }
  });
});

describe('listing', () => {
  let site: { siteId: string; sceneIds: string[] };
  let address: string;
  beforeAll(async () => {
    site = await valley(server.database.database);
    address = `/api/sites/${site.siteId}/annotations`;
    const [b, m, a] = site.sceneIds as [string, string, string];
    const at = (west: number) => ({
      geometry: { type: 'Polygon', coordinates: [square(west, 42.54, 0.001)] },
    });
    await server.ask(address, { body: tower(b, a, { ...at(129.91), title: 'North gate 100%' }) });
    await server.ask(address, { body: tower(b, m, { ...at(129.93), structure: 'gate', change: 'altered' }) });
    await server.ask(address, {
      body: tower(m, a, { ...at(129.95), structure: 'other', structureOther: 'Water mill' }),
    });
  });
  const numbers = async (query: string) => {
    const { body } = await server.ask(`${address}${query}`);
    return body.features.map((one: { properties: { number: string } }) =>
      Number(one.properties.number.slice(-3)),
    );
  };

  it.each<[string, () => string, number[]]>([
    ['all, by number', () => '', [1, 2, 3]],
    ['a box', () => '?bbox=129.925,42.5,129.94,42.6', [2]],
    ['a box over the antimeridian', () => '?bbox=129.94,-90,-170,90', [3]],
    ['structure kinds', () => '?structure=gate,other', [2, 3]],
    ['a change', () => '?change=razed', [1, 3]],
    ['a status', () => '?status=corroborated', []],
    ['a scene on either side', () => `?sceneId=${site.sceneIds[1]}`, [2, 3]],
    ['text in the title, the sign for any text taken as it is', () => '?q=100%25', [1]],
    ['text in the words for other', () => '?q=water', [3]],
    ['a number', () => '?q=-002', [2]],
    ['several at once', () => '?change=razed&structure=other', [3]],
  ])('gives %s', async (_what, query, expected) => {
    expect(await numbers(query())).toEqual(expected);
  });

  it('pages by the Link header', async () => {
    const seen: number[] = [];
    let next: string | undefined = `${address}?limit=2`;
    while (next) {
      const { body, headers }: Awaited<ReturnType<TestApp['ask']>> = await server.ask(next);
      seen.push(body.features.length);
      next = /<([^>]+)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1];
    }
    expect(seen).toEqual([2, 1]);
  });

  it.each([
    '?limit=0',
    '?limit=10001',
    '?bbox=1,2,3',
    '?status=sure',
    '?colour=red',
    '?cursor=%00',
    '?bbox=1,5,2,4',
  ])('refuses %s and names the parameter', async (query) => {
    const { status, body } = await server.ask(`${address}${query}`);
    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe(query.split('=')[0]);
  });
});
