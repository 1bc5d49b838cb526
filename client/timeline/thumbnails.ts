import { type Signal, signal } from '@preact/signals';
import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { comparisonModel, viewCoverageModel } from '../comparison/index.ts';
import { mapPortModel, type Workspace } from '../core/index.ts';
import { keepThumbnail, keptThumbnail } from './thumbnail.storage.ts';

/** The map has had all that it asked for, and no pointer moved on it, since so long: only then are pictures drawn. */
const REST_MILLISECONDS = 2_000;

/** The picture of a scene as an address within the page; without one where it cannot be drawn. */
type Thumbnail = { key: string; address?: string };
type Wanted = { scene: Scene; look: ShownLook; key: string; signal: AbortSignal };

/** All that a picture depends on. */
export function thumbnailKey({ id, display }: Scene, look: ShownLook): string {
  return JSON.stringify([id, display?.sha256, look]);
}

/** The small pictures of a site's scenes. */
export function thumbnailModel(workspace: Workspace) {
  const { cursor, mapLoading, mapMoving } = workspace.get(comparisonModel);
  const { viewCorners } = workspace.get(viewCoverageModel);
  const { map } = workspace.get(mapPortModel);

  /** The newest picture of each scene, by scene id. */
  const thumbnails: Signal<ReadonlyMap<string, Thumbnail>> = signal(new Map());
  /** What is to be drawn, one after another. */
  let waiting: Wanted[] = [];
  let drawing = false;

  /** Since when the map and the pointer on it have been at rest, by performance.now(). */
  let restingSince: number | undefined;
  workspace.effect(() => {
    // It changes with each move of the pointer over the map.
    cursor.value;
    const rests = viewCorners.value && !mapLoading.value && !mapMoving.value;
    restingSince = rests ? performance.now() : undefined;
  });

  const gone = new AbortController();
  workspace.onLeave(() => {
    gone.abort();
    for (const { address } of thumbnails.peek().values()) if (address) URL.revokeObjectURL(address);
  });

  /**
   * Sees to it that `thumbnails` holds the picture of a scene in a look: from this browser where it was kept, else
   * drawn when the map is at rest, before others where it is `urgent`. Returns what takes the wish back.
   */
  function wantThumbnail(scene: Scene, look: ShownLook, { urgent = false } = {}): () => void {
    const key = thumbnailKey(scene, look);
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, gone.signal]);
    if (isDrawn(scene, key)) return () => {};
    void keptThumbnail(key).then((kept) => {
      if (signal.aborted) return;
      if (kept) return show(scene.id, key, kept);
      const wanted = { scene, look, key, signal };
      waiting = urgent ? [wanted, ...waiting] : [...waiting, wanted];
      void work();
    });
    return () => abort.abort();
  }

  function isDrawn({ id }: Scene, key: string): boolean {
    const known = thumbnails.peek().get(id);
    return known?.key === key && known.address !== undefined;
  }

  async function work(): Promise<void> {
    if (drawing) return;
    drawing = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { scene, look, key, signal } = next;
      if (signal.aborted || isDrawn(scene, key)) continue;
      try {
        await mapAtRest(signal);
        if (signal.aborted) continue;
        const picture = await Promise.race([map.capture(scene, look, signal), aborted(signal)]);
        if (!picture) continue;
        show(scene.id, key, picture);
        await keepThumbnail({ key, sceneId: scene.id, picture });
      } catch {
        if (signal.aborted) continue;
        if (document.hidden) waiting.push(next);
        else show(scene.id, key, undefined);
      }
    }
    drawing = false;
  }

  function show(sceneId: string, key: string, picture: Blob | undefined): void {
    const former = thumbnails.peek().get(sceneId);
    if (former?.address) URL.revokeObjectURL(former.address);
    const thumbnail = picture ? { key, address: URL.createObjectURL(picture) } : { key };
    thumbnails.value = new Map([...thumbnails.peek(), [sceneId, thumbnail]]);
  }

  /** Resolves when the map has rested long enough, or when nobody waits for it any more. */
  function mapAtRest(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        // A page out of sight draws nothing.
        const rests = restingSince !== undefined && !document.hidden;
        const left = rests ? restingSince! + REST_MILLISECONDS - performance.now() : REST_MILLISECONDS;
        if (left <= 0 || signal.aborted) resolve();
        else setTimeout(look, left);
      };
      look();
    });
  }

  return { thumbnails, wantThumbnail };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
