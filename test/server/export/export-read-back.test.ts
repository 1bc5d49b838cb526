import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { square, tower, valley } from '../../support/base/valley.ts';
import { hasGdal, ogrRead } from '../../support/imagery/gdal.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

type Change = Record<string, unknown> & { as?: string };

/** The export of a new site of scenes of these dates, with a change from each scene to the next. */
async function exported(acquisitions: string[], changes: Change[] = [{}], note = '') {
  const { siteId, sceneIds } = await valley(server.database.database, acquisitions);
  for (const { as = 'Ana', ...more } of changes)
    for (const [index, before] of sceneIds.slice(0, -1).entries()) {
      const body = tower(before, sceneIds[index + 1]!, more);
      const drawn = await server.ask(`/api/sites/${siteId}/annotations`, { as, body });
      expect(drawn.status, drawn.text).toBe(201);
      if (note)
        await server.ask(`/api/annotations/${drawn.body.id}/assessments`, {
          as: 'Ben',
          body: { version: 1, verdict: 'agree', confidence: 'low', confidenceReason: note },
        });
    }
  return server.ask(`/api/sites/${siteId}/export.geojson`);
}

const mixed = ['2010', '2011-05', '2012-10-11', '2013-01-01T00:00:00Z', '2014-02-03T23:30:00-05:00'];

describe('dates of the export', () => {
  it('stand as earliest day, latest day, precision, and an instant that is null unless known', async () => {
    const { body } = await exported(mixed);
    const columns = body.features.map(({ properties: p }: { properties: Record<string, unknown> }) => [
      [p.beforeEarliestDay, p.beforeLatestDay, p.beforePrecision, p.beforeInstant],
      [p.afterEarliestDay, p.afterLatestDay, p.afterPrecision, p.afterInstant],
    ]);
    const year = ['2010-01-01', '2010-12-31', 'year', null];
    const month = ['2011-05-01', '2011-05-31', 'month', null];
    const day = ['2012-10-11', '2012-10-11', 'day', null];
    const midnight = ['2013-01-01', '2013-01-01', 'instant', '2013-01-01T00:00:00.000Z'];
    const instant = ['2014-02-04', '2014-02-04', 'instant', '2014-02-04T04:30:00.000Z'];
    expect(columns).toEqual([
      [year, month],
      [month, day],
      [day, midnight],
      [midnight, instant],
    ]);
    expect(body.features[2].properties).toMatchObject({
      lastBeforeEarliestDay: '2012-10-11',
      lastBeforeInstant: null,
      firstAfterLatestDay: '2013-01-01',
      firstAfterInstant: '2013-01-01T00:00:00.000Z',
    });
    expect(body.afterimage.scenes[1]).toMatchObject({
      acquiredEarliestDay: '2011-05-01',
      acquiredLatestDay: '2011-05-31',
      acquiredInstant: null,
    });
  });

  it('stand so beside each source too', async () => {
    const { siteId, sceneIds } = await valley(server.database.database, ['2010', '2012-10-11T02:13:00Z']);
    const { body } = await server.ask(`/api/sites/${siteId}/annotations`, {
      body: tower(sceneIds[0]!, sceneIds[1]!),
    });
    const source = { kind: 'news', title: 'A daily', date: '2013-01', reliability: 'C', credibility: 3 };
    await server.ask(`/api/annotations/${body.id}/assessments`, {
      as: 'Ben',
      body: { version: 1, verdict: 'agree', sources: [source] },
    });
    const { body: whole } = await server.ask(`/api/sites/${siteId}/export.geojson`);
    const { assessments } = whole.features[0].properties;
    expect(assessments[0].sources[0]).toMatchObject({
      date: '2013-01',
      dateEarliestDay: '2013-01-01',
      dateLatestDay: '2013-01-31',
      datePrecision: 'month',
      dateInstant: null,
    });
  });
});

