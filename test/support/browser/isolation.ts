import type { Page } from 'playwright-core';

/** Texts that turn what stands beside them: `words` closes an isolate that is not its own, then turns all that follows. */
export const turning = (words: string) => `\u2069\u202e${words}`;

/**
 * What on a page is turned by stored texts, each made by turning() of one of `words`: letters that do not run from left
 * to right, texts that stand isolated and are no stored text alone, and attributes and choices in which a text reaches
 * further than its end.
 */
export async function turnedOnPage(page: Page, words: readonly string[]): Promise<string[]> {
  const found = (await page.evaluate(LOOK)) as { reversed: string[]; alone: string[]; texts: string[] };
  const plain = (text: string) => text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '').trim();
  const isStored = (text: string) => plain(text) === '' || words.includes(plain(text));
  return [
    ...found.reversed.map((text) => `runs from right to left: ${text}`),
    ...found.alone
      .filter((text) => !isStored(text))
      .map((text) => `stands with a stored text: ${plain(text)}`),
    ...found.texts
      .filter((text) => !isStored(text) && leavesOpen(text))
      .map((text) => `turns its end: ${plain(text)}`),
  ];
}

/** Whether bidi characters of a text stand outside of isolates that the text closes itself. */
export function leavesOpen(text: string): boolean {
  let rest = text;
  for (let next = ''; next !== rest; ) {
    next = rest;
    rest = rest.replaceAll(/[\u2066-\u2068][^\u2066-\u2069]*\u2069/g, '');
  }
  return /[\u202a-\u202e\u2066-\u2069]/.test(rest);
}

const LOOK = String.raw`(() => {
  const bidi = /[\u202a-\u202e\u2066-\u2069]/;
  const reversed = [], alone = [], texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest('script, style, option, textarea')) continue;
    const text = node.data;
    if (parent.closest('bdi')) alone.push(text);
    const range = document.createRange();
    let before;
    for (let at = 0; at < text.length; at++) {
      if (bidi.test(text[at]) || /\s/.test(text[at])) continue;
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (!box || box.width === 0) continue;
      if (before && Math.abs(before.top - box.top) < 2 && box.left < before.left) {
        reversed.push(text);
        break;
      }
      before = box;
    }
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'alt']) {
      const value = element.getAttribute(name);
      if (value && bidi.test(value)) texts.push(value);
    }
    if (element.localName === 'option' && bidi.test(element.textContent)) texts.push(element.textContent);
  }
  if (bidi.test(document.title)) texts.push(document.title);
  return { reversed, alone, texts };
})()`;
