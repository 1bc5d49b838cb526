export { followUnsentMarks } from './marking.ts';
export { matesLoader } from './mates.store.ts';
export { sightingsLoader } from './sighting.store.ts';
