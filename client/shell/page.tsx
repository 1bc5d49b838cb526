import { NameAsk } from '../account/panels.ts';
import { Asks } from '../annotation/panels.ts';
import { comparisonModel } from '../comparison/index.ts';
import { mapPortModel, useModel } from '../core/index.ts';
import { FigureSheet } from '../figure/panels.ts';
import { LookPanel } from '../look/panels.ts';
import { Overlays } from '../overlay/panels.ts';
import { sceneEditModel } from '../scene/index.ts';
import { SceneDetails } from '../scene/panels.ts';
import { Timeline } from '../timeline/panels.ts';
import { uploadsShown } from '../upload/index.ts';
import { Uploads } from '../upload/panels.ts';
import { Bar } from './bar.panel.tsx';
import { Comparison } from './comparison.panel.tsx';
import { KeysSheet } from './keys.panel.tsx';
import { Notices } from './notices.panel.tsx';
import { panelModel } from './panel.store.ts';
import { SidePanel } from './side.panel.tsx';
import { Tools } from './tools.panel.tsx';

/** The one page. */
export function Page() {
  const { panelOpen } = useModel(panelModel);
  const { before, after } = useModel(comparisonModel);
  const { detailsShown } = useModel(sceneEditModel);
  const { map } = useModel(mapPortModel);
  return (
    <div class={`page ${panelOpen.value ? 'panel-open' : ''}`}>
      <Bar />
      <Tools />
      <Comparison />
      <SidePanel />
      <Timeline onUnready={() => (uploadsShown.value = true)} />
      <SceneDetails before={before} after={after} onFit={map.fit} />
      <LookPanel before={before} after={after} onOpen={() => (detailsShown.value = undefined)} />
      <Uploads />
      <Overlays />
      <Asks />
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
