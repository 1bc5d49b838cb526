// Loaded before anything else into the process that decodes (see confinement.ts). Node's permissions keep it from
// files and programs, but not from sockets and signals: what leads there is taken away here, before a byte of a
// stranger's is read. The kernel does better where it can; this holds where it cannot.
import { writeSync } from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Modules of Node that decoding needs, and that lead to no socket, process or thread. */
const givenModules: ReadonlySet<string> = new Set(
  ['buffer', 'crypto', 'events', 'fs', 'fs/promises', 'os', 'path', 'stream', 'url', 'util', 'zlib'].map(
    (name) => `node:${name}`,
  ),
);

/** What Node itself, its streams and we call of `process`. */
const keptFunctions: ReadonlySet<string> = new Set([
  ...['_fatalException', '_rawDebug', '_tickCallback', 'cwd', 'emitWarning', 'exit', 'hrtime', 'memoryUsage'],
  ...['nextTick', 'reallyExit', 'umask', 'uptime'],
]);

/** Of the global names, those behind which Node keeps an HTTP client. */
const networkGlobals = [
  ...['CloseEvent', 'EventSource', 'FormData', 'Headers', 'MessageEvent', 'Request', 'Response', 'WebSocket'],
  'fetch',
];
/** Where that client leaves itself for others, and the last functions that would load it. */
const sharedClient = Symbol.for('undici.globalDispatcher.1');
const loadingClient = ['compileStreaming', 'instantiateStreaming'];

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (givenModules.has(found.url) || isCodeOfOurs(found.url)) return found;
    throw new Error(`A decoder has no use for ${specifier}`);
  },
});

/** What the process can write, it must not run. */
function isCodeOfOurs(url: string): boolean {
  return url.startsWith('file:') && !process.permission.has('fs.write', fileURLToPath(url));
}

for (const name of Object.getOwnPropertyNames(process)) {
  const { value } = Object.getOwnPropertyDescriptor(process, name)!;
  if (typeof value === 'function' && !keptFunctions.has(name)) takeAway(process, name);
}
for (const name of ['report', 'finalization']) takeAway(process, name);
// Node's own are sockets, whose kind can make others.
const complaints = new Writable({
  write(text: Buffer, _, done) {
    writeSync(2, text);
    done();
  },
});
takeAway(process, 'stdin');
for (const name of ['stdout', 'stderr'])
  Object.defineProperty(process, name, { value: complaints, writable: false, configurable: false });
for (const name of networkGlobals) takeAway(globalThis, name);
for (const name of loadingClient) takeAway(Reflect.get(globalThis, 'WebAssembly'), name);
takeAway(globalThis, sharedClient);
// The server's place among the processes is not its to change.
takeAway(os, 'setPriority');
syncBuiltinESMExports();

function takeAway(from: object, name: string | symbol): void {
  // To redefine what Node makes on demand would make it.
  Reflect.deleteProperty(from, name);
  // Node sets some of them anew, around what it finds: nothing.
  Object.defineProperty(from, name, { value: undefined, writable: true, configurable: false });
}
