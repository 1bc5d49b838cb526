import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { launchBrowser, openPage } from '../support/browser/browser.ts';
import { type Box, mapBox, settled } from '../support/browser/map-page.ts';
import { type PageServer, startPageServer } from '../support/browser/page-server.ts';
import { type Place, writeTexturedScene } from './bench-scenes.ts';
import { benchDatabase } from './database.ts';
import { frameTimes } from './frame-times.ts';
import { delayedServer } from './peer-pages.ts';
import { untilRightFrame } from './right-frame.ts';
import type { Row } from './row.ts';
import { median, percentile } from './statistics.ts';
import { lastUpload, noteUploads } from './uploads.ts';

const ROUNDS = 3;
const SIDE = 3_600;
const PIXEL = 0.5;
const place: Place = { epsg: 32631, east: 500_000 - (SIDE * PIXEL) / 2, north: (SIDE * PIXEL) / 2 };

/** From swipe once round, so that each mode is come to from another one. */
const modes = [
  ['Digit2', 'side by side'],
  ['Digit3', 'blink'],
  ['Digit4', 'spyglass'],
  ['Digit5', 'blend'],
  ['Digit6', 'difference'],
  ['Digit1', 'swipe'],
] as const;
const movements = ['swipe', 'spyglass', 'side_by_side'] as const;
type Movement = (typeof movements)[number];
const movementNames: Record<Movement, string> = {
  swipe: 'the divider dragged',
  spyglass: 'the lens moved',
  side_by_side: 'side by side panned',
};

type Times = Record<string, number[]>;
type Given = { browser: Browser; origin: string; scenes: Scene[] };
type View = { width: number; height: number; resolution: number };

/**
 * Two dates compared, ours and OpenLayers alone in turns: from a key to the first right frame, for each mode and
 * for a date that was not seen before (cold) and again (warm), and the times of frames while the mouse moves the
 * divider, the lens, or two maps side by side.
 */
export async function measure(): Promise<Row[]> {
  const database = await benchDatabase();
  const server = await startPageServer(database.serving);
  const peers = await delayedServer(server.origin, 0, ['plain-comparison']);
  const browser = await launchBrowser();
  try {
    const given = { browser, origin: peers.origin, scenes: await addScenes(server) };
    const ours: Times = {};
    const plain: Times = {};
    for (let round = 0; round < ROUNDS; round++) {
      const view = await ourTimes(given, ours);
      await peerTimes(given, view, plain);
    }
    return [...switchRows(ours, plain), ...frameRows(ours, plain)];
  } finally {
    await browser.close();
    await peers.close();
    await server.close();
    await database.close();
  }
}

function switchRows(ours: Times, plain: Times): Row[] {
  const milliseconds = (values: number[]) => `${median(values).toFixed(0)} ms`;
  const names = [...modes.map(([, name]) => `to ${name}`), 'to another date'];
  return names.flatMap((name) =>
    ['cold', 'warm'].map((state) => {
      const key = `${name}, ${state}`;
      const peer = plain[key];
      return {
        name: `Switching ${key}, until the first right frame`,
        ours: milliseconds(ours[key]!),
        peer: peer ? milliseconds(peer) : '',
        ratio: peer && median(ours[key]!) / median(peer),
        limit: peer && { atMost: 1.2 },
      };
    }),
  );
}

function frameRows(ours: Times, plain: Times): Row[] {
  return movements.flatMap((movement) =>
    [0.5, 0.95].map((share) => {
      const [own, peer] = [percentile(ours[movement]!, share), percentile(plain[movement]!, share)];
      return {
        name: `Frame while ${movementNames[movement]}, ${share === 0.5 ? 'median' : '95th percentile'}`,
        ours: `${own.toFixed(1)} ms`,
        peer: `${peer.toFixed(1)} ms`,
        ratio: own / peer,
        limit: { atMost: 1.2 },
      };
    }),
  );
}

