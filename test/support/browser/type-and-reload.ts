import type { Locator } from 'playwright-core';

/** Types into a field, in place of what it holds, and loads the page anew in the same breath. */
export async function typeAndReload(field: Locator, text: string): Promise<void> {
  const loaded = field.page().waitForEvent('load');
  await field.evaluate((one, typed) => {
    const input = one as unknown as { value: string; dispatchEvent(event: Event): boolean };
    input.value = typed;
    input.dispatchEvent(
      new (globalThis as unknown as { InputEvent: typeof Event }).InputEvent('input', { bubbles: true }),
    );
    (globalThis as unknown as { location: { reload(): void } }).location.reload();
  }, text);
  await loaded;
}
