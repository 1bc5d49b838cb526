import { untracked } from '@preact/signals';
import type { Look, StoredLook } from '#domain/look/look.contract.ts';
import { analyst, UNNAMED } from '../account/index.ts';
import {
  api,
  failureWords,
  isRefusal,
  journalModel,
  keptTable,
  NoLonger,
  resource,
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

/** What was set and is not saved, by scene, kept in this browser. */
type KeptLook = {
  sceneId: string;
  siteId: string;
  look: Look;
  /** That it was set upon: where there is another by now, it was saved, or somebody's took its place. */
  version: number;
};
const kept = keptTable<KeptLook>('afterimage-looks', 'sceneId');

/** How the scenes of a site are shown, as the server keeps it. */
export function savedLooksModel(workspace: Workspace) {
  const { looks, ownLook } = workspace.get(lookModel);
  const { sceneById } = workspace.get(sceneModel);
  const { transact } = workspace.get(journalModel);

  /** Scenes whose look was changed here and is not saved yet, each with the timer that will, where one waits. */
  const unsaved = new Map<string, ReturnType<typeof setTimeout> | undefined>();
  /** What is on its way, by scene: the last of it. */
  const sending = new Map<string, Look>();
  /** Looks that others set while one of the same scene was saved from here: the versions that were told of. */
  const missed = new Map<string, number>();
  /** How often another's look took the place of what was on screen: a step from before would set theirs aside. */
  const takenFromOthers = new Map<string, number>();

  /** What was set for the scenes of the site. */
  const looksResource = resource<StoredLook[]>({
    subject: () => workspace.siteId,
    fetch: async (siteId, signal) =>
      (await told(api.GET('/api/sites/{siteId}/looks', { params: { path: { siteId } }, signal }))).data.items,
    take: (items) => {
      const fetched = new Map(items.map((stored) => [stored.sceneId, stored]));
      for (const sceneId of unsaved.keys()) keepOwn(fetched, sceneId);
      for (const stored of fetched.values()) noteOrigin(stored);
      looks.value = fetched;
    },
  });

  workspace.onLeave(looksResource.follow());
  // Where this browser keeps nothing, onStorageFault has told, or will at the first write.
  let fromBefore: KeptLook[] = [];
  void kept.all().then(
    (all) => {
      fromBefore = all.filter(({ siteId }) => siteId === workspace.siteId);
      if (looksResource.standing.peek().kind === 'there') takeUp();
    },
    () => {},
  );
  workspace.effect(() => {
    if (looksResource.standing.value.kind === 'there') untracked(takeUp);
  });

  /** Goes on with what was set here before, and never arrived. */
  function takeUp(): void {
    for (const { sceneId, look, version } of fromBefore.splice(0)) {
      if (unsaved.has(sceneId)) continue;
      if ((looks.peek().get(sceneId)?.version ?? 0) === version) showLook(sceneId, look);
      else kept.forget(sceneId);
    }
  }

  // What was just set is saved when the site is left, and when the page is.
  const saveAll = () => {
    for (const sceneId of [...unsaved.keys()])
      if (sending.get(sceneId) !== lookNow(sceneId)) void send(sceneId);
  };
  globalThis.addEventListener?.('pagehide', saveAll);
  workspace.onLeave(() => {
    globalThis.removeEventListener?.('pagehide', saveAll);
    saveAll();
  });

  /** Fetches one scene's look anew, unless this page holds as new a one, or one that it has yet to save. */
  async function refreshLook(sceneId: string, version: number | undefined): Promise<void> {
    const known = looks.peek().get(sceneId)?.version ?? 0;
    if (version !== undefined && version <= known) return;
    if (unsaved.has(sceneId)) {
      noteMissed(sceneId, version ?? 0);
      return;
    }
    try {
      const { data } = await told(api.GET('/api/scenes/{sceneId}/look', { params: { path: { sceneId } } }));
      const newer = (looks.peek().get(sceneId)?.version ?? 0) > data.version;
      if (unsaved.has(sceneId) || newer) return;
      noteOrigin(data);
      looks.value = new Map(looks.peek()).set(sceneId, data);
    } catch {
      // All are asked for until they come.
      void looksResource.load();
    }
  }

  /** Sets a scene's look, as a step that can be taken back: what is set without a pause is one. */
  function setLook(sceneId: string, look: Look): void {
    const former = ownLook(sceneId);
    const scene = sceneById(sceneId);
    const date = scene ? formatAcquired(scene) : '';
    const taken = takenFromOthers.get(sceneId);
    const put = (other: Look) => {
      if (takenFromOthers.get(sceneId) !== taken) throw new NoLonger(stepWords.sceneChangedSince(date));
      showLook(sceneId, other);
    };
    transact({
      label: stepWords.look(date),
      affects: [sceneId],
      joins: `look ${sceneId} ${taken}`,
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
    if (workspace.siteId)
      kept.keep({ sceneId, siteId: workspace.siteId, look, version: known?.version ?? 0 });
    clearTimeout(unsaved.get(sceneId));
    unsaved.set(
      sceneId,
      setTimeout(() => save(sceneId), REST_MILLISECONDS),
    );
  }

  /** Saves a look once those before it are: an older one must not arrive after it. */
  function save(sceneId: string): void {
    clearTimeout(unsaved.get(sceneId));
    unsaved.set(sceneId, undefined);
    if (!sending.has(sceneId)) void send(sceneId);
  }

  /**
   * A look is no statement about the ground, so nobody is asked for a name for its sake; where one is known it
   * is recorded. The last one who sets a look wins.
   */
  async function send(sceneId: string): Promise<void> {
    const stored = looks.peek().get(sceneId);
    if (!stored) return;
    clearTimeout(unsaved.get(sceneId));
    unsaved.set(sceneId, undefined);
    const { look } = stored;
    sending.set(sceneId, look);
    const end = () => {
      if (sending.get(sceneId) === look) sending.delete(sceneId);
      // What was set since waits for nothing else.
      const isSet = lookNow(sceneId) !== look;
      const waits = unsaved.has(sceneId) && unsaved.get(sceneId) === undefined;
      if (isSet && waits && !sending.has(sceneId)) void send(sceneId);
      return !isSet;
    };
    try {
      const { data } = await whileSaving(
        told(
          api.PUT('/api/scenes/{sceneId}/look', {
            params: { path: { sceneId } },
            body: look,
            // The page may be about to be left.
            keepalive: true,
            ...signedBy(analyst.peek() ?? UNNAMED),
          }),
        ),
      );
      if (end()) settle(data);
    } catch (error) {
      if (!end()) return;
      const isRefused = isRefusal(error);
      if (isRefused) {
        unsaved.delete(sceneId);
        kept.forget(sceneId);
        void looksResource.load();
      }
      if (statusOf(error) !== 404)
        tellFault(
          failureWords('What was set for the image is not saved.', error),
          isRefused ? undefined : { label: 'Try again', run: () => save(sceneId) },
        );
    }
  }

  /** What was set is saved; what others set meanwhile comes now. */
  function settle(stored: StoredLook): void {
    const { sceneId, version } = stored;
    unsaved.delete(sceneId);
    kept.forget(sceneId);
    looks.value = new Map(looks.peek()).set(sceneId, stored);
    looksResource.outdate();
    const told = missed.get(sceneId);
    missed.delete(sceneId);
    if (told !== undefined && (told === 0 || told > version)) void refreshLook(sceneId, told || undefined);
  }

  function keepOwn(fetched: Map<string, StoredLook>, sceneId: string) {
    const own = looks.peek().get(sceneId);
    const { version = 0 } = fetched.get(sceneId) ?? {};
    if (!own) return;
    if (version > own.version) noteMissed(sceneId, version);
    fetched.set(sceneId, own);
  }

  function noteMissed(sceneId: string, version: number): void {
    missed.set(sceneId, Math.max(version, missed.get(sceneId) ?? 0));
  }

  /** A look of another version than the one on screen was set elsewhere. */
  function noteOrigin({ sceneId, version }: StoredLook): void {
    if (looks.peek().get(sceneId)?.version === version) return;
    takenFromOthers.set(sceneId, (takenFromOthers.get(sceneId) ?? 0) + 1);
  }

  function lookNow(sceneId: string): Look | undefined {
    return looks.peek().get(sceneId)?.look;
  }

  return { looksResource, refreshLook, setLook };
}
