export { Contradictions } from './contradictions.panel.tsx';
export { SceneDetails } from './scene-details.panel.tsx';
