import { setImmediate } from 'node:timers/promises';
import type { Context } from 'hono';

/** So many characters are made at a time before other requests have their turn. */
const CHARACTERS = 2 ** 20;

/** The JSON of each of a list's items. They may be few and small, or a thousand outlines of ten thousand corners. */
export async function textsOf<Item>(
  items: readonly Item[],
  told: (item: Item) => unknown,
): Promise<string[]> {
  const texts: string[] = [];
  let made = 0;
  for (const item of items) {
    const text = JSON.stringify(told(item));
    texts.push(text);
    made += text.length;
    if (made < CHARACTERS) continue;
    made = 0;
    await setImmediate();
  }
  return texts;
}

/** The JSON of a list, as `textsOf` makes it. */
export async function listText<Item>(
  items: readonly Item[],
  told: (item: Item) => unknown = (item) => item,
): Promise<string> {
  return `[${(await textsOf(items, told)).join(',')}]`;
}

/** Answers with a list of items, however long it is. */
export async function itemsReply(context: Context, items: readonly unknown[]): Promise<Response> {
  return context.body(`{"items":${await listText(items)}}`, 200, { 'Content-Type': 'application/json' });
}
