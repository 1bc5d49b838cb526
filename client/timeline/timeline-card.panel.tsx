import type { Scene } from '#domain/scene/scene.contract.ts';
import { viewCoverageModel } from '../comparison/index.ts';
import { useModel } from '../core/index.ts';
import { sceneFacts } from '../i18n/index.ts';
import { Thumbnail } from './thumbnail.panel.tsx';
import { timelineModel } from './timeline.store.ts';

/** What is known of a scene on the timeline. `at` is where it stands, in CSS pixels from the left edge of the axis. */
export function SceneCard({ id, scene, at }: { id: string; scene: Scene; at: number }) {
  const { sideOf } = useModel(timelineModel);
  const { shareCovered } = useModel(viewCoverageModel);
  return (
    <div class={`scene-card ${sideOf(scene) ?? ''}`} id={id} role="tooltip" style={{ '--at': `${at}px` }}>
      <Thumbnail key={scene.id} scene={scene} urgent />
      <strong>{scene.title}</strong>
      <dl>
        {sceneFacts(scene, shareCovered(scene)).map(([name, told]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{told}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        {scene.state === 'ready'
          ? 'Click: after. Right click or Shift+click: before.'
          : 'Click: more about it.'}
      </p>
    </div>
  );
}
