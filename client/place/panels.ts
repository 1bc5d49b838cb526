export { PlaceReading } from './reading.panel.tsx';
