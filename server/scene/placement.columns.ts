import type {
  HandPlacement,
  PlacementDoubt,
  SceneAccuracy,
  ScenePlacement,
} from '#domain/placement/placement.contract.ts';
import type { Placement } from '#imagery/place/placement.ts';
import { howFar } from '#imagery/reference-system/base/accuracy.rules.ts';
import type { Acting } from '../http/acting.ts';
import { problem } from '../http/problem.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { lostOriginals } from '../storage/lost-files.ts';
import { originalMissing } from './not-there.ts';
import { type SceneRow, toScene } from './scene.queries.ts';
import { imagesOf, lookAside } from './scene-images.ts';

/** A placement as it is stored: where the display copy lies, where that comes from, and what was accepted of it. */
export function placementColumns(placement: Placement, given: HandPlacement | undefined, { by, at }: Acting) {
  const { origin, epsg, projection, grid, footprint, residual, accuracy, doubts } = placement;
  const stored: ScenePlacement = {
    origin,
    ...(given && { by, at: at.toISOString(), given }),
    ...(residual !== undefined && { residual }),
    ...(doubts.length > 0 && { confirmed: { doubts: [...doubts], by, at: at.toISOString() } }),
    resampled: grid.method === 'resampled',
  };
  const accepted: SceneAccuracy | null = accuracy && {
    ...accuracy,
    acceptedBy: by,
    acceptedAt: at.toISOString(),
  };
  return {
    footprint: JSON.stringify(footprint),
    epsg,
    projection,
    affine: [...grid.affine],
    width: grid.width,
    height: grid.height,
    placement: JSON.stringify(stored),
    accuracy: accepted && JSON.stringify(accepted),
  };
}

/** Metres of a pixel as the scene's file and placement give it. */
export async function groundSampleDistanceOf(scene: SceneRow, blobs: BlobStore): Promise<number> {
  const lost = await lostOriginals(scene, blobs);
  if (lost.length > 0) throw originalMissing(lost);
  const { given } = toScene(scene).placement;
  const { originalPath, gathering } = imagesOf(scene, blobs);
  const { placement } = gathering
    ? await lookAside('inspectImages', gathering, blobs.limits)
    : await lookAside('inspectImage', originalPath, given, blobs.limits);
  return placement?.groundSampleDistance ?? scene.gsd;
}

/** The refusal of a scene that may lie some way off, which nobody has accepted. */
export function accuracyNotAccepted({ metres, reason }: { metres: number; reason: string }) {
  return problem('accuracy_not_accepted', {
    detail: `The image may lie ${howFar(metres)} from its true place. ${reason} Accept this with acceptAccuracy, or warp the image to WGS 84 with a GIS that has the shift.`,
    accuracy: { metres, reason },
  });
}

/** The refusal of a place that is more likely a mistake, while nobody has said that it is meant. */
export function placementNotAccepted(doubts: PlacementDoubt[]) {
  const codes = doubts.map(({ code }) => `"${code}"`).join(', ');
  const detail = `${doubts.map(({ sentence }) => sentence).join(' ')} Correct the place, or say that it is meant so.`;
  return problem('placement_not_accepted', {
    detail,
    errors: [{ pointer: '/acceptPlacement', detail: `Say [${codes}] where it is meant so.` }],
    doubts,
  });
}
