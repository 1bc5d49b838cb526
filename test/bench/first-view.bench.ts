import { fromArrayBuffer } from 'geotiff';
import type { CDPSession, Page } from 'playwright-core';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { mapBox, settled } from '../support/map-page.ts';
import { startPageServer } from '../support/page-server.ts';
import { benchDatabase } from './database.ts';
import type { Row } from './row.ts';

const DELAY_MILLISECONDS = 50;

type Reading = { start: number; bytes: number; at: number };

/**
 * The first view of two sample scenes in a browser that has nothing yet: what is read against the tiles that
 * the view needs, and when the last of it is there with a delay added to each request. The peer of the bytes
 * is the sum of those tiles as they stand in the files.
 */
export async function measure(): Promise<Row[]> {
  const database = await benchDatabase();
  const server = await startPageServer(database.serving);
  const browser = await launchBrowser();
  try {
    const { scenes } = await server.addSample();
    const { page } = await openPage(browser, server.origin, { path: '/icon.svg' });
    const readings = followReadings(page);
    await delayRequests(page);
    const began = performance.now();
    await page.goto(server.origin);
    await settled(page);

    const resolution = Number.parseFloat((await page.locator('.map-resolution').textContent()) ?? '');
    const { width, height } = await mapBox(page);
    const read = scenes.filter((scene) => readings.has(scene.id));
    const all = [...readings.values()].flat();
    const bytes = all.reduce((sum, reading) => sum + reading.bytes, 0);
    let needed = 0;
    for (const scene of read)
      needed += await neededBytes(server.origin, scene, { resolution, width, height });
    const last = Math.max(...all.map(({ at }) => at)) - began;
    return [
      {
        name: `First view, bytes read of ${read.length} scenes (${all.length} requests) against the view's tiles`,
        ours: `${(bytes / 1e6).toFixed(2)} MB`,
        peer: `${(needed / 1e6).toFixed(2)} MB`,
        ratio: bytes / needed,
        limit: { atMost: 1.3 },
      },
      {
        name: `First view, page opened to last tile, ${DELAY_MILLISECONDS} ms added to each request`,
        ours: `${(last / 1000).toFixed(2)} s`,
        peer: '',
      },
    ];
  } finally {
    await browser.close();
    await server.close();
    await database.close();
  }
}

/** Collects what is read of display copies, by scene. */
function followReadings(page: Page): Map<string, Reading[]> {
  const readings = new Map<string, Reading[]>();
  page.on('requestfinished', async (request) => {
    const [, id] = /\/api\/scenes\/([^/]+)\/display\.tif$/.exec(request.url()) ?? [];
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers().range ?? '') ?? [];
    if (!id || start === undefined) return;
    const reading = {
      start: Number(start),
      bytes: Number(end) - Number(start) + 1,
      at: performance.now(),
    };
    readings.set(id, [...(readings.get(id) ?? []), reading]);
  });
  return readings;
}

/** Lets each answer come so much later, as from a server that is not at hand. */
async function delayRequests(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: DELAY_MILLISECONDS,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  return session;
}

/** The bytes of the tiles that a view about the middle of a scene meets, at the level nearest to its resolution. */
async function neededBytes(
  origin: string,
  scene: Scene,
  view: { resolution: number; width: number; height: number },
): Promise<number> {
  const file = await (await fetch(`${origin}/api/scenes/${scene.id}/display.tif`)).arrayBuffer();
  const tiff = await fromArrayBuffer(file);
  const full = await tiff.getImage(0);
  const native = full.getResolution()[0]!;
  const count = await tiff.getImageCount();
  const images = await Promise.all(Array.from({ length: count }, (_, index) => tiff.getImage(index)));
  const scaleOf = (image: typeof full) => (full.getWidth() / image.getWidth()) * native;
  const distance = (image: typeof full) => Math.abs(scaleOf(image) - view.resolution);
  const level = images.reduce((best, image) => (distance(image) < distance(best) ? image : best));
  const scale = scaleOf(level);
  const covered = (size: number, seen: number) => {
    const half = (seen * view.resolution) / scale / 2;
    const first = Math.max(0, Math.floor((size / 2 - half) / level.getTileWidth()));
    const last = Math.min(
      Math.ceil(size / level.getTileWidth()) - 1,
      Math.floor((size / 2 + half) / level.getTileWidth()),
    );
    return { first, last };
  };
  const across = covered(level.getWidth(), view.width);
  const down = covered(level.getHeight(), view.height);
  const lengths = (await level.fileDirectory.loadValue('TileByteCounts')) as ArrayLike<number>;
  const perRow = Math.ceil(level.getWidth() / level.getTileWidth());
  let sum = 0;
  for (let row = down.first; row <= down.last; row++)
    for (let column = across.first; column <= across.last; column++) sum += lengths[row * perRow + column]!;
  return sum;
}
