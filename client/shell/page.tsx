import { NameAsk } from '../account/panels.ts';
import { after, before, viewRequest } from '../comparison/index.ts';
import { FigureSheet } from '../figure/panels.ts';
import { LookPanel } from '../look/panels.ts';
import { Overlays } from '../overlay/panels.ts';
import { detailsShown, SceneDetails } from '../scene/panels.ts';
import { Timeline } from '../timeline/panels.ts';
import { uploadsShown } from '../upload/index.ts';
import { Uploads } from '../upload/panels.ts';
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
