import { rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../database/client.ts';
import { scenesAtWork } from '../scene/ingest-job.queries.ts';
import { deletedScenes, existingScenes } from '../scene/scene.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';

/**
 * Takes away what processes that were killed have left among the display copies: half made ones that nobody
 * works on, and copies of scenes that were deleted. Files are listed before the database is asked, so that what
 * another process begins meanwhile is not touched. What no history tells of is not ours to take, and stays.
 */
export async function sweepFiles(database: Kysely<Database>, blobs: BlobStore): Promise<void> {
  const found = await blobs.listDisplayFiles();
  const ids = [...new Set(found.map(({ sceneId }) => sceneId))];
  if (ids.length === 0) return;
  const [working, existing] = [await scenesAtWork(database, ids), await existingScenes(database, ids)];
  const gone = ids.filter((id) => !existing.includes(id));
  const deleted = gone.length > 0 ? await deletedScenes(database, gone) : [];
  for (const { sceneId, path, fresh } of found) {
    const unfinished = fresh && existing.includes(sceneId) && !working.includes(sceneId);
    if (unfinished || deleted.includes(sceneId)) await rm(path, { recursive: true, force: true });
  }
}
