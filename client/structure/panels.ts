export { Mates } from './mates.panel.tsx';
export { SameStructure } from './same-structure.panel.tsx';
export { Sightings } from './sightings.panel.tsx';
export { UnsentMarks } from './unsent-marks.panel.tsx';
