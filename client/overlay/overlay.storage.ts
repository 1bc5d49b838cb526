import type { OverlayAccuracy, OverlayFeature } from '#domain/overlay/overlay.contract.ts';
import { keptTable } from '../core/index.ts';

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

const table = keptTable<LocalOverlay>('afterimage-overlays', 'id', {
  store: 'overlay',
  indexes: { site: 'siteId' },
});

/** Keeps an overlay in this browser. False where that keeps nothing. */
export function keepOverlay(overlay: LocalOverlay): Promise<boolean> {
  table.keep(overlay);
  return table.done();
}

/** Lets go of an overlay. False where this browser keeps nothing. */
export function forgetOverlay(id: string): Promise<boolean> {
  table.forget(id);
  return table.done();
}

/** The overlays that this browser keeps for a site, oldest first. Rejects where it keeps nothing. */
export async function keptOverlays(siteId: string): Promise<LocalOverlay[]> {
  const kept = await table.all({ index: 'site', key: siteId });
  return kept.toSorted((one, other) => one.addedAt - other.addedAt);
}
