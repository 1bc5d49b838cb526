import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Confinement,
  confinementIsOffered,
  holder,
  startConfined,
} from '#imagery/process/confinement.ts';
import { giveTask, hear } from '#imagery/process/decoder-channel.ts';
import { watchResidentSize } from '#imagery/process/resident-size.ts';
import type { HostileTask } from '../../support/imagery/hostile.child.ts';

vi.setConfig({ testTimeout: 60_000 });

const script = path.resolve(import.meta.dirname, '../../support/imagery/hostile.child.ts');
const module = path.resolve(import.meta.dirname, '../../../server/imagery/process/confinement.ts');
const limits = { memory: 256 * 2 ** 20, minutes: 1 };

let root = '';
/** Who listens on a port, who on a socket in the file system, and how many came to either. */
const listeners = [createServer(answer), createServer(answer)] as const;
let callers = 0;
/** Datagrams that came to the same port. */
let datagrams = 0;
let post: DatagramSocket;
/** A process that is nobody's business but ours. */
const bystander = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

beforeAll(() => vi.stubEnv('SECRET_OF_THE_SERVER', 'its password'));
afterAll(() => {
  vi.unstubAllEnvs();
  bystander.kill('SIGKILL');
});
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'afterimage-confinement-')));
  for (const name of ['own', 'others']) await mkdir(path.join(root, name));
  for (const name of ['original', 'others/file']) await writeFile(path.join(root, name), 'as it was');
  const kept = new DatabaseSync(path.join(root, 'others/database'));
  kept.exec("create table kept (word); insert into kept values ('as it was')");
  kept.close();
  callers = 0;
  datagrams = 0;
  listeners[0].listen(0, '127.0.0.1');
  listeners[1].listen(path.join(root, 'socket'));
  await Promise.all(listeners.map((server) => once(server, 'listening')));
  post = createSocket('udp4', () => {
    datagrams++;
  });
  post.bind((listeners[0].address() as AddressInfo).port, '127.0.0.1');
  await once(post, 'listening');
});
afterEach(async () => {
  post.close();
  await Promise.all(listeners.map((server) => new Promise((closed) => server.close(closed))));
  await rm(root, { recursive: true, force: true });
});

function answer(socket: Socket): void {
  callers++;
  socket
    .on('error', () => {})
    .resume()
    .end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
}

function taskTo(act: HostileTask['act']): HostileTask {
  const [file, folder, database] = ['others/file', 'others', 'others/database'].map((name) =>
    path.join(root, name),
  );
  return {
    act,
    original: path.join(root, 'original'),
    folder: path.join(root, 'own'),
    others: { file: file!, folder: folder!, database: database! },
    port: (listeners[0].address() as AddressInfo).port,
    socket: path.join(root, 'socket'),
    pid: bystander.pid!,
  };
}

function start(task: HostileTask, confinement: Confinement): ChildProcess {
  const { original, folder } = task;
  const child = startConfined({ script, readable: [original], folder, limits }, confinement);
  giveTask(child, task);
  return child;
}

/** What the child says it has done, one by one; what it complains of where it says nothing. */
async function deedsOf(child: ChildProcess): Promise<unknown[]> {
  const told: unknown[] = [];
  let complaints = '';
  hear(
    child,
    (message) => told.push(message),
    () => child.kill('SIGKILL'),
  );
  child.stderr!.on('data', (text) => {
    complaints += text;
  });
  await once(child, 'close');
  return told.length > 0 ? told : [complaints];
}

const confinements = await Promise.all(
  (['container', 'namespaces', 'network', 'runtime'] satisfies Confinement[]).map(async (held) => ({
    held,
    offered: held === 'runtime' || (await confinementIsOffered(held)),
  })),
);

it.each(['say what is no JSON', 'say what Node itself would say', 'talk without end'] as const)(
  'a decoder may %s, and the server goes on without it',
  async (act) => {
    const child = start(taskTo(act), 'runtime');
    expect(await deedsOf(child)).not.toContain('read the original');
  },
);

describe.each(confinements)('a decoder held by the $held', ({ held, offered }) => {
  if (!offered) {
    it.skip('SKIPPED: this system does not offer it', () => {});
    return;
  }

  it('reaches no file but the one it was given, no program, socket, network or process', async () => {
    const heldOpen = await open(path.join(root, 'others/file'), 'r+');
    const deeds = await deedsOf(start(taskTo('reach'), held));
    await heldOpen.close();
    expect(deeds).toEqual(['read the original', 'write in its own folder']);
    expect([callers, datagrams]).toEqual([0, 0]);
    expect({ ended: bystander.exitCode, by: bystander.signalCode }).toEqual({ ended: null, by: null });
    expect((await readdir(root)).sort()).toEqual(['original', 'others', 'own', 'socket']);
    expect((await readdir(path.join(root, 'others'))).sort()).toEqual(['database', 'file']);
    for (const name of ['original', 'others/file'])
      expect(await readFile(path.join(root, name), 'utf8')).toBe('as it was');
    const kept = new DatabaseSync(path.join(root, 'others/database'), { readOnly: true });
    expect(kept.prepare('select word from kept').all()).toEqual([{ word: 'as it was' }]);
    kept.close();
  });

  it.skipIf(held === 'runtime')('is held by the kernel, whatever Node would let through', async () => {
    // Where it cannot write the file for it, Node never ends after that.
    const task = { ...taskTo('reach'), without: 'write down what it does' };
    const readable = [path.dirname(script), path.dirname(module), task.original];
    const [command, ...words] = [...holder(held, readable, task.folder), process.execPath, script];
    const child = spawn(command!, words, { stdio: 'pipe', env: {} });
    giveTask(child, task);
    const deeds = await deedsOf(child);
    const beyond =
      held === 'network'
        ? /^(reach the network|see a process|end)/
        : /others|the original |reach a socket|network|process\b|environment/;
    expect(deeds).toContain('run code made of text');
    expect(datagrams).toBe(0);
    expect(deeds.filter((deed) => beyond.test(String(deed)))).toEqual([]);
    expect(bystander.signalCode).toBe(null);
  });

  it.skipIf(process.platform === 'win32')(
    'has a process group of its own, which no Ctrl+C reaches',
    async () => {
      const child = start(taskTo('fill memory'), held);
      const closed = once(child, 'close');
      process.kill(-child.pid!, 'SIGKILL');
      await closed;
      expect(child.signalCode).toBe('SIGKILL');
    },
  );

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
         import { giveTask } from ${JSON.stringify(new URL('decoder-channel.ts', pathToFileURL(module)).href)};
         const task = ${JSON.stringify(task)};
         const { original, folder } = task;
         const confined = { script: ${JSON.stringify(script)}, readable: [original], folder, limits: ${JSON.stringify(limits)} };
         giveTask(startConfined(confined, ${JSON.stringify(held)}), task);`,
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
