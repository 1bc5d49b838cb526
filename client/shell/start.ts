import { isolateTexts } from '../controls/index.ts';
import { onStorageFault, tellFault } from '../core/index.ts';
import { prepareDrawing } from '../map/index.ts';
import { restoreRegistrations } from '../registration/index.ts';
import { restoreSceneEdits } from '../scene/index.ts';
import { rememberSite, restoreNewSite, sitesResource } from '../site/index.ts';
import { followUnsentMarks } from '../structure/index.ts';
import { followTheme } from '../style/index.ts';
import { followKeptUploads, followWanted, guardUploads } from '../upload/index.ts';
import { followEvents } from './events.ts';
import { followGivenFiles } from './given-files.ts';
import { followKeys } from './keys.ts';
import { followSite } from './open-site.ts';

/** Sets going, in any order, what runs as long as the page is open, whichever site is. */
export function start(): void {
  onStorageFault(() =>
    tellFault(
      'This browser keeps no drafts (a private window, or a full disk): save before you leave the page.',
    ),
  );
  isolateTexts();
  prepareDrawing();
  followTheme();
  followKeys();
  followGivenFiles();
  followEvents();
  rememberSite();
  followSite();
  followUnsentMarks();
  followKeptUploads();
  followWanted();
  guardUploads();
  // onStorageFault has told that this browser keeps nothing, or will at the first write.
  for (const restore of [restoreRegistrations, restoreSceneEdits, restoreNewSite])
    void restore().catch(() => {});
  void sitesResource.load();
}
