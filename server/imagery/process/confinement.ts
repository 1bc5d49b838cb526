import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Limits } from '../base/limits.ts';

/** A module of ours that is to run with hardly any rights. All paths are absolute. */
type ConfinedModule = {
  script: string;
  /** Files that it may read, beside the code of this folder and of our dependencies. */
  readable: readonly string[];
  /** The one folder in which it may write. */
  folder: string;
  limits: Pick<Limits, 'memory' | 'minutes'>;
};

/**
 * Who holds the process, the strongest first: 'container', bubblewrap (the kernel shows it no other file, socket,
 * process or network); 'namespaces', util-linux and `own-root.sh` (the same); 'network', util-linux alone (the
 * kernel gives it no network and shows it no other process); 'runtime', Node alone.
 */
export type Confinement = 'container' | 'namespaces' | 'network' | 'runtime';

const BUBBLEWRAP = '/usr/bin/bwrap';
const UNSHARE = '/usr/bin/unshare';
const PRLIMIT = '/usr/bin/prlimit';
const SETPRIV = '/usr/bin/setpriv';
const SHELL = '/bin/sh';

/** All that the process may read of ours: nothing in it needs anything outside. */
const imagery = dirname(import.meta.dirname);

let strongest: Promise<Confinement> | undefined;

/** The strongest confinement that this system offers, found out once by trying. */
export function strongestConfinement(): Promise<Confinement> {
  const choose = async (): Promise<Confinement> => {
    for (const held of ['container', 'namespaces', 'network'] as const)
      if (await confinementIsOffered(held)) return held;
    return 'runtime';
  };
  strongest ??= choose();
  return strongest;
}

export async function confinementIsOffered(confinement: Confinement): Promise<boolean> {
  const held = holder(confinement, [imagery], null);
  const [command, ...words] = [...held, process.execPath, '--version'];
  return existsSync(command!) && succeeds(command!, words);
}

function succeeds(command: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, words, { timeout: 10_000 }, (error) => resolve(error === null));
  });
}

/**
 * Starts a module, with which `decoder-channel.ts` talks, without anything of our environment, which may hold the
 * database's password. Where util-linux is there, the kernel bounds its memory, buffers included, and its
 * processor time, and ends it when this process is gone.
 */
export function startConfined(module: ConfinedModule, confinement: Confinement): ChildProcess {
  const [modules] = fileURLToPath(import.meta.resolve('geotiff')).split(/(?<=[/\\]node_modules)[/\\]/);
  // Node 24 forgets a folder that is named after a path inside it: shorter paths come first.
  const readable = [imagery, dirname(module.script), modules!, ...module.readable].sort(
    (one, other) => one.length - other.length,
  );
  const command = [
    ...kernelLimits(module.limits),
    ...holder(confinement, readable, module.folder),
    process.execPath,
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    ...withheld,
    '--permission',
    ...[...readable, module.folder].map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${module.folder}`,
    '--disable-warning=ExperimentalWarning',
    `--import=${import.meta.resolve('./own-rights.ts')}`,
    module.script,
  ];
  return spawn(command[0]!, command.slice(1), {
    env: { UV_THREADPOOL_SIZE: String(compressionThreads) },
    // A process group of its own: Ctrl+C in the terminal reaches us alone, and what we were at is taken up again.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/**
 * What Node's permissions leave open: databases in any file, code made of text, and the debugger that a signal
 * would start.
 */
const withheld = [
  '--no-experimental-sqlite',
  '--disallow-code-generation-from-strings',
  '--disable-sigusr1',
  '--no-addons',
];

/** More threads than these wait for the one that cuts tiles, and each takes memory for its stack. */
const compressionThreads = Math.min(16, Math.max(4, availableParallelism()));

/** Megabytes of JavaScript objects; pixels lie outside this heap. */
const HEAP_MEGABYTES = 128;

/** Bytes of data segments that Node 24 reserves without using them, with room for the threads' stacks. */
const RESERVED_BY_NODE = 640 * 2 ** 20;

/**
 * Processor time is held to what all cores can spend, so that a process that hears nobody any more ends even
 * where the system cannot end it with its parent.
 */
function kernelLimits({ memory, minutes }: ConfinedModule['limits']): string[] {
  if (!existsSync(PRLIMIT)) return [];
  const seconds = Math.ceil(minutes * 60) * availableParallelism();
  return [PRLIMIT, `--data=${memory + RESERVED_BY_NODE}`, `--cpu=${seconds}`, '--core=0'];
}

/** The command that holds the one that follows it; what it shows of files, where it is the kernel that does. */
export function holder(
  confinement: Confinement,
  readable: readonly string[],
  folder: string | null,
): string[] {
  switch (confinement) {
    case 'container':
      return [
        BUBBLEWRAP,
        ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
        ...systemLibraries.flatMap((path) => ['--ro-bind-try', path, path]),
        ...[process.execPath, ...readable].flatMap((path) => ['--ro-bind', path, path]),
        ...(folder === null ? [] : ['--bind', folder, folder]),
        ...['--chdir', '/'],
      ];
    case 'namespaces':
      return [
        ...alone(['--mount', '--uts']),
        ...[SHELL, ownRoot, ...readable],
        ...['--', ...systemLibraries, process.execPath, SETPRIV],
        ...['--', ...(folder === null ? [] : [folder])],
        '--',
      ];
    case 'network':
      return alone([]);
    case 'runtime':
      return dyingWithParent();
  }
}

/** Without a network, and where no other process is: one that has no name can get no signal. */
function alone(further: readonly string[]): string[] {
  const apart = ['--map-root-user', '--net', '--ipc', '--pid', ...further];
  return [...dyingWithParent(), UNSHARE, ...apart, '--fork', '--kill-child', '--'];
}

/** Bubblewrap sees to both itself: that it ends, and that no program can give it more rights. */
function dyingWithParent(): string[] {
  return existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--no-new-privs'] : [];
}

const ownRoot = join(import.meta.dirname, 'own-root.sh');

/** What Node is linked with. */
const systemLibraries = ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/etc/ld.so.cache'];
