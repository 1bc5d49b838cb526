// What a decoder that has been taken over might try, run under the decoder's own confinement.
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { readTask, tell } from '../../../server/imagery/process/decoder-channel.ts';

/** What the test tells: where there is something to be reached, and what to do. */
export type HostileTask = {
  act: 'reach' | 'fill memory' | 'hang' | keyof typeof nonsense;
  original: string;
  folder: string;
  others: { file: string; folder: string; database: string };
  /** Somebody listens at both, who tells in each message whether it has been reached. */
  port: number;
  socket: string;
  /** Of a process of others that any signal ends. */
  pid: number;
  /** What it is to leave. */
  without?: string;
};

/** What is no message, by which a listener might be brought down. */
const nonsense = {
  'say what is no JSON': () => writeSync(1, 'nonsense\n'),
  'say what Node itself would say': () => writeSync(1, '{"cmd":"NODE_HANDLE_ACK"}\n{"cmd":"NODE_HANDLE"}\n'),
  'say nothing of a kind': () => writeSync(1, '{"kind":"done","copy":{}}\n'),
  'talk without end': () => {
    for (;;) writeSync(1, 'x'.repeat(65_536));
  },
} as const;

const { act, original, folder, others, port, socket, pid, without } = readTask() as HostileTask;

if (act === 'fill memory') {
  const held: Buffer[] = [];
  for (;;) {
    held.push(Buffer.alloc(8 * 2 ** 20, 1));
    appendFileSync(`${folder}/held`, 'x');
  }
}
if (act in nonsense) {
  nonsense[act as keyof typeof nonsense]();
  process.exit();
}
if (act === 'hang') for (let beat = 0; ; beat++) writeFileSync(`${folder}/beat`, String(beat));

// biome-ignore lint/suspicious/noExplicitAny: it tries what has no type
type Loose = any;
const loose = process as Loose;
/** By a name that is put together, as one who hides does it. */
const load = (name: string): Promise<Loose> => import(`node:${name}`);
const connected = (from: Loose): Promise<unknown> => once(from, 'connect');

/** The HTTP client that Node's own `fetch` leaves for others. */
function sharedClient(): Loose {
  for (const name of ['Headers', 'Response', 'FormData', 'Request']) Reflect.get(globalThis, name);
  return Reflect.get(globalThis, Symbol.for('undici.globalDispatcher.1'));
}

function ownModule(text: string): Promise<Loose> {
  const path = `${folder}/own-${text.length}.cjs`;
  writeFileSync(path, text);
  return import(path);
}

