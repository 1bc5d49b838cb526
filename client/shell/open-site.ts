import { computed, effect, untracked } from '@preact/signals';
import { draftModel, historyModel, listModel } from '../annotation/index.ts';
import { assessmentModel } from '../assessment/index.ts';
import { enterSite, openWorkspace, type Workspace } from '../core/index.ts';
import { savedLooksModel } from '../look/index.ts';
import { overlayModel } from '../overlay/index.ts';
import { followRegistrationKeys, registrationModel } from '../registration/index.ts';
import { sceneEditModel, sceneModel } from '../scene/index.ts';
import { site } from '../site/index.ts';
import { matesModel, sightingModel } from '../structure/index.ts';
import { ingestModel } from '../upload/index.ts';
import { panelModel } from './panel.store.ts';

/** What runs as long as a site is open, whatever of it is on screen. In any order. */
const running = [
  sceneModel,
  sceneEditModel,
  savedLooksModel,
  draftModel,
  listModel,
  historyModel,
  assessmentModel,
  sightingModel,
  matesModel,
  registrationModel,
  overlayModel,
  ingestModel,
  panelModel,
];

/** Opens the site that is chosen, and leaves the one before. */
export function followSite(): () => void {
  const siteId = computed(() => site.value?.id);
  return effect(() => {
    const id = siteId.value;
    untracked(() => run(openWorkspace.peek().siteId === id ? openWorkspace.peek() : enterSite(id)));
  });
}

function run(workspace: Workspace): void {
  for (const model of running) workspace.get<unknown>(model);
  workspace.onLeave(followRegistrationKeys(workspace));
}
