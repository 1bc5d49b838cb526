import DataTile from 'ol/DataTile.js';
import { buffer, containsCoordinate, type Extent, getForViewAndSize } from 'ol/extent.js';
import OlMap, { type FrameState, type MapOptions } from 'ol/Map.js';

/** All that a view needs, so that it goes as one request a scene. */
const MOST_TILES_LOADING = 128;

/**
 * While its view moves by itself, this map loads at once all that is to be seen where the view will rest, and
 * nothing that it passes. OpenLayers loads two tiles a frame of either until it rests, and none where a frame
 * takes long.
 */
export class GoalFirstMap extends OlMap {
  private goal: Extent | undefined;

  constructor(options: MapOptions) {
    super({ ...options, maxTilesLoading: MOST_TILES_LOADING });
    let former: Passed | undefined;
    this.on('precompose', ({ frameState }) => {
      this.goal = frameState && goalOf(frameState, former);
      former = frameState?.viewState;
      if (!frameState || !this.goal) return;
      // What its layers take for the place to come.
      frameState.nextExtent = this.goal;
      frameState.viewState.nextResolution ||= frameState.viewState.resolution;
    });
    this.on('postrender', ({ frameState }) => {
      if (!frameState || !this.goal) return;
      frameState.tileQueue.reprioritize();
      frameState.tileQueue.loadMoreTiles(MOST_TILES_LOADING, MOST_TILES_LOADING);
    });
  }

  override getTilePriority(...given: Parameters<OlMap['getTilePriority']>): number {
    const [tile, , centre, resolution] = given;
    const [width = 0, height = 0] = tile instanceof DataTile ? tile.getSize() : [];
    const half = (Math.max(width, height) / 2) * resolution;
    const passed = this.goal && !containsCoordinate(buffer(this.goal, half), centre);
    return passed ? Number.POSITIVE_INFINITY : super.getTilePriority(...given);
  }
}

type Passed = FrameState['viewState'];

/** What will be in view when it rests. Undefined when it rests already, or zooms and has not moved yet. */
function goalOf({ viewState, size }: FrameState, former: Passed | undefined): Extent | undefined {
  const { center, resolution, nextCenter, nextResolution } = viewState;
  if (nextCenter) return getForViewAndSize(nextCenter, nextResolution || resolution, 0, size);
  if (!nextResolution || !former || former.resolution === resolution) return undefined;
  // About whatever place it zooms, its centre moves in proportion to its resolution.
  const stillToGo = (nextResolution - resolution) / (resolution - former.resolution);
  const rest = center.map((at, axis) => at + (at - former.center[axis]!) * stillToGo);
  return getForViewAndSize(rest, nextResolution, 0, size);
}
