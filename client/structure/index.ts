export { followUnsentMarks } from './marking.ts';
export { matesModel } from './mates.store.ts';
export { sightingModel } from './sighting.store.ts';
