import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A picture of a scene, by all that it depends on. */
type KeptThumbnail = { key: string; sceneId: string; picture: Blob; usedAt: number };
type Kept = DBSchema & {
  thumbnail: { key: string; value: KeptThumbnail; indexes: { scene: string; used: number } };
};

/** Pictures of some ten kilobytes: a few megabytes in all. */
const MOST_KEPT = 300;

let opened: Promise<IDBPDatabase<Kept>> | undefined;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('afterimage-thumbnails', 1, {
    upgrade(db) {
      const store = db.createObjectStore('thumbnail', { keyPath: 'key' });
      store.createIndex('scene', 'sceneId');
      store.createIndex('used', 'usedAt');
    },
  });
  return opened;
}

/** The picture that this browser keeps under a key. What cannot be kept is drawn again: no failure is told. */
export async function keptThumbnail(key: string): Promise<Blob | undefined> {
  try {
    const db = await database();
    const kept = await db.get('thumbnail', key);
    if (kept) await db.put('thumbnail', { ...kept, usedAt: Date.now() });
    return kept?.picture;
  } catch {
    return undefined;
  }
}

/** Keeps the one picture of a scene, and lets go of those that were not used the longest where there are too many. */
export async function keepThumbnail(thumbnail: Omit<KeptThumbnail, 'usedAt'>): Promise<void> {
  try {
    const transaction = (await database()).transaction('thumbnail', 'readwrite');
    const { store } = transaction;
    const former = await store.index('scene').getAllKeys(thumbnail.sceneId);
    for (const key of former) await store.delete(key);
    await store.put({ ...thumbnail, usedAt: Date.now() });
    const tooMany = (await store.count()) - MOST_KEPT;
    if (tooMany > 0)
      for (const key of await store.index('used').getAllKeys(null, tooMany)) await store.delete(key);
    await transaction.done;
  } catch {
    // As above.
  }
}
