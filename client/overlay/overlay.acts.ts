import { effect } from '@preact/signals';
import { type Overlay, overlayBox } from '#domain/overlay/overlay.contract.ts';
import { isolated, plainLine } from '#domain/text/text.rules.ts';
import { viewRequest } from '../comparison/index.ts';
import {
  api,
  failureWords,
  loader,
  newId,
  RequestFailure,
  tell,
  tellFault,
  told,
  unlessGone,
  write,
} from '../core/index.ts';
import { plural } from '../i18n/index.ts';
import { site } from '../site/index.ts';
import { OverlayRefusal } from './file/overlay-refusal.ts';
import type { PlacedOverlay } from './file/placed-overlay.ts';
import { readOverlay } from './file/read-overlay.ts';
import { forgetOverlay, keepOverlay, keptOverlays } from './overlay.storage.ts';
import {
  type GivenOverlay,
  givenOverlays,
  type LaidOver,
  type LocalOverlay,
  localOverlays,
  overlaysShown,
  sharedOverlays,
  showOverlay,
} from './overlay.store.ts';

/** Loads what lies over the images whenever the site changes. */
export function followOverlays(): () => void {
  const stopShared = sharedOverlaysLoader.follow();
  let shownSite: string | undefined;
  const stopLocal = effect(() => {
    const siteId = site.value?.id;
    if (!siteId || siteId === shownSite) return;
    shownSite = siteId;
    localOverlays.value = [];
    keptOverlays(siteId).then(
      (kept) => {
        if (site.peek()?.id === siteId) localOverlays.value = kept;
      },
      // A browser that keeps nothing (a private window) has none to show.
      () => {},
    );
  });
  return () => {
    stopShared();
    stopLocal();
  };
}

/** The overlays that are shared at the site on screen. */
export const sharedOverlaysLoader = loader<Overlay[]>({
  subject: () => site.value?.id,
  fetch: async (siteId, signal) =>
    (await told(api.GET('/api/sites/{siteId}/overlays', { params: { path: { siteId } }, signal }))).data
      .items,
  take: (items) => {
    // One that is known already stays the very same, so that it is not made ready for the map again.
    const known = new Map(sharedOverlays.peek().map((one) => [`${one.id} ${one.sharedAt}`, one]));
    sharedOverlays.value = items.map((one) => known.get(`${one.id} ${one.sharedAt}`) ?? one);
  },
  clear: () => {
    sharedOverlays.value = [];
  },
});

/**
 * Lays files over the images of the site, in this browser alone. Each stands in the sheet while it is read, and stays
 * there with the reason where it cannot be laid over, or with how far it may lie off until that is accepted.
 */
export async function layOver(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const siteId = site.peek()?.id;
  overlaysShown.value = true;
  const given = files.map((file) => ({ file, id: newId() }));
  givenOverlays.value = [
    ...givenOverlays.peek(),
    ...given.map(({ file, id }) => ({ id, fileName: file.name, state: { kind: 'reading' } as const })),
  ];
  for (const { file, id } of given)
    try {
      if (!siteId)
        throw new Error('No site is open for it to lie on: open one, or make one, and give it again.');
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

function becomes(id: string, state: GivenOverlay['state']): void {
  givenOverlays.value = givenOverlays.peek().map((one) => (one.id === id ? { ...one, state } : one));
}

/** Takes the word on a file that could not be laid over off the sheet. */
export function dismissGiven(id: string): void {
  givenOverlays.value = givenOverlays.peek().filter((one) => one.id !== id);
}

function overlayOf(fileName: string, siteId: string, read: PlacedOverlay): LocalOverlay {
  const name =
    plainLine(fileName.replace(/\.\w+$/, ''))
      .slice(0, 200)
      .toWellFormed()
      .trim() || 'Overlay';
  return { id: newId(), siteId, name, addedAt: Date.now(), ...read };
}

async function keep(overlay: LocalOverlay): Promise<void> {
  const { siteId, name, features } = overlay;
  // Another site may have been opened meanwhile: it lies on the one that it was dropped on.
  if (site.peek()?.id === siteId) {
    localOverlays.value = [...localOverlays.peek(), overlay];
    viewRequest.value = { kind: 'fit', box: overlayBox(features) };
  }
  await keepOverlay(overlay).then(
    () => tell(`${plural(features.length, 'feature')} laid over, in this browser alone.`),
    () => tellFault(`This browser keeps nothing: '${isolated(name)}' is gone when the page is left.`),
  );
}

/** Brings an overlay into sight. */
export function fitOverlay({ id, features }: LaidOver): void {
  showOverlay(id, true);
  viewRequest.value = { kind: 'fit', box: overlayBox(features) };
}

/** Gives an overlay of this browser to all who work on the site. */
export async function shareOverlay({ id, name, features, accuracy, lacks }: LaidOver): Promise<void> {
  const siteId = site.peek()?.id;
  if (!siteId) return;
  const params = { path: { siteId } };
  const body = { id, name, features: [...features], accuracy, lacks };
  try {
    const { data } = await write((signed) =>
      api.POST('/api/sites/{siteId}/overlays', { params, body, ...signed }),
    );
    if (data.siteId === site.peek()?.id)
      sharedOverlays.value = [...sharedOverlays.peek().filter((one) => one.id !== id), data];
    sharedOverlaysLoader.outdate();
  } catch (error) {
    tellFault(failureWords(`'${isolated(name)}' is not shared.`, error));
  }
}

/** Takes an overlay away: from this browser, or, where it is shared, from all. It can be laid over again. */
export async function removeOverlay({ id, name, sharedBy }: LaidOver): Promise<void> {
  try {
    if (sharedBy !== undefined) {
      const params = { path: { overlayId: id } };
      await write((signed) => api.DELETE('/api/overlays/{overlayId}', { params, ...signed })).catch(
        unlessGone,
      );
      sharedOverlays.value = sharedOverlays.peek().filter((one) => one.id !== id);
      sharedOverlaysLoader.outdate();
      return;
    }
    const removed = localOverlays.peek().find((one) => one.id === id);
    localOverlays.value = localOverlays.peek().filter((one) => one.id !== id);
    await forgetOverlay(id);
    if (!removed) return;
    tell(`'${isolated(name)}' is taken away.`, {
      label: 'Undo',
      run: () => {
        localOverlays.value = [...localOverlays.peek(), removed];
        void keepOverlay(removed);
      },
    });
  } catch (error) {
    tellFault(failureWords(`'${isolated(name)}' is not taken away.`, error));
  }
}
