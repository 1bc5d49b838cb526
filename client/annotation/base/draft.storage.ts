import { keptTable } from '../../core/index.ts';
import type { Draft } from './draft.ts';

const table = keptTable<Draft>('afterimage-drafts', 'id');

export const keepDraft = table.keep;
export const forgetDraft = table.forget;

/** The drafts that this browser keeps for a site. */
export async function keptDrafts(siteId: string): Promise<Draft[]> {
  return (await table.all()).filter((draft) => draft.siteId === siteId);
}
