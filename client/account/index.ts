export { analyst, analystName, askingName, recordedName, UNNAMED } from './analyst.store.ts';
