export { Contradictions } from './contradictions.panel.tsx';
export { detailsShown, SceneDetails } from './scene-details.panel.tsx';
