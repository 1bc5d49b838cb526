import { useModel } from '../core/index.ts';
import { sceneModel } from '../scene/index.ts';
import { Axis } from './timeline-axis.panel.tsx';
import { SideChoice } from './timeline-side.panel.tsx';

/**
 * The dates of a site, from which before and after are picked. `onUnready` shows how far a scene is that was picked and
 * is not to be seen (yet), or what is wrong with it.
 */
export function Timeline({ onUnready }: { onUnready: () => void }) {
  const { readyScenes } = useModel(sceneModel);
  if (readyScenes.value.length === 0) return null;
  return (
    <section class="timeline" aria-label="Timeline">
      <SideChoice side="before" />
      <Axis onUnready={onUnready} />
      <SideChoice side="after" />
    </section>
  );
}
