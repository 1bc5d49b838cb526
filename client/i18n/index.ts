export { fieldNames } from './field-names.ts';
export {
  formatAcquired,
  formatArea,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatMoment,
  formatPercent,
  formatResidual,
  formatResolution,
  plural,
  residualInWords,
} from './formats.ts';
export { labels } from './labels.ts';
export { loadingWords } from './loading-words.ts';
export { differenceInWords, measuredInWords, measuredWords, roleNames, scaleEnds } from './look-words.ts';
export { fromSite } from './place-words.ts';
export {
  crowdInWords,
  formatCloud,
  leftOutInWords,
  lostInWords,
  sceneChoice,
  sceneFacts,
  sceneInWords,
  sceneName,
} from './scene-words.ts';
export { sightingWords } from './sighting-words.ts';
export { stepWords } from './step-words.ts';
export { changeInShort, structureWords } from './structure-words.ts';
