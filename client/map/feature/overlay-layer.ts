import { effect } from '@preact/signals';
import Layer from 'ol/layer/Layer.js';
import type OlMap from 'ol/Map.js';
import type { FrameState } from 'ol/Map.js';
import ViewHint from 'ol/ViewHint.js';
import type { OverlayFeature } from '#domain/overlay/overlay.contract.ts';
import type { Workspace } from '../../core/index.ts';
import { OVERLAY_COLOURS, overlayModel } from '../../overlay/index.ts';
import type { Picture } from './overlay-names.ts';
import { type DrawnOverlay, drawOverlays } from './overlay-picture.ts';
import { type OverlayShapes, type PlacedName, shapesOf } from './overlay-shapes.ts';

/** Of the map's width and height, what is drawn beyond each of its edges, so that a move seldom draws anew. */
const MARGIN = 0.25;

/**
 * Draws the overlays on maps, dotted and below the outlines of changes, which they are never mixed with. They are
 * drawn into a picture that is larger than the map and is moved along with it, so that a frame costs hardly more
 * than without, whatever is laid over.
 */
export function mountOverlays(workspace: Workspace, maps: readonly OlMap[], system: string): () => void {
  const { overlays, writtenNames } = workspace.get(overlayModel);
  const colours = overlayColours();
  const ready = new Map<readonly OverlayFeature[], OverlayShapes>();
  let drawn: DrawnOverlay[] = [];
  let mounted = true;
  const tell = (names: typeof writtenNames.value) => {
    writtenNames.value = names;
  };
  const layers = maps.map((map, place) => ({
    map,
    layer: pictureLayer(() => drawn, place === 0 ? tell : undefined),
  }));
  for (const { map, layer } of layers) map.addLayer(layer);

  const show = () => {
    drawn = overlays.peek().flatMap(({ shown, features, colour }) => {
      const shapes = shown && ready.get(features);
      return shapes ? [{ ...shapes, colour: colours[colour]! }] : [];
    });
    if (drawn.length === 0) tell({ written: 0, all: 0 });
    for (const { layer } of layers) {
      // A canvas over the images costs each frame something even where it is empty.
      layer.setVisible(drawn.length > 0);
      layer.changed();
    }
  };
  const preparing = new Set<readonly OverlayFeature[]>();
  const prepare = async (features: readonly OverlayFeature[]) => {
    const isWanted = () => mounted && overlays.peek().some((one) => one.shown && one.features === features);
    preparing.add(features);
    const shapes = await shapesOf(features, system, isWanted);
    preparing.delete(features);
    if (!shapes) return;
    ready.set(features, shapes);
    show();
  };
  const stop = effect(() => {
    const known = new Set(overlays.value.map(({ features }) => features));
    for (const features of ready.keys()) if (!known.has(features)) ready.delete(features);
    for (const { shown, features } of overlays.value)
      if (shown && !ready.has(features) && !preparing.has(features)) void prepare(features);
    show();
  });
  return () => {
    mounted = false;
    stop();
    tell({ written: 0, all: 0 });
    for (const { map, layer } of layers) map.removeLayer(layer);
  };
}

/** They stand on the image, so they are the same in both themes. */
function overlayColours(): string[] {
  const tokens = getComputedStyle(document.documentElement);
  return Array.from({ length: OVERLAY_COLOURS }, (_, place) =>
    tokens.getPropertyValue(`--overlay-colour-${place}`).trim(),
  );
}

/** A layer that is one picture; `tell` is told how many names it has written. */
function pictureLayer(
  drawn: () => readonly DrawnOverlay[],
  tell: ((names: { written: number; all: number }) => void) | undefined,
): Layer {
  const element = document.createElement('div');
  element.className = 'map-overlays';
  const canvas = document.createElement('canvas');
  element.append(canvas);
  let picture: Picture | undefined;
  let shown: readonly DrawnOverlay[] | undefined;
  let stood: ReadonlySet<PlacedName> = new Set();

  const draw = (next: Picture, ratio: number) => {
    const { width, height } = next;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    // Where no graphics card draws, long dotted lines take a hundred times as long on what imitates one.
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.scale(ratio, ratio);
    const told = drawOverlays(context, drawn(), next, stood);
    stood = told.names;
    tell?.({ written: told.names.size, all: told.all });
    picture = next;
    shown = drawn();
  };

  const render = ({ size, pixelRatio, viewState, viewHints }: FrameState): HTMLElement => {
    const [width = 0, height = 0] = size;
    const { center, resolution } = viewState;
    const [x = 0, y = 0] = center;
    const [west, north] = [x - (width / 2) * resolution, y + (height / 2) * resolution];
    const moves = viewHints[ViewHint.ANIMATING] || viewHints[ViewHint.INTERACTING];
    const isZoomed = picture?.resolution !== resolution;
    // While it is being zoomed, the picture that is there is stretched.
    if (!picture || shown !== drawn() || (isZoomed ? !moves : !holds(picture, west, north, width, height))) {
      if (isZoomed) stood = new Set();
      draw(
        {
          west: west - width * MARGIN * resolution,
          north: north + height * MARGIN * resolution,
          resolution,
          width: Math.ceil(width * (1 + 2 * MARGIN)),
          height: Math.ceil(height * (1 + 2 * MARGIN)),
        },
        pixelRatio,
      );
    }
    const { west: left, north: top, resolution: drawnAt } = picture!;
    const whole = (pixels: number) => Math.round(pixels * pixelRatio) / pixelRatio;
    const across = whole((left - west) / resolution);
    const down = whole((north - top) / resolution);
    canvas.style.transform = `translate(${across}px, ${down}px) scale(${drawnAt / resolution})`;
    return element;
  };
  return new Layer({ render: (frame) => frame && render(frame), zIndex: 9, visible: false });
}

/** Whether a picture holds all that a map shows. */
function holds(picture: Picture, west: number, north: number, width: number, height: number): boolean {
  const { resolution } = picture;
  const [left, top] = [(west - picture.west) / resolution, (picture.north - north) / resolution];
  return left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
}
