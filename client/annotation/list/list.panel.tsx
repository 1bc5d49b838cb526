import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { type Status, statuses } from '#domain/vocabulary/status.contract.ts';
import { Loading } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { formatArea, formatCount, labels, loadingWords, plural } from '../../i18n/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { siteModel, sitesResource } from '../../site/index.ts';
import { selectionModel } from '../acts/selection.store.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import { listModel, MOST_SHOWN, NO_FILTER } from '../base/list.store.ts';
import { StatusLine } from '../base/status-mark.tsx';
import { Deleted } from './deleted.panel.tsx';
import { deletedModel } from './deleted.store.ts';
import { Filters } from './filters.panel.tsx';
import { KeptDrafts } from './kept-drafts.panel.tsx';
import { visibleRows } from './visible-rows.ts';

/** Every row is as high as this, in CSS pixels: list.css says the same. */
const ROW_HEIGHT = 48;

/** All changes that the filters give; `headEnd` stands beside the heading, `unsaved` with what is kept of drafts. */
export function ListPanel({ headEnd, unsaved }: { headEnd: ComponentChildren; unsaved: ComponentChildren }) {
  const { annotations } = useModel(annotationsModel);
  const { listResource, listStanding, moreThanShown } = useModel(listModel);
  const { deletedShown } = useModel(deletedModel);
  return (
    <section class="list" aria-labelledby="changes-title">
      <header class="panel-head">
        <h2 id="changes-title">
          Changes <ListCount />
        </h2>
        {headEnd}
      </header>
      <Filters />
      <KeptDrafts />
      {unsaved}
      {listStanding.value.kind === 'failed' && (
        <p class="fault-box" role="alert">
          {loadingWords.changes.failed} {listStanding.value.sentence}{' '}
          <button type="button" class="link" onClick={() => void listResource.reload()}>
            {loadingWords.again}
          </button>
        </p>
      )}
      {deletedShown.value ? <Deleted /> : annotations.value.size > 0 ? <Rows /> : <Empty />}
      {moreThanShown.value && !deletedShown.value && listStanding.value.kind === 'there' && (
        <p class="hint beyond">
          Only the first {formatCount(MOST_SHOWN)} are shown, here and on the map. Filter to see others.
        </p>
      )}
      <Legend />
    </section>
  );
}

/** How many the filters give, once that is known; '+' where not all of them are loaded. */
export function ListCount() {
  const { annotations } = useModel(annotationsModel);
  const { listStanding, moreThanShown } = useModel(listModel);
  const { deleted, deletedShown } = useModel(deletedModel);
  if (deletedShown.value)
    return deleted.value ? <span class="count">{formatCount(deleted.value.length)}</span> : null;
  if (annotations.value.size === 0 && listStanding.value.kind !== 'there') return null;
  const loaded = formatCount(annotations.value.size);
  return <span class="count">{moreThanShown.value ? `${loaded}+` : loaded}</span>;
}

/** Only the rows in sight are in the page, so that thousands scroll as easily as ten. */
function Rows() {
  const { annotations, selectedId } = useModel(annotationsModel);
  const { listStanding } = useModel(listModel);
  const box = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState({ top: 0, height: 600 });
  const all = [...annotations.value.values()];
  const selectedPlace = all.findIndex(({ id }) => id === selectedId.value);
  const measure = () => {
    // A scroll that was under way is still told when the list is gone.
    if (!box.current) return;
    const { scrollTop, clientHeight } = box.current;
    setScrolled({ top: scrollTop, height: clientHeight });
  };
  useLayoutEffect(() => {
    const watch = new ResizeObserver(measure);
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (selectedPlace === -1 || !box.current) return;
    const { scrollTop, clientHeight } = box.current;
    const top = selectedPlace * ROW_HEIGHT;
    if (top < scrollTop) box.current.scrollTop = top;
    else if (top + ROW_HEIGHT > scrollTop + clientHeight)
      box.current.scrollTop = top + ROW_HEIGHT - clientHeight;
  }, [selectedPlace]);
  const { first, last } = visibleRows({ ...scrolled, rowHeight: ROW_HEIGHT, count: all.length });
  return (
    <div class="rows" ref={box} onScroll={measure} aria-busy={listStanding.value.kind === 'loading'}>
      <ul style={{ height: `${all.length * ROW_HEIGHT}px` }} aria-label="List of changes">
        {all.slice(first, last).map((annotation, index) => (
          <Row key={annotation.id} annotation={annotation} place={first + index} count={all.length} />
        ))}
      </ul>
    </div>
  );
}

function Row({ annotation, place, count }: { annotation: Annotation; place: number; count: number }) {
  const { selectedId } = useModel(annotationsModel);
  const { select } = useModel(draftModel);
  const { fitSelected } = useModel(selectionModel);
  const { number, structure, structureOther, change, status, area, createdBy, title } = annotation.properties;
  return (
    <li style={{ top: `${place * ROW_HEIGHT}px` }} aria-setsize={count} aria-posinset={place + 1}>
      <button
        type="button"
        class="row"
        aria-current={annotation.id === selectedId.value}
        onClick={() => {
          select(annotation.id);
          fitSelected();
        }}
      >
        <span class="row-what">
          <span class="number">{number}</span>
          <span class="row-title">{title ?? structureOther ?? labels.structure[structure]}</span>
          <span class="row-change">{labels.change[change]}</span>
        </span>
        <span class="row-more">
          <StatusLine status={status} />
          <span class="row-status">{labels.status[status]}</span>
          <span class="row-area">{formatArea(area)}</span>
          <span class="row-author">{createdBy}</span>
        </span>
      </button>
    </li>
  );
}

function Empty() {
  const { filter, isFiltered, listStanding, searchText } = useModel(listModel);
  const { readyScenes, scenesResource } = useModel(sceneModel);
  const { site } = useModel(siteModel);
  const { kind } = sitesResource.standing.value;
  if (kind === 'there' && !site.value) return <p class="empty">Changes belong to a site: name one first.</p>;
  if (kind === 'failed' && !site.value) return null;
  if (listStanding.value.kind !== 'there')
    return listStanding.value.kind === 'loading' ? <Loading>{loadingWords.changes.loading}</Loading> : null;
  if (isFiltered.value)
    return (
      <p class="empty">
        No change fits these filters.{' '}
        <button
          type="button"
          class="link"
          onClick={() => {
            filter.value = NO_FILTER;
            searchText.value = '';
          }}
        >
          Show all
        </button>
      </p>
    );
  if (scenesResource.standing.value.kind !== 'there') return null;
  if (readyScenes.value.length < 2)
    return (
      <p class="empty">
        Changes are found between two scenes. This site has {plural(readyScenes.value.length, 'scene')} so
        far.
      </p>
    );
  return (
    <p class="empty">
      Press <kbd>P</kbd> and outline the first change.
    </p>
  );
}

function Legend() {
  return (
    <details class="legend">
      <summary>What the outlines mean</summary>
      <ul>
        {statuses.map((status: Status) => (
          <li key={status}>
            <StatusLine status={status} />
            {labels.status[status]}
          </li>
        ))}
      </ul>
    </details>
  );
}
