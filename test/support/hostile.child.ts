// What a decoder that has been taken over might try, run under the decoder's own confinement.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';

/** What the test tells: where there is something to be reached, and what to do. */
export interface HostileTask {
  readonly act: 'reach' | 'fill memory' | 'hang';
  readonly original: string;
  readonly folder: string;
  readonly others: { readonly file: string; readonly folder: string };
  readonly port: number;
}

const [task] = (await once(process, 'message')) as [HostileTask];
const { act, original, folder, others, port } = task;

if (act === 'fill memory') {
  const held: Buffer[] = [];
  for (;;) {
    held.push(Buffer.alloc(8 * 2 ** 20, 1));
    appendFileSync(`${folder}/held`, 'x');
  }
}
if (act === 'hang') for (let beat = 0; ; beat += 1) writeFileSync(`${folder}/beat`, String(beat));

const attempts: Record<string, () => unknown> = {
  'read the original': () => readFileSync(original),
  'write in its own folder': () => writeFileSync(`${folder}/own`, 'x'),
  'write to the original': () => writeFileSync(original, 'x'),
  'remove the original': () => rmSync(original),
  "read the system's users": () => readFileSync('/etc/passwd'),
  'read the file of others': () => readFileSync(others.file),
  'read the file of others through a link': () => {
    symlinkSync(others.file, `${folder}/link`);
    return readFileSync(`${folder}/link`);
  },
  'list the folder of others': () => readdirSync(others.folder),
  'write to the file of others': () => writeFileSync(others.file, 'x'),
  'write in the folder of others': () => writeFileSync(`${others.folder}/new`, 'x'),
  'make a folder beside its own': () => mkdirSync(`${folder}-beside`),
  'start a program': () => execFileSync(process.execPath, ['--version']),
  'start a thread': () => new Worker('1', { eval: true }),
  'see the environment': () => {
    if (process.env.SECRET_OF_THE_SERVER === undefined) throw new Error('not there');
  },
};
const done = Object.entries(attempts).flatMap(([name, attempt]) => {
  try {
    attempt();
    return [name];
  } catch {
    return [];
  }
});
const socket = connect(port, '127.0.0.1');
const connected = await new Promise<boolean>((resolve) => {
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
});
socket.destroy();
process.send!({ done, connected });
process.disconnect();
