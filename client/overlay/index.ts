export { isOverlay } from './file/overlay-file.ts';
export { followOverlays, layOver, sharedOverlaysLoader } from './overlay.acts.ts';
export { OVERLAY_COLOURS, overlays, overlaysShown, writtenNames } from './overlay.store.ts';
