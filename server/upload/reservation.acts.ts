import type { Kysely } from 'kysely';
import type { UploadRole } from '#domain/upload/upload.contract.ts';
import type { Config } from '../base/config.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { requireRoom } from './disk-space.ts';
import { sizeOf } from './receiving.ts';
import { listSizes, lockUploads, postponeExpiry, removeUploads, type UploadSize } from './upload.queries.ts';

/** What is needed to tell how much room uploads will take. */
type RoomTools = { config: Config; database: Kysely<Database>; blobs: BlobStore };

/** An upload can be gone on with for a day after its last sign of life. */
export const MILLISECONDS_KEPT = 24 * 60 * 60_000;
/** Room is kept for it for a few minutes alone; after that it is asked for again when its bytes come. */
const MILLISECONDS_RESERVED = 5 * 60_000;
/** Files announced and not whole yet. A page sends two at a time, so that these are many people's. */
const MOST_ON_THEIR_WAY = { site: 200, server: 1_000 };

/** Refuses (507) a file that the disk will not hold beside what others are sending. `size` in bytes. */
export async function requireRoomFor(
  { config, database, blobs }: RoomTools,
  file: { id?: string; size: number; received?: number; role: UploadRole },
  at: Date,
): Promise<void> {
  const others = (await listSizes(database)).filter(({ id }) => id !== file.id);
  const onTheirWay = await Promise.all(
    others
      .filter((upload) => upload.state !== 'receiving' || isAlive(upload, at))
      .map(async (upload) => ({ ...upload, received: await receivedOf(blobs, upload) })),
  );
  await requireRoom(config.dataDirectory, { received: 0, ...file }, onTheirWay, config.diskReserve);
}

/**
 * Keeps the room that an upload needs, from now on for some minutes. Where it has shown no life for longer, others
 * may have taken its room since: then it is refused (507), and what came of it stays.
 */
export async function renewReservation(tools: RoomTools, upload: UploadSize, at: Date): Promise<void> {
  const { database, blobs } = tools;
  if (isAlive(upload, at)) return void (await postpone(database, upload.id, at));
  await database.transaction().execute(async (transaction) => {
    await lockUploads(transaction);
    const received = await receivedOf(blobs, upload);
    await requireRoomFor({ ...tools, database: transaction }, { ...upload, received }, at);
    await postpone(transaction, upload.id, at);
  });
}

/** Notes a sign of life of an upload; false where it is no more. */
export function postpone(database: Kysely<Database>, id: string, at: Date): Promise<boolean> {
  return postponeExpiry(database, id, new Date(at.getTime() + MILLISECONDS_KEPT));
}

/**
 * Refuses (429) one upload more where very many are on their way, unless one of them was announced and nothing came
 * of it for minutes: that one is given up for it, and whoever comes back to it announces it anew.
 */
export async function requirePlace(
  { database, blobs }: Pick<RoomTools, 'database' | 'blobs'>,
  siteId: string,
  at: Date,
): Promise<void> {
  const onTheirWay = (await listSizes(database)).filter(({ state }) => state === 'receiving');
  const atSite = onTheirWay.filter((upload) => upload.siteId === siteId);
  const crowd =
    atSite.length >= MOST_ON_THEIR_WAY.site
      ? atSite
      : onTheirWay.length >= MOST_ON_THEIR_WAY.server
        ? onTheirWay
        : [];
  if (crowd.length === 0) return;
  const forgotten = crowd
    .filter((upload) => !isAlive(upload, at))
    .toSorted((one, other) => one.expiresAt.getTime() - other.expiresAt.getTime());
  for (const { id } of forgotten)
    if ((await sizeOf(blobs.uploadPath(id))) === 0) {
      await removeUploads(database, [id]);
      await blobs.removeUpload(id);
      return;
    }
  throw problem('too_many_uploads', {
    detail: `${crowd.length} files are on their way ${crowd === atSite ? 'to this site' : 'to this server'} already. Wait until some have arrived, or end those that are not needed.`,
  });
}

/** Bytes of an upload that are on the disk. */
export async function receivedOf(
  blobs: BlobStore,
  { id, state, size }: Pick<UploadSize, 'id' | 'state' | 'size'>,
): Promise<number> {
  return state === 'receiving' ? sizeOf(blobs.uploadPath(id)) : size;
}

function isAlive({ expiresAt }: UploadSize, at: Date): boolean {
  return at.getTime() - (expiresAt.getTime() - MILLISECONDS_KEPT) < MILLISECONDS_RESERVED;
}
