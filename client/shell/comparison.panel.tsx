import { useEffect, useRef } from 'preact/hooks';
import { meeting } from '#domain/geometry/meeting.rules.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import {
  abortSketch,
  finishSketch,
  sketchArea,
  sketching,
  tool,
  undoLastCorner,
} from '../annotation/annotation.store.ts';
import { after, before, mapFault, viewRequest } from '../comparison/comparison.store.ts';
import { mode, offeredModes } from '../comparison/mode.store.ts';
import { ModeControls } from '../comparison/mode-controls.panel.tsx';
import { Awaiting } from '../controls/awaiting.tsx';
import { formatArea } from '../i18n/formats.ts';
import { labels } from '../i18n/labels.ts';
import { loadingWords } from '../i18n/loading-words.ts';
import { lostInWords } from '../i18n/scene-words.ts';
import { bindings, keyName, keysOn } from '../keys/keys.store.ts';
import { mountMap } from '../map/stage/map.ts';
import { RegistrationBar } from '../registration/registration.panel.tsx';
import { scenesLoader } from '../scene/scene.api.ts';
import { isMadeAgain, readyScenes, scenes } from '../scene/scene.store.ts';
import { sitesLoader } from '../site/site.api.ts';
import { newSiteShown } from '../site/site.panel.tsx';
import { site } from '../site/site.store.ts';
import { AddScenesInput } from '../upload/sheet/upload.panel.tsx';
import { Silence } from './silence.panel.tsx';

/** How both dates are set against each other. */
export function Modes() {
  return (
    <fieldset class="modes" aria-label="Comparison mode">
      {offeredModes.map((code) => (
        <label
          key={code}
          title={keysOn.value ? `${labels.mode[code]} (${keyName(bindings.value[code])})` : undefined}
        >
          <input
            type="radio"
            name="mode"
            checked={mode.value === code}
            onChange={() => (mode.value = code)}
          />
          <span>{labels.mode[code]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The map, and what is to be said where there is none. */
export function Comparison() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => mountMap(container.current!), []);
  return (
    <main class="comparison" aria-label="Comparison">
      <div class="map" ref={container} />
      {readyScenes.value.length > 0 && <ModeControls />}
      <DrawingHelp />
      <NoCommonGround />
      <RegistrationBar />
      {mapFault.value && (
        <p class="map-fault" role="alert">
          {mapFault.value}
        </p>
      )}
      <LostPictures />
      <FirstScenes />
      <Silence />
    </main>
  );
}

/** What to do next while drawing, with a button for each key. */
function DrawingHelp() {
  const current = tool.value;
  if (current.kind === 'select') return null;
  if (current.kind === 'edit')
    return (
      <div class="drawing-help" role="status">
        Drag a corner or the whole. Enter ends.
        <button type="button" class="button" onClick={() => (tool.value = { kind: 'select' })}>
          Done
        </button>
      </div>
    );
  const corners = sketching.value?.sketch.length ?? 0;
  const hint =
    current.shape === 'rectangle'
      ? 'Click one corner, then the opposite one.'
      : corners === 0
        ? 'Click the first corner.'
        : 'Click corners; double-click or Enter closes.';
  return (
    <div class="drawing-help">
      <span role="status">{hint}</span>
      {sketchArea.value !== undefined && <output aria-label="Area">{formatArea(sketchArea.value)}</output>}
      {corners > 0 && (
        <button type="button" class="button" onClick={() => undoLastCorner.value++}>
          Last corner back
        </button>
      )}
      {corners > 2 && current.shape === 'polygon' && (
        <button type="button" class="button" onClick={() => finishSketch.value++}>
          Close
        </button>
      )}
      <button
        type="button"
        class="button"
        onClick={() => {
          if (sketching.value) abortSketch.value++;
          tool.value = { kind: 'select' };
        }}
      >
        Cancel
      </button>
    </div>
  );
}

/** Two scenes that lie apart cannot be compared: said, and either gone to. */
function NoCommonGround() {
  const [earlier, later] = [before.value, after.value];
  if (!earlier || !later || tool.value.kind !== 'select') return null;
  if (meeting(earlier.footprint, later.footprint) !== 'outside') return null;
  const goTo = ({ footprint }: Scene) => (viewRequest.value = { kind: 'fit', box: narrowBox(footprint) });
  return (
    <div class="drawing-help">
      <span role="status">Before and after show no common ground: choose another scene.</span>
      <button type="button" class="button" onClick={() => goTo(earlier)}>
        Go to before
      </button>
      <button type="button" class="button" onClick={() => goTo(later)}>
        Go to after
      </button>
    </div>
  );
}

/** Scenes that were seen before and cannot be now: said, since other dates stand in for them meanwhile. */
function LostPictures() {
  const words = lostInWords(scenes.value);
  if (!words) return null;
  return (
    <p class="map-status" role="status">
      {words}
    </p>
  );
}

/** Stands where the map will be until it is known what there is to show. */
function Coming({ what, loader }: Parameters<typeof Awaiting>[0]) {
  return (
    <div class="first-scenes">
      <Awaiting what={what} loader={loader} />
    </div>
  );
}

function FirstScenes() {
  if (readyScenes.value.length > 0) return null;
  if (!site.value) {
    if (sitesLoader.standing.value.kind !== 'there')
      return <Coming what={loadingWords.sites} loader={sitesLoader} />;
    return (
      <div class="first-scenes">
        <h2>A place to watch</h2>
        <p>Name the first site; its scenes and changes are kept together.</p>
        <button type="button" class="button primary" onClick={() => (newSiteShown.value = true)}>
          New site
        </button>
      </div>
    );
  }
  if (scenesLoader.standing.value.kind !== 'there')
    return <Coming what={loadingWords.scenes} loader={scenesLoader} />;
  if (scenes.value.some((scene) => scene.state === 'ingesting'))
    return (
      <p class="first-scenes">
        {scenes.value.some(isMadeAgain)
          ? 'The pictures were lost on the server and are being made again…'
          : 'The first scene is being made ready…'}
      </p>
    );
  return (
    <div class="first-scenes">
      <h2>Drop a GeoTIFF here</h2>
      <p>Two scenes of different dates make a comparison. Files stay on this server, untouched.</p>
      <AddScenesInput label="Choose GeoTIFF files">Choose files</AddScenesInput>
    </div>
  );
}
