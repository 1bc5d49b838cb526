import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Upload, UploadInspection, UploadRole } from '#domain/upload/upload.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';

export type UploadRow = Selectable<Database['upload']>;

export async function insertUpload(
  database: Kysely<Database>,
  upload: Insertable<Database['upload']>,
): Promise<UploadRow> {
  return database.insertInto('upload').values(upload).returningAll().executeTakeFirstOrThrow();
}

/** One upload. Throws a problem (404) where it is not there. */
export async function requireUpload(database: Kysely<Database>, id: string): Promise<UploadRow> {
  const row = await database.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row)
    throw problem('not_found', {
      detail:
        'There is no such upload: it was taken by a scene, ended, dropped since it arrived damaged, or given up for a day. Send the file anew.',
    });
  return row;
}

/** Uploads of a site, oldest first. */
export function listUploads(database: Kysely<Database>, siteId: string): Promise<UploadRow[]> {
  return database
    .selectFrom('upload')
    .selectAll()
    .where('site_id', '=', siteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** What is to be known of an upload to tell how much room it will take. */
export type UploadSize = Pick<UploadRow, 'id' | 'size' | 'state'> & {
  role: UploadRole;
  siteId: string;
  expiresAt: Date;
};

/** The sizes of all uploads. */
export async function listSizes(database: Kysely<Database>): Promise<UploadSize[]> {
  const rows = await database
    .selectFrom('upload')
    .select(['id', 'size', 'state', 'role', 'site_id', 'expires_at'])
    .execute();
  return rows.map(toUploadSize);
}

export function toUploadSize({
  id,
  size,
  state,
  role,
  site_id,
  expires_at,
}: Pick<UploadRow, 'id' | 'size' | 'state' | 'role' | 'site_id' | 'expires_at'>): UploadSize {
  return { id, size, state, role: role as UploadRole, siteId: site_id, expiresAt: expires_at };
}

/** Lets nobody else open an upload until the transaction ends, so that two do not take the same room. */
export async function lockUploads(transaction: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('afterimage uploads'))`.execute(transaction);
}

/** Notes what the sender says its file's SHA-256 is, while the file is still on its way. */
export async function noteDeclaredHash(
  database: Kysely<Database>,
  id: string,
  sha256: string,
): Promise<void> {
  await database
    .updateTable('upload')
    .set({ claimed_sha256: sha256 })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute();
}

/** Keeps an upload for longer: somebody is at it. */
export async function postponeExpiry(
  database: Kysely<Database>,
  id: string,
  expiresAt: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('upload')
    .set({ expires_at: expiresAt })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes what became of an upload once all of it was there. */
export async function noteReceived(
  database: Kysely<Database>,
  id: string,
  end: { sha256: string; inspection?: UploadInspection; failure?: { code: string; detail: string } },
): Promise<void> {
  await database
    .updateTable('upload')
    .set({
      sha256: end.sha256,
      state: end.failure ? 'refused' : 'received',
      inspection: end.inspection ? JSON.stringify(end.inspection) : null,
      failure_code: end.failure?.code ?? null,
      failure_detail: end.failure?.detail ?? null,
    })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .execute();
}

/** Takes uploads away; gives the ids of those that were there. */
export async function removeUploads(database: Kysely<Database>, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await database.deleteFrom('upload').where('id', '=', anyOf(ids)).returning('id').execute();
  return rows.map(({ id }) => id);
}

/** Takes away uploads that nobody has come back to. */
export async function removeExpired(database: Kysely<Database>, now: Date): Promise<UploadRow[]> {
  return database.deleteFrom('upload').where('expires_at', '<=', now).returningAll().execute();
}

/** Those of some ids under which there is an upload. */
export async function existingUploads(database: Kysely<Database>, ids: readonly string[]): Promise<string[]> {
  const rows = await database
    .selectFrom('upload')
    .select('id')
    .where(sql<string>`id::text`, '=', anyOf(ids))
    .execute();
  return rows.map(({ id }) => id);
}

/** An upload as the API gives it, with the bytes of it that are here. */
export function toUpload(row: UploadRow, received: number): Upload {
  const complete = received >= row.size;
  return {
    id: row.id,
    siteId: row.site_id,
    role: row.role as UploadRole,
    fileName: row.file_name,
    size: row.size,
    received: row.state === 'receiving' ? received : row.size,
    state: row.state === 'receiving' && complete ? 'checking' : (row.state as Upload['state']),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...withoutNulls({
      sha256: row.sha256 ?? row.claimed_sha256,
      lastModified: row.last_modified?.toISOString(),
      inspection: row.inspection as UploadInspection | null,
      failure: row.failure_code && { code: row.failure_code, detail: row.failure_detail ?? '' },
    }),
  } as Upload;
}
