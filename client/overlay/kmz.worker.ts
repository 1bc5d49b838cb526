import { type KmzWord, kmlInside } from './kmz.ts';

// Within the page unpacking would hold it up, and the library's own worker is a script in a blob, which our content
// security policy refuses.
addEventListener('message', ({ data }: MessageEvent<{ kmz: Uint8Array; most: number }>) => {
  postMessage(wordOf(data));
});

function wordOf({ kmz, most }: { kmz: Uint8Array; most: number }): KmzWord {
  try {
    return { kml: kmlInside(kmz, most) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
