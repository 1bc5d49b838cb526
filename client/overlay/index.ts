export { isOverlay } from './file/overlay-file.ts';
export { OVERLAY_COLOURS, overlayModel } from './overlay.store.ts';
