import { useEffect, useId, useRef } from 'preact/hooks';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { comparisonModel, offeredScenesModel } from '../comparison/index.ts';
import { useModel } from '../core/index.ts';
import { crowdInWords } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { timelineModel } from './timeline.store.ts';
import { useAxisWidth, useTimelineActs, useWheel } from './timeline-acts.ts';
import { SceneCard } from './timeline-card.panel.tsx';
import { Handle, HandlesBeyond, roomBeyond } from './timeline-handle.panel.tsx';
import { type Crowd, layOut, type Mark, placeOn } from './timeline-layout.ts';
import { heightOf, PICTURE, SceneMark } from './timeline-mark.panel.tsx';
import { type Span, timeOf } from './timeline-span.ts';

/** The axis of time with all scenes on it, which can be zoomed into and moved along. */
export function Axis({ onUnready }: { onUnready: () => void }) {
  const { before, after } = useModel(comparisonModel);
  const { focusedId, isZoomed, pictureOrder, shownSpan, timelineScenes } = useModel(timelineModel);
  const axis = useRef<HTMLDivElement>(null);
  const cardId = useId();
  const width = useAxisWidth(axis);
  const span = shownSpan.value;
  useWheel(axis);
  useRevealing(before.value);
  useRevealing(after.value);
  const scenes = timelineScenes.value;
  const first = [before.value?.id, after.value?.id, focusedId.value];
  const pictureWidth = PICTURE.width + PICTURE.gap;
  const layout = span && layOut(scenes, span, { width, pictureWidth, order: pictureOrder.value, first });
  const { marks = [], crowds = [], ticks = [] } = layout ?? {};
  const tabbed = focusedId.value ?? after.value?.id ?? before.value?.id;
  const beyond = roomBeyond([before.value?.id, after.value?.id], marks, width);
  const acts = useTimelineActs(axis, onUnready);
  return (
    <div class="axis-frame" onPointerLeave={acts.leave} onPointerOver={acts.point}>
      <div
        class={`axis ${isZoomed.value ? 'zoomed' : ''}`}
        ref={axis}
        onPointerDown={acts.press}
        onPointerMove={acts.drag}
        onPointerUp={acts.release}
        onPointerCancel={acts.release}
      >
        {isZoomed.value && <ShownPart />}
        <div class="axis-line" />
        {ticks
          .filter(({ left, width: words }) => left >= beyond.left && left + words <= width - beyond.right)
          .map(({ left, text }) => (
            <span key={text} class="tick" style={{ left: `${left}px` }}>
              {text}
            </span>
          ))}
        {marks.length > 0 && marks.every(({ inSight }) => !inSight) && (
          <p class="axis-empty">No scene in this time</p>
        )}
        {span && <LeftOut place={placeOn(span, width)} span={span} />}
        <Leaders marks={marks} />
        <div
          class="marks"
          role="listbox"
          aria-label="Scenes by date"
          aria-orientation="horizontal"
          aria-multiselectable="true"
          onClick={acts.pick}
          onContextMenu={acts.pickBefore}
          onKeyDown={acts.key}
          onFocusIn={acts.focus}
          onFocusOut={acts.blur}
        >
          {marks.map((mark) => {
            const scene = scenes.find((one) => one.id === mark.id);
            return (
              scene && (
                <SceneMark
                  key={mark.id}
                  mark={mark}
                  scene={scene}
                  tabbed={mark.id === tabbed}
                  cardId={mark.id === focusedId.value ? cardId : undefined}
                  axisWidth={width}
                />
              )
            );
          })}
        </div>
        {crowds.map((crowd) => (
          <CrowdButton key={crowd.ids[0]} crowd={crowd} />
        ))}
        <Handle side="before" marks={marks} axis={axis} />
        <Handle side="after" marks={marks} axis={axis} />
        <HandlesBeyond marks={marks} width={width} />
      </div>
      <Card id={cardId} marks={marks} />
    </div>
  );
}

/** Goes along when a side is given a scene that is out of sight. */
function useRevealing(scene: Scene | undefined): void {
  const { revealScene } = useModel(timelineModel);
  const former = useRef(scene?.id);
  useEffect(() => {
    if (scene && former.current !== scene.id) revealScene(scene.id);
    former.current = scene?.id;
  }, [scene?.id]);
}

/** What part of the site's time is shown. */
function ShownPart() {
  const { siteSpan, shownSpan } = useModel(timelineModel);
  const [whole, shown] = [siteSpan.value, shownSpan.value];
  if (!whole || !shown) return null;
  const share = (time: number) => `${(time / (whole.to - whole.from)) * 100}%`;
  return (
    <div
      class="shown-part"
      style={{ left: share(shown.from - whole.from), width: share(shown.to - shown.from) }}
    />
  );
}

/** Where scenes stand that the filters leave out, so that their place is not taken for a gap. */
function LeftOut({ place, span }: { place: (time: number) => number; span: Span }) {
  const { leftOutScenes } = useModel(offeredScenesModel);
  return (
    <>
      {leftOutScenes.value.map((scene) => {
        const time = timeOf(scene);
        const middle = time && (time.from + time.to) / 2;
        if (middle === undefined || middle < span.from || middle > span.to) return null;
        return <span key={scene.id} class="left-out" style={{ left: `${place(middle)}px` }} />;
      })}
    </>
  );
}

/** Thin lines from pictures to the dates to which they belong. */
function Leaders({ marks }: { marks: readonly Mark[] }) {
  return (
    <svg class="leaders" aria-hidden="true" focusable="false">
      {marks.map((mark) => {
        if (mark.picture === undefined || mark.lane === undefined) return null;
        const from = `${mark.picture.toFixed(1)} ${PICTURE.bottom}`;
        return <path key={mark.id} d={`M${from}L${mark.middle.toFixed(1)} ${heightOf(mark) - 4}`} />;
      })}
    </svg>
  );
}

function CrowdButton({ crowd: { middle, ids } }: { crowd: Crowd }) {
  const { sceneById } = useModel(sceneModel);
  const { zoomToScenes } = useModel(timelineModel);
  const scenes = ids.map(sceneById).filter((scene) => scene !== undefined);
  const words = crowdInWords(scenes);
  return (
    <button
      type="button"
      class="crowd"
      aria-label={words}
      title={words}
      style={{ left: `${middle}px` }}
      onClick={() => zoomToScenes(ids)}
    >
      +{ids.length}
    </button>
  );
}

/** More about the scene under the pointer, else of the one in focus; Escape puts it away. */
function Card({ id, marks }: { id: string; marks: readonly Mark[] }) {
  const { sceneById } = useModel(sceneModel);
  const { pointedId, focusedId } = useModel(timelineModel);
  const pointed = pointedId.value !== undefined;
  useEffect(() => {
    if (!pointed) return undefined;
    const putAway = (event: KeyboardEvent) => {
      if (event.code === 'Escape') pointedId.value = undefined;
    };
    addEventListener('keydown', putAway, true);
    return () => removeEventListener('keydown', putAway, true);
  }, [pointed]);
  const shown = pointedId.value ?? focusedId.value;
  const scene = sceneById(shown);
  const mark = marks.find((one) => one.id === shown);
  return scene && mark ? <SceneCard id={id} scene={scene} at={mark.picture ?? mark.middle} /> : null;
}
