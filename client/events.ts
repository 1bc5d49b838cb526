import { revisionsHere } from './annotation/annotation.store.ts';
import { refreshAnnotation, reloadList } from './annotation/list.store.ts';
import { loadSharedOverlays } from './overlay/overlay.api.ts';
import { loadLooks, refreshLook } from './scene/look.api.ts';
import { loadScenes } from './scene/scene.api.ts';
import { loadSites } from './site/site.api.ts';
import { site } from './site/site.store.ts';

type ChangeEvent = {
  kind: 'site' | 'scene' | 'annotation' | 'assessment' | 'structure' | 'look' | 'overlay';
  siteId: string;
  id: string;
  /** Of an annotation: its revision now; of a look its version. */
  version?: number;
};

/**
 * Hears of what other pages and the server change, and fetches just that anew. The browser reconnects by
 * itself; after a gap everything on screen is fetched again.
 */
export function followEvents(): () => void {
  const stream = new EventSource('/api/events');
  let interrupted = false;
  const hear = (message: MessageEvent<string>) => react(JSON.parse(message.data) as ChangeEvent);
  stream.addEventListener('message', hear);
  for (const kind of ['site', 'scene', 'annotation', 'assessment', 'structure', 'look', 'overlay'])
    stream.addEventListener(kind, hear as EventListener);
  stream.addEventListener('error', () => {
    interrupted = true;
  });
  stream.addEventListener('open', () => {
    if (interrupted)
      void Promise.allSettled([loadSites(), loadScenes(), loadLooks(), loadSharedOverlays(), reloadList()]);
    interrupted = false;
  });
  return () => stream.close();
}

function react({ kind, siteId, id, version }: ChangeEvent): void {
  if (kind === 'site') void loadSites().catch(leaveAsItIs);
  if (siteId !== site.peek()?.id) return;
  if (kind === 'scene') void loadScenes().catch(leaveAsItIs);
  if (kind === 'overlay') void loadSharedOverlays().catch(leaveAsItIs);
  if (kind === 'look') void refreshLook(id, version).catch(leaveAsItIs);
  const known = revisionsHere.get(id);
  if (kind === 'annotation' && (known === undefined || version === undefined || version > known))
    void refreshAnnotation(id);
}

/** What is on screen stays; the next event or reload brings the rest. */
function leaveAsItIs(): void {}
