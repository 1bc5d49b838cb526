export { rampColours } from './base/ramps.ts';
export { lengthText, roundLength } from './base/scale-bar.ts';
export { stereographicMiddle } from './base/view-domain.ts';
export { drawDifference } from './mode/difference.ts';
export { chipOutline, drawChip } from './offscreen/chip.ts';
export {
  drawOutlines,
  drawStatusLine,
  type FigureGround,
  figureGround,
  outlinesWithin,
} from './offscreen/figure-ground.ts';
export { drawFigureImage } from './offscreen/figure-image.ts';
export type { FigureOutline } from './offscreen/figure-outline.ts';
export type { Rectangle } from './offscreen/rectangle.ts';
export { asLevels, type DrawnLook } from './scene/scene-style.ts';
export { mountMap, prepareDrawing } from './stage/map.ts';
