import { useId } from 'preact/hooks';
import { type Place, sketchMosaic } from '#domain/gathering/gathering.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { Icon } from '../../controls/panels.ts';
import { formatBytes, formatPercent, formatResolution, plural } from '../../i18n/index.ts';
import {
  accept,
  choose,
  move,
  placeOf,
  proposals,
  type ShownProposal,
  turnDown,
} from '../card/gathering.store.ts';
import { inspectionOf } from '../card/scene-making.ts';
import type { SceneUpload } from '../card/scene-upload.ts';
import { scatter } from '../card/upload.store.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { TransferProgress } from './transfer.panel.tsx';

/** Files that look like one scene: what they would make up, and the question whether they shall. */
export function GatheringProposals() {
  return (
    <>
      {proposals.value.map((proposal) => (
        <ProposalCard key={proposal.id} proposal={proposal} />
      ))}
    </>
  );
}

function ProposalCard({ proposal }: { proposal: ShownProposal }) {
  const heading = useId();
  const { id, arrangement, title, members } = proposal;
  const chosen = members.filter((member) => member.chosen);
  const what = arrangement === 'bands' ? 'the bands of one scene' : 'the tiles of one scene';
  return (
    <article class="upload gathering" aria-labelledby={heading}>
      <header>
        <strong id={heading}>
          These {members.length} files look like {what}
        </strong>
        <small>{formatBytes(members.reduce((sum, { image }) => sum + image.size, 0))}</small>
      </header>
      {title !== '' && <p class="quiet">{title}</p>}
      {arrangement === 'mosaic' && <MosaicSketch members={chosen} />}
      <ol class="members" aria-label={arrangement === 'bands' ? 'Bands' : 'Tiles'}>
        {members.map((member, index) => (
          <li key={member.key}>
            <label class="check">
              <input
                type="checkbox"
                checked={member.chosen}
                onChange={(event) => choose(member.key, event.currentTarget.checked)}
              />
              <span>
                {member.bandName ?? member.tile ?? member.fileName}
                <small>
                  {member.bandName || member.tile ? member.fileName : ''}
                  {member.reason && !member.chosen && ` · ${member.reason}`}
                </small>
              </span>
            </label>
            <Standing image={member.image} />
            <button
              type="button"
              class="tool"
              disabled={index === 0}
              aria-label={`Move ${isolated(member.fileName)} up`}
              title="Up"
              onClick={() => move(proposal, member.key, -1)}
            >
              <Icon name="up" />
            </button>
            <button
              type="button"
              class="tool"
              disabled={index === members.length - 1}
              aria-label={`Move ${isolated(member.fileName)} down`}
              title="Down"
              onClick={() => move(proposal, member.key, 1)}
            >
              <Icon name="down" />
            </button>
          </li>
        ))}
      </ol>
      {arrangement === 'bands' && <Resampling images={chosen.map(({ image }) => image)} />}
      <div class="actions">
        <button
          type="button"
          class="button primary"
          disabled={chosen.length < 2}
          onClick={() => accept(proposal)}
        >
          Make one scene of {chosen.length}
        </button>
        <button type="button" class="button" onClick={() => turnDown(id)}>
          Keep apart
        </button>
      </div>
    </article>
  );
}

/** How the tiles lie beside each other, and what is told of gaps and overlaps. */
function MosaicSketch({
  members,
}: {
  members: readonly { place?: Place; tile?: string; fileName: string }[];
}) {
  const places = members.flatMap(({ place }) => place ?? []);
  if (places.length < members.length || places.length === 0)
    return <p class="quiet">How they lie is shown once all are sent.</p>;
  const { tiles, aspect, gaps, overlaps } = sketchMosaic(places);
  const [across, down] = aspect > 1 ? [100 / aspect, 100] : [100, 100 * aspect];
  return (
    <figure class="mosaic">
      <svg viewBox={`-1 -1 ${across + 2} ${down + 2}`} role="img" aria-label="How the tiles lie, north up">
        <rect class="gap" width={across} height={down} />
        {tiles.map(({ x, y, width, height }, index) => (
          <g key={members[index]!.fileName}>
            <rect x={x * 100} y={y * 100} width={width * 100} height={height * 100} />
            <text x={(x + width / 2) * 100} y={(y + height / 2) * 100}>
              {index + 1}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        {gaps > 0
          ? `No tile covers ${gaps < 0.01 ? 'less than 1%' : `${Math.round(gaps * 100)}%`} of it: nothing is shown there.`
          : 'No gaps.'}{' '}
        {overlaps > 0 && 'Where tiles overlap, the one listed first is shown.'}
      </figcaption>
    </figure>
  );
}

/** Bands of coarser pixels than the finest are repeated to fit. */
function Resampling({ images }: { images: readonly Transfer[] }) {
  const sizes = images.flatMap((image) => inspectionOf(image)?.gsd ?? []);
  const finest = Math.min(...sizes);
  const coarser = [...new Set(sizes.filter((size) => size > finest * 1.5).map(metres))];
  if (coarser.length === 0) return null;
  return (
    <p class="quiet">
      Pixels of {coarser.join(' and ')} are repeated to fit those of {metres(finest)}; no value is changed.
    </p>
  );
}

/** A pixel's size, without 'a pixel'. */
function metres(size: number): string {
  return formatResolution(size).replace('/px', '');
}

/** How far a file is, in a word; more where something stands in its way. */
function Standing({ image }: { image: Transfer }) {
  const state = image.state.value;
  switch (state.kind) {
    case 'hashing':
    case 'queued':
      return <small>Waiting</small>;
    case 'sending':
      return <small>{formatPercent(image.size > 0 ? state.sent / image.size : 1)}</small>;
    case 'checking':
      return <small>Checking</small>;
    case 'received':
      return <small>{placeOf(image) ? 'Received' : 'No place'}</small>;
    default:
      return <TransferProgress transfer={image} />;
  }
}

/** The files of a card that was gathered. */
export function GatheredFiles({ upload }: { upload: SceneUpload }) {
  const { key, images, gathered } = upload;
  const what = gathered?.arrangement === 'mosaic' ? 'tile' : 'band';
  return (
    <div class="gathering">
      <header>
        <strong>{plural(images.length, what)} as one scene</strong>{' '}
        <button type="button" class="link" onClick={() => scatter(key)}>
          Take apart
        </button>
      </header>
      <ol class="members" aria-label="Its files">
        {images.map((image, index) => (
          <li key={image.key}>
            <span>
              {gathered?.bandNames?.[index] || image.fileName}
              <small>{gathered?.bandNames?.[index] ? image.fileName : ''}</small>
            </span>
            <Standing image={image} />
          </li>
        ))}
      </ol>
    </div>
  );
}
