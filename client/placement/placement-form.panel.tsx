import type { HandPlacement } from '#domain/placement/placement.contract.ts';
import type { Fault } from '#domain/problem/problem.contract.ts';
import { AreaField, ChoiceField, faultsAt, TextField } from '../controls/panels.ts';
import { type PlacementDraft, pasted } from './placement-draft.ts';

const kinds: readonly { code: HandPlacement['kind']; label: string; detail: string }[] = [
  { code: 'corners', label: 'Its corners', detail: 'The four outer corners of the image' },
  {
    code: 'control_points',
    label: 'Control points',
    detail: 'Places that are found in the image and on a map',
  },
  {
    code: 'grid',
    label: 'World file',
    detail: 'A reference system for the grid of the file or of a world file',
  },
];
const cornerNames = ['Upper left', 'Upper right', 'Lower right', 'Lower left'];

/** Asks where an image lies whose file does not say it. Nothing typed in one way is lost by trying another. */
export function PlacementForm({
  draft,
  why,
  size,
  ownSystem,
  faults,
  onChange,
}: {
  draft: PlacementDraft;
  /** What the server says is missing. */
  why?: string | undefined;
  /** Pixels of the image. */
  size: { width: number; height: number };
  /** The reference system that the image names although it does not say where it lies. */
  ownSystem?: string | undefined;
  faults: readonly Fault[];
  onChange: (draft: PlacementDraft) => void;
}) {
  const edit = (change: Partial<PlacementDraft>) => onChange({ ...draft, ...change });
  const degrees = /^(EPSG:)?4326$/i.test(draft.crs.trim());
  const ground = degrees ? ['Longitude', 'Latitude'] : ['x (east)', 'y (north)'];
  const stand = faultsAt(faults, '/placement').filter(({ pointer }) => pointer !== '/placement/crs');
  const own = draft.kind === 'grid' ? ownSystem : undefined;
  return (
    <fieldset class="placement">
      <legend>Where the image lies</legend>
      {why && <p class="hint">{why}</p>}
      <ChoiceField
        legend="Given by"
        value={draft.kind}
        options={kinds}
        pointer="/placement/kind"
        onChange={(kind) => edit({ kind })}
      />
      {draft.kind === 'grid' ? (
        <AreaField
          label="World file"
          rows={6}
          hint="Six lines; leave empty where only the reference system is missing."
          value={draft.worldFile}
          onChange={(worldFile) => edit({ worldFile })}
        />
      ) : draft.kind === 'corners' ? (
        <Figures
          heads={ground}
          names={cornerNames}
          cells={draft.corners}
          onChange={(corners) => edit({ corners })}
        />
      ) : (
        <Figures
          heads={['Column', 'Row', ...ground]}
          cells={draft.points}
          onChange={(points) => edit({ points })}
        />
      )}
      {draft.kind === 'control_points' && (
        <p class="hint">
          Three at least, well apart. Columns 0 to {size.width} and rows 0 to {size.height} count from the
          upper left corner.
        </p>
      )}
      {stand.length > 0 && (
        <p class="fault" role="alert">
          {stand.map(({ detail }) => detail).join(' ')}
        </p>
      )}
      <TextField
        label="Reference system"
        pointer="/placement/crs"
        faults={faults}
        value={draft.crs}
        placeholder={own ?? 'EPSG:4326'}
        hint={own && `Leave empty for the one that the image names: ${own}.`}
        onChange={(crs) => edit({ crs })}
      />
    </fieldset>
  );
}

/** A small table of figures; a block that is pasted from a spreadsheet fills it. */
function Figures({
  heads,
  names,
  cells,
  onChange,
}: {
  heads: readonly string[];
  /** Names of the rows; where there are none, rows can be added. */
  names?: readonly string[];
  cells: readonly (readonly string[])[];
  onChange: (cells: readonly (readonly string[])[]) => void;
}) {
  const set = (row: number, column: number, value: string) =>
    onChange(
      cells.map((line, at) => (at === row ? line.map((old, i) => (i === column ? value : old)) : line)),
    );
  return (
    <div class="figures">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="sr-only">{names ? 'Corner' : 'Point'}</span>
            </th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((line, row) => (
            <tr key={names?.[row] ?? row}>
              <th scope="row">{names?.[row] ?? row + 1}</th>
              {line.map((value, column) => (
                <td key={heads[column]}>
                  <input
                    type="text"
                    inputMode="decimal"
                    autocomplete="off"
                    aria-label={`${names?.[row] ?? `Point ${row + 1}`}, ${heads[column]}`}
                    value={value}
                    onInput={(event) => set(row, column, event.currentTarget.value)}
                    onPaste={(event) => {
                      const text = event.clipboardData?.getData('text') ?? '';
                      const filled = pasted(cells, { row, column }, text, names === undefined);
                      if (!filled) return;
                      event.preventDefault();
                      onChange(filled);
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!names && (
        <button
          type="button"
          class="link"
          onClick={() => onChange([...cells, new Array<string>(heads.length).fill('')])}
        >
          Add a point
        </button>
      )}
    </div>
  );
}
