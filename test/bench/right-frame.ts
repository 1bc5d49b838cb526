import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Box, difference, strip } from '../support/browser/map-page.ts';

/** Frames come smaller than the page, so that taking them costs little. */
const SCALE = 0.5;
const QUIET_MILLISECONDS = 900;
const LONGEST_MILLISECONDS = 30_000;
/** Mean difference of pixels, 0 to 255, below which two frames show the same. */
const SAME = 0.5;

type Frame = { at: number; jpeg: Buffer };

/**
 * Presses a key and gives the milliseconds from the event to the first frame on screen whose map looks as it
 * does when all has come to rest. Throws where nothing changes.
 */
export async function untilRightFrame(page: Page, box: Box, key: string): Promise<number> {
  const { width, height } = page.viewportSize()!;
  const session = await page.context().newCDPSession(page);
  const frames: Frame[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ at: metadata.timestamp! * 1_000, jpeg: Buffer.from(data, 'base64') });
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await page.evaluate(`addEventListener('keydown', ({ timeStamp }) => {
    globalThis.pressed = performance.timeOrigin + timeStamp;
  }, { capture: true, once: true })`);
  const size = { maxWidth: width * SCALE, maxHeight: height * SCALE };
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 90, ...size });
  await quiet(frames, 1);
  const former = frames.length;
  await page.keyboard.press(key);
  await quiet(frames, former + 1);
  const pressed = await page.evaluate<number>('pressed');
  await session.detach();

  const part = strip(scaled(box), 0.03, 0.97);
  const last = await pixels(frames.at(-1)!, part);
  for (const frame of frames.slice(former))
    if (difference(await pixels(frame, part), last) < SAME) return Math.max(0, frame.at - pressed);
  throw new Error('No frame is like the last one.');
}

/** Waits until so many frames are there and no further one comes. */
async function quiet(frames: Frame[], least: number): Promise<void> {
  let seen = -1;
  for (let waited = 0; frames.length < least || frames.length !== seen; waited += QUIET_MILLISECONDS) {
    if (waited > LONGEST_MILLISECONDS) throw new Error(`${frames.length} frames came instead of ${least}.`);
    seen = frames.length;
    await wait(QUIET_MILLISECONDS);
  }
}

function scaled({ x, y, width, height }: Box): Box {
  return { x: x * SCALE, y: y * SCALE, width: width * SCALE, height: height * SCALE };
}

async function pixels({ jpeg }: Frame, { x, y, width, height }: Box): Promise<{ data: Buffer }> {
  const part = { left: x, top: y, width, height };
  for (const side of Object.keys(part) as (keyof typeof part)[]) part[side] = Math.round(part[side]);
  return { data: await sharp(jpeg).extract(part).removeAlpha().raw().toBuffer() };
}
