import type { ArealGeometry, Position } from '#domain/geometry/geometry.contract.ts';
import { polygonsOf } from '#domain/geometry/ring.rules.ts';
import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Workspace } from '../../core/index.ts';
import { toView, viewExtent } from '../base/projection.ts';
import type { Extent } from '../base/view-domain.ts';
import { viewSystemModel } from '../base/view-system.ts';
import { shiftTo } from '../scene/scene-layers.ts';
import { bandsToRead } from '../scene/scene-style.ts';
import { inStudio } from './studio.ts';

/** Metres that a chip shows from edge to edge at least, so that there is ground around a small structure. */
const LEAST_METRES = 30;
/** Times an outline's longer side that a chip shows. */
const SURROUNDING = 2.2;

/** A square of ground around an outline. */
type Frame = { system: string; extent: Extent };

/**
 * Draws a scene around an outline (WGS 84) onto a square canvas: at the same ground scale and place for every
 * scene, laid by its registration offset, in its own look. Chips wait for one another; one whose signal was
 * aborted meanwhile is passed over. Rejects with a sentence where the scene cannot be read.
 */
export async function drawChip(
  workspace: Workspace,
  canvas: HTMLCanvasElement,
  { scene, look, outline }: { scene: Scene; look: ShownLook; outline: ArealGeometry },
  signal: AbortSignal,
): Promise<void> {
  const frame = frameAround(workspace, outline);
  if (!frame) return;
  await inStudio(frame.system, signal, async ({ scenes, draw }) => {
    const opened = await scenes.open(scene, bandsToRead(scene.bands, look.colours));
    shiftTo(scene, opened);
    await draw(canvas, { scene, look, opened, extent: frame.extent }, signal);
  });
}

/** The outline as the data of an SVG path in a chip whose edges are 100 long. */
export function chipOutline(workspace: Workspace, outline: ArealGeometry): string {
  const frame = frameAround(workspace, outline);
  if (!frame) return '';
  const { system, extent } = frame;
  const side = extent[2] - extent[0];
  const place = (position: Position) => {
    const [east, north] = toView(position, system)!;
    return `${(((east - extent[0]) / side) * 100).toFixed(2)} ${(((extent[3] - north) / side) * 100).toFixed(2)}`;
  };
  return polygonsOf(outline)
    .flat()
    .map((ring) => `M${ring.map(place).join('L')}Z`)
    .join('');
}

function frameAround(workspace: Workspace, outline: ArealGeometry): Frame | undefined {
  const system = workspace.get(viewSystemModel).systemShowing(outline);
  const around = system && viewExtent(outline, system);
  if (!around) return undefined;
  const [west, south, east, north] = around;
  const half = Math.max((east - west) * SURROUNDING, (north - south) * SURROUNDING, LEAST_METRES) / 2;
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return { system, extent: [x - half, y - half, x + half, y + half] };
}
