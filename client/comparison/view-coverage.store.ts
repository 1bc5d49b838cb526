import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { coveredShare } from './view-coverage.ts';

/** Of the view; less is a sliver at its edge that is missing. */
const WHOLE = 0.99;

/** Which scenes cover what the map shows. */
export function viewCoverageModel(workspace: Workspace) {
  const { readyScenes } = workspace.get(sceneModel);

  /** The corners of what the map shows, in WGS 84, counter-clockwise; the map tells when it comes to rest. */
  const viewCorners: Signal<Position[] | undefined> = signal(undefined);

  /** The share of the view that each scene covers, by scene id; empty before there is a view. */
  const shares: ReadonlySignal<ReadonlyMap<string, number>> = computed(() => {
    const view = viewCorners.value;
    return new Map(view && readyScenes.value.map(({ id, footprint }) => [id, coveredShare(footprint, view)]));
  });

  /** The share of the view that a scene covers, 0 to 1. */
  function shareCovered({ id }: Scene): number | undefined {
    return shares.value.get(id);
  }

  /** True for a scene that covers the view, and for one of which that is not known. */
  function coversView(scene: Scene): boolean {
    return (shareCovered(scene) ?? 1) >= WHOLE;
  }

  return { viewCorners, shareCovered, coversView };
}
