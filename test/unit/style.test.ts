import { execFile } from 'node:child_process';
import { cp, glob, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** For each rule of our own what breaks it and what it lets stand. */
const planted: Record<string, { broken: string[]; sound: string[] }> = {
  braces: {
    broken: [
      'if (a) { b(); }',
      'if (a) { b(); } else c();',
      'if (a) b(); else { c(); }',
      'if (a) { for (const b of c) d(b); }',
      'for (let at = 0; at < 2; at++) { a(at); }',
      'for (const a of b) { if (a) c(a); }',
      'for (const a in b) { c(a); }',
      'while (a) { b(); }',
    ],
    sound: [
      'if (a) { b(); c(); }',
      'if (a) { const b = c(); }',
      'if (a) {\n  // Why it is so.\n  b();\n}',
      'if (a) { if (b) c(); } else d();',
      'do { a(); } while (b);',
      'const a = () => { b(); };',
    ],
  },
  constants: {
    broken: [
      'const mostTiles = 512;',
      'export const mostTiles = 512;',
      'const coldest = -273.15;',
      'const mostBytes = 64 * 2 ** 20;',
      "const shell = '/bin/sh';",
      'const word = /[A-Za-z]+/u;',
      "const word = new RegExp(WORD, 'u');",
    ],
    sound: [
      'const MOST_TILES = 512;',
      "const WORD = new RegExp(LETTERS, 'u');",
      'let tiles = 0;',
      'const isLinux = PLATFORM === LINUX;',
      'const isSmall = SIDE < 512;',
      'const isOdd = !EVEN;',
      'const names = ["one", "two"];',
      'const half = (whole: number) => { const part = whole / 2; return part; };',
    ],
  },
  members: {
    broken: ['type A = { readonly a: number };', 'type A = { readonly [name: string]: number };'],
    sound: [
      'type A = { a: readonly number[] };',
      'type A = Readonly<Record<string, number>>;',
      'class A { readonly a = 1; }',
    ],
  },
  steps: {
    broken: ['a += 1;', 'a.b! -= 1;', 'for (let at = 0; at < 2; at += 1) a(at);'],
    sound: ['a++;', 'a += 10;', 'a -= 1.5;', 'a = 1;'],
  },
  types: {
    broken: ['interface A { a: number }', 'export interface A extends B { a: number }'],
    sound: [
      'type A = { a: number };',
      'declare global { interface Window { a: number } }',
      "declare module 'a' { interface A { a: number } }",
    ],
  },
};

const { plugins } = JSON.parse(await readFile(path.join(root, 'biome.json'), 'utf8')) as {
  plugins: string[];
};

describe('the check of style', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-style-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['biome.json', '.biome', '.gitignore'])
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const files = Object.entries(planted).flatMap(([rule, { broken, sound }]) => [
    ...broken.map((text, index) => ({ file: `${rule}-broken-${index}.ts`, text })),
    ...sound.map((text, index) => ({ file: `${rule}-sound-${index}.ts`, text })),
  ]);
  for (const { file, text } of files) await writeFile(path.join(folder, file), `${text}\n`);
  const { stdout } = await run(
    process.execPath,
    [
      path.join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'lint',
      '--reporter=json',
      '--max-diagnostics=none',
    ],
    { cwd: folder, maxBuffer: 1e8 },
  ).catch((error: { stdout: string }) => error);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; message: string; location: { path: string } }[];
  };
  const said = (file: string) =>
    diagnostics
      .filter(({ category, location }) => category === 'plugin' && location.path === file)
      .map(({ message }) => message);

  describe.each(plugins.map((plugin) => path.basename(plugin, '.grit')))('%s', async (rule) => {
    const { broken, sound } = planted[rule]!;
    const [, message] = /message="(.*?)"/.exec(
      await readFile(path.join(root, '.biome', `${rule}.grit`), 'utf8'),
    )!;

    it.each(broken.map((text, index) => [text, index] as const))('sees %s', (_, index) => {
      expect(said(`${rule}-broken-${index}.ts`)).toEqual([message]);
    });

    it.each(sound.map((text, index) => [text, index] as const))('lets %s stand', (_, index) => {
      expect(said(`${rule}-sound-${index}.ts`)).toEqual([]);
    });
  });
});

it('lets no tag stand where a sentence says what a function takes, gives and throws', async () => {
  const tagged: string[] = [];
  for await (const file of glob('{client,migrations,sample-imagery,server,test}/**/*.{ts,tsx}', {
    cwd: root,
  }))
    if (
      /^\s*(?:\/\*)?\* (?:.* )?@(?:param|returns?|throws)\b/m.test(
        await readFile(path.join(root, file), 'utf8'),
      )
    )
      tagged.push(file);
  expect(tagged).toEqual([]);
});
