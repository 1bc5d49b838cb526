import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { isolated } from '#domain/text/text.rules.ts';
import type { NewScene, NewUpload, Upload } from '#domain/upload/upload.contract.ts';
import type { Limits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { asideOf } from '../aside/aside.ts';
import { imageTooMuch } from '../aside/too-much.ts';
import type { Config } from '../base/config.ts';
import { hashOf } from '../base/file-hash.ts';
import { noteChange } from '../database/changes.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { createScene, duplicate, sceneMadeBefore } from '../scene/create-scene.acts.ts';
import type { IngestOrders } from '../scene/ingest-job.queries.ts';
import { findTwin, type SceneRow } from '../scene/scene.queries.ts';
import type { NamedFile } from '../scene/scene-images.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { plainFileName } from './file-name.ts';
import type * as inspectionTasks from './inspection.tasks.ts';
import { lastWritten, moreThanAnnounced, type Receiver } from './receiving.ts';
import {
  MILLISECONDS_KEPT,
  postpone,
  receivedOf,
  renewReservation,
  requirePlace,
  requireRoomFor,
} from './reservation.acts.ts';
import {
  existingUploads,
  insertUpload,
  listUploads,
  lockUploads,
  noteDeclaredHash,
  noteReceived,
  removeExpired,
  removeUploads,
  requireUpload,
  toUpload,
  toUploadSize,
  type UploadRow,
} from './upload.queries.ts';

const aside = asideOf<typeof inspectionTasks>(
  new URL('./inspection.tasks.ts', import.meta.url),
  imageTooMuch,
);

/** What acts on uploads need. */
export type UploadTools = {
  config: Config;
  database: Kysely<Database>;
  blobs: BlobStore;
  ingests: IngestOrders;
  receiver: Receiver;
  log: Logger;
};

/** A slow line may take longer than a day for one file: it counts as alive as long as it brings anything. */
const MILLISECONDS_BETWEEN_SIGNS_OF_LIFE = 60_000;

/**
 * Opens an upload. 413 for a file beyond MAX_UPLOAD, 507 where the disk will not hold it and its display copy,
 * 429 where very many are on their way, 409 naming the scene where the sender knows its hash and the site has it
 * already.
 */
export async function openUpload(
  tools: UploadTools,
  { siteId, filename, role, sha256, lastModified, size }: NewUpload & { size: number },
  { by, at }: Acting,
): Promise<UploadRow> {
  const { config, database } = tools;
  if (size > config.maxUpload)
    throw problem('too_large', { detail: `A file has at most ${config.maxUpload} bytes here (MAX_UPLOAD).` });
  if (sha256 && role === 'image') await refuseTwin(database, siteId, sha256);
  return database.transaction().execute(async (transaction) => {
    await lockUploads(transaction);
    const within = { ...tools, database: transaction };
    await requirePlace(within, siteId, at);
    await requireRoomFor(within, { size, role }, at);
    return insertUpload(transaction, {
      id: crypto.randomUUID(),
      site_id: siteId,
      role,
      file_name: plainFileName(filename),
      size,
      last_modified: lastModified ? new Date(lastModified) : null,
      claimed_sha256: sha256 ?? null,
      state: 'receiving',
      created_by: by,
      created_at: at,
      expires_at: new Date(at.getTime() + MILLISECONDS_KEPT),
    });
  });
}

/**
 * Receives the bytes that follow the first `offset` ones. Returns how many are here, all of them on the disk;
 * with the last one the file has been hashed and looked at. 422 hash_mismatch, and nothing stays, where it is not
 * what the sender said it would be; 507 where it was left for some minutes and the disk has no room for it any more.
 */
export async function continueUpload(
  tools: UploadTools,
  id: string,
  offset: number,
  bytes: AsyncIterable<Uint8Array>,
  at: Date,
): Promise<{ row: UploadRow; received: number }> {
  const { database, blobs, receiver, log } = tools;
  const row = await requireUpload(database, id);
  if (row.state !== 'receiving') {
    if (offset !== row.size) throw problem('conflict', { detail: 'All of this file is here already.' });
    const { done } = await bytes[Symbol.asyncIterator]().next();
    if (!done) throw moreThanAnnounced(row.size);
    return { row, received: row.size };
  }
  await renewReservation(tools, toUploadSize(row), at);
  const began = performance.now();
  const showLife = () => postpone(database, id, new Date(at.getTime() + performance.now() - began));
  const timer = setInterval(
    () => showLife().catch((error) => log.warn({ err: error }, 'an upload could not be kept for longer')),
    MILLISECONDS_BETWEEN_SIGNS_OF_LIFE,
  );
  let received: number;
  try {
    received = await receiver.append(blobs.uploadPath(id), { offset, most: row.size, bytes });
  } finally {
    // What has arrived stays, whatever the database says now.
    noteChange();
    clearInterval(timer);
    // Ended by another request meanwhile: what came after that is nobody's.
    if (!(await showLife())) await blobs.removeUpload(id);
  }
  if (received === row.size) await checkUpload(tools, row);
  return { row: await requireUpload(database, id), received };
}

/** How far an upload is. Ends what still arrives over a line that the sender has given up. */
export async function resumeUpload(tools: UploadTools, id: string): Promise<Upload> {
  await tools.receiver.interrupt(tools.blobs.uploadPath(id));
  return describeUpload(tools, await requireUpload(tools.database, id));
}

export async function describeUpload({ blobs }: UploadTools, row: UploadRow): Promise<Upload> {
  return toUpload(row, await receivedOf(blobs, row));
}

/** The uploads of a site. One that is whole but was not looked at, since its server was killed, is looked at now. */
export async function uploadsOfSite(tools: UploadTools, siteId: string): Promise<Upload[]> {
  const rows = await listUploads(tools.database, siteId);
  return Promise.all(
    rows.map(async (row) => {
      const upload = await describeUpload(tools, row);
      if (upload.state === 'checking')
        checkUpload(tools, row).catch((error) => tools.log.info({ err: error }, 'an upload was dropped'));
      return upload;
    }),
  );
}

/** Notes what the sender found its file's SHA-256 to be, while the file is still on its way. */
export async function declareHash({ database }: UploadTools, id: string, sha256: string): Promise<UploadRow> {
  const row = await requireUpload(database, id);
  if (row.state !== 'receiving')
    throw problem('conflict', { detail: 'All of this file is here already, and the server has hashed it.' });
  if (row.role === 'image') await refuseTwin(database, row.site_id, sha256);
  await noteDeclaredHash(database, id, sha256);
  return requireUpload(database, id);
}

/** Ends an upload: what has come of it is taken away. */
export async function endUpload({ database, blobs, receiver }: UploadTools, id: string): Promise<void> {
  const row = await requireUpload(database, id);
  await removeUploads(database, [row.id]);
  await receiver.interrupt(blobs.uploadPath(id));
  await blobs.removeUpload(id);
}

/**
 * Makes a scene of uploads that are here. 409 upload_unfinished while one is still on its way, 422 where one was
 * refused or belongs to another site, and what `createScene` throws; the uploads stay then.
 */
export async function createSceneOfUploads(
  tools: UploadTools,
  siteId: string,
  { uploads, beside = [], ...stated }: NewScene,
  acting: Acting,
): Promise<SceneRow> {
  const { database, blobs } = tools;
  const made = stated.id ? await sceneMadeBefore(database, siteId, stated.id, acting.by) : undefined;
  if (made) return made;
  const uploadIds = [...uploads, ...beside];
  const twice = uploadIds.findIndex((id, at) => uploadIds.indexOf(id) < at);
  if (twice >= 0) {
    const pointer = twice < uploads.length ? `/uploads/${twice}` : `/beside/${twice - uploads.length}`;
    throw invalid([{ pointer, detail: 'An upload is named twice.' }]);
  }
  const received = (list: 'uploads' | 'beside', ids: string[]) =>
    Promise.all(ids.map((id, at) => receivedFile(tools, siteId, id, `/${list}/${at}`)));
  const images = await received('uploads', uploads);
  const order = { ...stated, images, beside: await received('beside', beside) };
  const row = await createScene(tools, siteId, order, acting, (transaction) =>
    removeUploads(transaction, uploadIds),
  );
  for (const id of uploadIds) await blobs.removeUpload(id);
  return row;
}

async function receivedFile(
  tools: UploadTools,
  siteId: string,
  id: string,
  pointer: string,
): Promise<NamedFile> {
  const { database, blobs } = tools;
  let row = await requireUpload(database, id);
  if (row.site_id !== siteId)
    throw invalid([{ pointer, detail: `'${isolated(row.file_name)}' was uploaded for another site.` }]);
  if ((await receivedOf(blobs, row)) === row.size && row.state === 'receiving') {
    await checkUpload(tools, row);
    row = await requireUpload(database, id);
  }
  if (row.state === 'refused')
    throw problem('file_refused', {
      detail: row.failure_detail ?? '',
      ...(row.failure_code && { reason: row.failure_code }),
    });
  if (row.state !== 'received' || !row.sha256)
    throw problem('upload_unfinished', { detail: `'${isolated(row.file_name)}' has not arrived yet.` });
  return {
    fileName: row.file_name,
    file: { path: blobs.uploadPath(id), sha256: row.sha256, size: row.size },
  };
}

const checking = new Map<string, Promise<void>>();

/** Hashes and looks at an upload that is whole, once at a time. */
function checkUpload(tools: UploadTools, row: UploadRow): Promise<void> {
  let check = checking.get(row.id);
  if (!check) {
    check = hashAndInspect(tools, row).finally(() => checking.delete(row.id));
    checking.set(row.id, check);
  }
  return check;
}

async function hashAndInspect({ database, blobs }: UploadTools, { id }: UploadRow): Promise<void> {
  const path = blobs.uploadPath(id);
  const sha256 = await hashOf(path);
  const { claimed_sha256: declared, role, file_name: name } = await requireUpload(database, id);
  if (declared && declared !== sha256) {
    await removeUploads(database, [id]);
    await blobs.removeUpload(id);
    throw problem('hash_mismatch', {
      detail: `'${isolated(name)}' arrived other than it was sent: their SHA-256 differ. It was dropped; send it again.`,
      sent: declared,
      received: sha256,
    });
  }
  const found = role === 'image' ? await lookAt(path, name, blobs.limits) : {};
  await noteReceived(database, id, { sha256, ...found });
}

/** What the bounded look at a received image says: what it is, or why it cannot become a scene. */
async function lookAt(path: string, fileName: string, limits: Limits) {
  try {
    return { inspection: await aside('inspectUpload', path, fileName, limits) };
  } catch (error) {
    if (!(error instanceof ImageryRefusal)) throw error;
    return { failure: { code: error.code, detail: error.detail } };
  }
}

/**
 * Takes away uploads that nobody came back to for a day, and files of which no upload is known: what a process that
 * was killed had ended already. These stay for half a day, lest it is the database that is the wrong one.
 */
export async function sweepUploads({ database, blobs, receiver }: UploadTools, now: Date): Promise<void> {
  const names = await blobs.listUploads();
  for (const { id } of await removeExpired(database, now)) {
    await receiver.interrupt(blobs.uploadPath(id));
    await blobs.removeUpload(id);
  }
  const known = await existingUploads(database, names);
  const longAgo = now.getTime() - MILLISECONDS_KEPT / 2;
  for (const name of names)
    if (!known.includes(name) && (await lastWritten(blobs.uploadPath(name))) < longAgo)
      await blobs.removeUpload(name);
}

async function refuseTwin(database: Kysely<Database>, siteId: string, sha256: string): Promise<void> {
  const twin = await findTwin(database, siteId, sha256);
  if (twin && twin.state !== 'failed') throw duplicate(twin);
}
