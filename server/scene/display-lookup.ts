import type { Kysely } from 'kysely';
import type { Database } from '../database/client.ts';
import { problem } from '../problem.ts';
import type { SceneFiles } from './scene.files.ts';
import { findDisplay, type SceneDisplay } from './scene.queries.ts';

const MILLISECONDS_KNOWN = 1_000;
const MOST_KNOWN = 1_000;

/**
 * Finds the display copies of scenes without asking the database for each of the hundreds of ranges that one
 * view is made of. What this process removes or replaces is known at once; what another server process does,
 * within a second.
 */
export function createDisplayLookup(database: Kysely<Database>, files: SceneFiles) {
  const known = new Map<string, { display: SceneDisplay; at: number; changes: number }>();
  return {
    async find(sceneId: string): Promise<SceneDisplay> {
      const changes = files.displayChanges();
      const entry = known.get(sceneId);
      if (entry && entry.changes === changes && performance.now() - entry.at < MILLISECONDS_KNOWN)
        return entry.display;
      const at = performance.now();
      const display = await findDisplay(database, sceneId);
      if (!display) throw problem('not_found', { detail: 'There is no scene under this id.' });
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(sceneId, { display, at, changes });
      return display;
    },
  };
}
