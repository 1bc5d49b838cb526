import type { Scene } from '#domain/scene/scene.contract.ts';
import { openWorkspace, useModel } from '../core/index.ts';
import { formatAcquired, plural } from '../i18n/index.ts';
import { type ShownScene, sceneModel } from './scene.store.ts';
import { dropEdit, sceneEditModel, typedSceneEdits } from './scene-edit.store.ts';

/** Details of this site's scenes that are typed, not saved, and not in front of the analyst: offered again, also after a reload. */
export function KeptSceneEdits(props: {
  before: ShownScene;
  after: ShownScene;
  onContinue: (scene: Scene) => void;
}) {
  const { sceneById } = useModel(sceneModel);
  const { detailsShown } = useModel(sceneEditModel);
  const here = openWorkspace.value.siteId;
  const inFront = detailsShown.value && props[detailsShown.value].value?.id;
  const kept = [...typedSceneEdits.value.values()].filter(
    ({ base, sceneId }) => base.siteId === here && sceneId !== inFront,
  );
  if (kept.length === 0) return null;
  return (
    <section class="kept" aria-label="Unsaved details of scenes">
      <p>You have unsaved details of {plural(kept.length, 'scene')}.</p>
      <ul>
        {kept.map(({ sceneId, base }) => {
          const scene = sceneById(sceneId);
          return (
            <li key={sceneId}>
              <span>
                {formatAcquired(scene ?? base)}
                <small>{(scene ?? base).title}</small>
              </span>
              {scene?.state === 'ready' && (
                <button type="button" class="button" onClick={() => props.onContinue(scene)}>
                  Continue
                </button>
              )}
              <button type="button" class="button" onClick={() => dropEdit(sceneId)}>
                Discard
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
