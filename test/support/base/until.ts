import { setTimeout as pause } from 'node:timers/promises';

/** How long a test waits for what is awaited, milliseconds: on a busy machine what takes a moment takes many. */
export const PATIENCE = 30_000;
const BETWEEN = 50;

/**
 * Asks again and again until what is told holds, and gives it. For hooks and helpers; in a test, `expect.poll` waits
 * as long. Throws with what was told last where it never holds.
 */
export async function until<T>(
  ask: () => T | Promise<T>,
  holds: (told: T) => boolean = Boolean,
  { timeout = PATIENCE }: { timeout?: number } = {},
): Promise<T> {
  const end = performance.now() + timeout;
  for (;;) {
    const told = await ask();
    if (holds(told)) return told;
    if (performance.now() > end)
      throw new Error(`Not within ${timeout / 1_000} seconds. Told last: ${JSON.stringify(told)}`);
    await pause(BETWEEN);
  }
}
