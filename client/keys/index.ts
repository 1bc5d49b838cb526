export {
  bindings,
  bindKey,
  type KeyAction,
  keyActions,
  keyMeanings,
  keyName,
  keysOn,
  resetKeys,
  switchKeys,
} from './keys.store.ts';