async function addScenes(server: PageServer): Promise<Scene[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-modes-'));
  try {
    const site = await server.newSite({ name: 'Three dates', code: 'DATES' });
    const scenes: Scene[] = [];
    for (const [date, acquired] of ['2018-05-01', '2019-05-01', '2020-05-01'].entries()) {
      const file = path.join(folder, `${acquired}.tif`);
      await writeTexturedScene(file, { side: SIDE, place, date });
      scenes.push(await server.addScene(site.id, file, { acquired, synthetic: true }));
    }
    return scenes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function note(times: Times, key: string, values: number[]) {
  times[key] = [...(times[key] ?? []), ...values];
}

async function ourTimes({ browser, origin, scenes }: Given, times: Times): Promise<View> {
  const { page, context } = await openPage(browser, origin, { path: '/icon.svg' });
  // Blinking would leave no picture that stands.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${origin}/?site=${scenes[0]!.siteId}`);
  await settled(page);
  const box = await mapBox(page);
  const resolution = Number.parseFloat((await page.locator('.map-resolution').textContent()) ?? '');
  await page.locator('.map-first').focus();
  for (const state of ['cold', 'warm'])
    for (const [key, name] of modes)
      note(times, `to ${name}, ${state}`, [await untilRightFrame(page, box, key)]);
  // The latest date is shown at first: the one before it is cold, and going back to the latest is warm.
  note(times, 'to another date, cold', [await untilRightFrame(page, box, 'BracketLeft')]);
  note(times, 'to another date, warm', [await untilRightFrame(page, box, 'BracketRight')]);

  await page.keyboard.press('Digit1');
  const { x, y } = (await page.getByRole('slider', { name: /^Divider/ }).boundingBox())!;
  await page.mouse.move(x + 22, y + 22);
  note(times, 'swipe', await dragged(page, box, 'swipe'));
  await page.keyboard.press('Digit4');
  note(times, 'spyglass', await frameTimes(page, circle(box)));
  await page.keyboard.press('Digit2');
  await settled(page);
  note(times, 'side_by_side', await dragged(page, await mapBox(page), 'side_by_side'));
  await context.close();
  return { width: box.width, height: box.height, resolution };
}

async function peerTimes({ browser, origin, scenes }: Given, view: View, times: Times): Promise<void> {
  const { width, height } = view;
  const box = { x: 0, y: 0, width, height };
  for (const movement of movements) {
    const { page, context } = await openPeer(browser, origin, scenes, view, movement);
    if (movement === 'swipe') {
      note(times, 'to another date, cold', [await untilRightFrame(page, box, 'BracketRight')]);
      note(times, 'to another date, warm', [await untilRightFrame(page, box, 'BracketLeft')]);
    }
    const half = { ...box, width: width / 2 };
    if (movement === 'side_by_side') note(times, movement, await dragged(page, half, movement));
    else note(times, movement, await frameTimes(page, movement === 'swipe' ? across(box) : circle(box)));
    await context.close();
  }
}

async function openPeer(
  browser: Browser,
  origin: string,
  scenes: Scene[],
  { width, height, resolution }: View,
  layout: Movement,
): Promise<{ page: Page; context: BrowserContext }> {
  // In a window of the same size, which has to be put together for each frame.
  const opened = await openPage(browser, origin, { path: '/icon.svg' });
  await noteUploads(opened.page);
  const [first, second, third] = scenes.map(({ id }) => `/api/scenes/${id}/display.tif`);
  const query = new URLSearchParams([
    ...[first!, third!, second!].map((cog): [string, string] => ['cog', cog]),
    ['center', [place.east + (SIDE * PIXEL) / 2, place.north - (SIDE * PIXEL) / 2].join()],
    ['resolution', String(resolution)],
    ['system', `EPSG:${place.epsg}`],
    ['layout', layout],
    ['size', `${width},${height}`],
  ]);
  await opened.page.goto(`${origin}/peers/plain-comparison.html?${query}`);
  await lastUpload(opened.page, 0);
  return opened;
}

/** The button is held from the first place on: where it is pressed, the mouse is already, or is brought there. */
async function dragged(page: Page, box: Box, movement: Movement): Promise<number[]> {
  const placeAt = movement === 'swipe' ? across(box) : circle(box);
  if (movement !== 'swipe') await page.mouse.move(placeAt(0).x, placeAt(0).y);
  await page.mouse.down();
  const times = await frameTimes(page, placeAt);
  await page.mouse.up();
  return times;
}

/** From the middle to the left and the right and back, twice. */
function across({ x, y, width, height }: Box) {
  return (share: number) => ({
    x: x + width * (0.5 + 0.35 * Math.sin(share * 4 * Math.PI)),
    y: y + height * 0.86,
  });
}

function circle({ x, y, width, height }: Box) {
  const radius = Math.min(width, height) * 0.3;
  return (share: number) => ({
    x: x + width / 2 + radius * Math.cos(share * 4 * Math.PI),
    y: y + height / 2 + radius * Math.sin(share * 4 * Math.PI),
  });
}
