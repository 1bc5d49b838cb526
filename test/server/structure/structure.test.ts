import { check } from '@placemarkio/check-geojson';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedFeatureSchema } from '#domain/export/export.contract.ts';
import { openApiDocument } from '../../../server/api/openapi.document.ts';
import { tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { overwrite } from '../../support/server/database.ts';

let server: TestApp;
let siteId: string;
let scenes: [string, string, string];

beforeAll(async () => {
  server = await testApp();
  const site = await valley(server.database.database);
  siteId = site.siteId;
  scenes = site.sceneIds as typeof scenes;
});
afterAll(() => server.close());

const draw = async (more: Record<string, unknown> = {}) =>
  (await server.ask(`/api/sites/${siteId}/annotations`, { body: tower(scenes[0], scenes[2], more) })).body;
const read = async (id: string) => (await server.ask(`/api/annotations/${id}`)).body;
const see = (structureId: string, as: string, body: Record<string, unknown>) =>
  server.ask(`/api/structures/${structureId}/sightings`, { as, body });

describe('sightings', () => {
  it('narrow the bracket of the change, the newest of an observer standing', async () => {
    const { id, properties: drawn } = await draw();
    const { structureId } = drawn;
    expect((await see(structureId, 'Ana', { sceneId: scenes[1], state: 'razed' })).status).toBe(201);
    await see(structureId, 'Ana', { sceneId: scenes[1], state: 'intact' });
    const { properties } = await read(id);
    expect(properties.changeBracket).toMatchObject({
      lastBefore: { sceneId: scenes[1], acquired: '2011-05-21' },
      firstAfter: { sceneId: scenes[2] },
    });
    expect(properties.revision).toBe(3);
    const { body } = await server.ask(`/api/structures/${structureId}/sightings`);
    expect(body.items.map(({ state, stands }: Record<string, unknown>) => [state, stands])).toEqual([
      ['razed', false],
      ['intact', true],
    ]);
    expect(
      (await see(structureId, 'Ana', { sceneId: scenes[1], state: 'obscured' })).body.errors,
    ).toMatchObject([{ pointer: '/obscuredBy' }]);
    expect(
      (await see(structureId, 'Ana', { sceneId: crypto.randomUUID(), state: 'intact' })).body.errors,
    ).toMatchObject([{ pointer: '/sceneId' }]);
  });

  it('of one observer are his, however his name was stored before: the newest stands', async () => {
    const { id, properties } = await draw();
    for (const state of ['razed', 'intact'])
      await see(properties.structureId, 'Kim Min', { sceneId: scenes[1], state });
    await overwrite(
      server.database,
      'sighting',
      `set observer = $1 where structure_id = $2 and state = 'razed'`,
      ['Kim\u00a0\u202e Min', properties.structureId],
    );
    const { body } = await server.ask(`/api/structures/${properties.structureId}/sightings`);
    expect(body.items.map(({ stands }: Record<string, unknown>) => stands)).toEqual([false, true]);
    expect((await read(id)).properties.changeBracket.lastBefore.sceneId).toBe(scenes[1]);
    const { body: whole } = await server.ask(`/api/sites/${siteId}/export.geojson`);
    const told = whole.features.find((feature: { id: string }) => feature.id === id).properties;
    expect(told.sightings).toMatchObject([{ observer: 'Kim Min', state: 'intact' }]);
  });

  it('that are sent again under the same id are recorded once, whoever asks how often', async () => {
    const { properties } = await draw();
    const mark = {
      id: crypto.randomUUID(),
      sceneId: scenes[1],
      state: 'intact',
      note: 'Its shadow is there',
    };
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => see(properties.structureId, 'Ana', mark)),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 201]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies[0]!.body).toMatchObject({ ...mark, observer: 'Ana', stands: true });
    expect((await see(properties.structureId, 'Ana', { ...mark, state: 'razed' })).status).toBe(409);
    expect((await see(properties.structureId, 'Ben', mark)).status).toBe(409);
    const { body } = await server.ask(`/api/structures/${properties.structureId}/sightings`);
    expect(body.items).toHaveLength(1);
    const history = await server.ask(`/api/history?siteId=${siteId}&limit=10000`);
    const told = history.body.items.filter(
      ({ entityId }: { entityId: string }) => entityId === properties.structureId,
    );
    expect(told).toMatchObject([
      { act: 'structure.sighted', change: { sightingId: mark.id, state: 'intact' } },
    ]);
  });
});

