import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Scene } from '../../server/scene/scene.contract.ts';
import { after, before, setAfter, setBefore, swap } from '../comparison/comparison.store.ts';
import { Icon } from '../controls/icon.tsx';
import { formatAcquired, formatDay, formatPercent } from '../i18n/formats.ts';
import { lookShown } from './look.store.ts';
import { readyScenes, sceneName } from './scene.store.ts';
import { detailsShown } from './scene-details.panel.tsx';
import { stepDate } from './step.ts';
import { layOut, type Mark, nearestMark } from './timeline-layout.ts';
import { coveringCount, coveringOnly, offeredScenes, shareCovered } from './view-coverage.store.ts';

const LABEL_WIDTH = 76;

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

/** True where no other scene was acquired at the same time, so that its date names it. */
function dateAlone(scene: Scene): boolean {
  return readyScenes.value.every((other) => other === scene || other.acquired !== scene.acquired);
}

function SideChoice({ side }: { side: 'before' | 'after' }) {
  const current = side === 'before' ? before.value : after.value;
  const choose = side === 'before' ? setBefore : setAfter;
  const name = side === 'before' ? 'Before' : 'After';
  return (
    <div class={`side ${side}`}>
      <label>
        <span>{name}</span>
        <select value={current?.id ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          {!current && <option value="">A second scene is needed</option>}
          {readyScenes.value.map((scene) => (
            <option key={scene.id} value={scene.id}>
              {dateAlone(scene) ? formatAcquired(scene) : sceneName(scene)}
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
        {side === 'before' && <CoveringOnly />}
        {side === 'after' && (
          <button type="button" class="tool" aria-label="Swap before and after" onClick={swap}>
            <Icon name="swap" />
          </button>
        )}
      </div>
    </div>
  );
}

/** Leaves on the axis only scenes that cover the view, where there are others. */
function CoveringOnly() {
  const [all, covering] = [readyScenes.value.length, coveringCount.value];
  if (all <= 2 || (covering === all && !coveringOnly.value)) return null;
  return (
    <button
      type="button"
      class="button covering"
      aria-pressed={coveringOnly.value}
      title="Only dates whose image covers the whole view"
      onClick={() => (coveringOnly.value = !coveringOnly.value)}
    >
      {covering}/{all} cover
    </button>
  );
}

/** A scene's name, its clouds and how much of the view it covers. */
function sceneFacts(scene: Scene): string[] {
  const share = shareCovered(scene);
  return [
    sceneName(scene),
    ...(scene.cloudCover === undefined ? [] : [`${Math.round(scene.cloudCover)}% cloud`]),
    ...(share === undefined ? [] : [`covers ${formatPercent(share)} of the view`]),
  ];
}

function Axis() {
  const axis = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => setWidth(axis.current?.clientWidth ?? 0));
    watch.observe(axis.current!);
    return () => watch.disconnect();
  }, []);
  const scenes = offeredScenes.value;
  const first = [before.value?.id, after.value?.id];
  const { marks, ticks } = layOut(scenes, { width, labelWidth: LABEL_WIDTH, first });
  const step = (event: KeyboardEvent) => {
    const towards = event.code === 'ArrowLeft' ? -1 : event.code === 'ArrowRight' ? 1 : undefined;
    if (!towards || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const side = event.shiftKey ? 'before' : 'after';
    stepDate(side, towards);
    const id = (side === 'before' ? before : after).value?.id;
    requestAnimationFrame(() => axis.current?.querySelector<HTMLElement>(`[data-scene="${id}"]`)?.focus());
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend that nobody needs to see
    <div class="axis" ref={axis} role="group" aria-label="Scenes by date" onKeyDown={step}>
      <div class="axis-line" />
      {ticks.map(({ left, text }) => (
        <span key={text} class="tick" style={{ left: `${left}px` }}>
          {text}
        </span>
      ))}
      {marks.map((mark) => {
        const scene = scenes.find((one) => one.id === mark.id);
        return scene && <SceneMark key={mark.id} mark={mark} scene={scene} />;
      })}
      <Handle side="before" marks={marks} axis={axis} />
      <Handle side="after" marks={marks} axis={axis} />
    </div>
  );
}

function SceneMark({ mark, scene }: { mark: Mark; scene: Scene }) {
  const side = scene.id === before.value?.id ? 'before' : scene.id === after.value?.id ? 'after' : undefined;
  const name = `${formatAcquired(scene)}, ${scene.title}${side ? `, ${side}` : ''}`;
  return (
    <button
      type="button"
      class={`mark ${side ?? ''} ${mark.width > 0 ? 'interval' : ''} ${shareCovered(scene) === 0 ? 'elsewhere' : ''}`}
      data-scene={scene.id}
      tabIndex={side === 'after' || (side === 'before' && !after.value) ? 0 : -1}
      aria-label={name}
      title={`${sceneFacts(scene).join('\n')}\nClick: after. Shift+click: before.`}
      style={{ left: `${mark.middle}px`, width: mark.width > 12 ? `${mark.width}px` : '' }}
      onClick={(event) => (event.shiftKey ? setBefore : setAfter)(scene.id)}
    >
      {mark.row !== undefined && <span class={`mark-label row-${mark.row}`}>{formatDay(scene)}</span>}
    </button>
  );
}

/** A side's place on the axis, which can be dragged to another date. */
function Handle({
  side,
  marks,
  axis,
}: {
  side: 'before' | 'after';
  marks: readonly Mark[];
  axis: { current: HTMLDivElement | null };
}) {
  const id = (side === 'before' ? before : after).value?.id;
  const mark = marks.find((one) => one.id === id);
  if (!mark) return null;
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !axis.current) return;
    const nearest = nearestMark(marks, event.clientX - axis.current.getBoundingClientRect().left);
    const other = (side === 'before' ? after : before).value?.id;
    if (nearest && nearest.id !== id && nearest.id !== other)
      (side === 'before' ? setBefore : setAfter)(nearest.id);
  };
  return (
    <div
      class={`handle ${side}`}
      aria-hidden="true"
      style={{ left: `${mark.middle}px` }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
