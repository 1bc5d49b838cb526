import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { clientFloors, serverFloors } from './floors.ts';
import {
  brokenFloors,
  circlesOfFolders,
  type Need,
  overfullFolders,
  passedDoors,
  untoldRooms,
} from './rooms.ts';

/** What holds the rooms of the project in the folder where it is run; exits with 1 and a line a fault. */
const PARTS = ['server', 'client', 'migrations', 'sample-imagery', 'test'];
const ROOT = path.resolve(import.meta.dirname, '../..');

const { stdout } = await promisify(execFile)(
  process.execPath,
  [
    path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    path.join(ROOT, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    ...PARTS.filter(existsSync),
  ],
  { maxBuffer: 1e9 },
).catch((error: { stdout: string }) => error);
const { modules } = JSON.parse(stdout) as {
  modules: { source: string; dependencies: { resolved: string }[] }[];
};
const ours = (file: string) => PARTS.some((part) => file.startsWith(`${part}/`));
const needs: Need[] = modules
  .filter(({ source }) => ours(source))
  .flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ resolved }) => ours(resolved))
      .map(({ resolved }) => ({ from: source, to: resolved })),
  );
/** But for what is built, and what is served as it lies there. */
const files = globSync(`{${PARTS.join()}}/**/*.{ts,tsx,css}`, {
  exclude: ['client/dist/**', 'client/public/**'],
});
/** A sheet is laid out by whoever imports it, past any door, but no room may need one above it. */
const laidOut: Need[] = files
  .filter((file) => file.endsWith('.css'))
  .flatMap((from) =>
    [...readFileSync(from, 'utf8').matchAll(/@import ["'](\.[^"']+)["']/g)].map(([, sheet]) => ({
      from,
      to: path.posix.join(path.posix.dirname(from), sheet!),
    })),
  );
const readmeOf = (folder: string) =>
  existsSync(`${folder}/README.md`) ? readFileSync(`${folder}/README.md`, 'utf8') : undefined;

const faults = [
  ...circlesOfFolders([...needs, ...laidOut]),
  ...brokenFloors([...needs, ...laidOut], 'client', clientFloors),
  ...brokenFloors(needs, 'server', serverFloors),
  ...['client', 'server'].flatMap((root) => [
    ...passedDoors(needs, root, readmeOf),
    ...untoldRooms(files, root, readmeOf),
  ]),
  ...overfullFolders(files, readmeOf),
];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
