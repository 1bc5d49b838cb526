import { readyScenes } from '../scene/scene.store.ts';
import { Axis } from './timeline-axis.panel.tsx';
import { SideChoice } from './timeline-side.panel.tsx';

/** The dates of a site, from which before and after are picked. */
export function Timeline() {
  if (readyScenes.value.length === 0) return null;
  return (
    <section class="timeline" aria-label="Timeline">
      <SideChoice side="before" />
      <Axis />
      <SideChoice side="after" />
    </section>
  );
}
