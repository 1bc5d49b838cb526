import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import type { OverlayFeature } from '#domain/overlay/overlay.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import type { OpenedPage } from '../../support/browser/browser.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { dropFiles } from '../../support/browser/drop-files.ts';
import { difference, mapBox, pixelsOf, settled, strip } from '../../support/browser/map-page.ts';
import { namedPoints } from '../../support/browser/overlays.ts';
import type { PageServer } from '../../support/browser/page-server.ts';

/** Within the sample valley. */
let box: BoundingBox;

const placemark = (name: string, [west, south, east, north]: BoundingBox) =>
  `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>${name}</name><LineString><coordinates>
  ${west},${south} ${east},${north}</coordinates></LineString></Placemark></Document></kml>`;
const AWAITED = { timeout: 15_000 };

describe('what others drew', () => {
  let desk: Desk;
  let server: PageServer;
  let site: Site;
  let opened: OpenedPage;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    ({ server } = desk);
    const sample = await server.addSample();
    site = sample.site;
    const positions = sample.scenes[0]!.footprint.coordinates.flat(2).flat() as number[];
    const [longitudes, latitudes] = [0, 1].map((axis) => positions.filter((_, i) => i % 2 === axis));
    box = [
      Math.min(...longitudes!),
      Math.min(...latitudes!),
      Math.max(...longitudes!),
      Math.max(...latitudes!),
    ];
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    opened = await desk.open({ analyst: 'Ana' });
    page = opened.page;
    await settled(page);
  });
  afterEach(async () => {
    await opened.context.close();
    const { items } = await shared();
    for (const { id } of items)
      await fetch(`${server.origin}/api/overlays/${id}`, { method: 'DELETE', headers: { Analyst: 'Ana' } });
  });

  const shared = () => server.send<{ items: { id: string }[] }>('GET', `/api/sites/${site.id}/overlays`);
  const share = (name: string, features: OverlayFeature[]) =>
    server.send('POST', `/api/sites/${site.id}/overlays`, { id: crypto.randomUUID(), name, features });
  const sheetOf = (of: Page) => of.getByRole('region', { name: 'Overlays' });
  const openSheet = (of: Page) => of.getByRole('button', { name: /^Overlays/ }).click();
  const picture = async (of: Page) => pixelsOf(of, strip(await mapBox(of), 0.05, 0.95));
  const written = async () => {
    const told = await sheetOf(page)
      .getByText(/names in and around the view are written/)
      .textContent();
    const [, some, all] = /([\d,]+) of ([\d,]+) names/
      .exec(told!)!
      .map((text) => Number(text.replace(',', '')));
    return { some: some!, all: all! };
  };

  test('5,000 named points that somebody shares are seen, some of their names with them, and more on coming closer', async () => {
    const bare = await picture(page);
    const points = namedPoints(5_000, box);
    await share('Houses', points);
    await openSheet(page);
    await sheetOf(page).getByText('5,000 features · shared by Ana').waitFor(AWAITED);
    await expect.poll(async () => difference(await picture(page), bare), AWAITED).toBeGreaterThan(5);
    const far = await written();
    expect(far.all).toBeGreaterThan(2_000);
    expect(far.some).toBeGreaterThan(50);
    expect(far.some).toBeLessThanOrEqual(300);
    const named = await picture(page);

    await page.locator('.map-first').focus();
    await page.keyboard.press('+');
    await settled(page);
    await expect.poll(async () => (await written()).all, AWAITED).toBeLessThan(far.all);
    const near = await written();
    expect(near.some / near.all).toBeGreaterThan(far.some / far.all);
    await page.keyboard.press('-');
    await settled(page);

    // The same points without names leave more of the image to be seen.
    const [{ id }] = (await shared()).items as [{ id: string }];
    await fetch(`${server.origin}/api/overlays/${id}`, { method: 'DELETE', headers: { Analyst: 'Ana' } });
    await share(
      'Houses without names',
      points.map(({ geometry }) => ({ geometry })),
    );
    await sheetOf(page).getByText('Houses without names').waitFor(AWAITED);
    await expect.poll(async () => difference(await picture(page), named), AWAITED).toBeGreaterThan(1);
    await expect.poll(async () => difference(await picture(page), bare), AWAITED).toBeGreaterThan(5);
    expect(
      await sheetOf(page)
        .getByText(/names in and around/)
        .count(),
    ).toBe(0);
    expect(opened.complaints).toEqual([]);
  });

  test('an overlay is drawn where it lies while the map is moved and zoomed', async () => {
    const [west, south, east, north] = box;
    const middle: BoundingBox = [
      west + (east - west) * 0.4,
      south + (north - south) * 0.4,
      west + (east - west) * 0.6,
      south + (north - south) * 0.6,
    ];
    await share('Cross', [
      {
        geometry: {
          type: 'LineString',
          coordinates: [
            [middle[0], middle[1]],
            [middle[2], middle[3]],
          ],
        },
      },
      {
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [middle[0], middle[1]],
              [middle[2], middle[1]],
              [middle[2], middle[3]],
              [middle[0], middle[1]],
            ],
          ],
        },
      },
    ]);
    await openSheet(page);
    const shown = sheetOf(page).getByRole('checkbox', { name: 'Cross' });
    await shown.waitFor(AWAITED);
    const differs = async () => {
      const seen = await picture(page);
      await shown.uncheck();
      await expect.poll(() => page.locator('.map-overlays').count(), AWAITED).toBe(0);
      const bare = await picture(page);
      await shown.check();
      await expect.poll(() => page.locator('.map-overlays').count(), AWAITED).toBeGreaterThan(0);
      return difference(seen, bare);
    };
    await settled(page);
    expect(await differs()).toBeGreaterThan(0.05);
    const { x, y, width, height } = await mapBox(page);
    await page.mouse.move(x + width * 0.7, y + height * 0.7);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.7 - 200, y + height * 0.7, { steps: 8 });
    await page.mouse.up();
    await settled(page);
    expect(await differs()).toBeGreaterThan(0);
  });

  test('a KMZ of any size opens, whatever pictures lie in it', async () => {
    const file = path.join(desk.folder, 'witness.kmz');
    const pictures = new Uint8Array(randomBytes(900_000));
    await writeFile(
      file,
      zipSync({ 'doc.kml': strToU8(placemark('The road', box)), 'files/photo.jpg': pictures }, { level: 0 }),
    );
    await dropFiles(page, [file]);
    await sheetOf(page).getByText('1 feature · only here').waitFor(AWAITED);
    expect(opened.complaints).toEqual([]);

    // Of a KML alone that is larger than what the library unpacks without a worker of its own.
    const large = path.join(desk.folder, 'large.kmz');
    const comment = `<!-- ${randomBytes(700_000).toString('base64').replaceAll('-', '')} -->`;
    await writeFile(large, zipSync({ 'doc.kml': strToU8(placemark('The wall', box) + comment) }));
    await dropFiles(page, [large]);
    await sheetOf(page).getByRole('checkbox', { name: 'large' }).waitFor(AWAITED);
    expect(opened.complaints).toEqual([]);
  });

  test('each file that cannot be laid over says why, beside those that can', async () => {
    const zipped = zipSync({ 'doc.kml': strToU8(placemark('a', box)) });
    const encrypted = zipped.slice();
    encrypted[new DataView(encrypted.buffer).getUint32(encrypted.length - 6, true) + 8] = 1;
    const point = (coordinates: unknown) => ({
      type: 'Feature',
      properties: { name: 'Well' },
      geometry: { type: 'Point', coordinates },
    });
    const collection = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
    const given: [name: string, content: string | Uint8Array, why: string][] = [
      ['no-kml.kmz', zipSync({ 'a.txt': strToU8('a') }), 'It holds no KML.'],
      ['cut.kmz', zipped.subarray(0, 80), 'The ZIP is broken: it may be cut short. Fetch or save it again.'],
      ['locked.kmz', encrypted, 'It is encrypted: unpack it with its password first.'],
      ['nested.kmz', zipSync({ 'inner.kmz': zipped }), "It holds no KML but another archive, 'inner.kmz'"],
      [
        'swells.kmz',
        zipSync({ 'doc.kml': new Uint8Array(60_000_000) }),
        "'doc.kml' unpacks to more than 52 MB.",
      ],
      [
        'broken-inside.kmz',
        zipSync({ 'doc.kml': strToU8('<kml><Document>') }),
        'It holds no point, line or area. The file is cut short',
      ],
      ['empty-inside.kmz', zipSync({ 'doc.kml': new Uint8Array(0) }), 'Its KML is empty.'],
      ['broken.kml', '<kml><Document>', 'It holds no point, line or area. The file is cut short'],
      ['empty.kml', '', 'It is empty.'],
      ['page.kml', '<!doctype html><html><body>Sign in</body></html>', 'It is a web page, not a KML'],
      ['track.kml', '<gpx><trk/></gpx>', 'It is GPX, which is not read'],
      [
        'link.kml',
        '<kml><NetworkLink><Link><href>http://example.org/</href></Link></NetworkLink></kml>',
        'It only links to another file',
      ],
      [
        'nowhere.kml',
        '<kml><Placemark><name>a</name></Placemark></kml>',
        "1 of 1 features is left out: 1 has no position ('a').",
      ],
      [
        'cut.geojson',
        '{"type":"FeatureCollection","features":[',
        'It is no JSON: it may be cut short, or not in UTF-8.',
      ],
      ['list.geojson', '[1, 2]', 'It is no GeoJSON: it has neither features nor a geometry.'],
      ['none.geojson', collection([]), 'It holds no point, line or area.'],
      [
        'null.geojson',
        collection([null, { type: 'Feature', geometry: null }]),
        '2 of 2 features are left out: 2 have no position.',
      ],
      [
        'far.geojson',
        collection([point([576571, 4710169])]),
        'Its coordinates are no degrees: they look like metres of a projected system',
      ],
      [
        'odd.geojson',
        collection([{ type: 'Feature', geometry: { type: 'Circle' } }]),
        '1 of 1 features is left out: 1 is of a kind that is not known.',
      ],
      [
        'words.geojson',
        collection([point(['a', 'b'])]),
        "1 of 1 features is left out: 1 has coordinates that cannot be read ('Well').",
      ],
      [
        'many.geojson',
        collection(Array.from({ length: 100_001 }, () => point([130, 42]))),
        'It holds more than 100,000 positions',
      ],
      [
        'deep.geojson',
        `${'{"type":"GeometryCollection","geometries":['.repeat(5_000)}${']}'.repeat(5_000)}`,
        'Its collections lie within each other without end.',
      ],
      [
        'elsewhere.geojson',
        JSON.stringify({ ...point([1, 2]), crs: { type: 'EPSG', properties: { code: 999999 } } }),
        'Its coordinates are in EPSG:999999, which cannot be brought to WGS 84 here',
      ],
      ['notes.geojson', 'Dear colleague', 'It is none of GeoJSON, KML and KMZ'],
    ];
    const files = await Promise.all(
      [
        ...given,
        ['good.geojson', collection([point([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])])] as const,
      ].map(async ([name, content]) => {
        const file = path.join(desk.folder, name);
        await writeFile(file, content);
        return file;
      }),
    );
    await dropFiles(page, files);
    const told = sheetOf(page).getByRole('alert', { name: 'Files that were given' });
    await sheetOf(page).getByRole('checkbox', { name: 'good' }).waitFor(AWAITED);
    for (const [name, , why] of given)
      await told.getByText(`${name} cannot be laid over. ${why}`).waitFor(AWAITED);
    await told.getByRole('button', { name: 'Dismiss cut.kmz' }).click();
    await told.getByText('cut.kmz cannot').waitFor({ state: 'detached', ...AWAITED });
    // What the browser says of the system that the server does not know.
    expect(opened.complaints.filter((complaint) => !/404/.test(complaint))).toEqual([]);
  });

  test('of a file parts of which cannot be read the rest is shown, and it is said for all with whom it is shared', async () => {
    const file = path.join(desk.folder, 'towers.json');
    const tower = (name: string, geometry: unknown) => ({ type: 'Feature', properties: { name }, geometry });
    const features = [
      tower('Tower 1', { type: 'Point', coordinates: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] }),
      tower('Tower 2', null),
      tower('Tower 3', { type: 'Point', coordinates: ['129,93', '42,54'] }),
    ];
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
    await dropFiles(page, [file]);
    const told =
      "2 of 3 features are left out: 1 has no position ('Tower 2'), 1 has coordinates that cannot be read ('Tower 3').";
    await sheetOf(page).getByText('1 feature · only here').waitFor(AWAITED);
    await sheetOf(page).getByText(told).waitFor(AWAITED);
    await sheetOf(page).getByRole('button', { name: 'Share' }).click();
    await sheetOf(page).getByText('1 feature · shared by Ana').waitFor(AWAITED);
    await page.reload();
    await settled(page);
    await openSheet(page);
    await sheetOf(page).getByText(told).waitFor(AWAITED);
    expect(opened.complaints).toEqual([]);
  });

  test('a file in another reference system is laid where it belongs, once its possible error is accepted', async () => {
    const file = path.join(desk.folder, 'tokyo.geojson');
    await writeFile(
      file,
      JSON.stringify({
        crs: { type: 'EPSG', properties: { code: 4301 } },
        type: 'Feature',
        properties: { name: 'Gate' },
        geometry: { type: 'Point', coordinates: [129.9325, 42.54012] },
      }),
    );
    await dropFiles(page, [file]);
    const told = sheetOf(page).getByText(/May lie up to \d+\sm off\. .*datum Tokyo/);
    await told.waitFor(AWAITED);
    expect(await sheetOf(page).getByRole('checkbox', { name: 'tokyo' }).count()).toBe(0);
    await sheetOf(page).getByRole('button', { name: 'Lay over all the same' }).click();
    await sheetOf(page).getByRole('checkbox', { name: 'tokyo' }).waitFor(AWAITED);
    await told.waitFor(AWAITED);
    await sheetOf(page).getByRole('button', { name: 'Share' }).click();
    await sheetOf(page).getByText('1 feature · shared by Ana').waitFor(AWAITED);
    await told.waitFor(AWAITED);
    const [{ features, accuracy }] = (
      await server.send<{ items: { features: OverlayFeature[]; accuracy: { metres: number } }[] }>(
        'GET',
        `/api/sites/${site.id}/overlays`,
      )
    ).items as [{ features: OverlayFeature[]; accuracy: { metres: number } }];
    const [longitude, latitude] = features[0]!.geometry.coordinates as [number, number];
    // 42.54229 N 129.92990 E, as PROJ 9.1.1 places it.
    const east = (longitude - 129.9299) * 82_000;
    const north = (latitude - 42.54229) * 111_100;
    expect(Math.hypot(east, north)).toBeLessThan(accuracy.metres);
    expect(opened.complaints).toEqual([]);
  });

  test('a KML in the encodings of Korea is read with its names, whatever its file is called', async () => {
    const name = (encoding: string, bytes: string) =>
      Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><kml><Placemark><name>`),
        Buffer.from(bytes, 'hex'),
        Buffer.from('</name><Point><coordinates>129.9325,42.54012,0</coordinates></Point></Placemark></kml>'),
      ]);
    const files: [string, Uint8Array, string][] = [
      ['euc.kml', name('EUC-KR', '3232c8a320b0fcb8aebcd220c1a4b9ae'), '22호 관리소 정문'],
      // Letters that are in the wider code of Windows alone, which browsers read by the same name.
      ['wide.kmz', zipSync({ 'doc.kml': name('CP949', '8c63b9e6b0a2c7cf2094ee') }), '똠방각하 뷁'],
      ['packed.kml', zipSync({ 'doc.kml': name('ks_c_5601-1987', 'c8a3') }), '호'],
    ];
    for (const [fileName, content, read] of files) {
      const file = path.join(desk.folder, fileName);
      await writeFile(file, content);
      await dropFiles(page, [file]);
      await sheetOf(page)
        .getByRole('checkbox', { name: fileName.replace(/\..*/, '') })
        .waitFor(AWAITED);
      await sheetOf(page).getByRole('button', { name: 'Share' }).first().click();
      await expect
        .poll(async () => {
          const { items } = await server.send<{ items: { features: OverlayFeature[] }[] }>(
            'GET',
            `/api/sites/${site.id}/overlays`,
          );
          return items.flatMap(({ features }) => features.map((feature) => feature.name));
        }, AWAITED)
        .toContain(read);
    }
  });

  test('a part of the page that does not come is told of, and the file can be given again', async () => {
    const file = path.join(desk.folder, 'again.kmz');
    await writeFile(file, zipSync({ 'doc.kml': strToU8(placemark('The road', box)) }));
    let missing = true;
    await opened.context.route(/overlay\.worker/, (route) => (missing ? route.abort() : route.continue()));
    await dropFiles(page, [file]);
    await sheetOf(page)
      .getByText('again.kmz cannot be laid over. A part of the page did not come.')
      .waitFor(AWAITED);
    missing = false;
    await dropFiles(page, [file]);
    await sheetOf(page).getByRole('checkbox', { name: 'again' }).waitFor(AWAITED);
  });

  test('each viewer switches a shared one off for themselves, by keyboard too, and finds it so again', async () => {
    await share('Sketch of a witness', namedPoints(50, box));
    const other = await desk.open({ analyst: 'Bo' });
    await settled(other.page);
    await openSheet(page);
    const box1 = sheetOf(page).getByRole('checkbox', { name: 'Sketch of a witness' });
    await box1.waitFor(AWAITED);
    await expect.poll(() => page.locator('.map-overlays').count(), AWAITED).toBe(1);
    await box1.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.map-overlays').count(), AWAITED).toBe(0);
    await page.reload();
    await settled(page);
    await openSheet(page);
    await box1.waitFor(AWAITED);
    expect(await box1.isChecked()).toBe(false);
    expect(await page.locator('.map-overlays').count()).toBe(0);

    await openSheet(other.page);
    const box2 = sheetOf(other.page).getByRole('checkbox', { name: 'Sketch of a witness' });
    await box2.waitFor(AWAITED);
    expect(await box2.isChecked()).toBe(true);
    expect(await other.page.locator('.map-overlays').count()).toBe(1);
    await box1.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.map-overlays').count(), AWAITED).toBe(1);
    await other.context.close();
  });

  test('two tabs of one browser each switch one off, and neither is forgotten', async () => {
    for (const name of ['First', 'Second']) await share(name, namedPoints(5, box));
    const other = await opened.context.newPage();
    await other.goto(server.origin);
    await settled(other);
    for (const [tab, name] of [
      [page, 'First'],
      [other, 'Second'],
    ] as const) {
      await openSheet(tab);
      await sheetOf(tab).getByRole('checkbox', { name }).uncheck();
    }
    await page.reload();
    await settled(page);
    await openSheet(page);
    for (const name of ['First', 'Second'])
      await expect.poll(() => sheetOf(page).getByRole('checkbox', { name }).isChecked(), AWAITED).toBe(false);
  });
});
