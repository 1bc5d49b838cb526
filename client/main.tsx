import { effect } from '@preact/signals';
import { render } from 'preact';
import { drafts } from './annotation/annotation.store.ts';
import { historyLoader } from './annotation/detail/history.store.ts';
import { keptDrafts } from './annotation/draft.storage.ts';
import { followFilters } from './annotation/list/list.store.ts';
import { assessmentsLoader } from './assessment/assessment.store.ts';
import { restoreAssessmentDrafts } from './assessment/typed-assessment.store.ts';
import { isolateTexts } from './controls/isolation.ts';
import { tellFault } from './core/notice.store.ts';
import { followLooks } from './look/look.api.ts';
import { followOverlays } from './overlay/overlay.acts.ts';
import { restoreRegistrations } from './registration/kept-registration.store.ts';
import { followUnsavedRegistration } from './registration/registration.store.ts';
import { followRegistrationKeys } from './registration/registration-keys.ts';
import { followScenes } from './scene/scene.api.ts';
import { followEvents } from './shell/events.ts';
import { followGivenFiles } from './shell/given-files.ts';
import { followKeys } from './shell/keys.ts';
import { Page } from './shell/page.tsx';
import { followWork } from './shell/panel.store.ts';
import { sitesLoader } from './site/site.api.ts';
import { rememberSite, site } from './site/site.store.ts';
import { followWanted } from './upload/scene-making.ts';
import { keepsUploads } from './upload/upload.storage.ts';
import { uploads } from './upload/upload.store.ts';
import { followKeptUploads } from './upload/upload-restoring.ts';
import './style/index.css';
import { onStorageFault } from './core/storage.ts';
import { followUnsentMarks } from './structure/marking.ts';
import { matesLoader } from './structure/mates.store.ts';
import { sightingsLoader } from './structure/sighting.store.ts';
import { followTheme } from './style/theme.store.ts';

followEvents();
followTheme();
onStorageFault(() =>
  tellFault(
    'This browser keeps no drafts (a private window, or a full disk): save before you leave the page.',
  ),
);
isolateTexts();
render(<Page />, document.getElementById('page')!);

rememberSite();
followScenes();
followLooks();
followFilters();
assessmentsLoader.follow();
sightingsLoader.follow();
matesLoader.follow();
historyLoader.follow();
followUnsentMarks();
followGivenFiles();
followKeys();
followRegistrationKeys();
followUnsavedRegistration();
followWork();
followKeptUploads();
followOverlays();
followWanted();
guardUploads();
followKeptDrafts();
void restoreRegistrations().catch(leaveUntold);
void sitesLoader.load();

/** Files on their way go on after the page is opened again, unless this browser keeps nothing: then it asks. */
function guardUploads(): void {
  addEventListener('beforeunload', (event) => {
    if (uploads.value.length > 0 && !keepsUploads()) event.preventDefault();
  });
}

/** Offers unsaved work again, site by site. */
function followKeptDrafts(): void {
  let shown: string | undefined;
  effect(() => {
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
    leaveUntold();
  }
}

/** onStorageFault has told that this browser keeps nothing, or will at the first write. */
function leaveUntold(): void {}
