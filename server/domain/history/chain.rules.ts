import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/** Stands before the first entry of a site's chain: 64 zeros. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** What an entry says. `at` is ISO 8601 in UTC to the millisecond; `seq` counts from 1 within the site. */
export type HistoryRecord = {
  format: 1;
  siteId: string;
  seq: number;
  at: string;
  actor: { name: string; selfDeclared: boolean };
  act: string;
  entity: string;
  entityId: string;
  version: number;
  change: unknown;
};

/**
 * The text of a value in the form of RFC 8785 (JSON Canonicalization Scheme): equal values have equal text
 * on any machine. Throws where the value is none that JSON can hold.
 */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only what JSON can hold has a canonical text.');
  return text;
}

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The hash that binds an entry to the one before: SHA-256 over the 64 hex digits of `previousHash`
 * followed by the UTF-8 bytes of `text`, in lower-case hex.
 */
export function entryHash(previousHash: string, text: string): string {
  return sha256Hex(previousHash + text);
}

/** What stands in an entry's text for a value kept beside the chain: SHA-256 of the salt and the value's canonical text. */
export function withheldDigest(salt: string, value: unknown): string {
  return sha256Hex(salt + canonicalText(value));
}

export type ChainEntry = { seq: number; text: string; previousHash: string; hash: string };

/** The first entry at which a chain, oldest first, does not hold, and why; undefined where it holds. */
export function chainFault(entries: Iterable<ChainEntry>): { seq: number; detail: string } | undefined {
  let previous = FIRST_PREVIOUS_HASH;
  let expected = 1;
  for (const { seq, text, previousHash, hash } of entries) {
    if (seq !== expected) return { seq: expected, detail: 'An entry is missing.' };
    if (previousHash !== previous) return { seq, detail: 'It is not bound to the entry before.' };
    if (entryHash(previousHash, text) !== hash) return { seq, detail: 'Its text is not what was hashed.' };
    if (JSON.parse(text).seq !== seq) return { seq, detail: 'Its text tells another place in the chain.' };
    previous = hash;
    expected++;
  }
  return undefined;
}