describe.skipIf(!hasGdal)('the export, read back with ogr2ogr', () => {
  it('has columns of one type each, and no day in it becomes an instant', async () => {
    const { types, rows } = await ogrRead((await exported(mixed)).text);
    for (const name of ['before', 'after', 'lastBefore', 'firstAfter'])
      expect(types).toMatchObject({
        [`${name}EarliestDay`]: 'Date',
        [`${name}LatestDay`]: 'Date',
        [`${name}Precision`]: 'String',
        [`${name}Instant`]: 'DateTime',
      });
    expect(rows.map((row) => row.beforeInstant)).toEqual([null, null, null, '2013-01-01T00:00:00Z']);
    expect(rows.map((row) => row.beforeLatestDay)).toEqual([
      '2010-12-31',
      '2011-05-31',
      '2012-10-11',
      '2013-01-01',
    ]);
    const instants = Object.keys(types).filter((name) => types[name] === 'DateTime');
    expect(instants.toSorted()).toEqual([
      'afterInstant',
      'beforeInstant',
      'createdAt',
      'firstAfterInstant',
      'lastBeforeInstant',
      'updatedAt',
    ]);
  });

  it('takes no day for an instant where days and instants alone are mixed', async () => {
    const { types } = await ogrRead((await exported(mixed.slice(2))).text);
    expect(types).toMatchObject({ beforeAcquired: 'Date', afterAcquired: 'Date', lastBefore: 'Date' });
  });

  it('keeps texts that look like something else as they were written', async () => {
    const texts = [
      '2:3',
      '2012-10-11',
      '2012/10/11 10:00',
      '12:30 local time: smoke',
      '1/2/3',
      '1/2/3 gate',
      '7',
    ];
    const written = texts.map((text) => ({
      as: text,
      title: text,
      description: text,
      structure: 'other',
      structureOther: text,
    }));
    const acquisitions = ['2010-11-05', '2012-10-11'];
    for (const one of written) {
      const { text } = await exported(acquisitions, [{}, one], one.title);
      const { types, rows } = await ogrRead(text);
      for (const column of ['title', 'description', 'structureOther', 'createdBy', 'updatedBy'] as const) {
        expect(types[column], `${column} ${one.title}`).toBe('String');
        expect(rows[1]![column]).toBe(one.title);
      }
    }
  });

  it('holds such a text in a column of texts even where nothing else tells that it is one', async () => {
    const { text, body } = await exported(['2010-11-05', '2012-10-11'], [{ title: '2:3', as: '1-2-3' }]);
    expect(body.features[0].properties).toMatchObject({
      title: '2:3',
      textsAsWritten: { title: '2:3', createdBy: '1-2-3', updatedBy: '1-2-3' },
    });
    const { rows } = await ogrRead(text);
    expect(rows[0]!.textsAsWritten).toMatchObject({ title: '2:3' });
    const told = await ogrRead(text, ['DATE_AS_STRING=YES']);
    expect(told.types).toMatchObject({ title: 'String', createdBy: 'String' });
    expect(told.rows[0]!.title).toBe('2:3');
  });

  it('holds there what GDAL would write anew as a list', async () => {
    const { text } = await exported(['2010-11-05', '2012-10-11'], [{ title: '[1]' }, { title: '{"a":1}' }]);
    const { rows } = await ogrRead(text);
    expect(rows.map((row) => row.textsAsWritten)).toEqual([{ title: '[1]' }, { title: '{"a":1}' }]);
  });

  it('knows every text that GDAL would take for something else', async () => {
    const number = fc.constantFrom('0', '1', '07', '12', '31', '2012', '+5', ' 3', 'x');
    const sign = fc.constantFrom(':', '-', '/', ' ', '.', 'T', '', ' gate ');
    const parts = fc.tuple(number, sign, number, sign, number, sign, number);
    const texts = fc.sample(parts, { numRuns: 5_000, seed: 7 });
    const titles = [...new Set(texts.map((parts) => parts.join('').trim()).filter(Boolean))];
    const properties = Object.fromEntries(titles.map((title, index) => [`t${index}`, title]));
    const { types } = await ogrRead(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', geometry: { type: 'Point', coordinates: [0, 0] }, properties }],
      }),
    );
    const taken = titles.filter((_, index) => types[`t${index}`] !== 'String');
    expect(taken.length).toBeGreaterThan(20);
    const { body: whole } = await exported(
      ['2010-11-05', '2012-10-11'],
      taken.map((title) => ({ title })),
    );
    for (const { properties: p } of whole.features) expect(p.textsAsWritten?.title, p.title).toBe(p.title);
  });
});

describe('the box of the export', () => {
  const everywhere = {
    type: 'Polygon',
    coordinates: [
      [
        [-180, -90],
        [0, -90],
        [180, -90],
        [180, 90],
        [0, 90],
        [-180, 90],
        [-180, -90],
      ],
    ],
  };
  const one = (west: number, south = 0) => ({ type: 'Polygon', coordinates: [square(west, south, 1)] });
  const parts = (...polygons: ReturnType<typeof one>[]) => ({
    type: 'MultiPolygon',
    coordinates: polygons.map(({ coordinates }) => coordinates),
  });
  const cut = parts(one(179), one(-180));
  const cap = {
    type: 'Polygon',
    coordinates: [
      [
        [-180, 89],
        [0, 89],
        [180, 89],
        [180, 90],
        [0, 90],
        [-180, 90],
        [-180, 89],
      ],
    ],
  };

  it.each([
    ['one outline cut at the antimeridian', [cut], [179, 0, -179, 1]],
    ['one cut in three parts', [parts(one(179), one(-180), one(178, 2))], [178, 0, -179, 3]],
    ['a cut outline and one far to the east', [cut, one(100, 5)], [100, 0, -179, 6]],
    ['a cut outline and one far to the west', [one(-100), cut], [179, 0, -99, 1]],
    ['outlines on both sides of it', [one(170), one(-171)], [170, 0, -170, 1]],
    ['outlines less than half the world apart, over it', [one(-101), one(100)], [100, 0, -100, 1]],
    ['an outline of two parts, over it', [parts(one(-101), one(100))], [100, 0, -100, 1]],
    ['an outline that ends at it', [one(179)], [179, 0, 180, 1]],
    ['an outline that begins at it', [one(-180)], [-180, 0, -179, 1]],
    ['one around a pole', [cap], [-180, 89, 180, 90]],
    ['the whole world', [everywhere, cut], [-180, -90, 180, 90]],
    ['ordinary outlines', [one(10), one(20, -3)], [10, -3, 21, 1]],
  ])('is the tightest there is: %s', async (_, outlines, box) => {
    const { siteId, sceneIds } = await valley(server.database.database);
    await server.database.database
      .updateTable('scene')
      .set({ footprint: JSON.stringify(everywhere) })
      .where('site_id', '=', siteId)
      .execute();
    for (const geometry of outlines) {
      const drawn = await server.ask(`/api/sites/${siteId}/annotations`, {
        body: tower(sceneIds[0]!, sceneIds[1]!, { geometry }),
      });
      expect(drawn.status, drawn.text).toBe(201);
    }
    const { body } = await server.ask(`/api/sites/${siteId}/export.geojson`);
    expect(body.bbox).toEqual(box);
  });
});
