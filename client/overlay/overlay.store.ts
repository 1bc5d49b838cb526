import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import {
  type Overlay,
  type OverlayAccuracy,
  type OverlayFeature,
  overlayBox,
} from '#domain/overlay/overlay.contract.ts';
import { isolated, plainLine } from '#domain/text/text.rules.ts';
import {
  api,
  failureWords,
  journalModel,
  mapPortModel,
  newId,
  RequestFailure,
  resource,
  tell,
  tellFault,
  told,
  unlessGone,
  type Workspace,
  workspaceOf,
  write,
} from '../core/index.ts';
import { plural, stepWords } from '../i18n/index.ts';
import { OverlayRefusal } from './file/overlay-refusal.ts';
import type { PlacedOverlay } from './file/placed-overlay.ts';
import { readOverlay } from './file/read-overlay.ts';
import { allGiven, becomes, dismissGiven, type GivenOverlay } from './given.store.ts';
import { forgetOverlay, keepOverlay, keptOverlays, type LocalOverlay } from './overlay.storage.ts';

/** An overlay as the page shows it. */
export type LaidOver = {
  id: string;
  name: string;
  features: readonly OverlayFeature[];
  accuracy?: OverlayAccuracy | undefined;
  lacks?: string | undefined;
  /** Which of the overlay colours it has. */
  colour: number;
  shown: boolean;
  /** Who shared it; undefined where it lies in this browser alone. */
  sharedBy?: string;
};

export const OVERLAY_COLOURS = 4;
const HIDDEN = 'afterimage.overlays.hidden';
/** Of all sites; those of overlays that were withdrawn go out of mind in time. */
const MOST_REMEMBERED = 2_000;

const hidden: Signal<ReadonlySet<string>> = signal(new Set(readHidden()));
let remembers = true;

/** What lies over the images of a site. */
export function overlayModel(workspace: Workspace) {
  const { transact, sayDone } = workspace.get(journalModel);
  const { siteId } = workspace;
  const { map } = workspace.get(mapPortModel);

  const localOverlays: Signal<readonly LocalOverlay[]> = signal([]);
  const sharedOverlays: Signal<readonly Overlay[]> = signal([]);

  /** Files that are being read, that could not be laid over, or that may lie off, until each is dismissed. */
  const givenOverlays: ReadonlySignal<readonly GivenOverlay[]> = computed(() =>
    allGiven.value.filter((one) => one.siteId === undefined || one.siteId === siteId),
  );

  /** Of the names in and around the view, how many are written; the others would cover them. */
  const writtenNames: Signal<{ written: number; all: number }> = signal({ written: 0, all: 0 });

  /** Whether the sheet of overlays is open: from the start where a file waits in it. */
  const overlaysShown: Signal<boolean> = signal(givenOverlays.peek().length > 0);

  /** All overlays of the site, first those of this browser. One that was shared from here stands once. */
  const overlays: ReadonlySignal<readonly LaidOver[]> = computed(() => {
    const shared = sharedOverlays.value;
    const local = localOverlays.value.filter(({ id }) => shared.every((one) => one.id !== id));
    return [...local, ...shared].map((one, place) => ({
      id: one.id,
      name: one.name,
      features: one.features,
      accuracy: one.accuracy,
      lacks: one.lacks,
      colour: place % OVERLAY_COLOURS,
      shown: !hidden.value.has(one.id),
      ...('sharedBy' in one && { sharedBy: one.sharedBy }),
    }));
  });

  /** The overlays that are shared at the site. */
  const sharedOverlaysResource = resource<Overlay[]>({
    subject: () => siteId,
    fetch: async (siteId, signal) =>
      (await told(api.GET('/api/sites/{siteId}/overlays', { params: { path: { siteId } }, signal }))).data
        .items,
    take: (items) => {
      // One that is known already stays the very same, so that it is not made ready for the map again.
      const known = new Map(sharedOverlays.peek().map((one) => [`${one.id} ${one.sharedAt}`, one]));
      sharedOverlays.value = items.map((one) => known.get(`${one.id} ${one.sharedAt}`) ?? one);
    },
  });

  workspace.onLeave(sharedOverlaysResource.follow());
  if (siteId)
    keptOverlays(siteId).then(
      (kept) => {
        const added = localOverlays.peek().filter((one) => kept.every(({ id }) => id !== one.id));
        localOverlays.value = [...kept, ...added];
      },
      // A browser that keeps nothing (a private window) has none to show.
      () => {},
    );

  /**
   * Lays files over the images of the site, in this browser alone. Each stands in the sheet while it is read, and stays
   * there with the reason where it cannot be laid over, or with how far it may lie off until that is accepted.
   */
  async function layOver(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    overlaysShown.value = true;
    const given = files.map((file) => ({ file, id: newId() }));
    allGiven.value = [
      ...allGiven.peek(),
      ...given.map(({ file, id }) => ({
        id,
        siteId,
        fileName: file.name,
        state: { kind: 'reading' } as const,
      })),
    ];
    for (const { file, id } of given)
      try {
        if (!siteId)
          throw new OverlayRefusal(
            'No site is open for it to lie on: open one, or make one, and give it again.',
          );
        const read = await readOverlay(file);
        const lay = () => {
          dismissGiven(id);
          return keep(overlayOf(file.name, siteId, read));
        };
        const { accuracy } = read;
        if (accuracy) becomes(id, { kind: 'inaccurate', accuracy, accept: () => void lay() });
        else await lay();
      } catch (error) {
        const isOurs = error instanceof OverlayRefusal || error instanceof RequestFailure;
        becomes(id, { kind: 'refused', why: isOurs ? error.message : 'Reload the page and give it again.' });
      }
  }

  /** Brings an overlay into sight. */
  function fitOverlay({ id, features }: LaidOver): void {
    showOverlay(id, true);
    map.fit(overlayBox(features));
  }

  /** Gives an overlay of this browser to all who work on the site. */
  async function shareOverlay({ id, name, features, accuracy, lacks }: LaidOver): Promise<void> {
    if (!siteId) return;
    const params = { path: { siteId } };
    const body = { id, name, features: [...features], accuracy, lacks };
    try {
      const { data } = await write((signed) =>
        api.POST('/api/sites/{siteId}/overlays', { params, body, ...signed }),
      );
      sharedOverlays.value = [...sharedOverlays.peek().filter((one) => one.id !== id), data];
      sharedOverlaysResource.outdate();
    } catch (error) {
      tellFault(failureWords(`'${isolated(name)}' is not shared.`, error));
    }
  }

  /** Takes an overlay away: from this browser, or, where it is shared, from all. It can be laid over again. */
  async function removeOverlay({ id, name, sharedBy }: LaidOver): Promise<void> {
    try {
      if (sharedBy !== undefined) {
        const params = { path: { overlayId: id } };
        await write((signed) => api.DELETE('/api/overlays/{overlayId}', { params, ...signed })).catch(
          unlessGone,
        );
        sharedOverlays.value = sharedOverlays.peek().filter((one) => one.id !== id);
        sharedOverlaysResource.outdate();
        return;
      }
      const removed = localOverlays.peek().find((one) => one.id === id);
      if (!removed) return;
      let isForgotten = true;
      await transact({
        label: stepWords.removingOverlay(isolated(name)),
        affects: [id],
        do: async () => {
          localOverlays.value = localOverlays.peek().filter((one) => one.id !== id);
          isForgotten = await forgetOverlay(id);
        },
        undo: () => {
          show(removed);
          return keepOverlay(removed);
        },
      });
      // Where this browser still keeps it, that has been told.
      if (isForgotten) sayDone(`'${isolated(name)}' is taken away.`);
    } catch (error) {
      tellFault(failureWords(`'${isolated(name)}' is not taken away.`, error));
    }
  }

  return {
    overlays,
    localOverlays,
    sharedOverlays,
    writtenNames,
    overlaysShown,
    showOverlay,
    sharedOverlaysResource,
    layOver,
    givenOverlays,
    dismissGiven,
    fitOverlay,
    shareOverlay,
    removeOverlay,
  };
}

