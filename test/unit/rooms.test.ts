import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const readme = (door: string, more = '') =>
  `# A room\n\nWhat it is for.\n\nDoor: ${door}.\nNever: anything else.\n${more}`;
const open = readme('every file');
/** A house in order: two rooms on each side, and a door. */
const sound: Record<string, string> = {
  'server/base/README.md': open,
  'server/base/config.ts': '',
  'server/base/deep/log.ts': '',
  'server/http/README.md': open,
  'server/http/request.ts': "import '../base/config.ts';",
  'client/core/README.md': readme('`index.ts`'),
  'client/core/index.ts': "import './http.ts';",
  'client/core/http.ts': '',
  'client/scene/README.md': readme('`index.ts`, `scene.*.ts`'),
  'client/scene/index.ts': "import '../core/index.ts';",
  'client/scene/scene.store.ts': '',
};
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`server/http/part-${index}.ts`, '']));

/** What the check says of the sound house with these files put in, a line each. */
async function faultsWith(planted: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-rooms-'));
  folders.push(folder);
  const files = {
    ...sound,
    'package.json': '{"type":"module","imports":{"#domain/*":"./server/domain/*"}}',
    ...planted,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text || 'export {};\n');
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  await symlink(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  const { stderr } = await promisify(execFile)(process.execPath, [path.join(root, 'test/rooms/main.ts')], {
    cwd: folder,
  }).catch((error: { stderr: string }) => error);
  return stderr.split('\n').filter((line) => line !== '');
}

describe('the check of rooms', () => {
  it('says nothing of a house in order', async () => {
    expect(await faultsWith({})).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'two folders that need each other',
      { 'server/base/config.ts': "import '../http/request.ts';" },
      'server/: folders need each other',
    ],
    [
      'two folders that need each other by parts that do not',
      { 'server/base/deep/log.ts': "import '../../http/request.ts';" },
      'server/: folders need each other',
    ],
    [
      'a folder and one inside it that need each other',
      {
        'server/base/config.ts': "import './deep/log.ts';",
        'server/base/deep/log.ts': "import '../process.ts';",
        'server/base/process.ts': '',
      },
      'server/base/: folders need each other',
    ],
    [
      'three folders that need each other in a circle, by types alone',
      {
        'server/http/one/a.ts': "import type { B } from '../two/b.ts'; export type A = B;",
        'server/http/two/b.ts': "import type { C } from '../three/c.ts'; export type B = C;",
        'server/http/three/c.ts': "import type { A } from '../one/a.ts'; export type C = A;",
      },
      'server/http/: folders need each other',
    ],
    [
      'folders that need each other by names of their own for a path',
      {
        'server/domain/README.md': open,
        'server/domain/site/site.ts': "import '#domain/scene/scene.ts';",
        'server/domain/scene/scene.ts': "import '../site/site.ts';",
      },
      'server/domain/: folders need each other',
    ],
    [
      'a room of the page that needs one above it',
      {
        'client/core/http.ts': "import '../shell/index.ts';",
        'client/shell/README.md': open,
        'client/shell/index.ts': '',
      },
      'client/core/http.ts: needs client/shell/index.ts, but shell does not stand below it',
    ],
    [
      'a room of the page that needs one on its own floor',
      {
        'client/site/README.md': open,
        'client/site/index.ts': "import '../keys/index.ts';",
        'client/keys/README.md': open,
        'client/keys/index.ts': '',
      },
      'client/site/index.ts: needs client/keys/index.ts, but keys does not stand below it',
    ],
    [
      'a style sheet that lays out one of a room above it',
      {
        'client/style/README.md': open,
        'client/style/base.css': '@import "../core/core.css" layer(base);\n',
        'client/core/core.css': 'p { margin: 0 }\n',
      },
      'client/style/base.css: needs client/core/core.css, but core does not stand below it',
    ],
    [
      'a room of the server that needs one above it',
      { 'server/base/deep/log.ts': "import '../../http/request.ts';" },
      'server/base/deep/log.ts: needs server/http/request.ts, but http does not stand below it',
    ],
    [
      'a room that stands on no floor',
      {
        'client/attic/README.md': open,
        'client/attic/index.ts': "import '../core/index.ts';",
      },
      'client/attic: the room stands on no floor',
    ],
    [
      'a room entered past its door',
      { 'client/scene/index.ts': "import '../core/http.ts';" },
      'client/scene/index.ts: enters client/core by http.ts, which is not its door',
    ],
    ['a folder of more files than one can know', many(20), 'server/http: holds 21 source files'],
    ['a room without a README', { 'client/site/index.ts': '' }, 'client/site: has no README.md'],
    [
      'a README that names no door',
      { 'client/core/README.md': '# A room\n\nNever: anything else.\n' },
      'client/core/README.md: names no door',
    ],
    [
      'a README that does not say what the room must never do',
      { 'client/core/README.md': '# A room\n\nDoor: `index.ts`.\n' },
      'client/core/README.md: does not say what the room must never do',
    ],
    [
      'a README that is no short word any more',
      { 'client/core/README.md': readme('`index.ts`', 'And on it goes.\n'.repeat(10)) },
      'client/core/README.md: is longer than 12 lines',
    ],
  ])('sees %s', async (_name, planted, fault) => {
    expect(await faultsWith(planted)).toContainEqual(expect.stringContaining(fault));
  });

  it.each<[string, Record<string, string>]>([
    [
      'a folder that holds more files for a reason',
      { ...many(20), 'server/http/README.md': readme('every file', 'More than 20 files: one for each.\n') },
    ],
    [
      'another file that the door names',
      { 'client/look/README.md': open, 'client/look/index.ts': "import '../scene/scene.store.ts';" },
    ],
    ['a folder above those that it needs', { 'server/base/config.ts': "import './deep/log.ts';" }],
  ])('takes %s', async (_name, planted) => {
    expect(await faultsWith(planted)).toEqual([]);
  });
});
