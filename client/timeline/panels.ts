export { Timeline } from './timeline.panel.tsx';
