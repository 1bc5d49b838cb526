import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { comparisonModel } from '../comparison/index.ts';
import { useModel } from '../core/index.ts';
import { formatDay } from '../i18n/index.ts';
import { sceneModel } from '../scene/index.ts';
import { timelineModel } from './timeline.store.ts';
import { type Mark, nearestMark } from './timeline-layout.ts';

type Side = 'before' | 'after';

/** A side's place on the axis, which can be dragged to another date; Escape gives the drag up. */
export function Handle({
  side,
  marks,
  axis,
}: {
  side: Side;
  marks: readonly Mark[];
  axis: RefObject<HTMLElement | null>;
}) {
  const { readyScenes } = useModel(sceneModel);
  const { before, after, setBefore, setAfter } = useModel(comparisonModel);
  const { pointedId } = useModel(timelineModel);
  const [dragged, setDragged] = useState<number>();
  /** The pointer that drags, until it lets go or the drag is given up. */
  const pointer = useRef<number | undefined>(undefined);
  // Before anything else can happen: Escape may follow a move at once.
  useLayoutEffect(() => {
    if (dragged === undefined) return undefined;
    const giveUp = (event: KeyboardEvent) => {
      if (event.code !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    addEventListener('keydown', giveUp, true);
    return () => removeEventListener('keydown', giveUp, true);
  }, [dragged !== undefined]);
  const id = (side === 'before' ? before : after).value?.id;
  const mark = marks.find((one) => one.id === id);
  if (!mark?.inSight) return null;

  function end() {
    pointer.current = undefined;
    setDragged(undefined);
    pointedId.value = undefined;
  }
  function move(event: PointerEvent) {
    if (!axis.current) return;
    const left = event.clientX - axis.current.getBoundingClientRect().left;
    setDragged(left);
    pointedId.value = sceneUnder(event) ?? nearestMark(offered(), left)?.id;
  }
  return (
    <div
      class={`handle ${side} ${dragged === undefined ? '' : 'dragged'}`}
      aria-hidden="true"
      style={{ left: `${dragged ?? mark.middle}px` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        pointer.current = event.pointerId;
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (pointer.current === event.pointerId) move(event);
      }}
      onPointerUp={() => {
        const chosen = pointedId.peek();
        if (dragged !== undefined && chosen) (side === 'before' ? setBefore : setAfter)(chosen);
        end();
      }}
      onPointerCancel={end}
    />
  );

  /** The scene whose mark or picture is under the pointer, if it may be taken. */
  function sceneUnder({ clientX, clientY }: PointerEvent): string | undefined {
    const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-scene]')
      ?.dataset.scene;
    return offered().find((one) => one.id === under)?.id;
  }

  /** The marks to which the handle can go: of scenes that can be looked at, but the one of the other handle. */
  function offered(): Mark[] {
    const other = (side === 'before' ? after : before).value?.id;
    return marks.filter((one) => one.id !== other && readyScenes.value.some((scene) => scene.id === one.id));
  }
}

/** CSS pixels that the way to a handle takes at an edge of the axis. */
const BEYOND_WIDTH = 86;

/** The edge of the axis beyond which a scene stands; undefined where it is in sight. */
function edgeOf(id: string | undefined, marks: readonly Mark[], width: number): 'left' | 'right' | undefined {
  const mark = marks.find((one) => one.id === id);
  if (!mark || mark.inSight) return undefined;
  return mark.middle < width / 2 ? 'left' : 'right';
}

/** CSS pixels at each edge of the axis that the ways to handles beyond it take, of the scenes of both sides. */
export function roomBeyond(
  ids: readonly (string | undefined)[],
  marks: readonly Mark[],
  width: number,
): { left: number; right: number } {
  const edges = ids.map((id) => edgeOf(id, marks, width));
  const room = (edge: string) => edges.filter((one) => one === edge).length * BEYOND_WIDTH;
  return { left: room('left'), right: room('right') };
}

/** At each edge of the axis, the way to handles that stand beyond it. */
export function HandlesBeyond({ marks, width }: { marks: readonly Mark[]; width: number }) {
  const { before, after } = useModel(comparisonModel);
  const { revealScene } = useModel(timelineModel);
  return (
    <>
      {(['left', 'right'] as const).map((edge) => (
        <div key={edge} class={`handles-beyond ${edge}`}>
          {(['before', 'after'] as const).map((side) => {
            const scene = (side === 'before' ? before : after).value;
            if (!scene || edgeOf(scene.id, marks, width) !== edge) return null;
            return (
              <button
                key={side}
                type="button"
                class={`button ${side}`}
                aria-label={`Timeline: go to ${side}, ${formatDay(scene)}`}
                title={`Go to ${side}`}
                onClick={() => revealScene(scene.id)}
              >
                {edge === 'left' ? '‹ ' : ''}
                {formatDay(scene)}
                {edge === 'right' ? ' ›' : ''}
              </button>
            );
          })}
        </div>
      ))}
    </>
  );
}
