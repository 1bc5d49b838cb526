import type { PlacementDoubt } from '#domain/placement/placement.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { howFar } from '#imagery/reference-system/base/accuracy.rules.ts';
import { plural } from '../i18n/index.ts';

const origins = {
  corners: 'its corners',
  control_points: 'control points',
  grid: 'a reference system',
} as const;

const doubts: Record<PlacementDoubt['code'], string> = {
  mirrored: 'mirrored',
  turned: 'turned',
  stretched: 'with long pixels',
  askew: 'askew',
  points_off: 'with points that miss',
  size: 'of unusual size',
  outside_area: 'far outside the area of its reference system',
  beside: 'elsewhere than a file beside it says',
};

/** Where a scene's place comes from, how well points fit, and whether its pixels were computed anew. */
export function placementInWords({ placement }: Scene): string {
  const { origin, by, at, residual, confirmed, resampled } = placement;
  const source =
    origin === 'file'
      ? residual === undefined
        ? 'From the file'
        : 'Control points of the file'
      : `Given by ${isolated(by ?? 'an analyst')} as ${origins[origin]}${at ? ` on ${at.slice(0, 10)}` : ''}`;
  const fit =
    residual === null
      ? 'residual unknown: no point is left to check it by'
      : residual &&
        `each of ${plural(residual.points, 'point')} lies ${round(residual.pixels)} px (${round(residual.metres)} m) from where the others put it, at most ${round(residual.largestPixels)} px`;
  const asked =
    confirmed &&
    `${confirmed.doubts.map(({ code }) => doubts[code]).join(', ')}, as confirmed by ${isolated(confirmed.by)} on ${confirmed.at.slice(0, 10)}`;
  return [source, fit, asked, resampled ? 'resampled to lie north up' : undefined].filter(Boolean).join('; ');
}

/** How far a scene may lie off, and who accepted it. */
export function accuracyInWords({
  metres,
  reason,
  acceptedBy,
  acceptedAt,
}: NonNullable<Scene['accuracy']>): string {
  return `May lie ${howFar(metres)} off: ${reason} Accepted by ${isolated(acceptedBy)} on ${acceptedAt.slice(0, 10)}.`;
}

function round(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
