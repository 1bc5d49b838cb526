import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '../../..');

/** A server in a process of its own, as `npm start` runs it. */
export type ServerProcess = {
  address: string;
  child: ChildProcess;
  /** What it wrote: stdout, and the log on stderr. */
  output: { out: string; log: string };
};

/**
 * Runs the command line with these settings, from the project's folder or a copy of it; the caller ends it.
 * `detached`: in a process group of its own, as a terminal gives it one.
 */
export function runCommand(
  args: string[],
  environment: Record<string, string>,
  { cwd = ROOT, detached = false } = {},
) {
  return runScript(['server/main.ts', ...args], environment, { cwd, detached });
}

function runScript(
  args: string[],
  environment: Record<string, string>,
  { cwd = ROOT, detached = false } = {},
) {
  const child = spawn(process.execPath, ['--import', './server/require-node.mjs', ...args], {
    cwd,
    detached,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', log: '' };
  child.stdout.on('data', (text) => {
    output.out += text;
  });
  child.stderr.on('data', (text) => {
    output.log += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output, ended };
}

/**
 * Starts a server on a free port and waits for the line that says where it is; without its page where that is
 * not asked for.
 */
export async function startServerProcess(
  environment: Record<string, string>,
  { page = true }: { page?: boolean } = {},
): Promise<ServerProcess> {
  const script = page ? ['server/main.ts', 'start'] : ['test/support/server/bare-server.ts'];
  const { child, output, ended } = runScript(script, {
    PORT: '0',
    SAMPLE: 'off',
    LOG_LEVEL: 'warn',
    ...environment,
  });
  const ready = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const address = /^Afterimage is ready at (\S+)$/m.exec(output.out)?.[1];
      if (address) resolve(address);
    });
  });
  const address = await Promise.race([ready, ended.then(() => undefined)]);
  if (!address) throw new Error(`The server did not start:\n${output.log}`);
  return { address, child, output };
}

/** Ends a process and waits until it is gone; gives its exit code, or null where a signal ended it. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'exit');
  child.kill(signal);
  const [code] = await closed;
  return code;
}
