import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const MOVES = 150;
const MOVE_MILLISECONDS = 16;

/** Sends the mouse from place to place, at most once a frame, and gives the milliseconds of each frame meanwhile. */
export async function frameTimes(
  page: Page,
  placeAt: (share: number) => { x: number; y: number },
): Promise<number[]> {
  await page.evaluate(`(() => {
    globalThis.frames = [];
    const note = (at) => {
      frames.push(at);
      globalThis.nextFrame = requestAnimationFrame(note);
    };
    globalThis.nextFrame = requestAnimationFrame(note);
  })()`);
  for (let move = 0; move <= MOVES; move++) {
    const { x, y } = placeAt(move / MOVES);
    await Promise.all([page.mouse.move(x, y), wait(MOVE_MILLISECONDS)]);
  }
  const frames = await page.evaluate<number[]>('(cancelAnimationFrame(nextFrame), frames)');
  return frames.slice(1).map((at, index) => at - frames[index]!);
}
