import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** True where this user may mount file systems in memory: Linux, as root, outside of most containers. */
export const mayMount: boolean = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

/** Makes a disk of so many bytes (such as '20m') and takes it away when the work is done. */
export async function withMount(
  size: string,
  work: (disk: string, remount: (mode: 'ro' | 'rw') => void) => Promise<void>,
): Promise<void> {
  const disk = mkdtempSync(path.join(tmpdir(), 'afterimage-disk-'));
  run('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', disk]);
  try {
    await work(disk, (mode) => run('mount', ['-o', `remount,${mode}`, disk]));
  } finally {
    run('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** Closes a folder for writing while work is done, whoever writes. */
export async function withReadOnly(folder: string, work: () => Promise<void>): Promise<void> {
  run('mount', ['--bind', folder, folder]);
  run('mount', ['-o', 'remount,bind,ro', folder]);
  try {
    await work();
  } finally {
    run('umount', [folder]);
  }
}

/** Shows a folder at a second place where it is closed for writing, and where a folder within it is empty. */
export async function withClosedCopy(
  folder: string,
  emptied: string,
  work: (copy: string) => Promise<void>,
): Promise<void> {
  const copy = mkdtempSync(path.join(tmpdir(), 'afterimage-closed-'));
  mkdirSync(path.join(folder, emptied), { recursive: true });
  run('mount', ['--bind', folder, copy]);
  try {
    // What is laid over the copy would else be laid over the folder as well.
    run('mount', ['--make-private', copy]);
    run('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', path.join(copy, emptied)]);
    run('mount', ['-o', 'remount,bind,ro', copy]);
    await work(copy);
  } finally {
    run('umount', ['--recursive', '--lazy', copy]);
    rmdirSync(copy);
  }
}

function canMount(): boolean {
  const disk = mkdtempSync(path.join(tmpdir(), 'afterimage-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  if (status === 0) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
  return status === 0;
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
