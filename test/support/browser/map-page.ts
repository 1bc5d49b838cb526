import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { until } from '../base/until.ts';
import { requestsUnderWay } from './requests.ts';

/** A part of the page, in CSS pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** How bright a part of the page is (0 to 255), and how much that varies within it. */
export type Brightness = { mean: number; deviation: number };

const LOADED_WITHIN = { timeout: 90_000 };

/**
 * Waits until the page has all that it asked for, and its map stands still, has loaded what it is to show and has
 * drawn it: twice in a row, since what came may be what something else waited for.
 */
export async function settled(page: Page): Promise<void> {
  await page.locator('.map-foot').waitFor(LOADED_WITHIN);
  let quiet = 0;
  await until(
    async () => {
      await framesDrawn(page);
      const waitsFor = [...requestsUnderWay(page), ...(await mapStates(page))];
      quiet = waitsFor.length === 0 ? quiet + 1 : 0;
      return { quiet, waitsFor };
    },
    (now) => now.quiet === 2,
    LOADED_WITHIN,
  );
}

async function mapStates(page: Page): Promise<string[]> {
  const states = { loads: '.map-loading:not([hidden])', moves: '.map[data-moving]' };
  const found = await Promise.all(
    Object.entries(states).map(async ([state, of]) => ((await page.locator(of).count()) > 0 ? [state] : [])),
  );
  return found.flat();
}

/** Waits for frames to be drawn, so that what was done before shows: the map draws in the next, and tells behind it. */
async function framesDrawn(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    let left = 3;
    const next = () => (left-- > 0 ? requestAnimationFrame(next) : setTimeout(resolve));
    next();
  })`);
}

/** Does what zooms the map, and waits until it has. Throws where it does not, as at the end of its scales. */
export async function zoomed(page: Page, act: () => Promise<void>): Promise<void> {
  const scale = () =>
    page.locator('.map-scale').evaluate((bar) => (bar as unknown as { outerHTML: string }).outerHTML);
  const former = await scale();
  await act();
  await until(scale, (now) => now !== former);
  await framesDrawn(page);
  await page.locator('.map[data-moving]').waitFor({ state: 'detached' });
}

/** Turns the wheel where the mouse is. OpenLayers goes one level at most for turns that come within 80 ms. */
export async function turnWheel(page: Page, turns: number): Promise<void> {
  for (let turn = 0; turn < Math.abs(turns); turn++)
    await zoomed(page, () => page.mouse.wheel(0, Math.sign(turns) * 240));
}

/** Where a map stands on the page: the first, or in side by side the second. */
export async function mapBox(page: Page, which: 'first' | 'second' = 'first'): Promise<Box> {
  const box = await page.locator(`.map-${which}`).boundingBox();
  if (!box) throw new Error(`There is no ${which} map on screen.`);
  return box;
}

/** The part of a box between two shares of its width, its edges with labels and readings left out. */
export function strip(box: Box, from: number, to: number): Box {
  return {
    x: box.x + box.width * from,
    y: box.y + box.height * 0.15,
    width: box.width * (to - from),
    height: box.height * 0.7,
  };
}

/** The pixels of a part of the page as they are seen, red, green and blue in turn. */
export async function pixelsOf(page: Page, clip: Box) {
  const { data, info } = await sharp(await page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export async function brightness(page: Page, clip: Box): Promise<Brightness> {
  const { channels } = await sharp(await page.screenshot({ clip }))
    .greyscale()
    .stats();
  return { mean: channels[0]!.mean, deviation: channels[0]!.stdev };
}

/** The mean difference of two pictures of one part of the page, 0 to 255. */
export function difference(one: { data: Buffer }, other: { data: Buffer }): number {
  let sum = 0;
  for (let i = 0; i < one.data.length; i++) sum += Math.abs(one.data[i]! - other.data[i]!);
  return sum / one.data.length;
}

/** What the page says lies under a point: longitude and latitude to five decimals. */
export async function positionAt(page: Page, x: number, y: number): Promise<Position> {
  await page.mouse.move(x, y);
  const place = page.locator('.map-place', { hasText: /[NS] .*[EW]/ });
  const text = (await place.textContent()) ?? '';
  const [, latitude, south, longitude, west] = /([\d.]+) ([NS]) ([\d.]+) ([EW])/.exec(text) ?? [];
  return [Number(longitude) * (west === 'W' ? -1 : 1), Number(latitude) * (south === 'S' ? -1 : 1)];
}

/**
 * Tells where positions stand on the first map, from what the page itself says of two far points. Good to
 * about two metres, which is what five decimals give; it holds until the view moves.
 */
export async function pointsOf(page: Page): Promise<(position: Position) => { x: number; y: number }> {
  const box = await mapBox(page);
  const [left, right] = [box.x + box.width * 0.1, box.x + box.width * 0.9];
  const [top, bottom] = [box.y + box.height * 0.15, box.y + box.height * 0.85];
  const northWest = await positionAt(page, left, top);
  const northEast = await positionAt(page, right, top);
  const southWest = await positionAt(page, left, bottom);
  // The view is a plane: two sides of it give an affine map, which is turned round here.
  const across = [turn(northEast[0] - northWest[0]), northEast[1] - northWest[1]] as const;
  const down = [turn(southWest[0] - northWest[0]), southWest[1] - northWest[1]] as const;
  const determinant = across[0] * down[1] - across[1] * down[0];
  return ([longitude, latitude]) => {
    const [dx, dy] = [turn(longitude - northWest[0]), latitude - northWest[1]];
    const u = (dx * down[1] - dy * down[0]) / determinant;
    const v = (across[0] * dy - across[1] * dx) / determinant;
    return { x: left + u * (right - left), y: top + v * (bottom - top) };
  };
}

/** A difference of longitudes by the shorter way round, so that the antimeridian does not count. */
function turn(degrees: number): number {
  return ((degrees + 540) % 360) - 180;
}
