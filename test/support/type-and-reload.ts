import type { Page } from 'playwright-core';

/** Types into the field that has the focus, in place of what it holds, and loads the page anew in the same breath. */
export async function typeAndReload(page: Page, text: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.evaluate(`(() => {
    const field = document.activeElement;
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    location.reload();
  })()`);
  await loaded;
}
