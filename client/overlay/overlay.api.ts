import { effect } from '@preact/signals';
import { type Overlay, overlayBox } from '../../server/overlay/overlay.contract.ts';
import { viewRequest } from '../comparison/comparison.store.ts';
import { failureWords, request, sentenceOf } from '../http.ts';
import { plural } from '../i18n/formats.ts';
import { tell, tellFault } from '../notice.store.ts';
import { site } from '../site/site.store.ts';
import { write } from '../write.ts';
import { forgetOverlay, keepOverlay, keptOverlays } from './overlay.storage.ts';
import {
  type LaidOver,
  type LocalOverlay,
  localOverlays,
  overlaysShown,
  sharedOverlays,
  showOverlay,
} from './overlay.store.ts';
import { readOverlay } from './read-overlay.ts';

/** Loads what lies over the images whenever the site changes. */
export function followOverlays(): () => void {
  let shownSite: string | undefined;
  return effect(() => {
    const siteId = site.value?.id;
    if (!siteId || siteId === shownSite) return;
    shownSite = siteId;
    localOverlays.value = [];
    sharedOverlays.value = [];
    keptOverlays(siteId).then(
      (kept) => {
        if (site.peek()?.id === siteId) localOverlays.value = kept;
      },
      // A browser that keeps nothing (a private window) has none to show.
      () => {},
    );
    loadSharedOverlays().catch((error) => tellFault(sentenceOf(error)));
  });
}

/** Fetches the overlays that are shared at the site on screen. Throws RequestFailure. */
export async function loadSharedOverlays(): Promise<void> {
  const siteId = site.peek()?.id;
  if (!siteId) return;
  const { data } = await request<{ items: Overlay[] }>('GET', `/api/sites/${siteId}/overlays`);
  if (site.peek()?.id === siteId) sharedOverlays.value = data.items;
}

/** Lays files over the images of the site, in this browser alone; tells what could not be read. */
export async function layOver(files: readonly File[]): Promise<void> {
  for (const file of files) await layOverOne(file);
}

async function layOverOne(file: File): Promise<void> {
  const siteId = site.peek()?.id;
  if (!siteId) return;
  try {
    const features = await readOverlay(file);
    const name = file.name.replace(/\.\w+$/, '').slice(0, 200);
    const overlay: LocalOverlay = { id: crypto.randomUUID(), siteId, name, features, addedAt: Date.now() };
    localOverlays.value = [...localOverlays.peek(), overlay];
    overlaysShown.value = true;
    viewRequest.value = { kind: 'fit', box: overlayBox(features) };
    await keepOverlay(overlay).then(
      () => tell(`${plural(features.length, 'feature')} laid over, in this browser alone.`),
      () => tellFault(`This browser keeps nothing: '${name}' is gone when the page is left.`),
    );
  } catch (error) {
    tellFault(`${file.name} cannot be laid over. ${sentenceOf(error)}`);
  }
}

/** Brings an overlay into sight. */
export function fitOverlay({ id, features }: LaidOver): void {
  showOverlay(id, true);
  viewRequest.value = { kind: 'fit', box: overlayBox(features) };
}

/** Gives an overlay of this browser to all who work on the site. */
export async function shareOverlay({ id, name, features }: LaidOver): Promise<void> {
  const siteId = site.peek()?.id;
  try {
    const { data } = await write<Overlay>('POST', `/api/sites/${siteId}/overlays`, {
      body: { id, name, features },
    });
    sharedOverlays.value = [...sharedOverlays.peek().filter((one) => one.id !== id), data];
  } catch (error) {
    tellFault(failureWords(`'${name}' is not shared.`, error));
  }
}

/** Takes an overlay away: from this browser, or, where it is shared, from all. It can be laid over again. */
export async function removeOverlay({ id, name, sharedBy }: LaidOver): Promise<void> {
  try {
    if (sharedBy !== undefined) {
      await write('DELETE', `/api/overlays/${id}`);
      sharedOverlays.value = sharedOverlays.peek().filter((one) => one.id !== id);
      return;
    }
    const removed = localOverlays.peek().find((one) => one.id === id);
    localOverlays.value = localOverlays.peek().filter((one) => one.id !== id);
    await forgetOverlay(id);
    if (!removed) return;
    tell(`'${name}' is taken away.`, {
      label: 'Undo',
      run: () => {
        localOverlays.value = [...localOverlays.peek(), removed];
        void keepOverlay(removed);
      },
    });
  } catch (error) {
    tellFault(failureWords(`'${name}' is not taken away.`, error));
  }
}
