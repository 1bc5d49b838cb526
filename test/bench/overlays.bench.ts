import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import type { OverlayFeature } from '#domain/overlay/overlay.contract.ts';
import { launchBrowser, openPage } from '../support/browser/browser.ts';
import { mapBox, settled } from '../support/browser/map-page.ts';
import { jaggedArea, namedPoints, track } from '../support/browser/overlays.ts';
import { type PageServer, startPageServer } from '../support/browser/page-server.ts';
import { type Place, writeTexturedScene } from './bench-scenes.ts';
import { benchDatabase } from './database.ts';
import { frameTimes } from './frame-times.ts';
import type { Row } from './row.ts';
import { mean, percentile } from './statistics.ts';

const ROUNDS = 3;
const SIDE = 3_600;
const PIXEL = 0.5;
const place: Place = { epsg: 32631, east: 500_000 - (SIDE * PIXEL) / 2, north: (SIDE * PIXEL) / 2 };
/** About the scenes, which lie around 3 E on the equator. */
const box: BoundingBox = [2.993, -0.007, 3.007, 0.007];

const several = <T>(count: number, make: (seed: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index + 1));

/** What is laid over: each overlay is at the most that one may hold, or of the kind that took longest. */
const kinds: Record<string, OverlayFeature[][]> = {
  '5,000 named points': [namedPoints(5_000, box)],
  '10 lines of 10,000 vertices': [several(10, (seed) => track(10_000, box, seed))],
  '50 areas of 10,000 vertices': several(5, (overlay) =>
    several(10, (area) => jaggedArea(10_000, box, overlay * 10 + area)),
  ),
};

/**
 * Frames while the map is panned, with what others drew laid over it, in turns with the same page without. Of the
 * frames the mean: a median jumps by a whole refresh of the screen.
 */
export async function measure(): Promise<Row[]> {
  const database = await benchDatabase();
  const server = await startPageServer(database.serving);
  const browser = await launchBrowser();
  try {
    const siteId = await addScenes(server);
    const ids: Record<string, string[]> = {};
    for (const [kind, overlays] of Object.entries(kinds))
      for (const features of overlays) {
        const id = crypto.randomUUID();
        await server.send('POST', `/api/sites/${siteId}/overlays`, { id, name: kind, features });
        ids[kind] = [...(ids[kind] ?? []), id];
      }
    const all = Object.values(ids).flat();
    const shown = { ...ids, 'all of these at once': all };
    const bare: number[] = [];
    const times: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(...(await panned(browser, server.origin, siteId, all)));
      for (const [kind, visible] of Object.entries(shown)) {
        const hidden = all.filter((id) => !visible.includes(id));
        times[kind] = [...(times[kind] ?? []), ...(await panned(browser, server.origin, siteId, hidden))];
      }
    }
    return Object.entries(times).flatMap(([kind, frames]) =>
      (['mean', '95th percentile'] as const).map((measure) => {
        const [own, without] = [frames, bare].map((all) =>
          measure === 'mean' ? mean(all) : percentile(all, 0.95),
        );
        return {
          name: `Frame while panning, ${kind} laid over, ${measure}`,
          ours: `${own!.toFixed(1)} ms`,
          peer: `${without!.toFixed(1)} ms`,
          ratio: own! / without!,
          limit: { atMost: measure === 'mean' ? 1.3 : 2 },
        };
      }),
    );
  } finally {
    await browser.close();
    await server.close();
    await database.close();
  }
}

async function addScenes(server: PageServer): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-overlays-'));
  try {
    const site = await server.newSite({ name: 'Much laid over', code: 'LAID' });
    for (const [date, acquired] of ['2018-05-01', '2019-05-01'].entries()) {
      const file = path.join(folder, `${acquired}.tif`);
      await writeTexturedScene(file, { side: SIDE, place, date });
      await server.addScene(site.id, file, { acquired, synthetic: true });
    }
    return site.id;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The times of frames while the map is dragged in circles, without the overlays that are switched off. */
async function panned(
  browser: Browser,
  origin: string,
  siteId: string,
  hidden: readonly string[],
): Promise<number[]> {
  const { page, context } = await openPage(browser, origin, { path: '/icon.svg' });
  await page.evaluate(`localStorage.setItem('afterimage.overlays.hidden', '${JSON.stringify(hidden)}')`);
  await page.goto(`${origin}/?site=${siteId}`);
  await settled(page);
  const { x, y, width, height } = await mapBox(page);
  const reach = Math.min(width, height) * 0.3;
  // Off the divider, which would be dragged instead.
  const placeAt = (share: number) => ({
    x: x + width * 0.25 + reach * Math.cos(share * 4 * Math.PI) * 0.6,
    y: y + height / 2 + reach * Math.sin(share * 4 * Math.PI),
  });
  await page.mouse.move(placeAt(0).x, placeAt(0).y);
  await page.mouse.down();
  const times = await frameTimes(page, placeAt);
  await page.mouse.up();
  await context.close();
  return times;
}
