import { computed, type Signal, signal } from '@preact/signals';
import type { Colours, Limits, Look, ShownLook, StoredLook } from '#domain/look/look.contract.ts';
import { commonScale, seriesChoice, shownColours, shownLook } from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';

/** How the scenes of a site are shown. */
export function lookModel(workspace: Workspace) {
  const { scenes, readyScenes } = workspace.get(sceneModel);

  /** What was set for the scenes of the site, by scene id. */
  const looks: Signal<ReadonlyMap<string, StoredLook>> = signal(new Map());

  /** True while scenes are shown as if nothing had been set but their bands. */
  const plainShown: Signal<boolean> = signal(false);

  /** The side whose look is being set. */
  const lookShown: Signal<'before' | 'after' | undefined> = signal(undefined);

  /** What was set for this scene itself. */
  function ownLook(sceneId: string): Look {
    return looks.value.get(sceneId)?.look ?? {};
  }

  /** What a scene's series gives it, where nothing was chosen for the scene itself. */
  function seriesOf(scene: Scene): Pick<Look, 'colours' | 'bandOrder'> | undefined {
    return seriesChoice(scene, scenes.value, looks.value);
  }

  const shown = computed(() =>
    readyScenes.value.map((scene) => ({
      bands: scene.bands,
      colours: shownColours(scene, ownLook(scene.id), seriesOf(scene)),
    })),
  );

  /** The scale that dates are compared on where their colours stand for values. */
  function commonScaleOf(colours: Colours): Limits {
    return commonScale(colours, shown.value);
  }

  /** How a scene is shown now. */
  function lookOf(scene: Scene): ShownLook {
    const own = ownLook(scene.id);
    const kept = plainShown.value ? bandsOf(own) : own;
    return shownLook(scene, kept, seriesOf(scene), commonScaleOf);
  }

  /** How a scene is shown by what was set for it, whether that is shown at this moment or not. */
  function lookAsSet(scene: Scene): ShownLook {
    return shownLook(scene, ownLook(scene.id), seriesOf(scene), commonScaleOf);
  }

  return { looks, plainShown, lookShown, ownLook, seriesOf, commonScaleOf, lookOf, lookAsSet };
}

/** The choice of bands alone. */
function bandsOf({ colours, bandOrder }: Look): Look {
  return { ...(colours && { colours }), ...(bandOrder && { bandOrder }) };
}
