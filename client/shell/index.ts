export { prepare, start } from './start.ts';
