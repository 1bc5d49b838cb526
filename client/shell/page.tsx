import { NameAsk } from '../account/analyst.panel.tsx';
import { after, before, viewRequest } from '../comparison/comparison.store.ts';
import { FigureSheet } from '../figure/figure.panel.tsx';
import { LookPanel } from '../look/look.panel.tsx';
import { Overlays } from '../overlay/overlay.panel.tsx';
import { detailsShown, SceneDetails } from '../scene/scene-details.panel.tsx';
import { Timeline } from '../timeline/timeline.panel.tsx';
import { uploadsShown } from '../upload/card/upload.store.ts';
import { Uploads } from '../upload/sheet/upload.panel.tsx';
import { Bar } from './bar.panel.tsx';
import { Comparison } from './comparison.panel.tsx';
import { KeysSheet } from './keys.panel.tsx';
import { Notices } from './notices.panel.tsx';
import { panelOpen } from './panel.store.ts';
import { SidePanel } from './side.panel.tsx';
import { Tools } from './tools.panel.tsx';

/** The one page. */
export function Page() {
  return (
    <div class={`page ${panelOpen.value ? 'panel-open' : ''}`}>
      <Bar />
      <Tools />
      <Comparison />
      <SidePanel />
      <Timeline onUnready={() => (uploadsShown.value = true)} />
      <SceneDetails
        before={before}
        after={after}
        onFit={(box) => (viewRequest.value = { kind: 'fit', box })}
      />
      <LookPanel before={before} after={after} onOpen={() => (detailsShown.value = undefined)} />
      <Uploads />
      <Overlays />
      <NameAsk />
      <Notices />
      <KeysSheet />
      <FigureSheet />
      <div class="drop-veil" aria-hidden="true">
        Drop GeoTIFFs to add scenes
      </div>
    </div>
  );
}
