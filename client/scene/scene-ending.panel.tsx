import type { ComponentChildren } from 'preact';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { useModel } from '../core/index.ts';
import { formatMoment, sceneName } from '../i18n/index.ts';
import { siteSettingsModel } from '../site/index.ts';
import { sceneModel } from './scene.store.ts';
import { sceneEndingModel } from './scene-ending.store.ts';

/** Closes a scene, or removes it where nothing names it. */
export function SceneEnding({ scene }: { scene: Scene }) {
  const { setClosed } = useModel(sceneEndingModel);
  const { closed } = scene;
  return (
    <>
      <SceneRemoval scene={scene}>
        <button
          type="button"
          class="button"
          title={closed ? undefined : 'Kept, and no more offered.'}
          onClick={() => void setClosed(scene, !closed)}
        >
          {closed ? 'Offer again' : 'Close scene'}
        </button>
      </SceneRemoval>
      {closed && (
        <p class="hint">
          Closed by {closed.by}, {formatMoment(closed.at)}.
        </p>
      )}
    </>
  );
}

/** Removes a scene, once that was asked; what else can be done with it stands beside, and gives way to the question. */
export function SceneRemoval({ scene, children }: { scene: Scene; children: ComponentChildren }) {
  const { ending, askRemoval, remove, keep } = useModel(sceneEndingModel);
  const own = ending.value?.sceneId === scene.id ? ending.value : undefined;
  if (own?.kind === 'asked')
    return (
      <div class="actions" role="alert">
        <span>{own.sentence}</span>
        <button type="button" class="button" onClick={() => void remove(scene)}>
          Remove for good
        </button>
        <button type="button" class="button" onClick={keep}>
          Keep it
        </button>
      </div>
    );
  return (
    <>
      {own && (
        <p class="fault-box" role="alert">
          {own.sentence}
        </p>
      )}
      <div class="actions">
        {children}
        <button type="button" class="button" onClick={() => void askRemoval(scene)}>
          Remove scene
        </button>
      </div>
    </>
  );
}

/** The scenes of the site that are closed, each to be offered again. */
export function ClosedScenes() {
  const { scenes } = useModel(sceneModel);
  const { ending, setClosed } = useModel(sceneEndingModel);
  const { staying } = useModel(siteSettingsModel);
  const closed = scenes.value.filter((one) => one.closed);
  if (closed.length === 0) return null;
  return (
    <section class="stack">
      <h3>Closed scenes</h3>
      {closed.map((one) => (
        <div class="actions" key={one.id}>
          <span>{sceneName(one)}</span>
          <button type="button" class="button" onClick={() => void staying(() => setClosed(one, false))}>
            Offer again
          </button>
          {ending.value?.sceneId === one.id && <span class="fault">{ending.value.sentence}</span>}
        </div>
      ))}
    </section>
  );
}
