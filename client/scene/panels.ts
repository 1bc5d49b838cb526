export { Contradictions } from './contradictions.panel.tsx';
export { KeptSceneEdits } from './kept-scene-edits.panel.tsx';
export { SceneDetails } from './scene-details.panel.tsx';
export { ClosedScenes, SceneRemoval } from './scene-ending.panel.tsx';
