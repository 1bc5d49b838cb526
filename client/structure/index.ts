export { followUnsentMarks } from './mark-sending.ts';
export { matesModel } from './mates.store.ts';
export { sightingModel } from './sighting.store.ts';