describe('a sighting that is withdrawn', () => {
  const withdraw = (id: string, as: string) => server.ask(`/api/sightings/${id}`, { method: 'DELETE', as });
  const list = async (structureId: string) =>
    (await server.ask(`/api/structures/${structureId}/sightings`)).body.items;
  const told = async (structureId: string) =>
    (await server.ask(`/api/history?siteId=${siteId}&limit=10000`)).body.items.filter(
      ({ entityId }: { entityId: string }) => entityId === structureId,
    );
  const exported = async (structureId: string) =>
    (await server.ask(`/api/sites/${siteId}/export.geojson?structureId=${structureId}`)).body.features[0]
      .properties;

  it('no longer stands, stays on record, and the bracket, the export and the one before follow', async () => {
    const { id, properties } = await draw();
    const { structureId } = properties;
    const [first, second] = [
      (await see(structureId, 'Ana', { sceneId: scenes[1], state: 'intact' })).body,
      (await see(structureId, 'Ana', { sceneId: scenes[1], state: 'razed' })).body,
    ];
    const { revision } = (await read(id)).properties;
    const { status, text } = await withdraw(second.id, 'Ana');
    expect([status, text]).toEqual([204, '']);
    expect(await list(structureId)).toEqual([
      { ...first, stands: true },
      {
        ...second,
        stands: false,
        withdrawn: { by: 'Ana', at: expect.stringMatching(/Z$/) },
      },
    ]);
    const { properties: now } = await read(id);
    expect(now.revision).toBe(revision + 1);
    expect(now.changeBracket.lastBefore).toMatchObject({ sceneId: scenes[1], state: 'intact' });
    expect((await exported(structureId)).sightings).toMatchObject([{ sceneId: scenes[1], state: 'intact' }]);

    await withdraw(first.id, 'Ana');
    expect((await list(structureId)).map(({ stands }: { stands: boolean }) => stands)).toEqual([
      false,
      false,
    ]);
    expect((await read(id)).properties.changeBracket.lastBefore.sceneId).toBe(scenes[0]);
    expect((await exported(structureId)).sightings).toEqual([]);
    expect(
      (await told(structureId)).map(({ act, change }: Record<string, unknown>) => [act, change]),
    ).toEqual([
      ['structure.sighted', expect.objectContaining({ sightingId: first.id })],
      ['structure.sighted', expect.objectContaining({ sightingId: second.id })],
      ['structure.sighting_withdrawn', { sightingId: second.id }],
      ['structure.sighting_withdrawn', { sightingId: first.id }],
    ]);
  });

  it('changes nothing of what stands where a newer one does, nor of what others saw', async () => {
    const { structureId } = (await draw()).properties;
    const older = (await see(structureId, 'Ana', { sceneId: scenes[1], state: 'intact' })).body;
    await see(structureId, 'Ana', { sceneId: scenes[1], state: 'damaged' });
    await see(structureId, 'Ben', { sceneId: scenes[1], state: 'razed' });
    await withdraw(older.id, 'Ana');
    expect((await exported(structureId)).sightings).toMatchObject([
      { observer: 'Ana', state: 'damaged' },
      { observer: 'Ben', state: 'razed' },
    ]);
  });

  it('is withdrawn once, whoever asks how often, and is not stored anew by being sent again', async () => {
    const { id, properties } = await draw();
    const { structureId } = properties;
    const mark = { id: crypto.randomUUID(), sceneId: scenes[1], state: 'intact' };
    await see(structureId, 'Ana', mark);
    const replies = await Promise.all(Array.from({ length: 4 }, () => withdraw(mark.id, 'Ana')));
    expect(replies.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    const again = await see(structureId, 'Ana', mark);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ stands: false, withdrawn: { by: 'Ana' } });
    expect(await told(structureId)).toHaveLength(2);
    expect((await read(id)).properties.revision).toBe(3);
    const anew = await see(structureId, 'Ana', { ...mark, id: crypto.randomUUID() });
    expect([anew.status, anew.body.stands]).toEqual([201, true]);
  });

  it('is withdrawn by its observer alone, however the name is written', async () => {
    const { structureId } = (await draw()).properties;
    const { body } = await see(structureId, 'Kim Min', { sceneId: scenes[1], state: 'intact' });
    for (const as of ['Ana', 'Kim', 'unnamed']) {
      const refused = await withdraw(body.id, as);
      expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('conflict')]);
      expect(refused.body.detail).toBe('Somebody else recorded this sighting. Only they can withdraw it.');
    }
    expect((await list(structureId))[0]).toMatchObject({ stands: true });
    expect((await withdraw(body.id, 'kim MIN')).status).toBe(204);
    expect((await list(structureId))[0].withdrawn.by).toBe('kim MIN');
    expect((await withdraw(body.id, 'Ana')).status).toBe(409);
  });

  it('has to be one that is there, and named by its id', async () => {
    const none = await withdraw(crypto.randomUUID(), 'Ana');
    expect([none.status, none.body.detail]).toEqual([404, 'There is no sighting under this id.']);
    expect((await withdraw('first', 'Ana')).status).toBe(404);
    const { body } = await see((await draw()).properties.structureId, 'Ana', {
      sceneId: scenes[1],
      state: 'intact',
    });
    const unsigned = await server.ask(`/api/sightings/${body.id}`, {
      method: 'DELETE',
      headers: { Analyst: '' },
    });
    expect(unsigned.status).toBe(400);
  });

  it('cannot be taken out of the database, nor its withdrawal', async () => {
    const { structureId } = (await draw()).properties;
    const { body } = await see(structureId, 'Ana', { sceneId: scenes[1], state: 'intact' });
    await withdraw(body.id, 'Ana');
    for (const act of ['delete from sighting_withdrawal', `update sighting_withdrawal set by = 'Ben'`])
      await expect(sql.raw(act).execute(server.database.database)).rejects.toThrow();
  });
});

