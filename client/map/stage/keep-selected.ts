import { containsExtent, intersects } from 'ol/extent.js';
import type OlMap from 'ol/Map.js';
import type { ObjectEvent } from 'ol/Object.js';
import { annotationsModel } from '../../annotation/index.ts';
import type { Workspace } from '../../core/index.ts';
import type { Extent } from '../base/view-domain.ts';
import type { AnnotationOutlines } from '../feature/annotation-layer.ts';

/** Pixels between an outline and the edge of the map. */
const MARGIN = 32;

/**
 * Where the map becomes smaller, as when a drawer opens beside it, moves it just so far that the selected
 * outline, which was in sight, stays there. An outline that is larger than the map is left as it lies.
 */
export function keepSelectedInSight(
  workspace: Workspace,
  map: OlMap,
  outlines: AnnotationOutlines,
): () => void {
  const { selectedId } = workspace.get(annotationsModel);
  const resized = ({ oldValue }: ObjectEvent) => {
    const [view, size] = [map.getView(), map.getSize()];
    const [resolution, centre] = [view.getResolution(), view.getCenter()];
    const outline = outlines.source.getFeatureById(selectedId.peek() ?? '');
    if (!oldValue || !size || !resolution || !centre || !outline || Array.isArray(outline)) return;
    const geometry = outline.getGeometry();
    if (!geometry) return;
    const [west, south, east, north] = geometry.getExtent() as Extent;
    const seen = view.calculateExtent(size) as Extent;
    const margin = MARGIN * resolution;
    const wanted: Extent = [west - margin, south - margin, east + margin, north + margin];
    if (!intersects(view.calculateExtent(oldValue), wanted) || containsExtent(seen, wanted)) return;
    const right = shift([seen[0], seen[2]], [wanted[0], wanted[2]]);
    const up = shift([seen[1], seen[3]], [wanted[1], wanted[3]]);
    view.setCenter([centre[0]! + right, centre[1]! + up]);
  };
  map.on('change:size', resized);
  return () => map.un('change:size', resized);
}

type Span = [from: number, to: number];

/** The least way by which a span comes to hold another; none where it is too short for that. */
function shift(seen: Span, wanted: Span): number {
  if (wanted[1] - wanted[0] > seen[1] - seen[0]) return 0;
  return Math.max(0, wanted[1] - seen[1]) + Math.min(0, wanted[0] - seen[0]);
}
