export { figureModel } from './figure.store.ts';
