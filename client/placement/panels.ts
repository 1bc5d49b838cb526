export { PlacementForm } from './placement-form.panel.tsx';
