import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Limits } from './limits.ts';

/** A module of ours that is to run with hardly any rights. All paths are absolute. */
interface ConfinedModule {
  readonly script: string;
  /** Files that it may read, beside the code of this folder and of our dependencies. */
  readonly readable: readonly string[];
  /** The one folder in which it may write. */
  readonly folder: string;
  readonly limits: Pick<Limits, 'memory' | 'minutes'>;
}

/**
 * Who holds the process: 'container' where bubblewrap runs (the kernel shows it no other file, process or
 * network), 'network' where util-linux's unshare runs (the kernel gives it no network), 'runtime' where Node
 * alone holds it: it keeps it from files, from starting anything and from native code, but not from the network.
 */
export type Confinement = 'container' | 'network' | 'runtime';

const bubblewrap = '/usr/bin/bwrap';
const unshare = '/usr/bin/unshare';
const prlimit = '/usr/bin/prlimit';
const setpriv = '/usr/bin/setpriv';

let strongest: Promise<Confinement> | undefined;

/** The strongest confinement that this system offers, found out once by trying. */
export function strongestConfinement(): Promise<Confinement> {
  const choose = async () => {
    if (await confinementIsOffered('container')) return 'container';
    return (await confinementIsOffered('network')) ? 'network' : 'runtime';
  };
  strongest ??= choose();
  return strongest;
}

export async function confinementIsOffered(confinement: Confinement): Promise<boolean> {
  const [command, ...words] = [...holder(confinement, [], null), process.execPath, '--version'];
  return existsSync(command!) && succeeds(command!, words);
}

function succeeds(command: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, words, { timeout: 10_000 }, (error) => resolve(error === null));
  });
}

/**
 * Starts a module with a channel for messages, without anything of our environment, which may hold the
 * database's password. Where util-linux is there, the kernel bounds its memory, buffers included, and its
 * processor time, and ends it when this process is gone.
 */
export function startConfined(module: ConfinedModule, confinement: Confinement): ChildProcess {
  const [modules] = fileURLToPath(import.meta.resolve('geotiff')).split(/(?<=[/\\]node_modules)[/\\]/);
  // Node 24 forgets a folder that is named after a path inside it: shorter paths come first.
  const readable = [import.meta.dirname, dirname(module.script), modules!, ...module.readable].sort(
    (one, other) => one.length - other.length,
  );
  const command = [
    ...kernelLimits(module.limits),
    ...holder(confinement, readable, module.folder),
    process.execPath,
    `--max-old-space-size=${heapMegabytes}`,
    '--permission',
    ...[...readable, module.folder].map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${module.folder}`,
    '--disable-warning=ExperimentalWarning',
    module.script,
  ];
  return spawn(command[0]!, command.slice(1), {
    env: { UV_THREADPOOL_SIZE: String(compressionThreads) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** More threads than these wait for the one that cuts tiles, and each takes memory for its stack. */
const compressionThreads = Math.min(16, Math.max(4, availableParallelism()));

/** Megabytes of JavaScript objects; pixels lie outside this heap. */
const heapMegabytes = 128;

/** Bytes of data segments that Node 24 reserves without using them, with room for the threads' stacks. */
const reservedByNode = 640 * 2 ** 20;

/**
 * Processor time is held to what all cores can spend, so that a process that hears nobody any more ends even
 * where the system cannot end it with its parent.
 */
function kernelLimits({ memory, minutes }: ConfinedModule['limits']): string[] {
  if (!existsSync(prlimit)) return [];
  const seconds = Math.ceil(minutes * 60) * availableParallelism();
  return [prlimit, `--data=${memory + reservedByNode}`, `--cpu=${seconds}`, '--core=0'];
}

function holder(confinement: Confinement, readable: readonly string[], folder: string | null): string[] {
  switch (confinement) {
    case 'container':
      return [
        bubblewrap,
        ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
        ...systemLibraries.flatMap((path) => ['--ro-bind-try', path, path]),
        ...[process.execPath, ...readable].flatMap((path) => ['--ro-bind', path, path]),
        ...(folder === null ? [] : ['--bind', folder, folder]),
        ...['--chdir', '/'],
      ];
    case 'network':
      return [unshare, '--net', '--map-root-user', ...dyingWithParent()];
    case 'runtime':
      return dyingWithParent();
  }
}

/** Bubblewrap sees to it itself. */
function dyingWithParent(): string[] {
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL'] : [];
}

/** What Node is linked with. */
const systemLibraries = ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/etc/ld.so.cache'];
