import { structureKinds } from '#domain/structure/structure.contract.ts';
import { changes } from '#domain/vocabulary/change.contract.ts';
import { statuses } from '#domain/vocabulary/status.contract.ts';
import { oneLine } from '../../coordinates/index.ts';
import { useModel } from '../../core/index.ts';
import { labels } from '../../i18n/index.ts';
import { placeModel } from '../../place/index.ts';
import { PlaceReading } from '../../place/panels.ts';
import { selectionModel } from '../acts/selection.store.ts';
import { annotationsModel } from '../base/annotation.store.ts';
import { draftModel } from '../base/draft.store.ts';
import { type ListFilter, listModel } from '../base/list.store.ts';
import { deletedModel } from './deleted.store.ts';

/** No status: a choice beside them. */
const DELETED = 'deleted';

/** What the list is narrowed to; the search field also takes coordinates to go to. */
export function Filters() {
  const { annotations } = useModel(annotationsModel);
  const { select } = useModel(draftModel);
  const { filter, searchedPlace, searchText } = useModel(listModel);
  const { deletedShown } = useModel(deletedModel);
  const { fitSelected } = useModel(selectionModel);
  const { goTo } = useModel(placeModel);
  const set = (change: Partial<ListFilter>) => {
    filter.value = { ...filter.value, ...change };
  };

  /** A field drops the ends of lines, and would make one number of two. */
  function pasteLines(event: ClipboardEvent & { currentTarget: HTMLInputElement }) {
    const text = event.clipboardData?.getData('text') ?? '';
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    const field = event.currentTarget;
    field.setRangeText(
      oneLine(text),
      field.selectionStart ?? 0,
      field.selectionEnd ?? field.value.length,
      'end',
    );
    searchText.value = field.value;
  }

  /** To the coordinates in the search field or a choice of them, or the change of that number, or the only one found. */
  function goToSearched(event: KeyboardEvent & { currentTarget: HTMLInputElement }) {
    const reading = searchedPlace.value;
    if (reading.kind === 'place') return goTo(reading.position);
    if (reading.kind === 'places') {
      // The same key would press the choice that has the focus then.
      event.preventDefault();
      return event.currentTarget.parentElement?.querySelector<HTMLButtonElement>('.reading button')?.focus();
    }
    const sought = searchText.value.trim().toUpperCase();
    const all = [...annotations.value.values()];
    const found =
      all.find(({ properties }) => properties.number === sought) ?? (all.length === 1 ? all[0] : undefined);
    if (sought === '' || !found) return;
    select(found.id);
    fitSelected();
  }

  return (
    <search class="filters">
      <input
        id="search-changes"
        type="search"
        placeholder="Number, words or coordinates"
        aria-label="Search changes, or go to coordinates"
        value={searchText.value}
        onInput={(event) => (searchText.value = event.currentTarget.value)}
        onPaste={pasteLines}
        onKeyDown={(event) => {
          if (event.key === 'Enter') goToSearched(event);
        }}
      />
      <PlaceReading reading={searchedPlace.value} />
      <FilterChoice
        name="Status"
        all="Status"
        codes={[...statuses, DELETED]}
        words={{ ...labels.status, deleted: 'Deleted' }}
        value={deletedShown.value ? DELETED : filter.value.status}
        onChange={(choice) => {
          deletedShown.value = choice === DELETED;
          set({ status: choice === DELETED ? '' : choice });
        }}
      />
      <FilterChoice
        name="Structure"
        all="Structure"
        codes={structureKinds}
        words={labels.structure}
        value={filter.value.structure}
        onChange={(structure) => set({ structure })}
      />
      <FilterChoice
        name="Change"
        all="Change"
        codes={changes}
        words={labels.change}
        value={filter.value.change}
        onChange={(change) => set({ change })}
      />
    </search>
  );
}

function FilterChoice<Code extends string>({
  name,
  all,
  codes,
  words,
  value,
  onChange,
}: {
  name: string;
  all: string;
  codes: readonly Code[];
  words: Record<Code, string>;
  value: Code | '';
  onChange: (value: Code | '') => void;
}) {
  return (
    <select
      aria-label={`Filter by ${name.toLowerCase()}`}
      class={value ? 'set' : ''}
      value={value}
      onChange={(event) => onChange(codes.find((code) => code === event.currentTarget.value) ?? '')}
    >
      <option value="">{all}</option>
      {codes.map((code) => (
        <option key={code} value={code}>
          {words[code]}
        </option>
      ))}
    </select>
  );
}
