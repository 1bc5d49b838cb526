import type { Scene } from '#domain/scene/scene.contract.ts';
import { useModel } from '../core/index.ts';
import { formatAcquired, formatMoment } from '../i18n/index.ts';
import { sceneModel } from './scene.store.ts';
import { sceneEndingModel } from './scene-ending.store.ts';

/** Closes a scene, or removes it where nothing names it. */
export function SceneEnding({ scene }: { scene: Scene }) {
  const { ending, setClosed, askRemoval, remove, keep } = useModel(sceneEndingModel);
  const { closed } = scene;
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
        <button
          type="button"
          class="button"
          title={closed ? undefined : 'Kept, and no more offered.'}
          onClick={() => void setClosed(scene, !closed)}
        >
          {closed ? 'Offer again' : 'Close scene'}
        </button>
        <button type="button" class="button" onClick={() => void askRemoval(scene)}>
          Remove scene
        </button>
      </div>
      {closed && (
        <p class="hint">
          Closed by {closed.by}, {formatMoment(closed.at)}.
        </p>
      )}
    </>
  );
}

/** The scenes of the site that are closed, each to be offered again. */
export function ClosedScenes() {
  const { scenes } = useModel(sceneModel);
  const { ending, setClosed } = useModel(sceneEndingModel);
  const closed = scenes.value.filter((one) => one.closed);
  if (closed.length === 0) return null;
  return (
    <section class="stack">
      <h3>Closed scenes</h3>
      {closed.map((one) => (
        <div class="actions" key={one.id}>
          <span>
            {one.title}, {formatAcquired(one)}
          </span>
          <button type="button" class="button" onClick={() => void setClosed(one, false)}>
            Offer again
          </button>
          {ending.value?.sceneId === one.id && <span class="fault">{ending.value.sentence}</span>}
        </div>
      ))}
    </section>
  );
}
