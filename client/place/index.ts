export { coordinateForm, nextCoordinateForm, placeModel } from './place.store.ts';
