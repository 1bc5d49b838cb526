export { ModeControls } from './mode-controls.panel.tsx';
export { Modes } from './modes.panel.tsx';
