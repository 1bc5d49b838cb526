import type { FrameState } from 'ol/Map.js';
import type Source from 'ol/source/Source.js';
import { getUid } from 'ol/util.js';

/** The tiles of a source, as `z,x,y`, that a frame shows or waits for. */
export function tilesOfFrame(
  { wantedTiles: bySource }: Pick<FrameState, 'wantedTiles'>,
  source: Source,
): Set<string> {
  return new Set(
    Object.keys(bySource[getUid(source)] ?? {}).map((key) => key.slice(key.lastIndexOf('/') + 1)),
  );
}
