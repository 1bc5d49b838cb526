import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { dropFiles } from '../../support/browser/drop-files.ts';
import { colourAt } from '../../support/browser/look.ts';
import { pointsOf, settled } from '../../support/browser/map-page.ts';
import type { PageServer } from '../../support/browser/page-server.ts';
import { gridAt, inProjected, keyFields } from '../../support/imagery/geo-keys.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';

/** Pixels of each image, dark but for a square mark whose middle is at `mark`: left of the divider, where the only scene is shown. */
const SIZE = 240;
const mark = { column: 60, row: 90, reach: 20 };

function image(fields: readonly TiffField[]): Buffer {
  const pixels = new Uint8Array(SIZE * SIZE).fill(30);
  for (let row = mark.row - mark.reach; row < mark.row + mark.reach; row++)
    pixels.fill(250, row * SIZE + mark.column - mark.reach, row * SIZE + mark.column + mark.reach);
  // The display's stretch is not to turn the dark ground into the brightest.
  pixels[0] = 0;
  return makeTiff({ width: SIZE, height: SIZE, pixels, rowsPerStrip: SIZE, fields });
}

const doubles = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'double', values });
/** Degrees of the map that a mark lies at, for a grid in degrees whose columns and rows step so. */
const at = (x: number, y: number, stepX: number, stepY: number): Position => [
  x + mark.column * stepX,
  y + mark.row * stepY,
];

