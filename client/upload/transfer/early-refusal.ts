import { refusalByFirstBytes } from '#imagery/tiff/first-bytes.rules.ts';
import { formatBytes } from '../../i18n/index.ts';
import type { Transfer } from './transfer.ts';
import { largestUpload } from './upload.api.ts';

const FIRST_BYTES = 64;

/** Told where the browser no longer lets the page read a file. */
export const UNREADABLE =
  'The browser cannot read this file: it was moved, changed or closed off. Choose it again.';

/**
 * One sentence where a file need not be hashed, let alone sent: it cannot be read, is no TIFF by its first bytes,
 * or is larger than the server takes. Undefined where nothing speaks against it.
 */
export async function earlyRefusal({ role }: Transfer, file: File): Promise<string | undefined> {
  if (file.size === 0) return 'The file is empty; fetch or save it again.';
  try {
    const head = new Uint8Array(await file.slice(0, FIRST_BYTES).arrayBuffer());
    const sentence = role === 'image' ? refusalByFirstBytes(head) : undefined;
    if (sentence) return sentence;
  } catch {
    return UNREADABLE;
  }
  const largest = await largestUpload();
  if (largest === undefined || file.size <= largest) return undefined;
  return `The file has ${formatBytes(file.size)}; this server takes ${formatBytes(largest)} at most (MAX_UPLOAD).`;
}
