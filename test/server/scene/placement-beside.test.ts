import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TiffField } from '#imagery/tiff/tiff.ts';
import { gridAt, inProjected, keyFields } from '../../support/imagery/geo-keys.ts';
import { valleyGeoreference } from '../../support/imagery/geotiff.ts';
import { type TestApp, testApp } from '../../support/server/app.ts';
import { tusClient } from '../../support/server/tus.ts';
import { valleyTiff } from '../../support/server/upload.ts';

let server: TestApp;
let tus: ReturnType<typeof tusClient>;
let siteId: string;

beforeAll(async () => {
  server = await testApp();
  tus = tusClient(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  siteId = (await server.ask('/api/sites', { body: { name: 'Valley' } })).body.id;
});

async function uploaded(bytes: Buffer, filename: string, more: Record<string, string> = {}): Promise<string> {
  const { body } = await tus.open(bytes.length, { siteId, filename, ...more });
  expect((await tus.send(body.id, 0, bytes)).status).toBe(204);
  return body.id;
}

const image = (fields: readonly TiffField[]) => uploaded(valleyTiff(7, { fields }), 'valley.tif');
const beside = (files: Record<string, string | Buffer>) =>
  Promise.all(
    Object.entries(files).map(([name, text]) => uploaded(Buffer.from(text), name, { role: 'beside' })),
  );

async function add(fields: readonly TiffField[], files: Record<string, string | Buffer>, more: object = {}) {
  const uploads = [await image(fields)];
  const body = { metadata: { acquired: '2012' }, uploads, beside: await beside(files), ...more };
  return server.ask(`/api/sites/${siteId}/scenes`, { body });
}

async function ready(id: string) {
  await server.server.ingests.idle();
  return (await server.ask(`/api/scenes/${id}`)).body;
}

const world = (x: number) => `0.5\n0\n0\n-0.5\n${x + 0.25}\n4709999.75\n`;
const notes = (srs: string, x: number) =>
  `<PAMDataset><SRS>${srs}</SRS><GeoTransform>${x}, 0.5, 0, 4710000, 0, -0.5</GeoTransform></PAMDataset>`;

describe('an image that says where it lies, with files beside it', () => {
  it.each<[string, Record<string, string>]>([
    ['a world file', { 'valley.tfw': world(576_000) }],
    ['a world file a fraction of a pixel off', { 'valley.tfw': world(576_000.2) }],
    ['a .prj file', { 'valley.prj': 'EPSG:32652' }],
    ['notes of GDAL', { 'valley.tif.aux.xml': notes('EPSG:32652', 576_000) }],
    ['notes of statistics', { 'valley.tif.aux.xml': '<PAMDataset><PAMRasterBand band="1"/></PAMDataset>' }],
    ['a .prj file that nobody understands', { 'valley.prj': 'Projection UTM' }],
    ['a world file that is none', { 'valley.tfw': 'none' }],
    ['a file of another program', { 'valley.tab': '!table' }],
  ])('lies there where %s says nothing else', async (_, files) => {
    const { status, body } = await add(valleyGeoreference, files);
    expect(status).toBe(202);
    expect((await ready(body.id)).placement).toMatchObject({ origin: 'file' });
  });

  it.each<[string, Record<string, string | Buffer>, RegExp]>([
    [
      'a world file',
      { 'valley.tfw': world(577_000) },
      /^The image would lie where its file says, 1 km from where valley.tfw puts it\.$/,
    ],
    [
      'a world file in UTF-16',
      { 'valley.TFW': Buffer.from(`\uFEFF${world(577_000)}`, 'utf16le') },
      /valley.TFW/,
    ],
    ['a .prj file', { 'valley.prj': 'EPSG:32651' }, /\d+ km from where valley.prj puts it/],
    [
      'notes of GDAL',
      { 'valley.tif.aux.xml': notes('EPSG:32652', 576_100) },
      /100 m from where valley.tif.aux.xml puts it/,
    ],
    ['notes of another datum', { 'valley.tif.aux.xml': notes('EPSG:3094', 576_000) }, /valley.tif.aux.xml/],
  ])('is asked about where %s puts it elsewhere', async (_, files, sentence) => {
    const refused = await add(valleyGeoreference, files);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      type: '/problems/placement_not_accepted',
      doubts: [{ code: 'beside' }],
    });
    expect(refused.body.doubts[0].sentence).toMatch(sentence);
    const accepted = await add(valleyGeoreference, files, { acceptPlacement: ['beside'] });
    expect(accepted.status).toBe(202);
    const { placement } = await ready(accepted.body.id);
    expect(placement).toMatchObject({
      origin: 'file',
      confirmed: { by: 'Ana', doubts: [{ code: 'beside' }] },
    });
  });
});

describe('an image whose file names its system and not its place', () => {
  const keysAlone = keyFields(...inProjected(32652));

  it('is told to lie in that system, which holds for its world file', async () => {
    const id = await image(keysAlone);
    const { body } = await server.ask(`/api/uploads/${id}`);
    expect(body.inspection).toMatchObject({ placement: 'missing', crs: 'EPSG:32652' });
    const placement = { kind: 'grid', transform: [0.5, 0, 0, -0.5, 576_000.25, 4_709_999.75] };
    const made = await add(keysAlone, { 'valley.tfw': world(576_000) }, { placement });
    expect(made.status).toBe(202);
    expect(await ready(made.body.id)).toMatchObject({
      state: 'ready',
      crs: 'EPSG:32652',
      placement: { origin: 'grid', by: 'Ana', given: placement },
    });
  });

  it('is asked about where it is given another grid than the world file has', async () => {
    const placement = { kind: 'grid', transform: [0.5, 0, 0, -0.5, 577_000.25, 4_709_999.75] };
    const { status, body } = await add(keysAlone, { 'valley.tfw': world(576_000) }, { placement });
    expect(status).toBe(422);
    expect(body.doubts[0].sentence).toMatch(/as given here, 1 km from where valley.tfw/);
  });

  it('is refused in a sentence where it names none either', async () => {
    const placement = { kind: 'grid', transform: [0.5, 0, 0, -0.5, 0, 0] };
    const { status, body } = await add([], {}, { placement });
    expect(status).toBe(422);
    expect(body.reason).toBe('reference_system_missing');
  });
});

describe('an image whose keys contradict each other', () => {
  it('is placed once an analyst names the system', async () => {
    const fields = [...keyFields(...inProjected(32652), [2048, 4301]), ...gridAt(576_000, 4_710_000, 0.5)];
    const refused = await add(fields, {});
    expect(refused.status).toBe(422);
    expect(refused.body.reason).toBe('reference_system_unclear');
    expect(refused.body.detail).toMatch(/EPSG:32652, and beside it EPSG:4301 \(Tokyo\)/);
    const made = await add(fields, {}, { placement: { kind: 'grid', crs: 'EPSG:32652' } });
    expect(made.status).toBe(202);
    expect(await ready(made.body.id)).toMatchObject({ crs: 'EPSG:32652', placement: { origin: 'grid' } });
  });

  it('is shown in its own unit where that is not the unit of its code', async () => {
    const fields = [...keyFields(...inProjected(32119), [3076, 9003]), ...gridAt(2_100_000, 740_000, 5)];
    const made = await add(fields, {});
    expect(made.status).toBe(202);
    const scene = await ready(made.body.id);
    expect(scene).toMatchObject({ state: 'ready', crs: null });
    expect(scene.projection).toMatch(/\+x_0=609601\.22 .*\+to_meter=0\.3048006/);
    expect(scene.footprint.coordinates[0][0][0]).toBeCloseTo(-78.66284, 4);
  });
});