function overlayOf(fileName: string, siteId: string, read: PlacedOverlay): LocalOverlay {
  const name =
    plainLine(fileName.replace(/\.\w+$/, ''))
      .slice(0, 200)
      .toWellFormed()
      .trim() || 'Overlay';
  return { id: newId(), siteId, name, addedAt: Date.now(), ...read };
}

/** Keeps an overlay for the site that it was dropped on: another one may have been opened meanwhile. */
async function keep(overlay: LocalOverlay): Promise<void> {
  const { siteId, name, features } = overlay;
  show(overlay);
  workspaceOf(siteId)?.get(mapPortModel).map.fit(overlayBox(features));
  if (await keepOverlay(overlay))
    tell(`${plural(features.length, 'feature')} laid over, in this browser alone.`);
  else tellFault(`This browser keeps nothing: '${isolated(name)}' is gone when the page is left.`);
}

/** Puts an overlay of this browser on screen, where its site is there. */
function show(overlay: LocalOverlay): void {
  const there = workspaceOf(overlay.siteId)?.get(overlayModel);
  if (there) there.localOverlays.value = [...there.localOverlays.peek(), overlay];
}

/** Shows or hides an overlay for whoever looks at this page, and nobody else; the browser remembers it. */
function showOverlay(id: string, shown: boolean): void {
  // Other pages of this browser may have hidden or shown some since.
  const next = new Set(remembers ? readHidden() : hidden.peek());
  next.delete(id);
  if (!shown) next.add(id);
  hidden.value = next;
  try {
    localStorage.setItem(HIDDEN, JSON.stringify([...next].slice(-MOST_REMEMBERED)));
  } catch {
    // A browser that keeps nothing hides it until the page is left.
    remembers = false;
  }
}

function readHidden(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(HIDDEN) ?? '[]');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
