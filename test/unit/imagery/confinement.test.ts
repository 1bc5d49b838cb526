import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Confinement,
  confinementIsOffered,
  startConfined,
} from '../../../server/imagery/confinement.ts';
import { watchResidentSize } from '../../../server/imagery/resident-size.ts';
import type { HostileTask } from '../../support/hostile.child.ts';

vi.setConfig({ testTimeout: 60_000 });

const script = path.resolve(import.meta.dirname, '../../support/hostile.child.ts');
const module = path.resolve(import.meta.dirname, '../../../server/imagery/confinement.ts');
const limits = { memory: 256 * 2 ** 20, minutes: 1 };

let root = '';
let port = 0;
const server = createServer((socket) => socket.end());
beforeAll(async () => {
  vi.stubEnv('SECRET_OF_THE_SERVER', 'its password');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'afterimage-confinement-')));
  for (const name of ['own', 'others']) await mkdir(path.join(root, name));
  for (const name of ['original', 'others/file']) await writeFile(path.join(root, name), 'as it was');
});
afterEach(() => rm(root, { recursive: true, force: true }));

function taskTo(act: HostileTask['act']): HostileTask {
  const others = { file: path.join(root, 'others/file'), folder: path.join(root, 'others') };
  return { act, original: path.join(root, 'original'), folder: path.join(root, 'own'), others, port };
}

function start(task: HostileTask, confinement: Confinement): ChildProcess {
  const { original, folder } = task;
  const child = startConfined({ script, readable: [original], folder, limits }, confinement);
  child.send(task);
  return child;
}

/** What the child tells; undefined where it ends without a word. */
async function messageOf(child: ChildProcess): Promise<{ done: string[]; connected: boolean }> {
  let told: unknown;
  child.on('message', (message) => {
    told = message;
  });
  await once(child, 'close');
  return told as { done: string[]; connected: boolean };
}

const confinements: { held: Confinement; offered: boolean }[] = [
  { held: 'container', offered: await confinementIsOffered('container') },
  { held: 'network', offered: await confinementIsOffered('network') },
  { held: 'runtime', offered: true },
];

describe.each(confinements)('a decoder held by the $held', ({ held, offered }) => {
  if (!offered) {
    it.skip('SKIPPED: this system does not offer it', () => {});
    return;
  }

  it('reaches nothing but the file it was given and its own folder', async () => {
    const child = start(taskTo('reach'), held);
    const reached = await messageOf(child);
    expect(reached.done).toEqual(['read the original', 'write in its own folder']);
    // Node alone cannot keep it from the network.
    if (held !== 'runtime') expect(reached.connected).toBe(false);
    expect((await readdir(root)).sort()).toEqual(['original', 'others', 'own']);
    expect(await readdir(path.join(root, 'others'))).toEqual(['file']);
    for (const name of ['original', 'others/file']) {
      expect(await readFile(path.join(root, name), 'utf8')).toBe('as it was');
    }
  });

  it('gets no more memory than allowed, though it lies in buffers', async () => {
    const task = taskTo('fill memory');
    const child = start(task, held);
    let largest = 0;
    const stopWatching = watchResidentSize(child.pid, (bytes) => {
      largest = Math.max(largest, bytes);
      if (bytes > limits.memory) child.kill('SIGKILL');
    });
    await once(child, 'close');
    stopWatching();
    // It may have come to its end between two looks, of which it tells itself how far it came.
    const told = (await readFile(path.join(task.folder, 'held'), 'utf8')).length * 8 * 2 ** 20;
    expect(told).toBeGreaterThan(limits.memory / 4);
    // What it takes between two looks is bounded by the time alone, which a busy machine makes longer.
    expect(Math.max(largest, told)).toBeLessThan(limits.memory * 2);
  });

  it.skipIf(!existsSync('/usr/bin/setpriv'))(
    'ends when the server is killed, though it hears nobody any more',
    async () => {
      const task = taskTo('hang');
      const parent = spawn(process.execPath, [
        '--input-type=module',
        '--eval',
        `import { startConfined } from ${JSON.stringify(pathToFileURL(module).href)};
         const task = ${JSON.stringify(task)};
         const { original, folder } = task;
         const confined = { script: ${JSON.stringify(script)}, readable: [original], folder, limits: ${JSON.stringify(limits)} };
         startConfined(confined, ${JSON.stringify(held)}).send(task);`,
      ]);
      const beat = () => readFile(path.join(task.folder, 'beat'), 'utf8').catch(() => '');
      await vi.waitUntil(async () => (await beat()) !== '', { timeout: 30_000 });
      parent.kill('SIGKILL');
      await once(parent, 'close');
      // A beat is read as nothing where it is just being written.
      let last: string | undefined;
      await vi.waitUntil(
        async () => {
          const before = last;
          last = await beat();
          return before === last;
        },
        { timeout: 30_000, interval: 500 },
      );
    },
  );
});
