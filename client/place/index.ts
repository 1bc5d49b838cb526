export {
  coordinateForm,
  goTo,
  markedPlace,
  nextCoordinateForm,
  offeredPlaces,
  siteMiddle,
} from './place.store.ts';
