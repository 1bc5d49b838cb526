import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOpenFiles } from '../../../server/http/open-files.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-open-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function made(name: string, text: string) {
  const file = { path: path.join(folder, name), size: text.length, etag: `"${text}"` };
  await writeFile(file.path, text);
  return file;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('files that are kept open', () => {
  it('are read in part, by many at once, though fewer may be open', async () => {
    const files = createOpenFiles(2);
    const all = await Promise.all(Array.from({ length: 6 }, (_, at) => made(`many-${at}`, `number ${at}`)));
    const reads = Array.from({ length: 60 }, (_, at) => files.read(all[at % 6]!, 7, 1));
    expect((await Promise.all(reads)).map(text)).toEqual(reads.map((_, at) => String(at % 6)));
  });

  it('are read anew where they were replaced under another ETag', async () => {
    const files = createOpenFiles();
    const before = await made('copy', 'before');
    expect(text(await files.read(before, 0, 6))).toBe('before');
    const after = await made('copy.fresh', 'after!');
    await rename(after.path, before.path);
    expect(text(await files.read({ ...after, path: before.path }, 0, 6))).toBe('after!');
    expect(text(await files.read(before, 0, 6))).toBe('before');
  });

  it('are refused where they are shorter than they should be, or not there, and read once they are', async () => {
    const files = createOpenFiles();
    const file = { path: path.join(folder, 'late'), size: 4, etag: '"late"' };
    await expect(files.read(file, 0, 4)).rejects.toThrow('ENOENT');
    await writeFile(file.path, 'la');
    await expect(files.read(file, 0, 4)).rejects.toThrow('fewer than 4 bytes');
    await writeFile(file.path, 'late');
    expect(text(await files.read(file, 0, 4))).toBe('late');
  });
});
