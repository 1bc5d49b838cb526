import { isolated } from '#domain/text/text.rules.ts';
import { Icon } from '../../controls/panels.ts';
import { formatBytes, formatResolution, plural } from '../../i18n/index.ts';
import { inspectionOf, unwantScene } from '../card/scene-making.ts';
import type { SceneUpload } from '../card/scene-upload.ts';
import { leaveOut, removeTransfer } from '../card/upload.store.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { takenFrom } from './beside-words.ts';
import { GatheredFiles } from './gathering.panel.tsx';
import { MetadataForm } from './metadata-form.panel.tsx';
import { TransferProgress } from './transfer.panel.tsx';

/** A scene to be: its files on their way, and what is asked about it meanwhile. */
export function UploadCard({ upload }: { upload: SceneUpload }) {
  const { key, images, beside, wanted } = upload;
  const [first] = images;
  if (!first) return null;
  const refused = images.some(({ state }) => state.value.kind === 'refused');
  const arrived = images.every(({ state }) => state.value.kind === 'received');
  return (
    <article class="upload" aria-label={first.fileName}>
      {images.length > 1 ? (
        <GatheredFiles upload={upload} />
      ) : (
        images.map((image) => <ImageRow key={image.key} image={image} />)
      )}
      {beside.length > 0 && (
        <ul class="beside" aria-label="Files beside it">
          {beside.map((transfer) => (
            <BesideRow key={transfer.key} upload={upload} transfer={transfer} />
          ))}
        </ul>
      )}
      {refused ? (
        <div class="actions">
          <button type="button" class="button" onClick={() => leaveOut(key)}>
            Leave out
          </button>
        </div>
      ) : wanted ? (
        <p class="quiet wanted" role="status">
          <span>{arrived ? 'Adding…' : 'Will be added as soon as it is there.'}</span>
          <button type="button" class="link" onClick={() => unwantScene(key)}>
            Change
          </button>
        </p>
      ) : (
        <MetadataForm upload={upload} />
      )}
    </article>
  );
}

function ImageRow({ image }: { image: Transfer }) {
  return (
    <div class="transfer">
      <header>
        <strong>{image.fileName}</strong> <small>{formatBytes(image.size)}</small>
      </header>
      <TransferProgress transfer={image} />
      <Found image={image} />
    </div>
  );
}

/** What the server found in the file. */
function Found({ image }: { image: Transfer }) {
  const found = inspectionOf(image);
  if (!found) return null;
  const types = [...new Set(found.bands.map(({ type }) => type))].join(', ');
  const place =
    found.placement === 'missing' ? 'no place on Earth' : (found.crs ?? 'a reference system of its own');
  return (
    <p class="quiet" role="status">
      Received: {found.width} × {found.height} pixels, {plural(found.bands.length, 'band')} of {types},{' '}
      {place}
      {found.gsd !== undefined && `, ${formatResolution(found.gsd)}`}
    </p>
  );
}

function BesideRow({ upload, transfer }: { upload: SceneUpload; transfer: Transfer }) {
  const { fileName, size, state } = transfer;
  return (
    <li>
      <span>
        {fileName} <small>{formatBytes(size)}</small>
      </span>
      {state.value.kind === 'received' ? (
        <small>{takenFrom(upload, transfer)}</small>
      ) : (
        <TransferProgress transfer={transfer} />
      )}
      <button
        type="button"
        class="tool"
        aria-label={`Leave out ${isolated(fileName)}`}
        onClick={() => removeTransfer(transfer)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
