import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Annotation, Change, Status } from '../../server/annotation/annotation.contract.ts';
import type { StructureKind } from '../../server/structure/structure.contract.ts';
import { sentenceOf } from '../http.ts';
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
export const listLoading: Signal<boolean> = signal(false);
export const listFault: Signal<string | undefined> = signal(undefined);
/** The address of the page that follows what is loaded. */
export const nextListPage: Signal<string | undefined> = signal(undefined);

const PAGE = 1_000;
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

/** Fetches the page that follows, as the list is scrolled to its end. */
export async function loadMore(): Promise<void> {
  const path = nextListPage.peek();
  if (path && !listLoading.peek()) await load(path, annotations.peek());
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
  query.set('limit', String(PAGE));
  await load(`/api/sites/${siteId}/annotations?${query}`, new Map());
}

async function load(path: string, earlier: ReadonlyMap<string, Annotation>): Promise<void> {
  underWay.abort();
  const own = new AbortController();
  underWay = own;
  listLoading.value = true;
  try {
    const { data, next } = await fetchPage(path, own.signal);
    const all = new Map(earlier);
    for (const annotation of data.features) all.set(annotation.id, annotation);
    annotations.value = all;
    nextListPage.value = next;
    listFault.value = undefined;
  } catch (error) {
    if (!own.signal.aborted) listFault.value = sentenceOf(error);
  } finally {
    if (own === underWay) listLoading.value = false;
  }
}
