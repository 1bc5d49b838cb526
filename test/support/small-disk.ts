import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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
