import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, StartupError } from './config.ts';
import { createLog } from './log.ts';
import { faultsOf } from './problem.ts';
import { isRunning } from './process.ts';
import { type Scene, type SceneMetadata, sceneMetadataSchema } from './scene/scene.contract.ts';
import { addressFile, startServer } from './serve.ts';
import type { Site } from './site/site.contract.ts';

/** What the command line says: the file, the site by name or code, who acts, and the rest as metadata. */
export type IngestOrder = { file: string; site: string; analyst: string; metadata: Record<string, unknown> };

/**
 * Adds a scene from the command line and waits until it is ready. It goes through the API of the server that
 * runs on the data folder; where none does, one is started for as long as this takes. Throws a StartupError.
 */
export async function ingestCommand(config: Config, order: IngestOrder): Promise<void> {
  const parsed = sceneMetadataSchema.safeParse(order.metadata);
  if (!parsed.success)
    throw new StartupError(
      faultsOf(parsed.error, ([name]) => `--${optionName(String(name))}`)
        .map(({ pointer, detail }) => `${pointer}: ${detail}`)
        .join('\n'),
    );
  if (!existsSync(order.file) || !statSync(order.file).isFile())
    throw new StartupError(`There is no file ${order.file}.`);
  const found = runningAddress(config);
  if (found) return ingestAt(found, order, parsed.data);
  const server = await startServer({ ...config, port: 0, sample: false }, createLog('warn'));
  try {
    await ingestAt(server.address, order, parsed.data);
  } finally {
    await server.stop();
  }
}

/** 'offNadir' on the command line is --off-nadir. */
export function optionName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function runningAddress(config: Config): string | undefined {
  const file = addressFile(config.dataDirectory);
  if (!existsSync(file)) return undefined;
  const { address, pid } = JSON.parse(readFileSync(file, 'utf8'));
  return isRunning(pid) ? address : undefined;
}

async function ingestAt(address: string, order: IngestOrder, metadata: SceneMetadata): Promise<void> {
  const analyst = { Analyst: encodeURIComponent(order.analyst) };
  const site = await siteNamed(address, order.site, analyst);
  const tell = progressLine();
  const form = multipart(order.file, metadata, (share) => tell(`Uploading ${percent(share)}`));
  let scene = await ask<Scene>(`${address}/api/sites/${site.id}/scenes`, {
    method: 'POST',
    headers: { ...analyst, 'Content-Type': form.type },
    body: form.body,
    duplex: 'half',
  });
  while (scene.state === 'ingesting') {
    tell(`Making the display copy ${percent(scene.progress)}`);
    await sleep(500);
    scene = await ask<Scene>(`${address}/api/scenes/${scene.id}`);
  }
  if (scene.failure) throw new StartupError(scene.failure.detail);
  tell(`'${scene.title}' (${scene.acquired}) is a scene of ${site.name} now: ${scene.id}`, true);
}

async function siteNamed(address: string, name: string, analyst: Record<string, string>): Promise<Site> {
  const { items } = await ask<{ items: Site[] }>(`${address}/api/sites?limit=10000`);
  const wanted = name.trim().toLowerCase();
  const found =
    items.find((site) => site.name.toLowerCase() === wanted) ??
    items.find((site) => site.code.toLowerCase() === wanted);
  return (
    found ??
    ask<Site>(`${address}/api/sites`, {
      method: 'POST',
      headers: { ...analyst, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name }),
    })
  );
}

async function ask<T>(address: string, init?: RequestInit & { duplex?: 'half' }): Promise<T> {
  const response = await fetch(address, init).catch((error: Error) => {
    throw new StartupError(
      `The server at ${new URL(address).origin} broke off: ${error.cause ?? error.message}`,
    );
  });
  const reply: unknown = await response.json();
  if (response.ok) return reply as T;
  throw new StartupError((reply as { detail?: string }).detail ?? `The server answered ${response.status}.`);
}

/** A multipart form whose file is read as it is sent. */
function multipart(file: string, metadata: SceneMetadata, onSent: (share: number) => void) {
  const boundary = `afterimage-${crypto.randomUUID()}`;
  const { size } = statSync(file);
  const name = path.basename(file).replaceAll(/["\r\n]/g, '_');
  async function* parts() {
    const part = (headers: string) => `--${boundary}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`;
    yield Buffer.from(`${part('name="metadata"')}${JSON.stringify(metadata)}\r\n`);
    yield Buffer.from(part(`name="file"; filename="${name}"\r\nContent-Type: image/tiff`));
    let sent = 0;
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
      yield chunk as Buffer;
      sent += chunk.length;
      onSent(size === 0 ? 1 : sent / size);
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  return { type: `multipart/form-data; boundary=${boundary}`, body: ReadableStream.from(parts()) };
}

function percent(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

/** On a terminal one line that is written over; elsewhere a line for each new text. */
function progressLine(): (text: string, last?: boolean) => void {
  let before = '';
  return (text, last = false) => {
    if (text === before) return;
    before = text;
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}${last ? '\n' : ''}`);
    else console.log(text);
  };
}
