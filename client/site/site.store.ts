import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Site } from '#domain/site/site.contract.ts';
import type { Workspace } from '../core/index.ts';

const REMEMBERED = 'afterimage.site';

/** All sites that the server holds. */
export const sites: Signal<Site[]> = signal([]);
const chosenId = signal(
  new URLSearchParams(location.search).get('site') ?? localStorage.getItem(REMEMBERED) ?? undefined,
);

/** The site on screen: the one chosen, else the first that is not closed, else the first there is. */
export const site: ReadonlySignal<Site | undefined> = computed(
  () => sites.value.find((one) => one.id === chosenId.value) ?? sites.value.find(isOpen) ?? sites.value[0],
);

/** The sites that are offered: those that are not closed, and the one on screen. */
export const offeredSites: ReadonlySignal<Site[]> = computed(() =>
  sites.value.filter((one) => isOpen(one) || one.id === site.value?.id),
);

function isOpen({ closed }: Site): boolean {
  return closed === undefined;
}

/** The site of a workspace, as it is known now. */
export function siteModel({ siteId }: Workspace) {
  const own: ReadonlySignal<Site | undefined> = computed(() => sites.value.find(({ id }) => id === siteId));
  return { site: own };
}

/** Puts another site on screen. */
export function chooseSite(id: string): void {
  chosenId.value = id;
}

/** Keeps the site in the address and in this browser, so that a reload or a shared address leads back. */
export function rememberSite(): () => void {
  return effect(() => {
    const id = site.value?.id;
    if (!id) return;
    // One that is shown without having been chosen stays, too, when it is closed.
    chosenId.value = id;
    localStorage.setItem(REMEMBERED, id);
    const address = new URL(location.href);
    address.searchParams.set('site', id);
    history.replaceState(null, '', address);
  });
}
