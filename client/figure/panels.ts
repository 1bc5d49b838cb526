export { FigureSheet } from './figure.panel.tsx';
