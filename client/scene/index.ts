export {
  lay,
  type MetadataFields,
  metadataOf,
  proposeFromName,
  readingsTyped,
  typedOver,
} from './metadata-fields.ts';
export { currentScene, deleteScene, followScenes, replaceScene, scenesLoader } from './scene.api.ts';
export { readyScenes, type ShownScene, sceneById, scenes } from './scene.store.ts';
export { patchScene } from './scene-edit.store.ts';
export { furtherFields, originInWords } from './scene-field.ts';
