import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** How long no picture must have come, and no request be under way, until all is called there. */
const QUIET_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 60_000;

/**
 * Notes in a page, whatever library it is made of, when pictures are handed to the graphics card: what a tile
 * needs to be seen. To be called before the page is opened.
 */
export async function noteUploads(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.uploads = [];
    for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext])
      for (const name of ['texImage2D', 'texSubImage2D']) {
        const original = prototype[name];
        prototype[name] = function (...given) {
          if (given.at(-1)) requestAnimationFrame((at) => uploads.push(at));
          return original.apply(this, given);
        };
      }
  `);
}

/** Waits until the last picture has come; how many came since `from`, a time of the page, and when the last did. */
export async function lastUpload(page: Page, from: number): Promise<{ count: number; at: number }> {
  let active = 0;
  const began = () => active++;
  const ended = () => active--;
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended);
  try {
    for (let waited = 0; waited < LONGEST_MILLISECONDS; waited += QUIET_MILLISECONDS) {
      const seen = await uploads(page, from);
      await wait(QUIET_MILLISECONDS);
      const now = await uploads(page, from);
      if (active <= 0 && now.count > 0 && now.count === seen.count) return now;
    }
    throw new Error(`No tile came to ${page.url()}.`);
  } finally {
    page.off('request', began).off('requestfinished', ended).off('requestfailed', ended);
  }
}

function uploads(page: Page, from: number): Promise<{ count: number; at: number }> {
  return page.evaluate(`(() => {
    const since = uploads.filter((at) => at > ${from});
    return { count: since.length, at: Math.max(...since) };
  })()`);
}
