import { check } from '@placemarkio/check-geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { square, tower, valley } from '../../support/base/valley.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
let siteId: string;
let scenes: string[];
let address: string;

beforeAll(async () => {
  server = await testApp();
  ({ siteId, sceneIds: scenes } = await valley(server.database.database));
  address = `/api/sites/${siteId}/export.geojson`;
  const draw = (more: Record<string, unknown>) =>
    server.ask(`/api/sites/${siteId}/annotations`, { body: tower(scenes[0]!, scenes[2]!, more) });
  const { body } = await draw({ title: 'Tower by the ford' });
  await draw({
    structure: 'gate',
    geometry: { type: 'Polygon', coordinates: [square(129.95, 42.55, 0.001)] },
  });
  await server.ask(`/api/annotations/${body.id}/assessments`, {
    as: 'Ben',
    body: {
      version: 1,
      verdict: 'agree',
      confidence: 'moderate',
      confidenceReason: 'Two dates agree',
      likelihood: 'likely',
      sources: [
        { kind: 'news', title: 'A daily', url: 'https://example.org/a', reliability: 'C', credibility: 3 },
        {
          kind: 'testimony',
          title: 'Witness Heron',
          note: 'Seoul',
          reliability: 'B',
          credibility: 2,
          withheld: true,
        },
      ],
      rivals: [{ kind: 'shadow', state: 'dismissed', reason: 'Same sun' }],
    },
  });
});
afterAll(() => server.close());

describe('the live export', () => {
  it('is a file that a stranger can read: named, typed, after RFC 7946', async () => {
    const { status, headers, text } = await server.ask(address);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('application/geo+json');
    expect(headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="T\w{4}-\d{4}-\d\d-\d\d\.geojson"$/,
    );
    expect(() => check(text)).not.toThrow();
    expect(text.indexOf('"bbox"')).toBeLessThan(text.indexOf('"afterimage"'));
    expect(text.indexOf('"afterimage"')).toBeLessThan(text.indexOf('"features"'));
    expect(text).not.toContain('"crs":{');
  });

  it('says what it is, of when, made from which scenes, and that they are synthetic', async () => {
    const { body } = await server.ask(address);
    expect(body.bbox).toEqual([129.93, 42.54, 129.951, 42.551]);
    expect(body.afterimage).toMatchObject({
      format: 'afterimage-export',
      software: { name: 'Afterimage' },
      synthetic: expect.stringContaining('SYNTHETIC'),
      counts: { annotations: 2, observed: 1, corroborated: 1 },
      history: { seq: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(body.afterimage.scenes).toHaveLength(3);
    expect(body.afterimage.scenes[0]).toMatchObject({
      acquired: '2010-11-05',
      acquiredPrecision: 'day',
      original: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      offset: { east: 0, north: 0 },
    });
    const history = await server.ask(`/api/history?siteId=${siteId}`);
    expect(body.afterimage.history.hash).toBe(history.body.items.at(-1).hash);
  });

  it('gives each annotation with all that is needed to judge it, the gist of it flat', async () => {
    const { body } = await server.ask(address);
    const { properties } = body.features[0];
    expect(properties).toMatchObject({
      number: expect.stringMatching(/-001$/),
      status: 'corroborated',
      selfDeclared: true,
      synthetic: true,
      likelihood: 'likely',
      confidence: 'moderate',
      confidenceReason: 'Two dates agree',
      beforeAcquired: '2010-11-05',
      afterAcquired: '2012-10-11',
      beforeSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      lastBefore: '2010-11-05',
      firstAfter: '2012-10-11',
      newestVerdict: 'agree',
      newestVerdictBy: 'Ben',
      sourcesInShort: 'news: A daily (C3); testimony: withheld (B2)',
      rivalsDismissed: 'shadow',
      createdBy: 'Ana',
    });
    expect(properties.assessments[0]).toMatchObject({ verdict: 'agree', by: 'Ben', secondReading: true });
    expect(body.features[1].properties.assessments).toEqual([]);
  });

  it('keeps the words of a withheld source to itself', async () => {
    expect((await server.ask(address)).text).not.toMatch(/Heron|Seoul/);
  });

  it('gives what the filters give, and an empty collection where they give nothing', async () => {
    const gates = await server.ask(`${address}?structure=gate`);
    expect(gates.body.features).toHaveLength(1);
    expect(gates.body.afterimage.filter).toEqual({ structure: ['gate'] });
    const none = await server.ask(`${address}?status=disputed`);
    expect(none.body).toMatchObject({ features: [], afterimage: { counts: { annotations: 0 } } });
    expect(none.body.bbox).toBeUndefined();
    expect(() => check(none.text)).not.toThrow();
    expect((await server.ask(`${address}?limit=3`)).body.errors).toMatchObject([{ pointer: '?limit' }]);
  });

  it('is of one moment: what is drawn while it is read is not in it', async () => {
    const site = await valley(server.database.database);
    const post = () =>
      server.ask(`/api/sites/${site.siteId}/annotations`, {
        body: tower(site.sceneIds[0]!, site.sceneIds[1]!),
      });
    for (let count = 0; count < 3; count++) await post();
    const response = await server.app.request(
      `http://127.0.0.1:4322/api/sites/${site.siteId}/export.geojson`,
    );
    const reader = response.body!.getReader();
    const first = await reader.read();
    await post();
    let text = new TextDecoder().decode(first.value);
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += new TextDecoder().decode(part.value);
    const { afterimage, features } = JSON.parse(text);
    expect(features).toHaveLength(3);
    expect(afterimage.counts.annotations).toBe(3);
  });

  it('lets go of its connection when the reader leaves', async () => {
    const site = await valley(server.database.database);
    for (let round = 0; round < 40; round++) {
      const response = await server.app.request(
        `http://127.0.0.1:4322/api/sites/${site.siteId}/export.geojson`,
      );
      await response.body!.cancel();
    }
    expect((await server.ask(`/api/sites/${site.siteId}/annotations`)).status).toBe(200);
  });

  it('around the antimeridian has a box whose west lies east of its east', async () => {
    const site = await valley(server.database.database);
    await server.database.database
      .updateTable('scene')
      .set({
        footprint: JSON.stringify({
          type: 'MultiPolygon',
          coordinates: [[square(170, 0, 10)], [square(-180, 0, 10)]],
        }),
      })
      .where('site_id', '=', site.siteId)
      .execute();
    for (const west of [175, -175])
      await server.ask(`/api/sites/${site.siteId}/annotations`, {
        body: tower(site.sceneIds[0]!, site.sceneIds[1]!, {
          geometry: { type: 'Polygon', coordinates: [square(west, 1, 1)] },
        }),
      });
    const { body } = await server.ask(`/api/sites/${site.siteId}/export.geojson`);
    expect(body.bbox).toEqual([175, 1, -174, 2]);
  });
});
