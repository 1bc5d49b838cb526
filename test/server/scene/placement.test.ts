import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '#imagery/geo-key/geo-keys.ts';
import { type TiffField, tags } from '#imagery/tiff/tiff.ts';
import { esri } from '../../support/imagery/well-known-text.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { uploadForm, valleyTiff } from '../../support/server/upload.ts';

let server: TestApp;
let siteId: string;

beforeAll(async () => {
  server = await testApp();
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
});
afterAll(() => server.close());

async function add(shade: number, fields: TiffField[], more: object) {
  const response = await server.app.request(`http://127.0.0.1:4322/api/sites/${siteId}/scenes`, {
    method: 'POST',
    headers: { Analyst: 'Ana' },
    body: uploadForm({ acquired: '2012', ...more }, valleyTiff(shade, { fields })),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what a reply holds is what the tests are to find out.
  return { status: response.status, body: (await response.json()) as any };
}

async function ready(id: string) {
  await server.server.ingests.idle();
  return (await server.ask(`/api/scenes/${id}`)).body;
}

async function historyOf(id: string) {
  const { text } = await server.ask(`/api/history?siteId=${siteId}`);
  return (
    text
      .split('\n')
      .filter((line) => line.includes(id))
      .join('\n') || text
  );
}

describe('a scene whose file does not say where it lies', () => {
  it('is refused in a sentence that says what to give', async () => {
    const { status, body } = await add(1, [], {});
    expect(status).toBe(422);
    expect(body.reason).toBe('georeference_missing');
    expect(body.detail).toMatch(/corners or some control points/);
  });

  it('is placed by its corners, on record as the word of who gave them', async () => {
    const corners = [
      [129.9, 42.6],
      [129.9064, 42.6],
      [129.9064, 42.5936],
      [129.9, 42.5936],
    ];
    const { status, body } = await add(2, [], { placement: { kind: 'corners', corners } });
    expect(status).toBe(202);
    const scene = await ready(body.id);
    expect(scene).toMatchObject({
      state: 'ready',
      crs: 'EPSG:4326',
      placement: { origin: 'corners', by: 'Ana', given: { kind: 'corners', corners }, resampled: false },
    });
    expect(scene.footprint.coordinates[0]).toContainEqual([129.9064, 42.5936]);
    const history = await historyOf(scene.id);
    expect(history).toContain('"origin":"corners"');
    expect(history).toContain('129.9064');
  });

  it("is placed by a world file and ESRI's text of a polar system beside it", async () => {
    const crs = esri('Stereographic_North_Pole', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: -45,
      Standard_Parallel_1: 70,
    }).replace('Grid_of_my_own', 'WGS_1984_NSIDC_Sea_Ice_Polar_Stereographic_North');
    const transform = [0.5, 0, 0, -0.5, -11_397.5, -2_176_743.5];
    const { body } = await add(8, [], { placement: { kind: 'grid', crs, transform } });
    const scene = await ready(body.id);
    expect(scene).toMatchObject({ state: 'ready', crs: 'EPSG:3413', placement: { given: { crs } } });
    // PROJ 9.1.1 has the upper left corner at 45.3000064 W 70.1000001 N.
    const [longitude, latitude] = scene.footprint.coordinates[0][0];
    expect(longitude).toBeCloseTo(-45.3000064, 5);
    expect(latitude).toBeCloseTo(70.1000001, 5);
  });

  it('is placed by control points that turn it, and told to be resampled, with the residual', async () => {
    const points = [
      [0, 0, 576_000, 4_710_000],
      [64, 0, 576_025, 4_710_019],
      [64, 64, 576_044, 4_709_994],
      [0, 64, 576_019, 4_709_975],
    ].map(([column, row, x, y]) => ({ column, row, x, y }));
    const placement = { kind: 'control_points', crs: 'EPSG:32652', points };
    const { body } = await add(3, [], { placement });
    const scene = await ready(body.id);
    expect(scene).toMatchObject({
      state: 'ready',
      crs: 'EPSG:32652',
      placement: { origin: 'control_points', residual: { points: 4 }, resampled: true },
    });
    expect(scene.placement.residual.pixels).toBeLessThan(0.01);
    expect(scene.width).toBeGreaterThan(64);
    expect(scene.bands.map(({ alpha }: { alpha?: boolean }) => alpha ?? false)).toEqual([false, true]);
  });

  it('has no residual where three points place it, which leave none to check it by', async () => {
    const points = [
      [0, 0, 576_000, 4_710_000],
      [64, 0, 576_032, 4_710_000],
      [0, 64, 576_000, 4_709_968],
    ].map(([column, row, x, y]) => ({ column, row, x, y }));
    const { body } = await add(6, [], { placement: { kind: 'control_points', crs: 'EPSG:32652', points } });
    const { placement } = await ready(body.id);
    expect(placement).toMatchObject({ origin: 'control_points', residual: null });
    expect(await historyOf(body.id)).toContain('"residual":null');
  });

  it.each([
    ['two points', { kind: 'control_points', points: [] }, 'invalid'],
    ['no system', { kind: 'grid', crs: '?' }, 'invalid'],
    ['a system that is not known', { kind: 'grid', crs: 'somewhere' }, 'file_refused'],
    ['figures that are none', { kind: 'corners', corners: [['a', 1]] }, 'invalid'],
    ['another planet', { kind: 'grid', crs: '+proj=longlat +a=3396190 +b=3376200' }, 'file_refused'],
  ])('is refused with %s', async (_, placement, code) => {
    const { status, body } = await add(4, [], { placement });
    expect(status).toBe(422);
    expect(body.type).toContain(code);
  });
});

describe('a scene that would lie unusually', () => {
  const west = 129.9;
  const [east, north, south] = [129.9064, 42.6, 42.5936];
  const [upperLeft, upperRight, lowerRight, lowerLeft] = [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ] as const;
  const corners = (...given: (readonly number[])[]) => ({ kind: 'corners', corners: given });
  const points = (off: number) => ({
    kind: 'control_points',
    crs: 'EPSG:32652',
    points: [
      [0, 0, 576_000, 4_710_000],
      [64, 0, 576_032, 4_710_000],
      [64, 64, 576_032 + off, 4_709_968],
      [0, 64, 576_000, 4_709_968],
    ].map(([column, row, x, y]) => ({ column, row, x, y })),
  });

  it.each([
    ['mirrored', corners(upperRight, upperLeft, lowerLeft, lowerRight), 'The image would be mirrored.'],
    ['mirrored', corners(lowerLeft, lowerRight, upperRight, upperLeft), 'The image would be mirrored.'],
    ['mirrored', corners(upperLeft, lowerLeft, lowerRight, upperRight), 'The image would be mirrored.'],
    [
      'turned',
      corners(lowerRight, lowerLeft, upperLeft, upperRight),
      'The image would be turned: its upper edge would face south.',
    ],
    [
      'turned',
      corners(upperRight, lowerRight, lowerLeft, upperLeft),
      'The image would be turned: its upper edge would face east.',
    ],
    [
      'stretched',
      corners(upperLeft, [west + 0.064, north], [west + 0.064, south], lowerLeft),
      'A pixel would be 82 m wide and 11 m high.',
    ],
    [
      'stretched',
      { kind: 'grid', crs: 'EPSG:32652', transform: [0.5, 0, 0, -5, 576_000, 4_710_000] },
      'A pixel would be 0.5 m wide and 5 m high.',
    ],
    [
      'askew',
      { kind: 'grid', crs: 'EPSG:32652', transform: [0.5, 0, 0.5, -0.5, 576_000, 4_710_000] },
      'The image would be askew: its edges would meet at 45 degrees.',
    ],
    [
      'points_off',
      corners(upperLeft, upperRight, [east + 0.002, south], lowerLeft),
      'The corners would be missed by 4.3 pixels on average.',
    ],
    ['points_off', points(4), 'The control points would be missed by 1.9 pixels on average.'],
    ['size', corners([-80, 60], [80, 60], [80, -60], [-80, -60]), 'The image would be 17811 km long.'],
    [
      'size',
      { kind: 'grid', crs: 'EPSG:32652', transform: [0.0005, 0, 0, -0.0005, 576_000, 4_710_000] },
      'A pixel would be 0.5 mm large.',
    ],
  ])('is not taken until somebody says that it is meant: %s', async (code, placement, sentence) => {
    const { status, body } = await add(6, [], { placement });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      type: '/problems/placement_not_accepted',
      errors: [{ pointer: '/acceptPlacement' }],
      doubts: [{ code, sentence }],
    });
    expect(body.detail).toContain(sentence);
    const another = code === 'askew' ? 'mirrored' : 'askew';
    expect((await add(6, [], { placement, acceptPlacement: [another] })).status).toBe(422);
  });

  it('keeps who said that it is meant, and when, in the scene and the history', async () => {
    const placement = corners(upperRight, upperLeft, lowerLeft, lowerRight);
    const { status, body } = await add(7, [], { placement, acceptPlacement: ['mirrored'] });
    expect(status).toBe(202);
    expect(body.placement.confirmed).toMatchObject({ doubts: [{ code: 'mirrored' }], by: 'Ana' });
    expect((await ready(body.id)).state).toBe('ready');
    expect(await historyOf(body.id)).toContain('"sentence":"The image would be mirrored."');
  });

  it('is asked about by the pixels of its own file, too, but not by the order of its rows', async () => {
    const fieldsOf = (matrix: number[]): TiffField[] => [
      {
        tag: tags.modelTransformation,
        type: 'double',
        values: [...matrix, 0, 0, 0, 0, 0, 0, 0, 1],
      },
      {
        tag: tags.geoKeyDirectory,
        type: 'short',
        values: [
          1,
          1,
          0,
          3,
          keys.model,
          0,
          1,
          1,
          keys.rasterType,
          0,
          1,
          1,
          keys.projectedSystem,
          0,
          1,
          32652,
        ],
      },
    ];
    const fromTheSouth = fieldsOf([0.5, 0, 0, 576_000, 0, 0.5, 0, 4_710_000]);
    expect((await add(10, fromTheSouth, {})).status).toBe(202);
    const longPixels = fieldsOf([5, 0, 0, 576_000, 0, -0.5, 0, 4_710_000]);
    const { status, body } = await add(8, longPixels, {});
    expect(status).toBe(422);
    expect(body).toMatchObject({
      type: '/problems/placement_not_accepted',
      doubts: [{ code: 'stretched' }],
    });
    expect((await add(8, longPixels, { acceptPlacement: ['stretched'] })).status).toBe(202);
  });

  it('whose corners cross is refused, whatever is said', async () => {
    const placement = corners(upperRight, upperLeft, lowerRight, lowerLeft);
    const { status, body } = await add(9, [], { placement, acceptPlacement: ['mirrored', 'points_off'] });
    expect(status).toBe(422);
    expect(body.detail).toMatch(/sides would cross.*in this order/);
  });
});

