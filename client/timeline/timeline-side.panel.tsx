import type { Scene } from '#domain/scene/scene.contract.ts';
import { cloudLimits, comparisonModel, offeredScenesModel, stepModel } from '../comparison/index.ts';
import { Icon } from '../controls/panels.ts';
import { useModel } from '../core/index.ts';
import { formatAcquired, leftOutInWords, sceneChoice, sceneName } from '../i18n/index.ts';
import { lookModel } from '../look/index.ts';
import { sceneEditModel, sceneModel } from '../scene/index.ts';
import { timelineModel } from './timeline.store.ts';

const ZOOM_STEP = 2;

/** True where no other scene was acquired at the same time, so that its date names it. */
function dateAlone(scene: Scene, scenes: readonly Scene[]): boolean {
  return scenes.every((other) => other === scene || other.acquired !== scene.acquired);
}

/** The scene of one side, chosen by its date, and the tools that are about it. */
export function SideChoice({ side }: { side: 'before' | 'after' }) {
  const { readyScenes } = useModel(sceneModel);
  const { openScenes } = useModel(offeredScenesModel);
  const { before, after, setBefore, setAfter, swap } = useModel(comparisonModel);
  const { stepDate } = useModel(stepModel);
  const { lookShown } = useModel(lookModel);
  const { detailsShown } = useModel(sceneEditModel);
  const current = side === 'before' ? before.value : after.value;
  const choose = side === 'before' ? setBefore : setAfter;
  const name = side === 'before' ? 'Before' : 'After';
  return (
    <div class={`side ${side}`}>
      <label>
        <span>{name}</span>
        <select value={current?.id ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          {!current && <option value="">A second scene is needed</option>}
          {openScenes.value.map((scene) => (
            <option key={scene.id} value={scene.id}>
              {sceneChoice(
                scene,
                dateAlone(scene, readyScenes.value) ? formatAcquired(scene) : sceneName(scene),
              )}
            </option>
          ))}
        </select>
      </label>
      <div class="side-tools">
        <button
          type="button"
          class="tool"
          aria-label={`${name}: previous date`}
          disabled={!current}
          onClick={() => stepDate(side, -1)}
        >
          ‹
        </button>
        <button
          type="button"
          class="tool"
          aria-label={`${name}: next date`}
          disabled={!current}
          onClick={() => stepDate(side, 1)}
        >
          ›
        </button>
        <button
          type="button"
          class="tool"
          aria-label={`${name}: colours and brightness`}
          title="Colours and brightness"
          aria-expanded={lookShown.value === side}
          disabled={!current}
          onClick={() => {
            detailsShown.value = undefined;
            lookShown.value = lookShown.value === side ? undefined : side;
          }}
        >
          <Icon name="sliders" />
        </button>
        <button
          type="button"
          class="tool"
          aria-label={`${name}: scene details`}
          title="Scene details"
          aria-expanded={detailsShown.value === side}
          disabled={!current}
          onClick={() => {
            lookShown.value = undefined;
            detailsShown.value = detailsShown.value === side ? undefined : side;
          }}
        >
          <Icon name="info" />
        </button>
        {side === 'after' && (
          <button type="button" class="tool" aria-label="Swap before and after" onClick={swap}>
            <Icon name="swap" />
          </button>
        )}
      </div>
      {side === 'before' ? <Filters /> : <Zoom />}
    </div>
  );
}

/** What leaves scenes out of the timeline, where there are more than the two that are compared. */
function Filters() {
  const { openScenes, coveringOnly, cloudLimit, coveringCount, someCloudy } = useModel(offeredScenesModel);
  const [all, covering] = [openScenes.value.length, coveringCount.value];
  if (all <= 2) return null;
  return (
    <div class="side-tools">
      {(covering < all || coveringOnly.value) && (
        <button
          type="button"
          class="button filter"
          aria-pressed={coveringOnly.value}
          title="Only dates whose image covers the whole view"
          onClick={() => (coveringOnly.value = !coveringOnly.value)}
        >
          {covering}/{all} cover
        </button>
      )}
      {(someCloudy.value || cloudLimit.value !== undefined) && (
        <select
          class="filter"
          aria-label="Clouds at most"
          title="Only dates with so much cloud at the most. Where it is not stated, they stay."
          value={cloudLimit.value === undefined ? '' : String(cloudLimit.value)}
          onChange={({ currentTarget }) => {
            cloudLimit.value = cloudLimits.find((limit) => String(limit) === currentTarget.value);
          }}
        >
          <option value="">Any cloud</option>
          {cloudLimits.map((limit) => (
            <option key={limit} value={String(limit)}>
              {limit === 0 ? 'No cloud' : `≤ ${limit}%`}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** How much of the time the axis shows, and how many scenes are not on it. */
function Zoom() {
  const { leftOutScenes, offerAll } = useModel(offeredScenesModel);
  const { isZoomed, zoomTimeline, showWholeTimeline } = useModel(timelineModel);
  const hidden = leftOutScenes.value.length;
  return (
    <div class="side-tools">
      <button
        type="button"
        class="tool"
        aria-label="Timeline: show less time"
        title="Less time (+)"
        onClick={() => zoomTimeline(1 / ZOOM_STEP)}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label="Timeline: show more time"
        title="More time (−)"
        disabled={!isZoomed.value}
        onClick={() => zoomTimeline(ZOOM_STEP)}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="button filter"
        aria-label="Timeline: show all time"
        title="All time (0)"
        disabled={!isZoomed.value}
        onClick={showWholeTimeline}
      >
        All
      </button>
      <output class="sr-only">{hidden > 0 && leftOutInWords(hidden)}</output>
      {hidden > 0 && (
        <button
          type="button"
          class="link left-out-count"
          title={`${leftOutInWords(hidden)}. Show them again`}
          onClick={offerAll}
        >
          {hidden} hidden
        </button>
      )}
    </div>
  );
}
