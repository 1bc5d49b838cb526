import { followFilters, followKeptDrafts, followSelection, historyLoader } from '../annotation/index.ts';
import { assessmentsLoader } from '../assessment/index.ts';
import { isolateTexts } from '../controls/index.ts';
import { onStorageFault, tellFault } from '../core/index.ts';
import { followLooks } from '../look/index.ts';
import { prepareDrawing } from '../map/index.ts';
import { followOverlays } from '../overlay/index.ts';
import {
  followRegistrationKeys,
  followUnsavedRegistration,
  restoreRegistrations,
} from '../registration/index.ts';
import { followScenes } from '../scene/index.ts';
import { rememberSite, sitesLoader } from '../site/index.ts';
import { followUnsentMarks, matesLoader, sightingsLoader } from '../structure/index.ts';
import { followTheme } from '../style/index.ts';
import { followKeptUploads, followWanted, guardUploads } from '../upload/index.ts';
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
  prepareDrawing();
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
