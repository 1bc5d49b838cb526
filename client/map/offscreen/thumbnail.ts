import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../../core/index.ts';
import { viewExtent } from '../base/projection.ts';
import type { Extent } from '../base/view-domain.ts';
import { viewSystemModel } from '../base/view-system.ts';
import { openScene } from '../scene/scene-source.ts';
import { bandsToRead } from '../scene/scene-style.ts';
import { inStudio } from './studio.ts';

/** Pixels: enough for the card of a scene, in which it is largest. */
const SIZE = { width: 240, height: 144 };

/**
 * Draws the middle of a whole scene in a look, from its coarsest level that is fine enough. Gives nothing where it
 * was aborted or no site is on screen. Rejects with a sentence where the scene cannot be read.
 */
export async function drawThumbnail(
  workspace: Workspace,
  scene: Scene,
  look: ShownLook,
  signal: AbortSignal,
): Promise<Blob | undefined> {
  const system = workspace.get(viewSystemModel).systemShowing(scene.footprint);
  const ground = system && viewExtent(scene.footprint, system);
  if (!ground) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  // Not one of the scenes that stay open: of a long series, each would hold its tiles. And before the studio is
  // taken, so that a scene whose file does not come keeps nobody waiting.
  const opened = await openScene(scene, system, bandsToRead(scene.bands, look.colours), {
    coarseFirst: false,
  });
  let finished = false;
  try {
    await inStudio(system, signal, async ({ draw }) => {
      await draw(canvas, { scene, look, opened, extent: filling(ground) }, signal);
      finished = !signal.aborted;
    });
  } finally {
    opened.source.dispose();
  }
  if (!finished) return undefined;
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/webp', 0.8));
}

/** The largest part in the middle of an extent that is as wide for its height as a thumbnail. */
function filling([west, south, east, north]: Extent): Extent {
  const metresPerPixel = Math.min((east - west) / SIZE.width, (north - south) / SIZE.height);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const [halfWidth, halfHeight] = [(SIZE.width * metresPerPixel) / 2, (SIZE.height * metresPerPixel) / 2];
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
}
