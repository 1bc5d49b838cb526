import { useEffect, useRef } from 'preact/hooks';
import { meeting } from '#domain/geometry/meeting.rules.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isMadeAgain } from '#domain/scene/scene.rules.ts';
import { draftModel } from '../annotation/index.ts';
import { DrawingHelp } from '../annotation/panels.ts';
import { comparisonModel } from '../comparison/index.ts';
import { ModeControls } from '../comparison/panels.ts';
import { Awaiting } from '../controls/panels.ts';
import { mapPortModel, useModel } from '../core/index.ts';
import { loadingWords, lostInWords } from '../i18n/index.ts';
import { mountMap } from '../map/index.ts';
import { RegistrationBar } from '../registration/panels.ts';
import { sceneModel } from '../scene/index.ts';
import { siteModel, sitesResource } from '../site/index.ts';
import { newSiteShown } from '../site/panels.ts';
import { AddScenesInput } from '../upload/panels.ts';
import { Silence } from './silence.panel.tsx';

/** The map, and what is to be said where there is none. */
export function Comparison() {
  const { readyScenes } = useModel(sceneModel);
  const { mapFault } = useModel(comparisonModel);
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

/** Two scenes that lie apart cannot be compared: said, and either gone to. */
function NoCommonGround() {
  const { before, after } = useModel(comparisonModel);
  const { tool } = useModel(draftModel);
  const { map } = useModel(mapPortModel);
  const [earlier, later] = [before.value, after.value];
  if (!earlier || !later || tool.value.kind !== 'select') return null;
  if (meeting(earlier.footprint, later.footprint) !== 'outside') return null;
  const goTo = ({ footprint }: Scene) => map.fit(narrowBox(footprint));
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
  const { scenes } = useModel(sceneModel);
  const words = lostInWords(scenes.value);
  if (!words) return null;
  return (
    <p class="map-status" role="status">
      {words}
    </p>
  );
}

/** Stands where the map will be until it is known what there is to show. */
function Coming({ what, resource }: Parameters<typeof Awaiting>[0]) {
  return (
    <div class="first-scenes">
      <Awaiting what={what} resource={resource} />
    </div>
  );
}

function FirstScenes() {
  const { site } = useModel(siteModel);
  const { scenes, readyScenes, scenesResource } = useModel(sceneModel);
  if (readyScenes.value.length > 0) return null;
  if (!site.value) {
    if (sitesResource.standing.value.kind !== 'there')
      return <Coming what={loadingWords.sites} resource={sitesResource} />;
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
  if (scenesResource.standing.value.kind !== 'there')
    return <Coming what={loadingWords.scenes} resource={scenesResource} />;
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
