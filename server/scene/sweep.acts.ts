import { rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../database/client.ts';
import { scenesAtWork } from './ingest-job.queries.ts';
import type { SceneFiles } from './scene.files.ts';
import { existingScenes } from './scene.queries.ts';

/**
 * Takes away what processes that were killed have left among the display copies: half made ones that nobody
 * works on, and copies whose scene is gone. Files are listed before the database is asked, so that what another
 * process begins meanwhile is not touched.
 */
export async function sweepFiles(database: Kysely<Database>, files: SceneFiles): Promise<void> {
  const found = await files.listDisplayFiles();
  const ids = [...new Set(found.map(({ sceneId }) => sceneId))];
  if (ids.length === 0) return;
  const [working, existing] = [await scenesAtWork(database, ids), await existingScenes(database, ids)];
  for (const { sceneId, path, fresh } of found)
    if (fresh ? !working.includes(sceneId) : !existing.includes(sceneId))
      await rm(path, { recursive: true, force: true });
}
