import type { Look, StoredLook } from '#domain/look/look.contract.ts';
import { analyst, UNNAMED } from '../account/index.ts';
import {
  api,
  failureWords,
  journalModel,
  loader,
  NoLonger,
  signedBy,
  statusOf,
  tellFault,
  told,
  type Workspace,
  whileSaving,
} from '../core/index.ts';
import { formatAcquired, stepWords } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { lookModel } from './look.store.ts';

/** A slider that is being moved is saved when it has rested so long. */
const REST_MILLISECONDS = 400;

/** How the scenes of a site are shown, as the server keeps it. */
export function savedLooksModel(workspace: Workspace) {
  const { looks, ownLook } = workspace.get(lookModel);
  const { sceneById } = workspace.get(sceneModel);
  const { transact } = workspace.get(journalModel);

  /** Scenes whose look was changed here and is not saved yet, each with the timer that will. */
  const unsaved = new Map<string, ReturnType<typeof setTimeout>>();
  const sending = new Set<string>();
  /** Of looks that were set here, the version under which the page has them. */
  const setHere = new Map<string, number>();

  /** What was set for the scenes of the site. */
  const looksLoader = loader<StoredLook[]>({
    subject: () => workspace.siteId,
    fetch: async (siteId, signal) =>
      (await told(api.GET('/api/sites/{siteId}/looks', { params: { path: { siteId } }, signal }))).data.items,
    take: (items) => {
      const fetched = new Map(items.map((stored) => [stored.sceneId, stored]));
      for (const sceneId of [...unsaved.keys(), ...sending]) keepOwn(fetched, sceneId);
      looks.value = fetched;
    },
  });

  workspace.onLeave(looksLoader.follow());

  // What was just set is saved when the site is left, and when the page is.
  const saveAll = () => {
    for (const sceneId of [...unsaved.keys()]) void save(sceneId);
  };
  globalThis.addEventListener?.('pagehide', saveAll);
  workspace.onLeave(() => {
    globalThis.removeEventListener?.('pagehide', saveAll);
    saveAll();
  });

  /** Fetches one scene's look anew, unless this page holds as new a one, or one that it has yet to save. */
  async function refreshLook(sceneId: string, version: number | undefined): Promise<void> {
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

  /** Sets a scene's look, as a step that can be taken back: what is set without a pause is one. */
  function setLook(sceneId: string, look: Look): void {
    const former = ownLook(sceneId);
    const scene = sceneById(sceneId);
    const date = scene ? formatAcquired(scene) : '';
    const put = (other: Look) => {
      const isOurs = isBusy(sceneId) || looks.peek().get(sceneId)?.version === setHere.get(sceneId);
      if (!isOurs) throw new NoLonger(stepWords.sceneChangedSince(date));
      showLook(sceneId, other);
    };
    transact({
      label: stepWords.look(date),
      affects: [sceneId],
      joins: `look ${sceneId}`,
      do: () => showLook(sceneId, look),
      undo: () => put(former),
      redo: () => put(look),
    });
  }

  /** Shows a scene in a look at once, and has it saved when the change has rested. */
  function showLook(sceneId: string, look: Look): void {
    const known = looks.peek().get(sceneId);
    looks.value = new Map(looks.peek()).set(sceneId, {
      sceneId,
      version: known?.version ?? 0,
      look,
      updatedAt: new Date().toISOString(),
    });
    setHere.set(sceneId, known?.version ?? 0);
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
      setHere.set(sceneId, data.version);
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

  return { looksLoader, refreshLook, setLook };
}
