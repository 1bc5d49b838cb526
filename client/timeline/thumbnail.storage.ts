import { keptCache } from '../core/index.ts';

/** A picture of a scene, by all that it depends on. */
type KeptThumbnail = { key: string; sceneId: string; picture: Blob };

/** Pictures of some ten kilobytes: a few megabytes in all. */
const MOST_KEPT = 300;

const cache = keptCache<KeptThumbnail>('afterimage-thumbnails', 'key', {
  store: 'thumbnail',
  oneOf: { index: 'scene', member: 'sceneId' },
  most: MOST_KEPT,
});

/** Keeps the one picture of a scene, and lets go of those that were not used the longest where there are too many. */
export const keepThumbnail = cache.keep;

/** The picture that this browser keeps under a key. What cannot be kept is drawn again: no failure is told. */
export async function keptThumbnail(key: string): Promise<Blob | undefined> {
  return (await cache.use(key))?.picture;
}
