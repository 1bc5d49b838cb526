import type { Scene } from '#domain/scene/scene.contract.ts';
import { shiftTo } from '../scene/scene-layers.ts';
import { openScene } from '../scene/scene-source.ts';
import { bandsToRead, type DrawnLook } from '../scene/scene-style.ts';
import type { FigureGround } from './figure-ground.ts';
import { inStudio } from './studio.ts';

/**
 * Draws a scene over the whole of a canvas, whose sides are to each other as those of the ground: laid by its
 * registration offset, in its own look, every pixel there or none. Nothing is drawn where the signal is aborted.
 * Rejects with a sentence where the scene, or a part of it, cannot be read.
 */
export async function drawFigureImage(
  canvas: HTMLCanvasElement,
  { scene, look, ground }: { scene: Scene; look: DrawnLook; ground: FigureGround },
  signal: AbortSignal,
): Promise<void> {
  const { system, extent } = ground;
  // Not one of the scenes that stay open: its tiles at the size of a figure would be held with it.
  const opened = await openScene(scene, system, bandsToRead(scene.bands, look.colours), {
    coarseFirst: false,
  });
  try {
    shiftTo(scene, opened);
    await inStudio(system, signal, ({ draw }) => draw(canvas, { scene, look, opened, extent }, signal));
  } finally {
    opened.source.dispose();
  }
}
