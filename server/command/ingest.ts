import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf } from '#domain/problem/fault.rules.ts';
import { type Scene, type SceneMetadata, sceneMetadataSchema } from '#domain/scene/scene.contract.ts';
import type { Site } from '#domain/site/site.contract.ts';
import { comparableText, isolated } from '#domain/text/text.rules.ts';
import type { Upload } from '#domain/upload/upload.contract.ts';
import { findRunningServer } from '../base/address-note.ts';
import { type Config, StartupError } from '../base/config.ts';
import { hashOf } from '../base/file-hash.ts';
import { createLog } from '../base/log.ts';
import { INTERRUPTED, startUntilSignal } from '../base/process.ts';
import { startServer } from '../runtime/serve.ts';

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
  const found = await findRunningServer(config.dataDirectory);
  if (found) return ingestAt(found, order, parsed.data);
  const log = createLog('warn');
  const start = () => startServer({ ...config, port: 0, sample: false }, log);
  const server = await startUntilSignal(start, { log, code: INTERRUPTED });
  try {
    await ingestAt(server.address, order, parsed.data);
  } finally {
    await server.stop();
  }
}

const TUS = { 'Tus-Resumable': '1.0.0' };
const MOST_TRIES = 10;
const MILLISECONDS_BETWEEN_TRIES = 3_000;

/** 'offNadir' on the command line is --off-nadir. */
export function optionName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function ingestAt(address: string, order: IngestOrder, metadata: SceneMetadata): Promise<void> {
  const analyst = { Analyst: encodeURIComponent(order.analyst) };
  const site = await siteNamed(address, order.site, analyst);
  const tell = progressLine();
  const upload = await send(address, site.id, order.file, analyst, (share) =>
    tell(`Uploading ${percent(share)}`),
  );
  let scene = await ask<Scene>(`${address}/api/sites/${site.id}/scenes`, {
    method: 'POST',
    headers: { ...analyst, 'Content-Type': 'application/json' },
    body: JSON.stringify({ metadata, uploads: [upload] }),
  });
  while (scene.state === 'ingesting' || (scene.job && scene.job.stage !== 'cancelled')) {
    const doing = scene.state === 'ingesting' ? 'Making the display copy' : 'Checking every tile';
    tell(`${doing} ${percent(scene.job?.share ?? scene.progress)}`);
    await sleep(500);
    scene = await ask<Scene>(`${address}/api/scenes/${scene.id}`);
  }
  if (scene.failure) throw new StartupError(scene.failure.detail);
  tell(
    `'${isolated(scene.title)}' (${scene.acquired}) is a scene of ${isolated(site.name)} now: ${scene.id}`,
    true,
  );
}

async function siteNamed(address: string, name: string, analyst: Record<string, string>): Promise<Site> {
  const { items } = await ask<{ items: Site[] }>(`${address}/api/sites?limit=10000`);
  const wanted = comparableText(name);
  const found =
    items.find((site) => comparableText(site.name) === wanted) ??
    items.find((site) => comparableText(site.code) === wanted);
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
  const reply: unknown = response.status === 204 ? undefined : await response.json();
  if (response.ok) return reply as T;
  throw new StartupError((reply as { detail?: string }).detail ?? `The server answered ${response.status}.`);
}

/**
 * Sends a file by tus and gives the id of its upload. One that an earlier run has begun is gone on with, and so is
 * this one where the line breaks.
 */
async function send(
  address: string,
  siteId: string,
  file: string,
  analyst: Record<string, string>,
  onSent: (share: number) => void,
): Promise<string> {
  const { size } = statSync(file);
  const sha256 = await hashOf(file);
  const { items } = await ask<{ items: Upload[] }>(`${address}/api/sites/${siteId}/uploads`);
  const begun = items.find((upload) => upload.sha256 === sha256 && upload.state !== 'refused');
  const upload =
    begun ??
    (await ask<Upload>(`${address}/api/uploads`, {
      method: 'POST',
      headers: {
        ...analyst,
        ...TUS,
        'Upload-Length': String(size),
        'Upload-Metadata': Object.entries({ filename: path.basename(file), siteId, sha256 })
          .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      },
    }));
  for (let tries = 1; ; tries++) {
    const { received } = await ask<Upload>(`${address}/api/uploads/${upload.id}`);
    if (received === size) return upload.id;
    try {
      await sendFrom(received);
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof StartupError && error.message.includes('broke off')))
        throw error;
      await sleep(MILLISECONDS_BETWEEN_TRIES);
    }
  }

  async function sendFrom(offset: number): Promise<void> {
    let sent = offset;
    async function* bytes() {
      for await (const chunk of createReadStream(file, { start: offset, highWaterMark: 2 ** 20 })) {
        yield chunk as Buffer;
        sent += chunk.length;
        onSent(sent / size);
      }
    }
    const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) };
    await ask(`${address}/api/uploads/${upload.id}`, {
      method: 'PATCH',
      headers: { ...analyst, ...TUS, ...headers },
      body: ReadableStream.from(bytes()),
      duplex: 'half',
    });
  }
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
