import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../support/browser/browser.ts';
import { mapBox, settled } from '../support/browser/map-page.ts';
import { type PageServer, startPageServer } from '../support/browser/page-server.ts';
import { type Place, writeTexturedScene } from './bench-scenes.ts';
import { benchDatabase } from './database.ts';
import type { Row } from './row.ts';
import { mean } from './statistics.ts';

const MINUTES = 60;
const DATES = 8;
const SIDE = 3_000;
/** A pause after each act, so that most of what it asks for comes before the next one. */
const PAUSE_MILLISECONDS = 150;
/** Acts: six modes, and eight dates forwards and back, are together again after 48 turns of three acts each. */
const ROUND = 3 * 48;
/** For thirds to be told apart. */
const LEAST_SAMPLES = 4;
/** What the last third may have more than the middle third: what is flat still goes up and down. */
const FLAT = 1.05;
const place: Place = { epsg: 32631, east: 500_000 - SIDE / 4, north: SIDE / 4 };

/** Bytes, and the minutes after the first sample at which they were counted. */
type Sample = { minute: number; heap: number; resident: number | undefined };

/**
 * Whether the memory of a tab stays flat while somebody works in it for an hour (or `minutes`): pans, zooms,
 * changes the mode and steps through eight dates. Counted are the heap after a collection, and what the
 * renderer and the GPU process occupy, always at the end of a round of acts: what is kept differs by mode and date.
 * The first sample is taken after the first round, which has seen each date and each mode.
 */
export async function measure({ minutes = MINUTES }: { minutes?: number }): Promise<Row[]> {
  const database = await benchDatabase();
  const server = await startPageServer(database.serving);
  const browser = await launchBrowser();
  try {
    const siteId = await addDates(server);
    const { page } = await openPage(browser, server.origin, { path: `/?site=${siteId}` });
    await settled(page);
    const { samples, acts } = await work(browser, page, minutes);
    return [
      row(`Heap of the page after ${acts} acts in ${minutes} minutes`, samples, ({ heap }) => heap),
      row(`Memory of renderer and GPU process after as many`, samples, ({ resident }) => resident),
    ];
  } finally {
    await browser.close();
    await server.close();
    await database.close();
  }
}

async function addDates(server: PageServer): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-memory-'));
  try {
    const site = await server.newSite({ name: 'Eight dates', code: 'EIGHT' });
    for (let date = 0; date < DATES; date++) {
      const file = path.join(folder, `${date}.tif`);
      await writeTexturedScene(file, { side: SIDE, place, date });
      await server.addScene(site.id, file, { acquired: `${2010 + date}-05-01`, synthetic: true });
    }
    return site.id;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function work(browser: Browser, page: Page, minutes: number) {
  const ofPage = await page.context().newCDPSession(page);
  const ofBrowser = await browser.newBrowserCDPSession();
  const act = actsOf(page);
  const samples: Sample[] = [];
  let acts = 0;
  let began = performance.now();
  const minutesGone = () => (performance.now() - began) / 60_000;
  while (samples.length < LEAST_SAMPLES || minutesGone() < minutes) {
    for (let end = acts + ROUND; acts < end; acts++) await act(acts);
    if (samples.length === 0) began = performance.now();
    samples.push({
      minute: minutesGone(),
      heap: await heapBytes(ofPage),
      resident: await residentBytes(ofBrowser),
    });
  }
  return { samples, acts };
}

/** What is done as the act of a number: of three, the first changes the date, the second the mode, the third moves. */
function actsOf(page: Page): (act: number) => Promise<void> {
  return async (act) => {
    const turn = Math.floor(act / 3);
    if (act % 3 === 0) await page.keyboard.press(turn % (2 * DATES) < DATES ? 'BracketLeft' : 'BracketRight');
    else if (act % 3 === 1) await page.keyboard.press(`Digit${(turn % 6) + 1}`);
    else if (turn % 4 === 3) await zoom(page, Math.floor(turn / 4));
    else await pan(page, turn);
    await wait(PAUSE_MILLISECONDS);
    await page.locator('.map-loading').waitFor({ state: 'hidden', timeout: 90_000 });
  };
}

async function pan(page: Page, turn: number) {
  const { x, y, width, height } = await mapBox(page);
  const angle = turn * 2.4;
  await page.mouse.move(x + width * 0.3, y + height * 0.4);
  await page.mouse.down();
  await page.mouse.move(
    x + width * (0.3 + 0.2 * Math.cos(angle)),
    y + height * (0.4 + 0.2 * Math.sin(angle)),
    {
      steps: 6,
    },
  );
  await page.mouse.up();
}

/** One level in, one out, in turns. */
async function zoom(page: Page, turn: number) {
  await page.locator('.map-first').focus();
  await page.keyboard.press(turn % 2 === 0 ? '+' : '-');
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Undefined where the system does not tell. */
async function residentBytes(session: CDPSession): Promise<number | undefined> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const drawing = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
  const statuses = drawing.map(({ id }) => readFile(`/proc/${id}/status`, 'latin1').catch(() => ''));
  const bytes = (await Promise.all(statuses)).map(
    (status) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024,
  );
  return bytes.reduce((sum, each) => sum + each, 0) || undefined;
}

function row(name: string, samples: Sample[], of: (sample: Sample) => number | undefined): Row {
  const points = samples.flatMap((sample) => {
    const bytes = of(sample);
    return bytes === undefined ? [] : [{ minute: sample.minute, megabytes: bytes / 1e6 }];
  });
  if (points.length === 0) return { name, ours: '', peer: 'not told by this system' };
  const third = Math.floor(points.length / 3);
  const megabytes = points.map((point) => point.megabytes);
  const [middle, end] = [mean(megabytes.slice(third, -third)), mean(megabytes.slice(-third))];
  const slope = (slopeOf(points.slice(third)) * 60).toFixed(1);
  return {
    name: `${name}, last third against the middle third`,
    ours: `${megabytes[0]!.toFixed(1)} MB, ${middle.toFixed(1)} MB, ${end.toFixed(1)} MB; ${slope} MB an hour`,
    peer: 'flat',
    ratio: end / middle,
    limit: { atMost: FLAT },
  };
}

/** Megabytes a minute, by least squares. */
function slopeOf(points: { minute: number; megabytes: number }[]): number {
  const middle = points.reduce((sum, { minute }) => sum + minute, 0) / points.length;
  const products = points.reduce((sum, point) => sum + (point.minute - middle) * point.megabytes, 0);
  return products / points.reduce((sum, { minute }) => sum + (minute - middle) ** 2, 0);
}
