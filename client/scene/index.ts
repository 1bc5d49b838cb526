export {
  lay,
  type MetadataFields,
  metadataOf,
  proposeFromName,
  readingsTyped,
  typedOver,
} from './metadata-fields.ts';
export { currentScene, type ShownScene, sceneModel } from './scene.store.ts';
export { restoreSceneEdits, sceneEditModel } from './scene-edit.store.ts';
export { furtherFields, originInWords } from './scene-field.ts';
