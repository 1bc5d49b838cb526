import { type Signal, signal } from '@preact/signals';
import { type ChangeEvent, changeEventSchema } from '#domain/event/event.contract.ts';
import { annotationsModel, deletedModel, listModel } from '../annotation/index.ts';
import { hearSharedStream, isGap, nowHearing, refreshShown, type Told, workspaceOf } from '../core/index.ts';
import { savedLooksModel } from '../look/index.ts';
import { overlayModel } from '../overlay/index.ts';
import { sceneModel } from '../scene/index.ts';
import { sitesResource } from '../site/index.ts';

/** True where nothing of what others change has been heard for ten seconds. */
export const changesUnheard: Signal<boolean> = signal(false);
const TOLD_AFTER_MILLISECONDS = 10_000;

/**
 * Hears of what other pages and the server change, and fetches just that anew. After a gap, and where the stream was
 * opened only after something was asked for, everything on screen is fetched again.
 */
export function followEvents(): () => void {
  let last: Told | undefined;
  let unheard: ReturnType<typeof setTimeout> | undefined;
  const watch = (open: boolean) => {
    if (!open) {
      unheard ??= setTimeout(() => {
        changesUnheard.value = true;
      }, TOLD_AFTER_MILLISECONDS);
      return;
    }
    clearTimeout(unheard);
    unheard = undefined;
    changesUnheard.value = false;
  };
  watch(false);
  const stop = hearSharedStream((told) => {
    watch(told.open);
    if (!told.open) {
      last = told.openings > 0 ? told : undefined;
      return;
    }
    const first = last === undefined;
    const gap = isGap(last, told);
    last = told;
    nowHearing();
    if (gap) refreshShown(performance.now(), { breakOff: !first });
    else if (told.change !== undefined) {
      const { data } = changeEventSchema.safeParse(told.change);
      // What a newer server tells and this page does not know may be anything.
      if (data) react(data);
      else refreshShown(performance.now(), { breakOff: false });
    }
  });
  return () => {
    clearTimeout(unheard);
    stop();
  };
}

function react({ kind, siteId, id, version, deleted }: ChangeEvent): void {
  if (kind === 'site') void sitesResource.load();
  const workspace = workspaceOf(siteId);
  if (!workspace) return;
  if (kind === 'scene') void workspace.get(sceneModel).scenesResource.load();
  if (kind === 'overlay') void workspace.get(overlayModel).sharedOverlaysResource.load();
  if (kind === 'look') void workspace.get(savedLooksModel).refreshLook(id, version);
  if (kind === 'annotation') void workspace.get(deletedModel).deletedResource.load();
  const known = workspace.get(annotationsModel).revisionsHere.get(id);
  // What is said of an annotation makes a revision of it.
  const isOfAnnotation = kind === 'annotation' || kind === 'assessment';
  if (!isOfAnnotation || (known !== undefined && version !== undefined && version <= known)) return;
  const { refreshAnnotation, takeDeleted } = workspace.get(listModel);
  if (deleted) takeDeleted(id);
  else void refreshAnnotation(id);
}
