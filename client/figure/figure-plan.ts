import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Polygon } from '#domain/geometry/geometry.contract.ts';
import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Side } from '../comparison/index.ts';
import type { FigureOutline } from '../map/index.ts';

/** Widths that a figure is made in, pixels. Printed at its own resolution, each is 20 cm wide. */
export const figureWidths = [1200, 2400] as const;
export type FigureWidth = (typeof figureWidths)[number];

/**
 * How both dates, or one, are shown. `divider` is a share of the picture's width (upright) or height (level);
 * `radius` is in metres, `opacity` the share of the date after.
 */
export type FigureView =
  | { kind: 'pair' }
  | { kind: 'single'; side: Side }
  | { kind: 'swipe'; divider: number; runs: 'upright' | 'level' }
  | { kind: 'spyglass'; radius: number }
  | { kind: 'blend'; opacity: number }
  | { kind: 'difference' };

/** One of the dates that a figure shows. */
export type FigureDate = { side: Side; scene: Scene; look: ShownLook };

/** All that a figure is made from; two plans that are equal give the same picture. */
export type FigurePlan = {
  site: { name: string; code: string };
  /** What the figure is of, where it is of one change. */
  change: Annotation['properties'] | undefined;
  view: FigureView;
  /** Those that are shown, the earlier first. */
  dates: readonly FigureDate[];
  /** Ground that is to be seen whole, WGS 84. */
  ground: Polygon;
  outlines: readonly FigureOutline[];
  width: FigureWidth;
};
