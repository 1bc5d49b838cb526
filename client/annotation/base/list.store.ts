import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { StructureKind } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { type Reading, readCoordinates } from '../../coordinates/index.ts';
import { isGone, loader, type Standing } from '../../core/index.ts';
import { offeredPlaces, siteMiddle } from '../../place/index.ts';
import { site } from '../../site/index.ts';
import { type AnnotationPage, type AnnotationQuery, fetchAnnotation, fetchPage } from './annotation.api.ts';
import {
  annotations,
  dropAnnotation,
  inNumberOrder,
  putAnnotation,
  selectedId,
  touchedSince,
  touchesNow,
} from './annotation.store.ts';

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
/** What the search field says as coordinates; a short Plus Code is sought near the site. */
export const searchedPlace: ReadonlySignal<Reading> = computed(() =>
  readCoordinates(searchText.value, siteMiddle.value),
);
effect(() => {
  const reading = searchedPlace.value;
  offeredPlaces.value = reading.kind === 'places' ? reading.places : [];
  const q = reading.kind === 'none' ? searchText.value : '';
  if (filter.peek().q !== q) filter.value = { ...filter.peek(), q };
});
/** True where the filters give more than are on screen. */
export const moreThanShown: Signal<boolean> = signal(false);

const PAGE = 1_000;
/** As many outlines as a map can redraw while it is panned. */
export const MOST_SHOWN = 10_000;
const TYPING_PAUSE_MILLISECONDS = 200;
type WantedList = { siteId: string; filters: ListFilter };
/** The list that is asked for: it follows site and filters, after a pause in typing. */
const wantedList: Signal<WantedList | undefined> = signal(undefined);
const address = computed(() => wantedList.value && addressOf(wantedList.value));
const addressOf = ({ siteId, filters }: WantedList) => `${siteId}?${filterQuery(filters)}`;
const typing = signal(false);
/** The address whose answer, or a part of it, is on screen. */
let shownAddress: string | undefined;

/** The filters as query parameters of list and export. */
export function filterQuery(filters: ListFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
}

function queryOf({ status, structure, change, q }: ListFilter): Omit<AnnotationQuery, 'limit'> {
  return {
    ...(status && { status: [status] }),
    ...(structure && { structure: [structure] }),
    ...(change && { change: [change] }),
    ...(q && { q }),
  };
}

/** What the filters give at the site on screen. */
export const listLoader = loader<Fetched>({
  subject: () => address.value,
  fetch: fetchList,
  take: ({ of, ...fetched }) => {
    const selected = of === shownAddress ? annotations.peek().get(selectedId.peek() ?? '') : undefined;
    show(of, fetched);
    if (!selected || annotations.peek().has(selected.id)) return;
    // Its details are open, whatever the list is narrowed to: they close only where it is gone.
    annotations.value = inNumberOrder(new Map(annotations.peek()).set(selected.id, selected));
    void refreshAnnotation(selected.id);
  },
});
/** Where the list stands: while a filter is being typed, what is on screen is not yet its answer. */
export const listStanding: ReadonlySignal<Standing> = computed(() =>
  typing.value ? { kind: 'loading' } : listLoader.standing.value,
);

/** Fetches the list anew whenever the site or a filter changes, shortly after typing stops. */
export function followFilters(): () => void {
  let wait = 0;
  let shownSite: string | undefined;
  const stopFilters = effect(() => {
    const siteId = site.value?.id;
    const wanted = siteId === undefined ? undefined : { siteId, filters: filter.value };
    clearTimeout(wait);
    const ask = () => {
      typing.value = false;
      wantedList.value = wanted;
    };
    if (siteId !== shownSite) {
      shownSite = siteId;
      shownAddress = undefined;
      annotations.value = new Map();
      ask();
    } else {
      typing.value = (wanted && addressOf(wanted)) !== address.peek();
      wait = window.setTimeout(ask, TYPING_PAUSE_MILLISECONDS);
    }
  });
  const stopList = listLoader.follow();
  return () => {
    stopFilters();
    stopList();
  };
}

/** Fetches one annotation anew after another page changed it; takes it away where it is gone. */
export async function refreshAnnotation(id: string): Promise<void> {
  if (!annotations.peek().has(id) && isFiltered.peek()) return listLoader.load();
  const asked = touchesNow();
  try {
    const annotation = await fetchAnnotation(id);
    const dropped = touchedSince(asked, id) && !annotations.peek().has(id);
    if (!dropped && annotation.properties.siteId === site.peek()?.id) putAnnotation(annotation);
  } catch (error) {
    if (!isGone(error)) return listLoader.load();
    if (touchedSince(asked, id)) return refreshAnnotation(id);
    if (annotations.peek().has(id)) dropAnnotation(id);
  }
}

type Pages = { all: ReadonlyMap<string, Annotation>; more: boolean; asked: number };
type Fetched = Pages & { of: string };
/**
 * Fetches the list page by page. Another list than the one on screen is shown as it comes; the same one, fetched
 * anew, when it is whole, so that nothing leaves the screen that is still there.
 */
async function fetchList(of: string, signal: AbortSignal): Promise<Fetched> {
  const again = of === shownAddress;
  const asked = touchesNow();
  const all = new Map<string, Annotation>();
  const list = wantedList.peek();
  if (!list) throw new Error('No list is asked for.');
  const query = { ...queryOf(list.filters), limit: PAGE };
  let cursor: string | undefined;
  do {
    const page: AnnotationPage = await fetchPage(list.siteId, { ...query, cursor }, signal);
    signal.throwIfAborted();
    for (const annotation of page.features) all.set(annotation.id, annotation);
    cursor = page.next;
    if (!again) show(of, { all, more: cursor !== undefined, asked });
  } while (cursor && all.size < MOST_SHOWN);
  return { of, all, more: cursor !== undefined, asked };
}

/** Puts pages on screen. What was put or dropped here since they were asked for is newer, and stays so. */
function show(of: string, { all, more, asked }: Pages): void {
  const here = annotations.peek();
  const merged = new Map(all);
  for (const id of all.keys()) if (touchedSince(asked, id) && !here.has(id)) merged.delete(id);
  for (const [id, annotation] of here) {
    const fetched = all.get(id);
    const newer = !fetched || fetched.properties.revision < annotation.properties.revision;
    if (touchedSince(asked, id) && newer) merged.set(id, annotation);
  }
  shownAddress = of;
  moreThanShown.value = more;
  annotations.value = merged.size > all.size ? inNumberOrder(merged) : merged;
}
