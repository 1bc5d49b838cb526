export {
  lookAsSet,
  lookOf,
  lookShown,
  ownLook,
  plainShown,
  type ViewStretchRequest,
  viewStretchRequest,
} from './look.store.ts';
export { coloursInWords } from './look-choices.ts';
export { followLooks, looksLoader, refreshLook, setLook } from './saved-looks.store.ts';