describe('where the map shows images that are placed in odd ways', () => {
  let folder: string;
  let desk: Desk;
  let server: PageServer;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server, folder } = desk);
    opened = await desk.open();
    page = opened.page;
    await page.evaluate(() => localStorage.setItem('afterimage.analyst', 'Ana'));
  });
  afterAll(() => desk?.close());

  async function file(name: string, bytes: Uint8Array | string): Promise<string> {
    const where = path.join(folder, name);
    await writeFile(where, bytes);
    return where;
  }

  const show = (site: Site) => page.goto(`${server.origin}/?site=${site.id}`);
  const card = (name: string) => page.locator('.uploads').getByRole('article', { name });

  /** Bright at the mark's place, and dark one and a half marks beside it, on each side. */
  async function expectMarkAt([longitude, latitude]: Position, apart: Position): Promise<void> {
    await settled(page);
    const pointOf = await pointsOf(page);
    await page.mouse.move(2, 300);
    const brightness = async (position: Position) => {
      const [red, green, blue] = await colourAt(page, pointOf(position));
      return (red + green + blue) / 3;
    };
    await expect.poll(() => brightness([longitude, latitude])).toBeGreaterThan(200);
    for (const [right, up] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const)
      expect(await brightness([longitude + right * apart[0], latitude + up * apart[1]])).toBeLessThan(90);
  }

  test('asks for the corners of an image without a place, and shows it there', async () => {
    await show(await server.newSite({ name: 'By hand', code: 'HAN' }));
    await dropFiles(page, [await file('scan.tif', image([]))]);
    await card('scan.tif').getByText('no place on Earth').waitFor();
    const form = card('scan.tif').getByRole('form', { name: 'About scan.tif' });
    await form.getByLabel('Acquired (UTC)').fill('2012');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByText('Corner 1 lacks a figure').waitFor();
    const typed = [
      ['Upper left', '127.00', '38.024'],
      ['Upper right', '127.024', '38.024'],
      ['Lower right', '127.024', '38'],
      ['Lower left', '127', '38'],
    ] as const;
    for (const [corner, longitude, latitude] of typed) {
      await form.getByLabel(`${corner}, Longitude`).fill(longitude);
      await form.getByLabel(`${corner}, Latitude`).fill(latitude);
    }
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await card('scan').getByText('Ready on the timeline').waitFor({ timeout: 60_000 });
    await page.locator('.uploads').getByRole('button', { name: 'Close' }).click();
    await expectMarkAt(at(127, 38.024, 0.0001, -0.0001), [0.0035, 0.0035]);
  });

  test('asks before it mirrors an image, and places it so once somebody says that it is meant', async () => {
    await show(await server.newSite({ name: 'Mirrored', code: 'MIR' }));
    await dropFiles(page, [await file('mirror.tif', image([textField(tags.imageDescription, 'Mirror')]))]);
    await card('mirror.tif').getByText('no place on Earth').waitFor();
    const form = card('mirror.tif').getByRole('form', { name: 'About mirror.tif' });
    await form.getByLabel('Acquired (UTC)').fill('24 May 2011');
    const typed = [
      ['Upper left', '127', '38'],
      ['Upper right', '127.024', '38'],
      ['Lower right', '127.024', '38.024'],
      ['Lower left', '127', '38.024'],
    ] as const;
    for (const [corner, longitude, latitude] of typed) {
      await form.getByLabel(`${corner}, Longitude`).fill(longitude);
      await form.getByLabel(`${corner}, Latitude`).fill(latitude);
    }
    const add = form.getByRole('button', { name: 'Add', exact: true });
    await add.click();
    await form.getByText('The image would be mirrored. Place it so anyway?').waitFor();
    await form.getByText('Say that it is meant so, or correct the place.').waitFor();
    await form.getByLabel('Place it so; this is put on record').check();
    await add.click();
    await card('mirror').getByText('Ready on the timeline').waitFor({ timeout: 60_000 });
    await page.locator('.uploads').getByRole('button', { name: 'Close' }).click();
    await expectMarkAt(at(127, 38, 0.0001, 0.0001), [0.0035, 0.0035]);
  });

  test('takes the place from a world file and a .prj file that are dropped with the image', async () => {
    const site = await server.newSite({ name: 'World file', code: 'WLD' });
    await show(site);
    const wkt =
      'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]';
    await dropFiles(page, [
      await file('map.tif', image([textField(tags.imageDescription, 'Map')])),
      await file('map.tfw', '0.0001\n0\n0\n-0.0001\n35.00005\n31.99995\n'),
      await file('map.prj', wkt),
    ]);
    await card('map.tif').getByText('no place on Earth').waitFor();
    await expect.poll(() => card('map.tif').getByLabel('Reference system').inputValue()).toBe(wkt);
    await card('map.tif').getByLabel('Acquired (UTC)').fill('2012');
    await card('map.tif').getByRole('button', { name: 'Add', exact: true }).click();
    await card('map').getByText('Ready on the timeline').waitFor({ timeout: 60_000 });
    await page.locator('.uploads').getByRole('button', { name: 'Close' }).click();
    await expectMarkAt(at(35, 32, 0.0001, -0.0001), [0.0035, 0.0035]);
  });

  const keysOf = (...values: number[]): TiffField => ({ tag: tags.geoKeyDirectory, type: 'short', values });
  const turned = 0.0001 * Math.SQRT1_2;

  test('takes the system that an image names for its world file, and says what each file beside it gave', async () => {
    await show(await server.newSite({ name: 'Named system', code: 'NSY' }));
    const degrees = keysOf(1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326);
    await dropFiles(page, [
      await file('named.tif', image([textField(tags.imageDescription, 'Named'), degrees])),
      await file('named.tfw', '0,0001\r\n0\r\n0\r\n-0,0001\r\n35,00005\r\n30,99995\r\n'),
      await file('named.tif.aux.xml', '<PAMDataset><PAMRasterBand band="1"/></PAMDataset>'),
      await file('named.tab', '!table'),
    ]);
    const beside = card('named.tif').getByRole('list', { name: 'Files beside it' });
    const row = (name: string) => beside.getByRole('listitem').filter({ hasText: name });
    await row('named.tfw').getByText('Gives the grid, filled in below').waitFor();
    await row('named.tif.aux.xml').getByText('Says nothing of the place').waitFor();
    await row('named.tab').getByText("MapInfo's tables are not read").waitFor();
    const form = card('named.tif').getByRole('form', { name: 'About named.tif' });
    await form.getByText('Leave empty for the one that the image names: EPSG:4326.').waitFor();
    await form.getByLabel('Acquired (UTC)').fill('2012');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await card('named').getByText('Ready on the timeline').waitFor({ timeout: 60_000 });
    await page.locator('.uploads').getByRole('button', { name: 'Close' }).click();
    await expectMarkAt(at(35, 31, 0.0001, -0.0001), [0.0035, 0.0035]);
  });

  test('asks where a file beside an image puts it elsewhere than the image does', async () => {
    await show(await server.newSite({ name: 'Two words', code: 'TWO' }));
    const own = georeferenceFields(4326, [36, 0.0001, 0, 31, 0, -0.0001], true);
    const notes =
      '<PAMDataset><SRS>EPSG:4326</SRS><GeoTransform>36.01, 0.0001, 0, 31, 0, -0.0001</GeoTransform></PAMDataset>';
    await dropFiles(page, [
      await file('two.tif', image([textField(tags.imageDescription, 'Two'), ...own])),
      await file('two.tif.aux.xml', notes),
    ]);
    await card('two.tif').getByText("Gives grid and reference system; the image's own counts").waitFor();
    const form = card('two.tif').getByRole('form', { name: 'About two.tif' });
    await form.getByLabel('Acquired (UTC)').fill('2012');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form
      .getByText(
        'The image would lie where its file says, 960 m from where two.tif.aux.xml puts it. Place it so anyway?',
      )
      .waitFor();
    await form.getByLabel('Place it so; this is put on record').check();
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await card('two').getByText('Ready on the timeline').waitFor({ timeout: 60_000 });
    await page.locator('.uploads').getByRole('button', { name: 'Close' }).click();
    await expectMarkAt(at(36, 31, 0.0001, -0.0001), [0.0035, 0.0035]);
  });

  test('shows an image in feet beside a code in metres where its feet put it', async () => {
    const site = await server.newSite({ name: 'Feet', code: 'FEE' });
    const feet = [...keyFields(...inProjected(32119), [3076, 9003]), ...gridAt(2_100_000, 740_000, 30)];
    await server.addScene(site.id, await file('FEE.tif', image(feet)), { acquired: '2012' });
    await show(site);
    // 2,101,800 and 737,300 ft, by cs2cs of PROJ 9.1.1.
    await expectMarkAt([-78.6567956, 35.7753515], [0.0031, 0.0025]);
  });

  test.each<{ name: string; code: string; fields: TiffField[]; position: Position; apart: Position }>([
    {
      name: 'in a conic system that only the file defines',
      code: 'OWN',
      fields: [
        keysOf(
          ...[
            1, 1, 0, 11, 1024, 0, 1, 1, 1025, 0, 1, 1, 2048, 0, 1, 4326, 3072, 0, 1, 32767, 3074, 0, 1, 32767,
          ],
          ...[3075, 0, 1, 8, 3076, 0, 1, 9001, 3078, 34736, 1, 0, 3079, 34736, 1, 1],
          ...[3084, 34736, 1, 3, 3085, 34736, 1, 2],
        ),
        doubles(tags.geoDoubleParams, 30, 50, 40, 130),
        doubles(tags.modelTransformation, 10, 0, 0, 99_400, 0, -10, 0, 200_900, 0, 0, 0, 0, 0, 0, 0, 1),
      ],
      // 100 km east and 200 km north, by PROJ.
      position: [131.2217632, 41.8221988],
      apart: [0.0042, 0.0031],
    },
    {
      name: 'turned by half a right angle',
      code: 'ROT',
      fields: [
        keysOf(1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326),
        doubles(
          tags.modelTransformation,
          ...[turned, turned, 0, 20],
          ...[turned, -turned, 0, 5],
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          1,
        ),
      ],
      position: [20 + (mark.column + mark.row) * turned, 5 + (mark.column - mark.row) * turned],
      apart: [0.004, 0.004],
    },
    {
      name: 'over the antimeridian',
      code: 'ANT',
      fields: georeferenceFields(32660, [695_700, 10, 0, 6_000_900, 0, -10], false),
      // 696.3 km east and 6,000 km north in zone 60, by PROJ; the antimeridian runs to the left of the mark.
      position: [-179.9969221, 54.1106311],
      apart: [0.0054, 0.0032],
    },
  ])('$name', async ({ name, code, fields, position, apart }) => {
    const site = await server.newSite({ name, code });
    await server.addScene(site.id, await file(`${code}.tif`, image(fields)), { acquired: '2012' });
    await show(site);
    await expectMarkAt(position, apart);
  });

  test('asks nobody else and complains of nothing', () => {
    expect(opened.foreignRequests).toEqual([]);
    // The place that is asked about was refused.
    expect(opened.complaints.filter((one) => !/status of 422/.test(one))).toEqual([]);
  });
});
