import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { square, tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { overwrite } from '../../support/server/database.ts';

let server: TestApp;
let siteId: string;
let scenes: string[];

beforeAll(async () => {
  server = await testApp();
  ({ siteId, sceneIds: scenes } = await valley(server.database.database));
});
afterAll(() => server.close());

const draw = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(scenes[0]!, scenes[2]!, more) })).body
    .id;
const judge = (id: string, as: string, body: Record<string, unknown>) =>
  server.ask(`/api/annotations/${id}/assessments`, { as, body: { version: 1, ...body } });
const statusOf = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body.properties.status;
const testimony = { kind: 'testimony', title: 'Former guard', reliability: 'B', credibility: 2 };

describe('an assessment', () => {
  it('by a second reader with an own source corroborates, and says that names are self-declared', async () => {
    const id = await draw();
    const { status, body } = await judge(id, 'Ben', {
      verdict: 'agree',
      confidence: 'moderate',
      confidenceReason: 'Two dates agree',
      likelihood: 'very_likely',
      sources: [testimony],
      rivals: [{ kind: 'shadow', state: 'dismissed', reason: 'The sun stood alike' }],
      note: 'Legs gone',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'corroborated',
      by: 'Ben',
      selfDeclared: true,
      secondReading: true,
    });
    const { properties } = (await server.ask(`/api/annotations/${id}`)).body;
    expect(properties).toMatchObject({
      status: 'corroborated',
      selfDeclared: true,
      likelihood: 'very_likely',
      confidence: 'moderate',
      revision: 2,
      version: 1,
    });
  });

  it.each(['Kim  Min', 'Kim\u00a0Min', 'Kim\u200b Min', '\u202eKim Min', 'Kim Min\u2060', 'Кim Міn'])(
    'by the author is no second reading, however his name was stored before: %j',
    async (name) => {
      const id = await draw();
      const names = { created_by: name, claim_by: name };
      await server.database.database.updateTable('annotation').set(names).where('id', '=', id).execute();
      const { body } = await judge(id, 'Kim Min', { verdict: 'agree', sources: [testimony] });
      expect(body).toMatchObject({ status: 'observed', secondReading: false });
    },
  );

  it('is recorded under a name with single spaces; one with a character that is not seen is refused', async () => {
    const id = await draw();
    const spaced = await judge(id, ' Kim \u00a0 Min ', { verdict: 'cannot_tell' });
    expect(spaced.body.by).toBe('Kim Min');
    const refused = await judge(id, 'Kim\u200b Min', { verdict: 'cannot_tell' });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain("an invisible character (U+200B) after 'Kim'");
  });

  it('refuses a source whose title, reference or address holds what is not seen', async () => {
    const url = 'https://example.org/\u202egpj.exe';
    const source = { ...testimony, title: 'Former\u202eguard', reference: 'p.\u00ad3', url };
    const { status, body } = await judge(await draw(), 'Ben', { verdict: 'agree', sources: [source] });
    expect(status).toBe(422);
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(['/sources/0/title', '/sources/0/reference', '/sources/0/url']);
  });

  it('rests on its own source only where that is beside the two scenes', async () => {
    const imagery = { kind: 'imagery', title: 'The after scene', reliability: 'A', credibility: 1 };
    const same = await draw();
    expect(
      (await judge(same, 'Ben', { verdict: 'agree', sources: [{ ...imagery, sceneId: scenes[2] }] })).body
        .status,
    ).toBe('in_review');
    const other = await draw();
    const third = await judge(other, 'Ben', {
      verdict: 'agree',
      sources: [{ ...imagery, sceneId: scenes[1] }],
    });
    expect(third.body.status).toBe('corroborated');
    expect(third.body.sources[0]).toMatchObject({ own: true });
  });

  it('by the author under another spelling of the name is no second reading', async () => {
    const id = await draw();
    const { body } = await judge(id, ' ＡＮＡ', { verdict: 'agree', sources: [testimony] });
    expect(body).toMatchObject({ status: 'observed', secondReading: false });
  });

  it('is added to those before, never in their place', async () => {
    const id = await draw();
    await judge(id, 'Ben', { verdict: 'disagree', note: 'I see a shadow' });
    await judge(id, 'Ben', { verdict: 'agree', settles: 'The third date shows it', sources: [testimony] });
    const { body } = await server.ask(`/api/annotations/${id}/assessments`);
    expect(
      body.items.map(({ verdict, statusAfter }: Record<string, string>) => [verdict, statusAfter]),
    ).toEqual([
      ['disagree', 'disputed'],
      ['agree', 'corroborated'],
    ]);
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await server.ask(`/api/annotations/${id}/assessments`, { method, body: {} })).status).toBe(405);
  });

  it('of a version that is no longer the present one is refused, with what is there now', async () => {
    const id = await draw();
    await server.ask(`/api/annotations/${id}`, {
      method: 'PUT',
      body: tower(scenes[0]!, scenes[2]!, { change: 'demolished' }),
      headers: { 'If-Match': '"1"' },
    });
    const { status, body } = await judge(id, 'Ben', { verdict: 'agree' });
    expect(status).toBe(409);
    expect(body.errors).toMatchObject([{ pointer: '/version' }]);
    expect(body.current.properties).toMatchObject({ version: 2, change: 'demolished' });
    expect((await judge(id, 'Ben', { version: 2, verdict: 'agree' })).status).toBe(201);
  });

  it('of an earlier version no longer counts', async () => {
    const id = await draw();
    await judge(id, 'Ben', { verdict: 'agree' });
    await server.ask(`/api/annotations/${id}`, {
      method: 'PUT',
      body: tower(scenes[0]!, scenes[2]!, {
        geometry: { type: 'Polygon', coordinates: [square(129.95, 42.54, 0.0001)] },
      }),
      headers: { 'If-Match': '*' },
    });
    expect(await statusOf(id)).toBe('observed');
    const { body } = await judge(id, 'Ana', { version: 2, verdict: 'agree', sources: [testimony] });
    expect(body.status).toBe('observed');
  });

  it('sent twice is stored once', async () => {
    const annotation = await draw();
    const id = crypto.randomUUID();
    const first = await judge(annotation, 'Ben', { id, verdict: 'agree', sources: [testimony] });
    const again = await judge(annotation, 'Ben', { id, verdict: 'agree', sources: [testimony] });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await judge(annotation, 'Ben', { id, verdict: 'disagree', note: 'A shadow' })).status).toBe(409);
    expect((await server.ask(`/api/annotations/${annotation}/assessments`)).body.items).toHaveLength(1);
  });

  it('can name a source of the site again, and only of the site', async () => {
    const id = await draw();
    const { body } = await judge(id, 'Ben', { verdict: 'cannot_tell', sources: [testimony] });
    const { sourceId } = body.sources[0];
    const again = await judge(id, 'Cleo', { verdict: 'agree', sources: [{ sourceId, credibility: 3 }] });
    expect(again.body.sources[0]).toMatchObject({
      sourceId,
      title: 'Former guard',
      reliability: 'B',
      credibility: 3,
    });
    const listed = await server.ask(`/api/sites/${siteId}/sources`);
    expect(listed.body.items).toContainEqual({
      sourceId,
      kind: 'testimony',
      title: 'Former guard',
      reliability: 'B',
      withheld: false,
    });
    const foreign = await judge(id, 'Ben', {
      verdict: 'agree',
      sources: [{ sourceId: crypto.randomUUID(), credibility: 3 }],
    });
    expect(foreign.body.errors).toMatchObject([{ pointer: '/sources/0/sourceId' }]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['no verdict', '/verdict', {}],
    ['an unknown verdict', '/verdict', { verdict: 'maybe' }],
    ['a percentage for a likelihood', '/likelihood', { verdict: 'agree', likelihood: 0.8 }],
    [
      'a rival kept without a reason',
      '/rivals/0/reason',
      { verdict: 'agree', rivals: [{ kind: 'snow', state: 'kept' }] },
    ],
    [
      'a rival named twice',
      '/rivals',
      {
        verdict: 'agree',
        rivals: [
          { kind: 'snow', state: 'open' },
          { kind: 'snow', state: 'open' },
        ],
      },
    ],
    ['an unknown property', '/mood', { verdict: 'agree', mood: 'sure' }],
    ['an empty settlement', '/settles', { verdict: 'agree', settles: ' ' }],
    [
      "a scene that is not the site's",
      '/sources/0/sceneId',
      { verdict: 'agree', sources: [{ ...testimony, sceneId: crypto.randomUUID() }] },
    ],
  ])('is refused with %s', async (_what, pointer, body) => {
    const id = await draw();
    const refused = await judge(id, 'Ben', body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it.each<[string, Record<string, unknown>]>([
    ['Say why you disagree.', { verdict: 'disagree' }],
    ['Say why you disagree.', { verdict: 'disagree', note: ' \n ' }],
    ['Say why you disagree.', { verdict: 'disagree', confidenceReason: 'Two dates', sources: [testimony] }],
    ['Say why there is no such change.', { verdict: 'no_such_change' }],
    [
      'Say why there is no such change.',
      {
        verdict: 'no_such_change',
        rivals: [
          { kind: 'snow', state: 'open', reason: 'In winter' },
          { kind: 'shadow', state: 'dismissed', reason: 'The sun stood alike' },
        ],
      },
    ],
  ])('against the claim is refused without a reason: "%s", %j', async (detail, body) => {
    const id = await draw();
    const refused = await judge(id, 'Ben', body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([{ pointer: '/note', detail }]);
    expect(await statusOf(id)).toBe('observed');
  });

  it.each<[string, Record<string, unknown>]>([
    ['a note', { note: 'A shadow' }],
    ['what settles a dispute', { settles: 'The third date shows it standing', note: ' ' }],
    ['another explanation that is kept', { rivals: [{ kind: 'snow', state: 'kept', reason: 'In winter' }] }],
  ])('against the claim takes %s as its reason', async (_what, body) => {
    for (const verdict of ['disagree', 'no_such_change'])
      expect((await judge(await draw(), 'Ben', { verdict, ...body })).status).toBe(201);
  });

  it('needs no reason where it does not stand against the claim', async () => {
    for (const verdict of ['agree', 'cannot_tell'])
      expect((await judge(await draw(), 'Ben', { verdict })).status).toBe(201);
  });

  it('that was recorded without a reason, before one was asked for, is told and counts as it did', async () => {
    const id = await draw();
    await judge(id, 'Ben', { verdict: 'disagree', note: 'A shadow' });
    await overwrite(server.database, 'assessment', 'set note = null where annotation_id = $1', [id]);
    const { status, body } = await server.ask(`/api/annotations/${id}/assessments`);
    expect([status, body.items]).toEqual([200, [expect.objectContaining({ verdict: 'disagree' })]]);
    expect(body.items[0]).not.toHaveProperty('note');
    expect((await judge(id, 'Cleo', { verdict: 'agree' })).body.status).toBe('disputed');
    expect((await server.ask(`/api/sites/${siteId}/export.geojson`)).status).toBe(200);
  });

  it('names the field of a source that is wrong', async () => {
    const id = await draw();
    const { body } = await judge(id, 'Ben', {
      verdict: 'agree',
      sources: [{ ...testimony, credibility: 7 }],
    });
    expect(body.errors[0].pointer).toMatch(/^\/sources\/0/);
    const url = await judge(id, 'Ben', {
      verdict: 'agree',
      sources: [{ ...testimony, url: 'javascript:alert(1)' }],
    });
    expect(url.status).toBe(422);
  });
});

describe('the acts that move a status', () => {
  it('asks for a second reading', async () => {
    const id = await draw();
    const { status, body } = await server.ask(`/api/annotations/${id}/review-request`, { method: 'POST' });
    expect(status).toBe(200);
    expect(body.properties.status).toBe('in_review');
  });

  it('supersedes and takes that back to what the assessments gave', async () => {
    const [old, better] = [await draw(), await draw()];
    await judge(old, 'Ben', { verdict: 'disagree', note: 'A shadow' });
    const { body } = await server.ask(`/api/annotations/${old}/supersede`, { body: { by: better } });
    expect(body.properties).toMatchObject({ status: 'superseded', supersededBy: better });
    const refused = await server.ask(`/api/annotations/${better}`, {
      method: 'DELETE',
      headers: { 'If-Match': '*' },
    });
    expect(refused.status).toBe(409);
    const back = await server.ask(`/api/annotations/${old}/supersede`, { method: 'DELETE' });
    expect(back.body.properties.status).toBe('disputed');
    expect(back.body.properties.supersededBy).toBeUndefined();
    expect((await server.ask(`/api/annotations/${old}/supersede`, { method: 'DELETE' })).status).toBe(409);
  });

  it('is superseded neither by itself, nor by one that is superseded, nor by one that is not there', async () => {
    const [a, b] = [await draw(), await draw()];
    const by = (id: string, replacement: string) =>
      server.ask(`/api/annotations/${id}/supersede`, { body: { by: replacement } });
    expect((await by(a, a)).status).toBe(422);
    expect((await by(a, crypto.randomUUID())).body.errors).toMatchObject([{ pointer: '/by' }]);
    expect((await by(a, b)).status).toBe(200);
    expect((await by(b, a)).status).toBe(422);
  });
});
