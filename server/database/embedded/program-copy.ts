import { cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupError } from '../../base/config.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/**
 * Copies Postgres to where others than root reach it, and gives the folder. What is there of an earlier copy is
 * made whole: cleaners of temporary files take single ones as well.
 */
export function copyPrograms({ folder, postgres }: PostgresBinaries): string {
  const { size, mtimeMs } = statSync(postgres);
  const target = path.join(
    tmpdir(),
    `afterimage-postgres-${process.getuid?.()}-${size}-${Math.floor(mtimeMs)}`,
  );
  if (existsSync(target)) {
    if (statSync(target).uid !== process.getuid?.())
      throw new StartupError(`${target} belongs to someone else. Remove it and start again.`);
    copy(folder, target);
    return target;
  }
  const unfinished = `${target}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  copy(folder, unfinished);
  try {
    renameSync(unfinished, target);
  } catch {
    // Another process was faster with the same copy.
    rmSync(unfinished, { recursive: true, force: true });
  }
  return target;
}

/** Copies what is not there, or was cut short. */
function copy(from: string, to: string): void {
  const isMissing = (source: string, target: string) => {
    const [wanted, found] = [lstatSync(source), lstatSync(target, { throwIfNoEntry: false })];
    return wanted.isDirectory() || found?.size !== wanted.size;
  };
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: isMissing });
}
