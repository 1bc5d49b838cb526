import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { launchBrowser, openPage } from '../support/browser/browser.ts';
import { brightness, mapBox, settled } from '../support/browser/map-page.ts';
import { type PageServer, startPageServer } from '../support/browser/page-server.ts';
import { type Place, writeTexturedScene } from './bench-scenes.ts';
import { benchDatabase } from './database.ts';
import { delayedServer, isInstalled } from './peer-pages.ts';
import type { Row } from './row.ts';
import { median } from './statistics.ts';
import { lastUpload, noteUploads } from './uploads.ts';

const DELAY_MILLISECONDS = 50;
const ROUNDS = 3;
const STEPS = 2;
const SIDE = 3_600;
const PIXEL = 0.5;

/** Where the equator meets the middle of zone 31: one ground, in two systems of nearly one scale. */
const places: Record<'mercator' | 'zone', Place> = {
  mercator: { epsg: 3857, east: 333_958, north: (SIDE * PIXEL) / 2 },
  zone: { epsg: 32631, east: 500_000 - (SIDE * PIXEL) / 2, north: (SIDE * PIXEL) / 2 },
};
type Ground = keyof typeof places;
type Given = { browser: Browser; origin: string; scene: Scene; ground: Ground };
type View = { width: number; height: number; resolution: number };

/**
 * A step of zoom, from the press of '+' to the frame that has the last tile, with a delay added to each request.
 * All take the same 100 ms to get to half the resolution. Each library opens the same COG in a browser context
 * that has nothing yet, in turns, in a map of the same size. MapLibre's protocol reads EPSG:3857 alone, which
 * our page lays into its own UTM zone, so that there is a COG in that zone as well.
 */
export async function measure(): Promise<Row[]> {
  const database = await benchDatabase();
  const server = await startPageServer(database.serving);
  const maplibre = isInstalled('maplibre-gl') && isInstalled('@geomatico/maplibre-cog-protocol');
  const pages = maplibre ? ['plain-map', 'cog-protocol'] : ['plain-map'];
  const delayed = await delayedServer(server.origin, DELAY_MILLISECONDS, pages);
  const browser = await launchBrowser();
  try {
    const rows: Row[] = [];
    for (const ground of ['mercator', 'zone'] as const) {
      const scene = await addScene(server, ground);
      const given = { browser, origin: delayed.origin, scene, ground };
      const ours: number[] = [];
      const plain: number[] = [];
      const protocol: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const { view, times } = await ourSteps(given);
        ours.push(...times);
        plain.push(...(await peerSteps(given, 'plain-map', view)));
        if (maplibre && ground === 'mercator')
          protocol.push(...(await peerSteps(given, 'cog-protocol', view)));
      }
      rows.push(row(`Zoom step, COG in EPSG:${places[ground].epsg}, against OpenLayers alone`, ours, plain));
      if (ground === 'mercator')
        rows.push(row('Zoom step, COG in EPSG:3857, against maplibre-cog-protocol', ours, protocol));
    }
    return rows;
  } finally {
    await browser.close();
    await delayed.close();
    await server.close();
    await database.close();
  }
}

function row(name: string, ours: number[], peer: number[]): Row {
  const milliseconds = (values: number[]) => `${median(values).toFixed(0)} ms`;
  return {
    name: `${name}, ${DELAY_MILLISECONDS} ms added to each request`,
    ours: milliseconds(ours),
    peer: peer.length > 0 ? milliseconds(peer) : 'peer not installed',
    ratio: peer.length > 0 ? median(ours) / median(peer) : undefined,
    limit: { atMost: 0.6 },
  };
}

async function addScene(server: PageServer, ground: Ground): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-zoom-'));
  try {
    const file = path.join(folder, `${ground}.tif`);
    await writeTexturedScene(file, { side: SIDE, place: places[ground] });
    const site = await server.newSite({ name: ground, code: ground === 'mercator' ? 'MERC' : 'ZONE' });
    return await server.addScene(site.id, file, { acquired: '2020-05-01', synthetic: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ourSteps({ browser, origin, scene }: Given): Promise<{ view: View; times: number[] }> {
  const { page, context } = await openPage(browser, origin, { path: '/icon.svg' });
  await noteUploads(page);
  await page.goto(`${origin}/?site=${scene.siteId}`);
  await settled(page);
  const { width, height } = await mapBox(page);
  const resolution = Number.parseFloat((await page.locator('.map-resolution').textContent()) ?? '');
  await page.locator('.map-first').focus();
  const times = await steps(page);
  await context.close();
  return { view: { width, height, resolution }, times };
}

async function peerSteps(given: Given, name: string, view: View): Promise<number[]> {
  const { browser, origin, scene, ground } = given;
  const { width, height } = view;
  const { page, context } = await openPage(browser, origin, { width, height, path: '/icon.svg' });
  await noteUploads(page);
  const { epsg, east, north } = places[ground];
  const query = new URLSearchParams({
    cog: `/api/scenes/${scene.id}/display.tif`,
    center: [east + (SIDE * PIXEL) / 2, north - (SIDE * PIXEL) / 2].join(),
    resolution: String(view.resolution),
    system: `EPSG:${epsg}`,
  });
  await page.goto(`${origin}/peers/${name}.html?${query}`);
  const times = await steps(page);
  await context.close();
  return times;
}

/** Lets one step after the other settle, and gives the time of each in milliseconds. */
async function steps(page: Page): Promise<number[]> {
  await lastUpload(page, 0);
  await page.evaluate(`addEventListener('keydown', ({ timeStamp }) => (globalThis.began = timeStamp), true)`);
  const times: number[] = [];
  for (let count = 0; count < STEPS; count++) {
    await page.keyboard.press('+');
    const began = await page.evaluate<number>('began');
    times.push((await lastUpload(page, began)).at - began);
  }
  const { width, height } = page.viewportSize()!;
  const shown = await brightness(page, { x: width / 4, y: height / 4, width: width / 4, height: height / 4 });
  if (shown.deviation < 3) throw new Error(`${page.url()} shows nothing.`);
  return times;
}
