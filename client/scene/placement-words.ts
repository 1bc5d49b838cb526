import type { PlacementDoubt } from '../../server/scene/placement.contract.ts';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { isolated } from '../../server/text.rules.ts';
import { plural } from '../i18n/formats.ts';

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
};

/** Where a scene's place comes from, how well points fit, and whether its pixels were computed anew. */
export function placementInWords({ placement }: Scene): string {
  const { origin, by, at, residual, confirmed, resampled } = placement;
  const source =
    origin === 'file'
      ? residual
        ? `Control points of the file (${residual.points})`
        : 'From the file'
      : `Given by ${isolated(by ?? 'an analyst')} as ${origins[origin]}${at ? ` on ${at.slice(0, 10)}` : ''}`;
  const fit =
    residual && residual.points > 3
      ? `${plural(residual.points, 'point')} miss by ${round(residual.pixels)} px (${round(residual.metres)} m), at most ${round(residual.largestPixels)} px`
      : residual
        ? 'three points, which are met exactly'
        : undefined;
  const asked =
    confirmed &&
    `${confirmed.doubts.map(({ code }) => doubts[code]).join(', ')}, as confirmed by ${confirmed.by} on ${confirmed.at.slice(0, 10)}`;
  return [source, fit, asked, resampled ? 'resampled to lie north up' : undefined].filter(Boolean).join('; ');
}

/** How far a scene may lie off, and who accepted it. */
export function accuracyInWords({
  metres,
  reason,
  acceptedBy,
  acceptedAt,
}: NonNullable<Scene['accuracy']>): string {
  return `May lie up to ${metres} m off: ${reason} Accepted by ${isolated(acceptedBy)} on ${acceptedAt.slice(0, 10)}.`;
}

function round(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
