import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Drops files on the page as a file manager does. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const contents = await Promise.all(
    files.map(async (file) => ({ name: path.basename(file), base64: await readFile(file, 'base64') })),
  );
  const transfer = await page.evaluateHandle((given) => {
    const { DataTransfer } = globalThis as unknown as {
      DataTransfer: new () => { items: { add: (file: File) => void } };
    };
    const made = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      made.items.add(new File([bytes], name));
    }
    return made;
  }, contents);
  for (const kind of ['dragover', 'drop'])
    await page.dispatchEvent('#page', kind, { dataTransfer: transfer });
}
