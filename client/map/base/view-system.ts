import { computed, type ReadonlySignal } from '@preact/signals';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import { narrowBox } from '#domain/geometry/ring.rules.ts';
import { comparisonModel } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { siteModel } from '../../site/index.ts';
import { boxAround } from './ground.ts';
import { viewExtent, viewSystemOf } from './projection.ts';
import { zoneHolding } from './view-domain.ts';

/** The system that a site is drawn in. */
export function viewSystemModel(workspace: Workspace) {
  const { site } = workspace.get(siteModel);
  const { readyScenes } = workspace.get(sceneModel);
  const { before, after } = workspace.get(comparisonModel);

  /**
   * The code of the system that the site is drawn in: the UTM zone of its boundary, else of all its scenes
   * together, which holds whatever dates are looked at. Of a site too wide for a zone, or near a pole, the system
   * of the two scenes on screen. Undefined where there is nothing to be drawn.
   */
  const viewSystem: ReadonlySignal<string | undefined> = computed(() => {
    if (!site.value) return undefined;
    const boxes = readyScenes.value.map(({ footprint }) => narrowBox(footprint));
    const boundary = site.value.boundary;
    const grounds = [boundary ? narrowBox(boundary) : undefined, boxAround(boxes)].filter(
      (box) => box !== undefined,
    );
    for (const ground of grounds) if (zoneHolding(ground, boxes)) return viewSystemOf(ground);
    const pair = [before.value, after.value].filter((scene) => scene !== undefined);
    const ground = boxAround(pair.map(({ footprint }) => narrowBox(footprint))) ?? grounds[0];
    return ground && viewSystemOf(ground);
  });

  /**
   * The system that a picture of some ground is drawn in: that of the map, unless the ground lies beyond its reach. Undefined
   * where there is no map.
   */
  function systemShowing(ground: ArealGeometry): string | undefined {
    const system = viewSystem.peek();
    return !system || viewExtent(ground, system) ? system : viewSystemOf(narrowBox(ground));
  }

  return { viewSystem, systemShowing };
}
