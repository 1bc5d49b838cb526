import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What the worker tells: a part, 0 to 1, the hash as 64 hex digits, or that the file cannot be read. */
export type HashWord = { part: number } | { sha256: string } | { fault: string };

/** Two pieces are held at a time: one being hashed, one being read. */
const PIECE_BYTES = 4 * 1024 * 1024;
const TELL_MILLISECONDS = 200;

// WebCrypto hashes only what is in memory as a whole; a file of several gigabytes is not.
addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  hash(data).then(tell, (error: unknown) => tell({ fault: String(error) }));
});

async function hash(file: Blob): Promise<HashWord> {
  const state = sha256.create();
  const read = (at: number) => file.slice(at, at + PIECE_BYTES).arrayBuffer();
  let told = performance.now();
  let next = read(0);
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = await next;
    next = read(at + PIECE_BYTES);
    state.update(new Uint8Array(piece));
    if (performance.now() - told < TELL_MILLISECONDS) continue;
    told = performance.now();
    tell({ part: Math.min((at + PIECE_BYTES) / file.size, 1) });
  }
  return { sha256: bytesToHex(state.digest()) };
}

function tell(word: HashWord): void {
  postMessage(word);
}
