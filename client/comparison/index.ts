export { comparisonModel } from './comparison.store.ts';
export {
  blinking,
  blinkSeconds,
  blinkSide,
  divider,
  dividerRuns,
  holdOther,
  lensRadius,
  letGo,
  mode,
  type OfferedMode,
  opacity,
  pointedSide,
  type Side,
  seenSide,
  setLensRadius,
  sideAt,
  swipeOrTurn,
} from './mode.store.ts';
export { cloudLimits, offeredScenesModel } from './offered-scenes.store.ts';
export { stepModel } from './step.ts';
export { viewCoverageModel } from './view-coverage.store.ts';