describe('a claim whose scenes its author could not judge', () => {
  it('says nothing seen, and that it rests on images that are marked obscured', async () => {
    const { properties } = await draw();
    const { structureId } = properties;
    for (const sceneId of [scenes[0], scenes[2]])
      await see(structureId, properties.createdBy, { sceneId, state: 'obscured', obscuredBy: 'cloud' });
    const { body } = await server.ask(`/api/sites/${siteId}/export.geojson?structureId=${structureId}`);
    expect(body.features[0].properties).toMatchObject({
      changeBracket: {},
      changeBracketWords: 'No image here could be judged.',
      sightingContradictions:
        'The claim rests on the image of 5 November 2010, which is marked obscured. ' +
        'The claim rests on the image of 11 October 2012, which is marked obscured.',
    });
  });
});

describe('the export', () => {
  it('tells the bracket in words, what contradicts, and every sighting that stands', async () => {
    const { id, properties } = await draw();
    const { structureId } = properties;
    const exported = async () => {
      const { body, text } = await server.ask(
        `/api/sites/${siteId}/export.geojson?structureId=${structureId}`,
      );
      expect(() => check(text)).not.toThrow();
      expect(body.features).toHaveLength(1);
      return exportedFeatureSchema.strict().parse(body.features[0]).properties;
    };
    const plain = await exported();
    expect(plain.changeBracketWords).toBe(
      'Last seen standing 5 November 2010, first seen razed 11 October 2012.',
    );
    expect(plain).not.toHaveProperty('sightingContradictions');
    expect(plain.sightings).toEqual([]);

    await see(structureId, 'Ana', { sceneId: scenes[2], state: 'obscured', obscuredBy: 'cloud' });
    await see(structureId, 'Ben', { sceneId: scenes[2], state: 'intact', note: 'Both legs and the roof' });
    await see(structureId, 'Ana', { sceneId: scenes[1], state: 'intact' });
    await see(structureId, 'Ana', { sceneId: scenes[1], state: 'razed' });
    const told = await exported();
    expect(told.changeBracketWords).toBe(
      'Ana: last seen standing 5 November 2010, first seen razed 21 May 2011. ' +
        'Ben: last seen standing 11 October 2012; judged no later image.',
    );
    expect(told.sightingContradictions).toBe(
      'The claim rests on the image of 11 October 2012, which is marked obscured. ' +
        'Marked intact still on 11 October 2012, after the change. ' +
        'Marked intact on 11 October 2012 after it was marked razed on 21 May 2011: it may have been built again, or one of the two is wrong.',
    );
    expect(told).not.toHaveProperty('lastBefore');
    expect(told.sightings).toEqual([
      {
        observer: 'Ana',
        sceneId: scenes[1],
        acquired: '2011-05-21',
        state: 'razed',
        at: expect.stringMatching(/Z$/),
      },
      expect.objectContaining({ observer: 'Ana', state: 'obscured', obscuredBy: 'cloud' }),
      expect.objectContaining({ observer: 'Ben', state: 'intact', note: 'Both legs and the roof' }),
    ]);
    const { changeBracket, changeBrackets } = (await read(id)).properties;
    expect(changeBracket).toBeNull();
    expect(changeBrackets).toEqual(told.changeBrackets);
  });

  it('describes all that it adds, none of which is taken back in', async () => {
    const { components } = openApiDocument();
    const described = JSON.stringify(components?.schemas?.ExportedAnnotation);
    for (const name of ['changeBracketWords', 'sightingContradictions', 'sightings']) {
      expect(described).toContain(`"${name}"`);
      const { status, body } = await server.ask(`/api/sites/${siteId}/annotations`, {
        body: tower(scenes[0], scenes[2], { [name]: [] }),
      });
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ pointer: `/properties/${name}` }]);
    }
  });
});

