import type { Position } from '#domain/geometry/geometry.contract.ts';
import { type Candidate, coordinateText, type Reading } from '../coordinates/index.ts';
import { useModel } from '../core/index.ts';
import { fromSite } from '../i18n/index.ts';
import { coordinateForm, placeModel } from './place.store.ts';

/** What the text of the search field was read as: a way to go there, a choice, or why it is no place. */
export function PlaceReading({ reading }: { reading: Reading }) {
  const { goTo } = useModel(placeModel);
  if (reading.kind === 'none')
    return reading.why === undefined ? null : (
      <p class="hint reading" role="status">
        {reading.why}
      </p>
    );
  if (reading.kind === 'place')
    return (
      <div class="reading">
        <button type="button" class="button go-to" onClick={() => goTo(reading.position)}>
          Go to {coordinateText(reading.position, coordinateForm.value)} <kbd>Enter</kbd>
          <Told why={reading.why} position={reading.position} />
        </button>
        {reading.instead && <Choice {...reading.instead} />}
      </div>
    );
  return (
    <div class="reading">
      <p class="hint" role="status">
        {reading.places.length === 1 ? 'Is it this place?' : 'This can be more than one place. Which one?'}
      </p>
      <ol aria-label="Possible places">
        {reading.places.map((place, at) => (
          <li key={place.position.join()}>
            <Choice number={at + 1} {...place} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Choice({ number, position, why }: Candidate & { number?: number }) {
  const { goTo } = useModel(placeModel);
  return (
    <button type="button" class="button go-to" onClick={() => goTo(position)}>
      {number !== undefined && <b>{number} </b>}
      {coordinateText(position, coordinateForm.value)}
      <Told why={why} position={position} />
    </button>
  );
}

function Told({ why, position }: { why: string | undefined; position: Position }) {
  const { siteMiddle } = useModel(placeModel);
  const far = siteMiddle.value && fromSite(position, siteMiddle.value);
  return <small>{[why, far].filter(Boolean).join(' · ')}</small>;
}
