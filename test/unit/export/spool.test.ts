import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSpools, type Spool } from '../../../server/export/spool.ts';
import { ProblemError } from '../../../server/http/problem.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'afterimage-spool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MEBIBYTE = 2 ** 20;
/** More than any disk has, so that there is never room. */
const NO_ROOM = 2 ** 60;

/** Pieces of many sizes that differ from each other. */
const pieces = Array.from({ length: 40 }, (_, index) => Buffer.alloc(((index * 7) % 13) * 40_000 + 1, index));
const whole = Buffer.concat(pieces);

async function writeAll(spool: Spool) {
  for (const piece of pieces) await spool.write(piece);
  spool.end();
}

async function readAll(spool: Spool) {
  const read: Uint8Array[] = [];
  for await (const piece of spool) read.push(piece);
  return Buffer.concat(read);
}

describe('a spool', () => {
  it('keeps all for a reader who comes when everything is written, and leaves no file', async () => {
    const spools = await openSpools(folder, 0);
    const spool = spools.open();
    await writeAll(spool);
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
    expect((await readAll(spool)).equals(whole)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives all in order to a reader who rests now and then', async () => {
    const spool = (await openSpools(folder, 0)).open();
    const read: Uint8Array[] = [];
    const take = async () => {
      const { value } = await spool.next();
      if (value) read.push(value);
    };
    for (const [index, piece] of pieces.entries()) {
      await spool.write(piece);
      if (index % 3 === 0) await take();
    }
    spool.end();
    expect(Buffer.concat([...read, await readAll(spool)]).equals(whole)).toBe(true);
  });

  it('goes at the reader’s pace where the disk is full', async () => {
    const spool = (await openSpools(folder, NO_ROOM)).open();
    const [, read] = await Promise.all([writeAll(spool), readAll(spool)]);
    expect(read.equals(whole)).toBe(true);
  });

  it('fails where the disk is full and the reader rests', { timeout: 60_000 }, async () => {
    const spool = (await openSpools(folder, NO_ROOM)).open();
    const writing = writeAll(spool).catch((error) => {
      spool.fail(error);
      throw error;
    });
    await expect(writing).rejects.toThrow(/disk is full/);
    await expect(readAll(spool)).rejects.toThrow(/disk is full/);
  });

  it('that fails gives what came before, and then the failure', async () => {
    const spool = (await openSpools(folder, 0)).open();
    await spool.write(Buffer.from('before'));
    spool.fail(new Error('The database is gone.'));
    expect(String((await spool.next()).value)).toBe('before');
    await expect(spool.next()).rejects.toThrow('The database is gone.');
  });

  it('stops its writer where the reader leaves, also one who waits for room', async () => {
    const spool = (await openSpools(folder, NO_ROOM)).open();
    await spool.write(Buffer.alloc(2 * MEBIBYTE));
    const waiting = spool.write(Buffer.alloc(1));
    await spool.return!();
    await expect(waiting).rejects.toThrow();
    await expect(spool.write(Buffer.alloc(1))).rejects.toThrow();
    expect(spool.signal.aborted).toBe(true);
  });

  it('is refused where too many are open, until one of them ends', async () => {
    const spools = await openSpools(folder, 0);
    const open: Spool[] = [];
    const refusal = (() => {
      try {
        for (;;) open.push(spools.open());
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(ProblemError);
    expect((refusal as ProblemError).status).toBe(503);
    await open[0]!.close();
    expect(() => spools.open()).not.toThrow();
  });

  it('of a process that was killed is cleared at the next start', async () => {
    const name = crypto.randomUUID();
    // No process has so high a number.
    writeFileSync(path.join(folder, `99999999.${name}`), 'half');
    writeFileSync(path.join(folder, `${process.pid}.${name}`), 'under way');
    await openSpools(folder, 0);
    expect(readdirSync(folder)).toEqual([`${process.pid}.${name}`]);
  });
});
