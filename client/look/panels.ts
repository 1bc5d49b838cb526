export { LookPanel } from './look.panel.tsx';
