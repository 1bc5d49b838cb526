import { useRef } from 'preact/hooks';
import type { OverlayAccuracy } from '#domain/overlay/overlay.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { howFar } from '#imagery/reference-system/base/accuracy.rules.ts';
import { Awaiting, Icon } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatCount, loadingWords, plural } from '../i18n/index.ts';
import { type LaidOver, overlayModel } from './overlay.store.ts';

/** The sheet of what lies over the images: other people's sketches and findings, never annotations. */
export function Overlays() {
  const { layOver, overlays, overlaysShown, sharedOverlaysResource } = useModel(overlayModel);
  const input = useRef<HTMLInputElement>(null);
  if (!overlaysShown.value) return null;
  return (
    <section class="overlays" aria-label="Overlays">
      <header class="panel-head">
        <h2>Overlays</h2>
        <button type="button" class="button" onClick={() => input.current?.click()}>
          Add
        </button>
        <button type="button" class="tool" aria-label="Close" onClick={() => (overlaysShown.value = false)}>
          <Icon name="close" />
        </button>
      </header>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".geojson,.json,.kml,.kmz,.xml,.txt,.gz"
        aria-label="GeoJSON, KML or KMZ files"
        onChange={(event) => {
          void layOver([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <p class="hint">
        GeoJSON, KML or KMZ, for orientation only: never part of a change or a report. It stays in this
        browser unless you share it.
      </p>
      <GivenFiles />
      <WrittenNames />
      <Awaiting what={loadingWords.overlays} resource={sharedOverlaysResource} />
      <ul>
        {overlays.value.map((overlay) => (
          <OverlayRow key={overlay.id} overlay={overlay} />
        ))}
      </ul>
    </section>
  );
}

/** Files that are being read, that could not be laid over, and that may lie off, each with the reason. */
function GivenFiles() {
  const { dismissGiven, givenOverlays } = useModel(overlayModel);
  return (
    <div class="given-overlays" role="alert" aria-label="Files that were given">
      {givenOverlays.value.map(({ id, fileName, state }) => (
        <p key={id} class={state.kind === 'reading' ? 'hint' : 'fault-box'}>
          {state.kind === 'reading' ? (
            `${isolated(fileName)} is being read…`
          ) : (
            <>
              <span>
                {state.kind === 'refused'
                  ? `${isolated(fileName)} cannot be laid over. ${state.why}`
                  : `${isolated(fileName)}: ${mayLieOff(state.accuracy)}`}
                {state.kind === 'inaccurate' && (
                  <button type="button" class="link" onClick={state.accept}>
                    Lay over all the same
                  </button>
                )}
              </span>
              <button
                type="button"
                class="tool"
                aria-label={`Dismiss ${isolated(fileName)}`}
                onClick={() => dismissGiven(id)}
              >
                <Icon name="close" />
              </button>
            </>
          )}
        </p>
      ))}
    </div>
  );
}

function mayLieOff({ metres, reason }: OverlayAccuracy): string {
  return `May lie ${howFar(metres)} off. ${isolated(reason)}`;
}

/** Says that names were left out, which nobody would see otherwise. */
function WrittenNames() {
  const { writtenNames } = useModel(overlayModel);
  const { written, all } = writtenNames.value;
  if (written === all) return null;
  return (
    <p class="hint">
      {formatCount(written)} of {formatCount(all)} names in and around the view are written: zoom in for more.
    </p>
  );
}

function OverlayRow({ overlay }: { overlay: LaidOver }) {
  const { fitOverlay, removeOverlay, shareOverlay, showOverlay } = useModel(overlayModel);
  const { id, name, shown, features, colour, sharedBy, accuracy, lacks } = overlay;
  return (
    <li>
      <label class={`check overlay-${colour}`}>
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => showOverlay(id, event.currentTarget.checked)}
        />
        <span class="overlay-name">{name}</span>
      </label>
      <small>
        {plural(features.length, 'feature')}
        {sharedBy === undefined ? ' · only here' : ` · shared by ${isolated(sharedBy)}`}
        {accuracy && <span class="overlay-remark overlay-warning">{mayLieOff(accuracy)}</span>}
        {lacks !== undefined && <span class="overlay-remark">{isolated(lacks)}</span>}
      </small>
      {sharedBy === undefined && (
        <button type="button" class="link" onClick={() => void shareOverlay(overlay)}>
          Share
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label={`Show ${isolated(name)}`}
        onClick={() => fitOverlay(overlay)}
      >
        <Icon name="fit" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={
          sharedBy === undefined ? `Take ${isolated(name)} away` : `Withdraw ${isolated(name)} for all`
        }
        title={sharedBy === undefined ? 'Take away' : 'Withdraw for all'}
        onClick={() => void removeOverlay(overlay)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