describe('an annotation', () => {
  const change = async (id: string, more: Record<string, unknown>) => {
    const { etag } = await server.ask(`/api/annotations/${id}`);
    return server.ask(`/api/annotations/${id}`, {
      method: 'PUT',
      headers: { 'If-Match': etag },
      body: tower(scenes[0], scenes[2], more),
    });
  };
  const ofStructure = async (structureId: string) =>
    (await server.ask(`/api/sites/${siteId}/annotations?structureId=${structureId}`)).body.features.map(
      ({ id }: { id: string }) => id,
    );

  it('can be said to be of the structure of another, which is no new claim, and is told in history', async () => {
    const [razed, rebuilt] = [await draw(), await draw({ change: 'constructed' })];
    const { structureId } = razed.properties;
    await see(structureId, 'Ana', { sceneId: scenes[1], state: 'absent' });
    const { status, body } = await change(rebuilt.id, { change: 'constructed', structureId });
    expect(status).toBe(200);
    expect(body.properties).toMatchObject({ structureId, version: 1, status: 'observed' });
    expect(body.properties.changeBracket.lastBefore.sceneId).toBe(scenes[1]);
    expect(await ofStructure(structureId)).toEqual([razed.id, rebuilt.id]);
    const history = await server.ask(`/api/annotations/${rebuilt.id}/history`);
    expect(history.body.items.at(-1)).toMatchObject({
      act: 'annotation.details_changed',
      change: {
        details: { old: { structureId: rebuilt.properties.structureId }, new: { structureId } },
      },
    });
  });

  it('goes back to the structure that it was drawn with, and to its sightings, when it is its own again', async () => {
    const [razed, other] = [await draw(), await draw()];
    const own = other.properties.structureId;
    await see(own, 'Ana', { sceneId: scenes[1], state: 'damaged' });
    await change(other.id, { structureId: razed.properties.structureId });
    expect((await read(other.id)).properties.changeBracket.lastBefore.state).toBeUndefined();
    const back = await change(other.id, { structureId: null });
    expect(back.body.properties.structureId).toBe(own);
    expect(back.body.properties.changeBracket.lastBefore.state).toBe('damaged');
    expect((await change(other.id, { structureId: null })).body.properties.structureId).toBe(own);
  });

  it('gets a new structure where the one that it was drawn with is that of another', async () => {
    const razed = await draw();
    const { structureId } = razed.properties;
    const other = await draw({ structureId });
    const parted = (await change(other.id, { structureId: null })).body.properties.structureId;
    expect(parted).not.toBe(structureId);
    expect(await ofStructure(structureId)).toEqual([razed.id]);
    expect(await ofStructure(parted)).toEqual([other.id]);
  });

  it('is refused a structure of another site in one sentence', async () => {
    const elsewhere = await valley(server.database.database);
    const foreign = await server.ask(`/api/sites/${elsewhere.siteId}/annotations`, {
      body: tower(elsewhere.sceneIds[0]!, elsewhere.sceneIds[1]!),
    });
    const { id } = await draw();
    const { status, body } = await change(id, { structureId: foreign.body.properties.structureId });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      {
        pointer: '/properties/structureId',
        detail: 'The structure is not one of this site: leave it out to make a new one.',
      },
    ]);
  });
});
