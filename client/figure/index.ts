export { openFigure, openFigureOf } from './figure.store.ts';
