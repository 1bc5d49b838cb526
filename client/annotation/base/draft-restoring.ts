import { effect } from '@preact/signals';
import { restoreAssessmentDrafts } from '../../assessment/index.ts';
import { site } from '../../site/index.ts';
import { drafts } from './annotation.store.ts';
import { keptDrafts } from './draft.storage.ts';

/** Offers unsaved work again, site by site. */
export function followKeptDrafts(): () => void {
  let shown: string | undefined;
  return effect(() => {
    const siteId = site.value?.id;
    if (!siteId || siteId === shown) return;
    shown = siteId;
    void offer(siteId);
  });
}

async function offer(siteId: string): Promise<void> {
  try {
    const [kept] = await Promise.all([keptDrafts(siteId), restoreAssessmentDrafts()]);
    if (site.peek()?.id !== siteId) return;
    const begun = [...drafts.peek().values()].filter((draft) => draft.siteId === siteId);
    drafts.value = new Map([...kept, ...begun].map((draft) => [draft.id, draft]));
  } catch {
    // onStorageFault has told that this browser keeps nothing, or will at the first write.
  }
}
