export { analyst, analystName, askingName, UNNAMED } from './analyst.store.ts';