const attempts: Record<string, () => unknown> = {
  'read the original': () => readFileSync(original),
  'write in its own folder': () => writeFileSync(`${folder}/own`, 'x'),

  'write to the original': () => writeFileSync(original, 'x'),
  'write to the original through a second link': () => {
    linkSync(original, `${folder}/second`);
    writeFileSync(`${folder}/second`, 'x');
  },
  'rename the original': () => renameSync(original, `${folder}/renamed`),
  'remove the original': () => rmSync(original),
  "read the system's users": () => readFileSync('/etc/passwd'),
  'read the file of others': () => readFileSync(others.file),
  'read the file of others by a roundabout way': () => readFileSync(`${folder}/../others/file`),
  'read the file of others by bytes': () => readFileSync(Buffer.from(others.file)),
  'read the file of others through a link': () => {
    symlinkSync(others.file, `${folder}/link`);
    return readFileSync(`${folder}/link`);
  },
  'read the file of others through a relative link': () => {
    symlinkSync('../others/file', `${folder}/relative`);
    return readFileSync(`${folder}/relative`);
  },
  'read the file of others through a second link': () => {
    linkSync(others.file, `${folder}/others`);
    return readFileSync(`${folder}/others`);
  },
  'copy the file of others': () => cpSync(others.file, `${folder}/copy`),
  'list the folder of others': () => readdirSync(others.folder),
  'write to the file of others': () => writeFileSync(others.file, 'x'),
  'write in the folder of others': () => writeFileSync(`${others.folder}/new`, 'x'),
  'make a folder beside its own': () => mkdirSync(`${folder}-beside`),
  'write to a file that the server holds open': () => {
    for (let file = 3; file < 256; file++)
      try {
        if (fstatSync(file).isFile()) return writeSync(file, 'x');
      } catch {}
    throw new Error('none is there');
  },
  'write to its own memory': () => openSync('/proc/self/mem', 'r+'),

  'open a database of others': async () => {
    const { DatabaseSync } = await load('sqlite');
    new DatabaseSync(others.database).exec('delete from kept');
  },
  'attach a database of others': async () => {
    const { DatabaseSync } = await load('sqlite');
    new DatabaseSync(':memory:').exec(`attach '${others.database}' as theirs; delete from theirs.kept`);
  },
  'open a database by the other door': () =>
    new (loose.getBuiltinModule('node:sqlite').DatabaseSync)(others.database).exec('delete from kept'),

  'reach the network': async () => connected((await load('net')).connect(port, '127.0.0.1')),
  'reach the network by HTTP': async () => once((await load('http')).get({ port }), 'response'),
  'reach the network by fetch': () => fetch(`http://127.0.0.1:${port}/`),
  "reach the network by fetch's client": () =>
    sharedClient().request({ origin: `http://127.0.0.1:${port}`, path: '/', method: 'GET' }),
  'reach the network by a web socket': async () => {
    const web = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(web, 'open');
  },
  'send a datagram': async () => {
    const { createSocket } = await load('dgram');
    const sender = createSocket('udp4');
    await new Promise((resolve, reject) => {
      sender.send('x', port, '127.0.0.1', (error: unknown) => (error ? reject(error) : resolve(null)));
    });
  },
  'listen on a port': async () => once((await load('net')).createServer().listen(0), 'listening'),
  'ask for a name': async () => (await load('dns/promises')).lookup('localhost'),
  'reach a socket in the file system': async () => connected((await load('net')).connect(socket)),
  'reach a socket by HTTP': async () =>
    once((await load('http')).get({ socketPath: socket, path: '/' }), 'response'),
  'reach a socket by the other door': () => connected(loose.getBuiltinModule('net').connect(socket)),
  'reach a socket by what errors are written to': () =>
    connected(new loose.stderr.constructor().connect(socket)),
  "reach a socket by Node's open handles": () => {
    const [handle] = loose._getActiveHandles().filter((each: Loose) => 'connect' in each);
    return connected(new handle.constructor().connect(socket));
  },
  "reach a socket by fetch's client": () =>
    new (sharedClient().constructor)({ connect: { socketPath: socket } }).request({
      origin: 'http://localhost',
      path: '/',
      method: 'GET',
    }),
  'reach a socket from code in its own folder': async () => {
    const { net } = (await ownModule("exports.net = require('net');")).default;
    return connected(net.connect(socket));
  },
  "reach a socket by the modules' own loader": async () => {
    const { net } = (await ownModule("exports.net = module.constructor._load('net', module, false);"))
      .default;
    return connected(net.connect(socket));
  },
  'reach a socket by a loader of its own': async () =>
    connected((await load('module')).createRequire(original)('net').connect(socket)),
  'listen on a socket in its own folder': async () =>
    once((await load('net')).createServer().listen(`${folder}/socket`), 'listening'),

  'see a process of others': () => loose.kill(pid, 0),
  "open another process's debugger": () => loose._debugProcess(pid),
  'slow another process down': async () => (await load('os')).setPriority(pid, 19),
  'open its own debugger': async () => (await load('inspector')).open(0),
  'look into itself by the debugger': async () => new (await load('inspector')).Session().connect(),

  'start a program': async () => (await load('child_process')).execFileSync(process.execPath, ['--version']),
  'start a thread': async () => new (await load('worker_threads')).Worker('1', { eval: true }),
  'start a fork': async () => (await load('cluster')).default.fork(),
  'run a module from its own folder': () => ownModule('exports.ran = true;'),
  'run a module made of text': () => import(`data:text/javascript,export default ${pid};`),
  'run code made of text': () => new Function('return 1')(),
  'run code in another context': async () => (await load('vm')).runInNewContext('1 + 1'),
  'change how V8 runs': async () => (await load('v8')).setFlagsFromString('--allow-natives-syntax'),
  "reach Node's native parts": () => loose.binding('tcp_wrap'),
  'ask for files by WASI': async () =>
    new (await load('wasi')).WASI({ version: 'preview1', preopens: { '/': '/' } }),
  'change how modules are found': async () => (await load('module')).register('data:text/javascript,'),
  'write a report': () => loose.report.writeReport(`${others.folder}/report.json`),
  'write down its heap': async () => (await load('v8')).writeHeapSnapshot(`${others.folder}/heap`),
  'write down what it does': async () =>
    (await load('trace_events')).createTracing({ categories: ['node'] }).enable(),
  'go to another folder': () => loose.chdir('/etc'),
  'see the environment': () => {
    if (process.env.SECRET_OF_THE_SERVER === undefined) throw new Error('not there');
  },
  'see the environment of another process': () => readFileSync(`/proc/${pid}/environ`),
  'read settings from a file of others': () => loose.loadEnvFile(others.file),

  'end a process of others': () => loose.kill(pid, 'SIGKILL'),
  'end a process of others by what lies below': () => {
    if (loose._kill(pid, 9) !== 0) throw new Error('refused');
  },
  'end all processes': () => loose.kill(-pid, 'SIGKILL'),
  'become another user': () => loose.setuid(65_534),
  'become a program': () => loose.execve(process.execPath, [process.execPath, '--version'], {}),
};

/** What is not answered in this time leads nowhere. */
const PATIENCE = 2_000;
// What fails later, unheard, is no success either.
process.on('uncaughtException', () => {}).on('unhandledRejection', () => {});
for (const [name, attempt] of Object.entries(attempts)) {
  if (name === without) continue;
  const impatient = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), PATIENCE);
  });
  try {
    await Promise.race([attempt(), impatient]);
    tell(name);
  } catch {}
}
process.exit();
