import { type OverlayContent, readContent } from './overlay-content.ts';
import { OverlayRefusal } from './overlay-refusal.ts';

/** What the worker that reads a file answers. */
export type ContentWord = { content: OverlayContent } | { fault: string };

// Within the page it would hold up whatever is done there, for as long as a stranger's file makes it.
addEventListener('message', ({ data }: MessageEvent<{ bytes: Uint8Array; most: number }>) => {
  postMessage(wordOf(data));
});

function wordOf({ bytes, most }: { bytes: Uint8Array; most: number }): ContentWord {
  try {
    return { content: readContent(bytes, most) };
  } catch (error) {
    return {
      fault:
        error instanceof OverlayRefusal
          ? error.message
          : 'It cannot be read: it is broken, or larger than this browser has room for. Export it again, or cut out the part around the site.',
    };
  }
}
