import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { BoundingBox, Polygon, Position } from '#domain/geometry/geometry.contract.ts';
import { boundingBox } from '#domain/geometry/ring.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { annotationsModel, inOrder, listModel, surroundings } from '../annotation/index.ts';
import {
  comparisonModel,
  divider,
  dividerRuns,
  lensRadius,
  mode,
  opacity,
  viewCoverageModel,
} from '../comparison/index.ts';
import type { Workspace } from '../core/index.ts';
import { lookModel } from '../look/index.ts';
import { sceneModel } from '../scene/index.ts';
import { siteModel } from '../site/index.ts';
import type { FigurePlan, FigureView, FigureWidth } from './figure-plan.ts';

/** What a figure shows: both dates beside each other, both in the mode of the map, or one alone. */
export type FigureContent = 'pair' | 'mode' | 'before' | 'after';

/** What is chosen of a figure. `scenes`: those on screen, or those of the change's claim. */
export type FigureChoices = {
  changeId: string | undefined;
  scenes: 'screen' | 'claim';
  content: FigureContent;
  ground: 'view' | 'change';
  outlines: 'all' | 'change' | 'none';
  width: FigureWidth;
};

const CHANGES_NOT_HERE = 'The changes of this site are not loaded yet: the figure is drawn when they are.';

/** The figure that is chosen and made. */
export function figureModel(workspace: Workspace) {
  const { annotations, selectedId } = workspace.get(annotationsModel);
  const { listStanding } = workspace.get(listModel);
  const { before, after, resolution } = workspace.get(comparisonModel);
  const { viewCorners } = workspace.get(viewCoverageModel);
  const { lookOf } = workspace.get(lookModel);
  const { readyScenes } = workspace.get(sceneModel);
  const { site } = workspace.get(siteModel);

  /** The figure that is being made; undefined while none is. */
  const figure: Signal<FigureChoices | undefined> = signal(undefined);

  let lastWidth: FigureWidth = 2400;

  /** Begins a figure of what the map shows. */
  function openFigure(): void {
    const selected = annotations.peek().get(selectedId.peek() ?? '');
    figure.value = {
      changeId: selected?.id,
      scenes: 'screen',
      content: after.peek() ? 'pair' : 'before',
      ground: 'view',
      outlines: 'all',
      width: lastWidth,
    };
  }

  /** Begins the figure of a change: its own two scenes, around its outline. */
  function openFigureOf({ id }: Annotation): void {
    figure.value = {
      changeId: id,
      scenes: 'claim',
      content: 'pair',
      ground: 'change',
      outlines: 'change',
      width: lastWidth,
    };
  }

  function chooseFigure(choice: Partial<FigureChoices>): void {
    if (!figure.peek()) return;
    figure.value = { ...figure.peek()!, ...choice };
    lastWidth = figure.peek()!.width;
  }

  function closeFigure(): void {
    figure.value = undefined;
  }

  /** The contents that can be chosen now: a mode only where it shows more than one date on one picture. */
  const figureContents: ReadonlySignal<FigureContent[]> = computed(() => {
    if (!after.value) return ['before'];
    const shared = mode.value !== 'side_by_side' && mode.value !== 'blink';
    return ['pair', ...(shared ? (['mode'] as const) : []), 'before', 'after'];
  });

  /** What the figure is to be made from, or a sentence that tells why there is none. */
  const figurePlan: ReadonlySignal<FigurePlan | string | undefined> = computed(() => {
    const chosen = figure.value;
    if (!chosen || !site.value) return undefined;
    const change = annotations.value.get(chosen.changeId ?? '');
    // A figure that lacks outlines which are there would say something untrue.
    if (chosen.outlines === 'all' && listStanding.value.kind !== 'there') return CHANGES_NOT_HERE;
    if (chosen.changeId && !change) return 'This change is no longer in the list.';
    const [earlier, later] = scenesOf(chosen, change);
    if (!earlier || (chosen.scenes === 'claim' && !later)) return 'The images of this change are not ready.';
    const ground =
      chosen.ground === 'change' && change
        ? rectangle(surroundings(boundingBox(change.geometry)))
        : closed(viewCorners.value);
    if (!ground) return 'The map shows nothing yet.';
    const exchanged = later?.id === before.value?.id;
    const view = later ? viewOf(chosen.content, exchanged) : ({ kind: 'single', side: 'before' } as const);
    const dates = [
      { side: 'before' as const, scene: earlier },
      ...(later ? [{ side: 'after' as const, scene: later }] : []),
    ];
    const { name, code } = site.value;
    const ofChange = chosen.ground === 'change' || chosen.outlines === 'change';
    return {
      site: { name, code },
      change: ofChange ? change?.properties : undefined,
      view,
      dates: dates
        .filter(({ side }) => view.kind !== 'single' || view.side === side)
        .map(({ side, scene }) => ({ side, scene, look: lookOf(scene) })),
      ground,
      outlines: outlinesOf(chosen, change).map(({ geometry, properties: { status, number } }) => ({
        geometry,
        status,
        number,
      })),
      width: chosen.width,
    };
  });

  /** In the order of their acquisition, on whichever side the screen has them: a figure must not say otherwise. */
  function scenesOf(
    { scenes }: FigureChoices,
    change: Annotation | undefined,
  ): [Scene | undefined, Scene | undefined] {
    if (scenes === 'screen') return inOrder(before.value, after.value);
    const ready = (id: string | undefined) => readyScenes.value.find((scene) => scene.id === id);
    return [ready(change?.properties.beforeSceneId), ready(change?.properties.afterSceneId)];
  }

  function viewOf(content: FigureContent, exchanged: boolean): FigureView {
    if (content === 'before' || content === 'after') return { kind: 'single', side: content };
    if (content === 'pair') return { kind: 'pair' };
    switch (mode.value) {
      case 'swipe':
        return { kind: 'swipe', divider: divider.value, runs: dividerRuns.value };
      case 'spyglass':
        return { kind: 'spyglass', radius: lensRadius.value * (resolution.value ?? 1) };
      // As much of each date as on the map, on whichever side the screen has it.
      case 'blend':
        return { kind: 'blend', opacity: exchanged ? 1 - opacity.value : opacity.value };
      case 'difference':
        return { kind: 'difference' };
      default:
        return { kind: 'pair' };
    }
  }

  function outlinesOf({ outlines }: FigureChoices, change: Annotation | undefined): Annotation[] {
    if (outlines === 'none') return [];
    return outlines === 'all' ? [...annotations.value.values()] : change ? [change] : [];
  }

  return { figure, openFigure, openFigureOf, chooseFigure, closeFigure, figureContents, figurePlan };
}

function rectangle([west, south, east, north]: BoundingBox): Polygon | undefined {
  return closed([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
}

function closed(corners: Position[] | undefined): Polygon | undefined {
  return corners && { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}
