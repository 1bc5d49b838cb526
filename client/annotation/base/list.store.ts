import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { StructureKind } from '#domain/structure/structure.contract.ts';
import type { Change } from '#domain/vocabulary/change.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { type Reading, readCoordinates } from '../../coordinates/index.ts';
import { isGone, resource, type Standing, sentenceOf, type Workspace } from '../../core/index.ts';
import { placeModel } from '../../place/index.ts';
import { type AnnotationPage, type AnnotationQuery, fetchAnnotation, fetchPage } from './annotation.api.ts';
import { annotationsModel, inNumberOrder } from './annotation.store.ts';
import { draftModel } from './draft.store.ts';

/** What the list is narrowed to; empty text is no filter. The server applies it. */
export type ListFilter = {
  status: Status | '';
  structure: StructureKind | '';
  change: Change | '';
  q: string;
};
export const NO_FILTER: ListFilter = { status: '', structure: '', change: '', q: '' };

const PAGE = 1_000;
/** As many outlines as a map can redraw while it is panned. */
export const MOST_SHOWN = 10_000;
const TYPING_PAUSE_MILLISECONDS = 200;

/** What the filters give of the annotations of the site, and how the rest of it comes. */
export function listModel(workspace: Workspace) {
  const { siteId } = workspace;
  const { annotations, selectedId, putAnnotation, dropAnnotation, sayGone, touchedSince, touchesNow } =
    workspace.get(annotationsModel);
  const { drafts } = workspace.get(draftModel);
  const { offeredPlaces, siteMiddle } = workspace.get(placeModel);

  const filter: Signal<ListFilter> = signal(NO_FILTER);
  const isFiltered: ReadonlySignal<boolean> = computed(() =>
    Object.values(filter.value).some((value) => value !== ''),
  );
  /** What stands in the search field: words that narrow the list, or coordinates, which leave it as it is. */
  const searchText: Signal<string> = signal('');
  /** What the search field says as coordinates; a short Plus Code is sought near the site. */
  const searchedPlace: ReadonlySignal<Reading> = computed(() =>
    readCoordinates(searchText.value, siteMiddle.value),
  );
  /** True where the filters give more than are on screen. */
  const moreThanShown: Signal<boolean> = signal(false);
  /** The filters of the list that is asked for: they follow what is set, after a pause in typing. */
  const wanted: Signal<ListFilter> = signal(NO_FILTER);
  const address = computed(() => (siteId === undefined ? undefined : addressOf(wanted.value)));
  const addressOf = (filters: ListFilter) => `${siteId}?${filterQuery(filters)}`;
  const typing = signal(false);
  /** The address whose answer, or a part of it, is on screen. */
  let shownAddress: string | undefined;

  workspace.effect(() => {
    const reading = searchedPlace.value;
    offeredPlaces.value = reading.kind === 'places' ? reading.places : [];
    const q = reading.kind === 'none' ? searchText.value : '';
    if (filter.peek().q !== q) filter.value = { ...filter.peek(), q };
  });

  /** What the filters give at the site. */
  const listResource = resource<Fetched>({
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
  const listStanding: ReadonlySignal<Standing> = computed(() =>
    typing.value ? { kind: 'loading' } : listResource.standing.value,
  );

  // Shortly after typing stops.
  workspace.effect(() => {
    const filters = filter.value;
    typing.value = addressOf(filters) !== addressOf(wanted.peek());
    const wait = setTimeout(() => {
      typing.value = false;
      wanted.value = filters;
    }, TYPING_PAUSE_MILLISECONDS);
    return () => clearTimeout(wait);
  });
  workspace.onLeave(listResource.follow());

  /** Fetches one annotation anew after another page changed it; takes it away where it is gone. */
  async function refreshAnnotation(id: string): Promise<void> {
    if (!annotations.peek().has(id) && isFiltered.peek()) return listResource.load();
    const asked = touchesNow();
    try {
      const annotation = await fetchAnnotation(id);
      const dropped = touchedSince(asked, id) && !annotations.peek().has(id);
      if (!dropped && annotation.properties.siteId === siteId) putAnnotation(annotation);
    } catch (error) {
      if (!isGone(error)) return listResource.load();
      if (touchedSince(asked, id)) return refreshAnnotation(id);
      sayGone(id, sentenceOf(error));
      if (!annotations.peek().has(id)) return;
      const isOpen = selectedId.peek() === id && drafts.peek().has(id);
      batch(() => {
        dropAnnotation(id);
        // The form in which it is being changed stays, and says that it is gone.
        if (isOpen) selectedId.value = id;
      });
    }
  }

  /** Takes away what was heard to be deleted; of what is typed of, it is asked by whom, and why. */
  function takeDeleted(id: string): void {
    if (drafts.peek().has(id)) void refreshAnnotation(id);
    else dropAnnotation(id);
  }

  /**
   * Fetches the list page by page. Another list than the one on screen is shown as it comes; the same one, fetched
   * anew, when it is whole, so that nothing leaves the screen that is still there.
   */
  async function fetchList(of: string, signal: AbortSignal): Promise<Fetched> {
    const again = of === shownAddress;
    const asked = touchesNow();
    const all = new Map<string, Annotation>();
    const query = { ...queryOf(wanted.peek()), limit: PAGE };
    let cursor: string | undefined;
    do {
      const page: AnnotationPage = await fetchPage(siteId ?? '', { ...query, cursor }, signal);
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

  return {
    filter,
    wanted,
    isFiltered,
    searchText,
    searchedPlace,
    moreThanShown,
    listResource,
    listStanding,
    refreshAnnotation,
    takeDeleted,
  };
}

type Pages = { all: ReadonlyMap<string, Annotation>; more: boolean; asked: number };
type Fetched = Pages & { of: string };

/** The filters as query parameters of list and export. */
export function filterQuery(filters: ListFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** The filters as the list is asked for them. */
export function queryOf({ status, structure, change, q }: ListFilter): Omit<AnnotationQuery, 'limit'> {
  return {
    ...(status && { status: [status] }),
    ...(structure && { structure: [structure] }),
    ...(change && { change: [change] }),
    ...(q && { q }),
  };
}
