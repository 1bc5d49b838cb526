export {
  blankPlacementDraft,
  type PlacementDraft,
  placedBeside,
  readPlacementDraft,
  readPlaces,
  type SaidOfPlace,
  startingDraft,
} from './placement-draft.ts';
export { accuracyInWords, placementInWords } from './placement-words.ts';
