import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Annotation, Change, Status } from '../../server/annotation/annotation.contract.ts';
import type { Position } from '../../server/geometry/geometry.contract.ts';
import type { StructureKind } from '../../server/structure/structure.contract.ts';
import { sentenceOf } from '../http.ts';
import { readCoordinates } from '../place/coordinates.ts';
import { site } from '../site/site.store.ts';
import { fetchAnnotation, fetchPage } from './annotation.api.ts';
import { annotations, dropAnnotation, putAnnotation } from './annotation.store.ts';

/** What the list is narrowed to; empty text is no filter. The server applies it. */
export type ListFilter = {
  status: Status | '';
  structure: StructureKind | '';
  change: Change | '';
  q: string;
};
export const NO_FILTER: ListFilter = { status: '', structure: '', change: '', q: '' };

export const filter: Signal<ListFilter> = signal(NO_FILTER);
export const isFiltered: ReadonlySignal<boolean> = computed(() =>
  Object.values(filter.value).some((value) => value !== ''),
);
/** What stands in the search field: words that narrow the list, or coordinates, which leave it as it is. */
export const searchText: Signal<string> = signal('');
export const searchedPlace: ReadonlySignal<Position | undefined> = computed(() =>
  readCoordinates(searchText.value),
);
effect(() => {
  const q = searchedPlace.value ? '' : searchText.value;
  if (filter.peek().q !== q) filter.value = { ...filter.peek(), q };
});
export const listLoading: Signal<boolean> = signal(false);
export const listFault: Signal<string | undefined> = signal(undefined);
/** True where the filters give more than are on screen. */
export const moreThanShown: Signal<boolean> = signal(false);

const PAGE = 1_000;
/** As many outlines as a map can redraw while it is panned. */
export const MOST_SHOWN = 10_000;
const TYPING_PAUSE_MILLISECONDS = 200;
let underWay = new AbortController();

/** The filters as query parameters of list and export. */
export function filterQuery(filters: ListFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** Fetches the list anew whenever the site or a filter changes, shortly after typing stops. */
export function followFilters(): () => void {
  let wait = 0;
  let shownSite: string | undefined;
  return effect(() => {
    const siteId = site.value?.id;
    const query = filterQuery(filter.value);
    clearTimeout(wait);
    if (!siteId) return;
    if (siteId !== shownSite) annotations.value = new Map();
    wait = window.setTimeout(
      () => void loadList(siteId, query),
      siteId === shownSite ? TYPING_PAUSE_MILLISECONDS : 0,
    );
    shownSite = siteId;
  });
}

/** Fetches the list from its beginning. */
export function reloadList(): Promise<void> {
  const siteId = site.peek()?.id;
  return siteId ? loadList(siteId, filterQuery(filter.peek())) : Promise.resolve();
}

/** Fetches one annotation anew after another page changed it; takes it away where it is gone. */
export async function refreshAnnotation(id: string): Promise<void> {
  const shown = annotations.peek().has(id);
  if (!shown && isFiltered.peek()) return reloadList();
  try {
    putAnnotation(await fetchAnnotation(id));
  } catch (error) {
    if (shown && isGone(error)) dropAnnotation(id);
  }
}

function isGone(error: unknown): boolean {
  const status = (error as { problem?: { status?: number } }).problem?.status;
  return status === 404 || status === 410;
}

async function loadList(siteId: string, query: URLSearchParams): Promise<void> {
  underWay.abort();
  const own = new AbortController();
  underWay = own;
  listLoading.value = true;
  query.set('limit', String(PAGE));
  let path: string | undefined = `/api/sites/${siteId}/annotations?${query}`;
  let first = true;
  try {
    while (path && (first || annotations.peek().size < MOST_SHOWN)) {
      const { data, next } = await fetchPage(path, own.signal);
      addPage(data.features, first);
      first = false;
      path = next;
      moreThanShown.value = next !== undefined;
      listFault.value = undefined;
    }
  } catch (error) {
    if (!own.signal.aborted) listFault.value = sentenceOf(error);
  } finally {
    if (own === underWay) listLoading.value = false;
  }
}

/** Puts a page on screen, the first in place of all; what is newer here than in the page stays. */
function addPage(features: Annotation[], first: boolean): void {
  const shown = annotations.peek();
  const all = new Map(first ? [] : shown);
  for (const annotation of features) {
    const here = shown.get(annotation.id);
    const newer = here && here.properties.revision > annotation.properties.revision;
    all.set(annotation.id, newer ? here : annotation);
  }
  annotations.value = all;
}
