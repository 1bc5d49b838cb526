export { conversion, nameSystem } from './conversion.ts';
export { type CoordinateForm, coordinateForms, coordinateText } from './coordinates.ts';
export { readCoordinates } from './read-coordinates.ts';
export type { Candidate, Reading } from './reading.ts';
export { oneLine } from './tidy.ts';
