import type OlMap from 'ol/Map.js';
import { viewCoverageModel } from '../../comparison/index.ts';
import type { Workspace } from '../../core/index.ts';
import { fromView } from '../base/projection.ts';

/** Tells the model what ground the map shows, whenever it comes to rest. Returns what ends that. */
export function tellViewCorners(workspace: Workspace, map: OlMap, system: string): () => void {
  const { viewCorners } = workspace.get(viewCoverageModel);
  const told = () => {
    const [west = 0, south = 0, east = 0, north = 0] = map.getView().calculateExtent(map.getSize());
    const corners = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ].map((corner) => fromView(corner, system));
    viewCorners.value = corners.every((corner) => corner !== undefined) ? corners : undefined;
  };
  map.on('moveend', told);
  return () => {
    map.un('moveend', told);
    viewCorners.value = undefined;
  };
}
