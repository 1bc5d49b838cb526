/** A file that cannot be laid over. The message is a sentence for the analyst. */
export class OverlayRefusal extends Error {}
