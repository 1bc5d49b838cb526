export { lookModel } from './look.store.ts';
export { lookChoicesModel } from './look-choices.ts';
export { savedLooksModel } from './saved-looks.store.ts';
