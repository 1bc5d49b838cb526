import { keptTable } from '../../core/index.ts';
import type { Draft } from './draft.ts';

const table = keptTable<Draft>('afterimage-drafts', 'id');
/** What was kept since the page was opened: all there is in a browser that keeps nothing. */
const keptHere = new Map<string, Draft>();
/** What was forgotten since: what is being read may still hold it. */
const forgotten = new Set<string>();

export function keepDraft(draft: Draft): void {
  forgotten.delete(draft.id);
  keptHere.set(draft.id, draft);
  table.keep(draft);
}

export function forgetDraft(id: string): void {
  forgotten.add(id);
  keptHere.delete(id);
  table.forget(id);
}

/** A draft as it was last kept, of whatever stay at its site; undefined where it was forgotten since. */
export function lastKept(draft: Draft): Draft | undefined {
  return keptHere.get(draft.id) ?? (forgotten.has(draft.id) ? undefined : draft);
}

/** The drafts that are kept for a site. */
export async function keptDrafts(siteId: string): Promise<Draft[]> {
  // Where this browser keeps nothing, onStorageFault has told, or will at the first write.
  const all = await table.all().catch(() => [...keptHere.values()]);
  return all.filter((draft) => draft.siteId === siteId && !forgotten.has(draft.id));
}
