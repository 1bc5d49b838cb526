import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SceneUpload, Transfer } from './upload.ts';

/** A file as it is kept: all but the bytes, with what stands against it where it was put off. */
export type KeptTransfer = Pick<
  Transfer,
  'key' | 'siteId' | 'role' | 'fileName' | 'size' | 'lastModified' | 'handle' | 'sha256' | 'uploadId'
> & { paused: boolean };
/** A card as it is kept, so that closing the page loses nothing typed and no byte that was sent. */
export type KeptUpload = Omit<SceneUpload, 'images' | 'beside' | 'faults' | 'sentence'> & {
  images: KeptTransfer[];
  beside: KeptTransfer[];
};
type Kept = DBSchema & { upload: { key: string; value: KeptUpload; indexes: { site: string } } };

let opened: Promise<IDBPDatabase<Kept>> | undefined;
/** Writes follow each other, so that an older one never lands on a newer one. */
let writes: Promise<unknown> = Promise.resolve();
let kept = true;

/** False where this browser keeps nothing (private windows, a full disk), so that closing the page would lose. */
export function keepsUploads(): boolean {
  return kept;
}

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('afterimage-uploads', 1, {
    upgrade(db) {
      db.createObjectStore('upload', { keyPath: 'key' }).createIndex('site', 'siteId');
    },
  });
  return opened;
}

function write(act: (db: IDBPDatabase<Kept>) => Promise<unknown>): void {
  writes = writes
    .then(async () => act(await database()))
    .then(
      () => (kept = true),
      () => (kept = false),
    );
}

/** Keeps a card in this browser. */
export function keepUpload(upload: SceneUpload): void {
  const { sentence: _told, faults: _faults, ...rest } = upload;
  const keptUpload = {
    ...rest,
    images: rest.images.map(keptTransfer),
    beside: rest.beside.map(keptTransfer),
  };
  write((db) => db.put('upload', keptUpload));
}

export function forgetUpload(key: string): void {
  write((db) => db.delete('upload', key));
}

/** A card as it is kept now. */
export async function keptUpload(key: string): Promise<KeptUpload | undefined> {
  await writes;
  return (await database()).get('upload', key);
}

/** The keys of the cards that this browser keeps for a site. */
export async function keptUploadKeys(siteId: string): Promise<string[]> {
  await writes;
  return (await database()).getAllKeysFromIndex('upload', 'site', siteId);
}

/** The server's names of all files that the kept cards of a site are about. */
export async function keptUploadIds(siteId: string): Promise<string[]> {
  await writes;
  const cards = await (await database()).getAllFromIndex('upload', 'site', siteId);
  return cards.flatMap(({ images, beside }) =>
    [...images, ...beside].flatMap(({ uploadId }) => uploadId ?? []),
  );
}

function keptTransfer(transfer: Transfer): KeptTransfer {
  const { key, siteId, role, fileName, size, lastModified, handle, sha256, uploadId, state } = transfer;
  return {
    ...{ key, siteId, role, fileName, size, lastModified },
    ...(handle && { handle }),
    ...(sha256 && { sha256 }),
    ...(uploadId && { uploadId }),
    paused: state.peek().kind === 'paused',
  };
}
