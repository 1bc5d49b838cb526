export { Overlays } from './overlay.panel.tsx';
