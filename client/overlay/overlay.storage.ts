import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OverlayAccuracy, OverlayFeature } from '#domain/overlay/overlay.contract.ts';

/** An overlay that lies in this browser alone. */
export type LocalOverlay = {
  id: string;
  siteId: string;
  name: string;
  features: OverlayFeature[];
  /** How far it may lie off, which was accepted. */
  accuracy?: OverlayAccuracy;
  /** What of its file is not shown, in sentences. */
  lacks?: string;
  /** Milliseconds since 1970. */
  addedAt: number;
};

type Kept = DBSchema & { overlay: { key: string; value: LocalOverlay; indexes: { site: string } } };

let opened: Promise<IDBPDatabase<Kept>> | undefined;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('afterimage-overlays', 1, {
    upgrade(db) {
      db.createObjectStore('overlay', { keyPath: 'id' }).createIndex('site', 'siteId');
    },
  });
  return opened;
}

/** Keeps an overlay in this browser. Rejects where the browser keeps nothing. */
export async function keepOverlay(overlay: LocalOverlay): Promise<void> {
  await (await database()).put('overlay', overlay);
}

export async function forgetOverlay(id: string): Promise<void> {
  await (await database()).delete('overlay', id);
}

/** The overlays that this browser keeps for a site, oldest first. */
export async function keptOverlays(siteId: string): Promise<LocalOverlay[]> {
  const kept = await (await database()).getAllFromIndex('overlay', 'site', siteId);
  return kept.toSorted((one, other) => one.addedAt - other.addedAt);
}