describe('a scene in a datum whose shift is not at hand', () => {
  const nad27: TiffField[] = [
    {
      tag: tags.modelTransformation,
      type: 'double',
      values: [0.5, 0, 0, 500_000, 0, -0.5, 0, 4_100_000, 0, 0, 0, 0, 0, 0, 0, 1],
    },
    {
      tag: tags.geoKeyDirectory,
      type: 'short',
      values: [1, 1, 0, 3, keys.model, 0, 1, 1, keys.rasterType, 0, 1, 1, keys.projectedSystem, 0, 1, 26711],
    },
  ];

  it('is not taken until somebody accepts how far it may lie off', async () => {
    const { status, body } = await add(5, nad27, {});
    expect(status).toBe(422);
    expect(body.type).toContain('accuracy_not_accepted');
    expect(body.detail).toMatch(/up to 25\sm.*NAD27/);
    expect(body.accuracy).toMatchObject({ metres: 25 });
  });

  it('keeps who accepted it, and when, in the scene, its STAC item and the history', async () => {
    const { status, body } = await add(5, nad27, { acceptAccuracy: true });
    expect(status).toBe(202);
    expect(body.accuracy).toMatchObject({ metres: 25, acceptedBy: 'Ana' });
    expect(Date.parse(body.accuracy.acceptedAt)).not.toBeNaN();
    expect(await historyOf(body.id)).toContain('"acceptedBy":"Ana"');
    const { body: item } = await server.ask(`/api/scenes/${body.id}/stac.json`);
    expect(item.properties['afterimage:accuracy']).toMatchObject({ metres: 25 });
  });
});
