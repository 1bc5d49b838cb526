import type { Polygon, Position } from '#domain/geometry/geometry.contract.ts';
import { Icon } from '../../controls/panels.ts';
import { useModel } from '../../core/index.ts';
import { draftModel } from '../base/draft.store.ts';
import { moveCorner, outerCorners, removeCorner } from './corners.ts';

/** The corners of an outline as figures: what dragging does, done by typing (WCAG 2.2, 2.5.7). */
export function Corners({ id, geometry }: { id: string; geometry: Polygon }) {
  const { geometryEdited } = useModel(draftModel);
  const corners = outerCorners(geometry);
  const set = (index: number, position: Position) =>
    geometryEdited(id, moveCorner(geometry, index, position));
  return (
    <table class="corners">
      <thead>
        <tr>
          <th scope="col">Corner</th>
          <th scope="col">Latitude</th>
          <th scope="col">Longitude</th>
          <th scope="col">
            <span class="sr-only">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {corners.map(([longitude, latitude], index) => (
          // Corners have no id; their place in the ring is what they are.
          <tr key={`${index} of ${corners.length}`}>
            <th scope="row">{index + 1}</th>
            <td>
              <Degrees
                label={`Latitude of corner ${index + 1}`}
                value={latitude}
                limit={90}
                onChange={(typed) => set(index, [longitude, typed])}
              />
            </td>
            <td>
              <Degrees
                label={`Longitude of corner ${index + 1}`}
                value={longitude}
                limit={180}
                onChange={(typed) => set(index, [typed, latitude])}
              />
            </td>
            <td>
              <button
                type="button"
                class="tool"
                aria-label={`Remove corner ${index + 1}`}
                disabled={corners.length <= 3}
                onClick={() => geometryEdited(id, removeCorner(geometry, index))}
              >
                <Icon name="close" />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Degrees({
  label,
  value,
  limit,
  onChange,
}: {
  label: string;
  value: number;
  limit: number;
  onChange: (degrees: number) => void;
}) {
  return (
    <input
      type="number"
      aria-label={label}
      step="any"
      min={-limit}
      max={limit}
      value={value.toFixed(7)}
      onChange={(event) => {
        const { valueAsNumber, validity } = event.currentTarget;
        if (validity.valid && !Number.isNaN(valueAsNumber)) onChange(valueAsNumber);
      }}
    />
  );
}
