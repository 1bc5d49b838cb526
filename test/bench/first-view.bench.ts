import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../support/browser/browser.ts';
import { settled } from '../support/browser/map-page.ts';
import { startPageServer } from '../support/browser/page-server.ts';
import { bytesInView, type Reading, readingOf } from '../support/browser/view-tiles.ts';
import { benchDatabase } from './database.ts';
import type { Row } from './row.ts';

const DELAY_MILLISECONDS = 50;

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

    const read = scenes.filter(({ id }) => readings.some(({ sceneId }) => sceneId === id));
    const bytes = readings.reduce((sum, reading) => sum + reading.bytes, 0);
    const needed = await bytesInView(page, server.origin, read);
    const last = Math.max(...readings.map(({ at }) => at)) - began;
    return [
      {
        name: `First view of ${read.length} scenes, requests`,
        ours: String(readings.length),
        peer: '5 (bound)',
        ratio: readings.length / 5,
        limit: { atMost: 1 },
      },
      {
        name: "First view, bytes read against the view's tiles",
        ours: `${(bytes / 1e6).toFixed(2)} MB`,
        peer: `${(needed / 1e6).toFixed(2)} MB`,
        ratio: bytes / needed,
        limit: { atMost: 1.05 },
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

/** Collects what is read of display copies. */
function followReadings(page: Page): (Reading & { at: number })[] {
  const readings: (Reading & { at: number })[] = [];
  page.on('requestfinished', (request) => {
    const reading = readingOf(request);
    if (reading) readings.push({ ...reading, at: performance.now() });
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
