import { effect, signal } from '@preact/signals';
import { site } from '../../site/index.ts';
import { fileOfHandle } from '../transfer/file-handles.ts';
import { takeUp } from '../transfer/transfer.store.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { listUploads } from '../transfer/upload.api.ts';
import { type SceneUpload, transfersOf } from './scene-upload.ts';
import { type KeptTransfer, keepsUploads, keptUploads } from './upload.storage.ts';
import { giveFile, uploads } from './upload.store.ts';
import { disown, own } from './upload-ownership.ts';

const RETRY_MILLISECONDS = 5_000;

/** Takes up, site by site, the cards that this browser kept when the page was closed. */
export function followKeptUploads(): () => void {
  const seen = new Set<string>();
  return effect(() => {
    const siteId = site.value?.id;
    if (!siteId || seen.has(siteId)) return;
    seen.add(siteId);
    void restore(siteId);
  });
}

/** Files on their way go on after the page is opened again, unless this browser keeps nothing: then it asks. */
export function guardUploads(): () => void {
  const leave = (event: BeforeUnloadEvent) => {
    if (uploads.value.length > 0 && !keepsUploads()) event.preventDefault();
  };
  addEventListener('beforeunload', leave);
  return () => removeEventListener('beforeunload', leave);
}

async function restore(siteId: string): Promise<void> {
  // A browser that keeps nothing has nothing to take up.
  const cards = await keptUploads(siteId).catch(() => []);
  for (const { key } of cards) void own(key).then(() => show(siteId, key));
}

async function show(siteId: string, key: string): Promise<void> {
  // As it was left by the page that had it until now.
  const kept = (await keptUploads(siteId)).find((card) => card.key === key);
  if (!kept || uploads.peek().some((one) => one.key === key)) return kept ? undefined : disown(key);
  const { claims: statements, ...rest } = kept;
  const upload: SceneUpload = {
    ...rest,
    statements,
    images: kept.images.map(asTransfer),
    beside: kept.beside.map(asTransfer),
    faults: [],
  };
  const transfers = transfersOf(upload);
  const keptStates = [...kept.images, ...kept.beside];
  for (const transfer of transfers) {
    const file = await fileOfHandle(transfer, false);
    if (file) transfer.file = file;
  }
  uploads.value = [...uploads.value, upload];
  const known = await listed(upload.siteId);
  transfers.forEach((transfer, place) => {
    // Whoever dropped the file meanwhile has set it going.
    if (transfer.state.peek().kind !== 'file_needed') return;
    const there = known.find(({ id }) => id === transfer.uploadId);
    const unfinished = there === undefined || there.state === 'receiving';
    if (keptStates[place]?.paused && unfinished && transfer.file)
      transfer.state.value = { kind: 'paused', sent: there?.received ?? 0 };
    else takeUp(transfer, there);
  });
}

async function listed(siteId: string) {
  for (;;)
    try {
      return await listUploads(siteId);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
}

function asTransfer({ paused: _known, ...kept }: KeptTransfer): Transfer {
  return { ...kept, state: signal({ kind: 'file_needed' }) };
}

/** Goes on, upon a click, with a file that the browser lets the page read again. */
export async function regainFile(transfer: Transfer): Promise<boolean> {
  const file = await fileOfHandle(transfer, true);
  if (!file) return false;
  giveFile(transfer, { file });
  return true;
}
