import { type Signal, signal } from '@preact/signals';
import type { ChangeEvent } from '#domain/event/event.contract.ts';
import { revisionsHere } from '../annotation/base/annotation.store.ts';
import { refreshAnnotation } from '../annotation/base/list.store.ts';
import { nowHearing } from '../core/hearing.ts';
import { refreshShown } from '../core/loading.ts';
import { hearSharedStream } from '../core/shared-stream.ts';
import { isGap, type Told } from '../core/told.ts';
import { refreshLook } from '../look/saved-looks.store.ts';
import { sharedOverlaysLoader } from '../overlay/overlay.acts.ts';
import { scenesLoader } from '../scene/scene.api.ts';
import { sitesLoader } from '../site/site.api.ts';
import { site } from '../site/site.store.ts';

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
    else if (told.change) react(told.change);
  });
  return () => {
    clearTimeout(unheard);
    stop();
  };
}

function react({ kind, siteId, id, version }: ChangeEvent): void {
  if (kind === 'site') void sitesLoader.load();
  if (siteId !== site.peek()?.id) return;
  if (kind === 'scene') void scenesLoader.load();
  if (kind === 'overlay') void sharedOverlaysLoader.load();
  if (kind === 'look') void refreshLook(id, version);
  const known = revisionsHere.get(id);
  if (kind === 'annotation' && (known === undefined || version === undefined || version > known))
    void refreshAnnotation(id);
}
