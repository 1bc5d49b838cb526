import { followKeptDrafts } from '../annotation/base/draft-restoring.ts';
import { followFilters } from '../annotation/base/list.store.ts';
import { followSelection } from '../annotation/base/selection.ts';
import { historyLoader } from '../annotation/detail/history.store.ts';
import { assessmentsLoader } from '../assessment/assessment.store.ts';
import { isolateTexts } from '../controls/isolation.ts';
import { tellFault } from '../core/notice.store.ts';
import { onStorageFault } from '../core/storage.ts';
import { followLooks } from '../look/saved-looks.store.ts';
import { followOverlays } from '../overlay/overlay.acts.ts';
import { restoreRegistrations } from '../registration/kept-registration.store.ts';
import { followUnsavedRegistration } from '../registration/registration.store.ts';
import { followRegistrationKeys } from '../registration/registration-keys.ts';
import { followScenes } from '../scene/scene.api.ts';
import { sitesLoader } from '../site/site.api.ts';
import { rememberSite } from '../site/site.store.ts';
import { followUnsentMarks } from '../structure/marking.ts';
import { matesLoader } from '../structure/mates.store.ts';
import { sightingsLoader } from '../structure/sighting.store.ts';
import { followTheme } from '../style/theme.store.ts';
import { followWanted } from '../upload/card/scene-making.ts';
import { followKeptUploads, guardUploads } from '../upload/card/upload-restoring.ts';
import { followEvents } from './events.ts';
import { followGivenFiles } from './given-files.ts';
import { followKeys } from './keys.ts';
import { followWork } from './panel.store.ts';

/** What has to be there before anything is rendered. */
export function prepare(): void {
  followEvents();
  followTheme();
  onStorageFault(() =>
    tellFault(
      'This browser keeps no drafts (a private window, or a full disk): save before you leave the page.',
    ),
  );
  isolateTexts();
}

/** Sets going what runs as long as the page is open. */
export function start(): void {
  rememberSite();
  followScenes();
  followLooks();
  followFilters();
  followSelection();
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
  // onStorageFault has told that this browser keeps nothing, or will at the first write.
  void restoreRegistrations().catch(() => {});
  void sitesLoader.load();
}
