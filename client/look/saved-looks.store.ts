import type { Look, StoredLook } from '#domain/look/look.contract.ts';
import { analyst, UNNAMED } from '../account/index.ts';
import {
  api,
  failureWords,
  loader,
  signedBy,
  statusOf,
  tellFault,
  told,
  whileSaving,
} from '../core/index.ts';
import { site } from '../site/index.ts';
import { looks } from './look.store.ts';

/** A slider that is being moved is saved when it has rested so long. */
const REST_MILLISECONDS = 400;

/** Scenes whose look was changed here and is not saved yet, each with the timer that will. */
const unsaved = new Map<string, ReturnType<typeof setTimeout>>();
const sending = new Set<string>();

/** What was set for the scenes of the site on screen. */
export const looksLoader = loader<StoredLook[]>({
  subject: () => site.value?.id,
  fetch: async (siteId, signal) =>
    (await told(api.GET('/api/sites/{siteId}/looks', { params: { path: { siteId } }, signal }))).data.items,
  take: (items) => {
    const fetched = new Map(items.map((stored) => [stored.sceneId, stored]));
    for (const sceneId of [...unsaved.keys(), ...sending]) keepOwn(fetched, sceneId);
    looks.value = fetched;
  },
  clear: () => {
    looks.value = new Map();
  },
});

/** Fetches one scene's look anew, unless this page holds as new a one, or one that it has yet to save. */
export async function refreshLook(sceneId: string, version: number | undefined): Promise<void> {
  const known = looks.peek().get(sceneId)?.version ?? 0;
  if (isBusy(sceneId) || (version !== undefined && version <= known)) return;
  try {
    const { data } = await told(api.GET('/api/scenes/{sceneId}/look', { params: { path: { sceneId } } }));
    const newer = (looks.peek().get(sceneId)?.version ?? 0) > data.version;
    if (!isBusy(sceneId) && !newer) looks.value = new Map(looks.peek()).set(sceneId, data);
  } catch {
    // All are asked for until they come.
    void looksLoader.load();
  }
}

/** Loads the looks whenever the site changes, and saves what was just set when the page is left. */
export function followLooks(): () => void {
  const stop = looksLoader.follow();
  const leave = () => {
    for (const sceneId of [...unsaved.keys()]) void save(sceneId);
  };
  addEventListener('pagehide', leave);
  return () => {
    stop();
    removeEventListener('pagehide', leave);
  };
}

/** Sets a scene's look: at once on screen, on the server when the change has rested. */
export function setLook(sceneId: string, look: Look): void {
  const known = looks.peek().get(sceneId);
  looks.value = new Map(looks.peek()).set(sceneId, {
    sceneId,
    version: known?.version ?? 0,
    look,
    updatedAt: new Date().toISOString(),
  });
  clearTimeout(unsaved.get(sceneId));
  unsaved.set(
    sceneId,
    setTimeout(() => void save(sceneId), REST_MILLISECONDS),
  );
}

/**
 * A look is no statement about the ground, so nobody is asked for a name for its sake; where one is known it
 * is recorded. The last one who sets a look wins.
 */
async function save(sceneId: string): Promise<void> {
  const stored = looks.peek().get(sceneId);
  clearTimeout(unsaved.get(sceneId));
  unsaved.delete(sceneId);
  if (!stored) return;
  sending.add(sceneId);
  try {
    const { data } = await whileSaving(
      told(
        api.PUT('/api/scenes/{sceneId}/look', {
          params: { path: { sceneId } },
          body: stored.look,
          // The page may be about to be left.
          keepalive: true,
          ...signedBy(analyst.peek() ?? UNNAMED),
        }),
      ),
    );
    if (!unsaved.has(sceneId)) looks.value = new Map(looks.peek()).set(sceneId, data);
    looksLoader.outdate();
  } catch (error) {
    if (statusOf(error) !== 404)
      tellFault(failureWords('What was set for the image is not saved.', error), {
        label: 'Try again',
        run: () => void save(sceneId),
      });
  } finally {
    sending.delete(sceneId);
  }
}

function isBusy(sceneId: string): boolean {
  return unsaved.has(sceneId) || sending.has(sceneId);
}

function keepOwn(fetched: Map<string, StoredLook>, sceneId: string) {
  const own = looks.peek().get(sceneId);
  if (own) fetched.set(sceneId, own);
}
