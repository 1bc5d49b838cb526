import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type ChainEntry,
  canonicalText,
  chainFault,
  entryHash,
  FIRST_PREVIOUS_HASH,
  withheldDigest,
} from '#domain/history/chain.rules.ts';

function chain(...changes: unknown[]): ChainEntry[] {
  let previousHash = FIRST_PREVIOUS_HASH;
  return changes.map((change, index) => {
    const text = canonicalText({ seq: index + 1, change });
    const hash = entryHash(previousHash, text);
    const entry = { seq: index + 1, text, previousHash, hash };
    previousHash = hash;
    return entry;
  });
}

describe('the chain of a history', () => {
  it('hashes as anyone can with SHA-256: the hash before in hex, then the text', () => {
    const [entry] = chain({ status: 'observed', 이름: '감시탑' });
    const recomputed = createHash('sha256')
      .update(entry!.previousHash + entry!.text, 'utf8')
      .digest('hex');
    expect(entry!.hash).toBe(recomputed);
  });

  it('writes equal values as equal text, after RFC 8785', () => {
    expect(canonicalText({ b: 1e21, a: [1.0, 'ü', null], '€': 0.000001 })).toBe(
      '{"a":[1,"ü",null],"b":1e+21,"€":0.000001}',
    );
    expect(canonicalText({ a: 1, b: 2 })).toBe(canonicalText({ b: 2, a: 1 }));
  });

  it('holds where nothing was touched', () => {
    expect(chainFault(chain('drawn', 'assessed', 'deleted'))).toBeUndefined();
    expect(chainFault([])).toBeUndefined();
  });

  it.each<[string, number, (entries: ChainEntry[]) => ChainEntry[]]>([
    [
      'a text was altered',
      2,
      (c) => c.map((e) => (e.seq === 2 ? { ...e, text: e.text.replace('assessed', 'adored') } : e)),
    ],
    ['an entry was taken out', 2, (c) => c.filter((e) => e.seq !== 2)],
    ['the first was taken out', 1, (c) => c.slice(1)],
    ['two were swapped', 2, (c) => [c[0]!, c[2]!, c[1]!]],
    [
      'one was altered and hashed anew',
      3,
      (c) => {
        const text = canonicalText({ seq: 2, change: 'adored' });
        return c.map((e) => (e.seq === 2 ? { ...e, text, hash: entryHash(e.previousHash, text) } : e));
      },
    ],
    [
      'an entry names another place',
      2,
      (c) => {
        const text = canonicalText({ seq: 9, change: 'assessed' });
        return [c[0]!, { ...c[1]!, text, hash: entryHash(c[1]!.previousHash, text) }];
      },
    ],
  ])('breaks where %s, and says at which entry', (_what, seq, tamper) => {
    expect(chainFault(tamper(chain('drawn', 'assessed', 'deleted')))?.seq).toBe(seq);
  });

  it('binds a withheld value so that it can be shown later but not guessed', () => {
    const digest = withheldDigest('00ff', { title: 'W-7' });
    expect(digest).toBe(withheldDigest('00ff', { title: 'W-7' }));
    expect(digest).not.toBe(withheldDigest('00fe', { title: 'W-7' }));
    expect(digest).not.toBe(withheldDigest('00ff', { title: 'W-8' }));
  });
});
