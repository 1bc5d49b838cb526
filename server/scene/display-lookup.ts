import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { findDisplay, type SceneDisplay } from './scene.queries.ts';

/** Display copies as they are known to be served. */
export type DisplayLookup = {
  /** Throws a problem (404) where the scene is not there. `sha256` is the hash of the copy that is meant, if one is. */
  find: (sceneId: string, sha256: string | undefined) => Promise<SceneDisplay>;
};

const MILLISECONDS_KNOWN = 1_000;
const MOST_KNOWN = 1_000;

/**
 * Finds the display copies of scenes without asking the database for each of the hundreds of ranges that one
 * view is made of. What this process removes is known at once, what another server process does within a second;
 * a copy that is asked for by another hash than the one known is looked for anew, and so is one that is not ready.
 */
export function createDisplayLookup(database: Kysely<Database>, blobs: BlobStore): DisplayLookup {
  const known = new LRUCache<string, { display: SceneDisplay; changes: number }>({
    max: MOST_KNOWN,
    ttl: MILLISECONDS_KNOWN,
  });
  return {
    async find(sceneId, sha256) {
      const changes = blobs.displayChanges();
      const entry = known.get(sceneId);
      if (
        entry?.changes === changes &&
        (sha256 ?? entry.display.display_sha256) === entry.display.display_sha256
      )
        return entry.display;
      const start = performance.now();
      const display = await findDisplay(database, sceneId);
      if (!display) throw problem('not_found', { detail: 'There is no scene under this id.' });
      if (display.state === 'ready') known.set(sceneId, { display, changes }, { start });
      return display;
    },
  };
}
