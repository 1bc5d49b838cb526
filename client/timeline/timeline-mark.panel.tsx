import type { Scene } from '#domain/scene/scene.contract.ts';
import { viewCoverageModel } from '../comparison/index.ts';
import { Icon } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatCloud, formatDay, sceneInWords } from '../i18n/index.ts';
import { Thumbnail } from './thumbnail.panel.tsx';
import { timelineModel } from './timeline.store.ts';
import type { Mark } from './timeline-layout.ts';

/** CSS pixels; timeline.css draws by the same. */
export const PICTURE = { width: 68, gap: 4, top: 5, bottom: 57 };
const LINE = 92;
const LANE_HEIGHT = 9;
const DOT = 9;

/** Where the middle of a mark's dot stands, from the upper edge of the axis. */
export function heightOf({ lane = 1 }: Mark): number {
  return LINE - 6 - lane * LANE_HEIGHT;
}

/** A scene at its date: a dot, or a bar where the date is not known to the day; with its picture where there is room. */
export function SceneMark({
  mark,
  scene,
  tabbed,
  cardId,
  axisWidth,
}: {
  mark: Mark;
  scene: Scene;
  tabbed: boolean;
  /** Of the card that tells of it, while it does. */
  cardId: string | undefined;
  axisWidth: number;
}) {
  const { sideOf } = useModel(timelineModel);
  const { shareCovered } = useModel(viewCoverageModel);
  const side = sideOf(scene);
  const covered = shareCovered(scene);
  const top = heightOf(mark) - DOT / 2;
  // A bar may be far longer than what is in sight of it.
  const [from, to] = [Math.max(mark.left, -DOT), Math.min(mark.left + mark.width, axisWidth + DOT)];
  const bar = to - from > DOT;
  const left = bar ? from : mark.middle - DOT / 2;
  const classes = [
    'mark',
    side,
    mark.width > 0 && 'interval',
    covered === 0 && 'elsewhere',
    scene.state !== 'ready' && scene.state,
    mark.lane === undefined && 'crowded',
    mark.alone && 'alone',
  ];
  return (
    <div
      role="option"
      class={classes.filter(Boolean).join(' ')}
      data-scene={scene.id}
      tabIndex={tabbed ? 0 : -1}
      aria-selected={side !== undefined}
      aria-disabled={scene.state !== 'ready'}
      aria-describedby={cardId}
      aria-label={sceneInWords(scene, { covered, side })}
      style={{ left: `${left}px`, top: `${top}px`, width: `${bar ? to - from : DOT}px` }}
    >
      <span class="dot" />
      {mark.picture !== undefined && (
        <span
          class="mark-picture"
          style={{ left: `${mark.picture - PICTURE.width / 2 - left}px`, top: `${PICTURE.top - top}px` }}
        >
          <Thumbnail scene={scene} />
          <CloudMark scene={scene} />
          <span class="coverage">
            <span class="covered" style={{ width: `${(covered ?? 0) * 100}%` }} />
          </span>
          <span class="mark-date">{formatDay(scene)}</span>
        </span>
      )}
    </div>
  );
}

/** What clouds hide of an image, where they do. */
function CloudMark({ scene: { cloudCover } }: { scene: Scene }) {
  if (Math.round(cloudCover ?? 0) === 0) return null;
  return (
    <span class="cloud-mark">
      <Icon name="cloud" />
      {formatCloud(cloudCover!)}
    </span>
  );
}
