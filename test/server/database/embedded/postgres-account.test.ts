import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseAccount } from '../../../../server/database/embedded/postgres-account.ts';
import { binariesIn, findPostgres } from '../../../../server/database/embedded/postgres-binaries.ts';

let folder: string;
const searchPath = process.env.PATH;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'afterimage-account-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  process.env.PATH = searchPath;
  rmSync(folder, { recursive: true, force: true });
});

function closedFolder(name: string): string {
  const closed = path.join(folder, name);
  mkdirSync(closed, { mode: 0o700 });
  return closed;
}

describe.runIf(process.getuid?.() === 0)('as root', () => {
  it('Postgres runs as nobody on a new cluster', () => {
    const account = chooseAccount(path.join(folder, 'postgres-18'), findPostgres());
    expect(account.owner).toEqual({ uid: 65_534, gid: 65_534 });
  });

  it('its programs are copied from a closed folder to where they can be reached', () => {
    const closed = closedFolder('project');
    mkdirSync(path.join(closed, 'bin'));
    writeFileSync(path.join(closed, 'bin', 'postgres'), `program of ${folder}`, { mode: 0o755 });
    const { binaries } = chooseAccount(path.join(folder, 'postgres-18'), binariesIn(closed));
    try {
      expect(binaries.folder.startsWith(closed)).toBe(false);
      expect(existsSync(binaries.postgres)).toBe(true);
      expect(chooseAccount(path.join(folder, 'postgres-18'), binariesIn(closed)).binaries).toEqual(binaries);
    } finally {
      rmSync(binaries.folder, { recursive: true });
    }
  });

  it('its programs are made whole again where some were cleaned away', () => {
    const closed = closedFolder('project');
    for (const name of ['bin', 'lib']) mkdirSync(path.join(closed, name));
    writeFileSync(path.join(closed, 'bin', 'postgres'), `program of ${folder}`, { mode: 0o755 });
    writeFileSync(path.join(closed, 'lib', 'plpgsql.so'), 'library');
    const cluster = path.join(folder, 'postgres-18');
    const { binaries, keepPrograms } = chooseAccount(cluster, binariesIn(closed));
    const library = path.join(binaries.folder, 'lib', 'plpgsql.so');
    try {
      rmSync(library);
      keepPrograms!();
      expect(readFileSync(library, 'utf8')).toBe('library');
      rmSync(binaries.folder, { recursive: true });
      expect(chooseAccount(cluster, binariesIn(closed)).binaries).toEqual(binaries);
      expect(readFileSync(library, 'utf8')).toBe('library');
    } finally {
      rmSync(binaries.folder, { recursive: true });
    }
  });

  it('a closed data folder is refused with a way on, where setpriv is missing', () => {
    const closed = closedFolder('data');
    process.env.PATH = '';
    expect(() => chooseAccount(path.join(closed, 'postgres-18'), findPostgres())).toThrow(
      /Start Afterimage as an ordinary user, or set DATA_DIR/,
    );
  });
});
