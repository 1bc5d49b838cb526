import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseAccount } from '../../../server/database/postgres-account.ts';
import { binariesIn, findPostgres } from '../../../server/database/postgres-binaries.ts';

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

  it('a closed data folder is refused with a way on, where setpriv is missing', () => {
    const closed = closedFolder('data');
    process.env.PATH = '';
    expect(() => chooseAccount(path.join(closed, 'postgres-18'), findPostgres())).toThrow(
      /Start Afterimage as an ordinary user, or set DATA_DIR/,
    );
  });
});
