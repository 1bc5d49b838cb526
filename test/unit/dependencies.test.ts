import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** For each rule a file that breaks it, and the files that it needs. */
const planted: Record<string, Record<string, string>> = {
  'no-circles': {
    'server/one.ts': "import './other.ts';",
    'server/other.ts': "import './one.ts';",
  },
  'no-circles-of-folders': {
    'server/export/spool.ts': "import '../overlay/overlay.ts';",
    'server/export/line.ts': '',
    'server/overlay/overlay.ts': "import '../export/line.ts';",
  },
  'imagery-knows-nobody': { 'server/imagery/inspect/inspect.ts': "import '../../http/problem.ts';" },
  'domain-is-pure': { 'server/domain/site/site.rules.ts': "import '../../http/problem.ts';" },
  'domain-needs-no-node': { 'server/domain/site/site.contract.ts': "import 'node:fs';" },
  'client-shares-the-domain-alone': {
    'client/site/site.store.ts': "import '../../server/http/problem.ts';",
  },
  'shared-rooms-are-called-by-name': {
    'client/site/site.api.ts': "import '../../server/domain/site/site.contract.ts';",
  },
  'server-knows-no-client': { 'server/http/static.ts': "import '../../client/core/http.ts';" },
  'queries-know-no-routes': { 'server/site/site.queries.ts': "import './site.routes.ts';" },
  'acts-know-no-routes': { 'server/site/site.acts.ts': "import './site.routes.ts';" },
  'sql-in-queries-alone': { 'server/http/range.ts': "import { sql } from 'kysely';\nconsole.log(sql);" },
  'strangers-files-are-read-aside': {
    'server/scene/scene.acts.ts': "import '../imagery/cog/kept-copy.ts';",
    'server/imagery/cog/kept-copy.ts': '',
  },
  'map-alone-draws': { 'client/scene/scene.panel.tsx': "import Map from 'ol/Map.js';\nconsole.log(Map);" },
  'coordinates-alone-knows-proj4': {
    'client/map/base/projection.ts': "import proj4 from 'proj4';\nconsole.log(proj4);",
  },
  'storage-alone-knows-idb': {
    'client/overlay/overlay.storage.ts': "import { openDB } from 'idb';\nconsole.log(openDB);",
  },
  'stores-know-no-panels': { 'client/scene/scene.store.ts': "import './scene.panel.tsx';" },
  'migrations-stand-alone': { 'migrations/first.ts': "import '../server/http/problem.ts';" },
  'nothing-ships-tests': { 'server/main.ts': "import '../test/support.ts';" },
};
const innocent = [
  'server/http/problem.ts',
  'server/site/site.routes.ts',
  'client/core/http.ts',
  'test/support.ts',
];

const { default: dependencyRules } = (await import(path.join(root, '.dependency-cruiser.mjs'))) as {
  default: { forbidden: { name: string }[] };
};

describe('the check of dependency directions', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'afterimage-dependencies-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const files = [
    ...innocent.map((file) => [file, 'export {};']),
    ...Object.values(planted).flatMap((each) =>
      Object.entries(each).map(([file, text]) => [file, text || 'export {};']),
    ),
  ] as [string, string][];
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `${text}\n`);
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  await symlink(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  await writeFile(
    path.join(folder, 'package.json'),
    '{"type":"module","dependencies":{"kysely":"*","ol":"*","proj4":"*","idb":"*"}}',
  );
  const cruise = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = await run(
    process.execPath,
    [
      cruise,
      '--config',
      path.join(root, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      'server',
      'client',
      'migrations',
      'test',
    ],
    { cwd: folder, maxBuffer: 1e8 },
  ).catch((error: { stdout: string }) => error);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };

  it.each(dependencyRules.forbidden.map(({ name }) => name))('sees a planted breach of %s', (name) => {
    const breaker = Object.keys(planted[name]!)[0]!;
    const broken = summary.violations.filter(({ rule }) => rule.name === name).map(({ from }) => from);
    // A rule on folders names the folder.
    expect(broken.some((from) => from === breaker || from === path.dirname(breaker))).toBe(true);
  });
});
