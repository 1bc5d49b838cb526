import { effect } from '@preact/signals';
import { getCenter } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import type OlMap from 'ol/Map.js';
import { get as getProjection, transform } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { GroundShift } from '#domain/geometry/registration.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { askWorker, sentenceOf, type Workspace } from '../../core/index.ts';
import { lookModel } from '../../look/index.ts';
import {
  type Correlate,
  findShift,
  type PartShift,
  type Raster,
  type Registration,
  registrationModel,
  registrationWords,
  type Sample,
  sampleSquare,
} from '../../registration/index.ts';
import { sceneModel } from '../../scene/index.ts';
import { commonExtent, meet } from '../base/ground.ts';
import { offsetGridOf, viewExtent } from '../base/projection.ts';
import { addFeatureLayer } from '../feature/feature-layer.ts';
import { shiftIn } from '../scene/scene-grid.ts';
import type { OpenScenes } from '../scene/scene-layers.ts';
import { bandsToRead } from '../scene/scene-style.ts';

/**
 * Marks and draws pairs of points on the maps, tells how large the moving scene's pixel is, and looks for a shift
 * when it is asked. Points and shifts go to the model in the grid of the moving scene's offset. `sceneAt` tells which
 * scene is seen at a coordinate. Mounted before what else a click does.
 */
export function mountRegistration(
  workspace: Workspace,
  maps: readonly OlMap[],
  system: string,
  scenes: OpenScenes,
  sceneAt: (map: OlMap, coordinate: number[]) => Scene | undefined,
): () => void {
  const { sceneById } = workspace.get(sceneModel);
  const { lookOf } = workspace.get(lookModel);
  const { markPoint, movingPixel, registration, tellProposal } = workspace.get(registrationModel);
  const source = new VectorSource();
  const layers = maps.map((map) => {
    const layer = addFeatureLayer(map, source, { className: 'map-points', zIndex: 40 });
    map.on('click', (event) => {
      if (!registration.peek()?.marking) return;
      event.stopPropagation();
      const scene = sceneAt(map, event.coordinate);
      const moving = sceneById(registration.peek()?.movingId);
      if (!scene || !moving) return;
      const [x = 0, y = 0] = transform(event.coordinate, system, offsetGridOf(moving));
      markPoint(scene.id, [x, y]);
    });
    return { map, layer };
  });
  const open = (scene: Scene) => scenes.open(scene, bandsToRead(scene.bands, lookOf(scene).colours));

  let sized: string | undefined;
  let asked = false;
  const stop = effect(() => {
    const now = registration.value;
    const moving = sceneById(now?.movingId);
    const grid = moving && offsetGridOf(moving);
    draw(source, now, (place) => (grid ? transform([...place], grid, system) : []));
    for (const { map } of layers)
      map.getTargetElement()?.parentElement?.toggleAttribute('data-marking', now?.marking === true);
    if (moving?.id !== sized) {
      sized = moving?.id;
      if (moving)
        open(moving).then(
          ({ nativeResolution }) => {
            if (registration.peek()?.movingId === moving.id) movingPixel.value = nativeResolution;
          },
          (error) => scenes.fault(moving, `${isolated(moving.title)} cannot be laid. ${sentenceOf(error)}`),
        );
    }
    const asks = now?.proposal === 'asked';
    if (now && asks && !asked) void propose(now);
    asked = asks;
  });

  async function propose(now: Registration) {
    const [moving, reference] = [sceneById(now.movingId), sceneById(now.referenceId)];
    if (!moving || !reference) return;
    try {
      const extents = [moving, reference].map(({ footprint }) => viewExtent(footprint, system));
      const common = commonExtent([moving, reference], system);
      if (!common || !meet(extents[0]!, extents[1]!))
        return tellProposal(now, { fault: registrationWords.noCommonGround });
      const [one, other] = await Promise.all([open(moving), open(reference)]);
      const pixel = Math.max(one.nativeResolution, other.nativeResolution);
      const [sampleMoving, sampleReference] = await Promise.all([sampler(moving), sampler(reference)]);
      const verdict = await findShift(common, pixel, {
        moving: sampleMoving,
        reference: sampleReference,
        correlate: correlateBeside,
      });
      // The tiles lay where the scene was shifted to already.
      const [view, grid] = [getProjection(system)!, getProjection(offsetGridOf(moving))!];
      const inGrid = (shift: GroundShift) => {
        const [east, north] = shiftIn(shift, getCenter(common), {
          own: view,
          measuredIn: view,
          system: grid,
        });
        return { east, north };
      };
      const told = verdict.kind === 'found' ? { ...verdict, shift: inGrid(verdict.shift) } : verdict;
      tellProposal(now, { at: now.shift, verdict: told });
    } catch (error) {
      tellProposal(now, { fault: sentenceOf(error) });
    }
  }

  async function sampler(scene: Scene): Promise<Sample> {
    const bands = bandsToRead(scene.bands, lookOf(scene).colours);
    const opened = await open(scene);
    const alpha = bands.alpha === undefined ? undefined : bands.colour.length;
    const isValid = ({ data, bandCount }: Raster, at: number) =>
      data[at + bandCount - 1] !== 0 && (alpha === undefined || data[at + alpha] !== 0);
    return async (square) => {
      const { west, north, resolution, side } = square;
      const length = side * resolution;
      const tiles = await opened.tilesWithin([west, north - length, west + length, north], resolution);
      return sampleSquare(
        tiles.map(({ tile }) => tile),
        square,
        { colours: bands.colour.length, toOwn: opened.toOwn, isValid },
      );
    };
  }

  return () => {
    stop();
    for (const { map, layer } of layers) map.removeLayer(layer);
  };
}

/** Correlates in a worker, so that the page stays quick. */
const correlateBeside: Correlate = (...question) =>
  askWorker(
    new Worker(new URL('../../registration/shift/correlation.worker.ts', import.meta.url), {
      type: 'module',
    }),
    question,
  );

const AMBER = '#ffd24a';
const CYAN = '#5ee0ff';

function draw(
  source: VectorSource,
  now: Registration | undefined,
  inView: (place: readonly [east: number, north: number]) => number[],
) {
  source.clear();
  if (!now) return;
  const { shift, proposal } = now;
  if (proposal && proposal !== 'asked' && 'verdict' in proposal) {
    const { kind, parts } = proposal.verdict;
    if (kind === 'unclear' || kind === 'bent') source.addFeatures(parts.map(arrowOf));
  }
  const halves = now.half.moving || now.half.reference ? [now.half] : [];
  for (const [i, { moving, reference }] of [...now.pairs, ...halves].entries()) {
    const laid = moving && inView([moving[0] + shift.east, moving[1] + shift.north]);
    const fixed = reference && inView(reference);
    if (laid && fixed) {
      const line = new Feature(new LineString([fixed, laid]));
      line.setStyle(new Style({ stroke: new Stroke({ color: '#fff', width: 1.5 }) }));
      source.addFeature(line);
    }
    for (const [place, colour] of [
      [fixed, AMBER],
      [laid, CYAN],
    ] as const) {
      if (!place) continue;
      const point = new Feature(new Point(place));
      point.setStyle([
        new Style({ image: new CircleStyle({ radius: 6, stroke: new Stroke({ color: '#000', width: 4 }) }) }),
        new Style({
          image: new CircleStyle({ radius: 6, stroke: new Stroke({ color: colour, width: 2 }) }),
          text: new Text({
            text: String(i + 1),
            offsetX: 13,
            stroke: new Stroke({ color: '#000', width: 3 }),
          }),
        }),
      ]);
      source.addFeature(point);
    }
  }
}

/** What a part asks for: from where the moving image shows its middle to where the reference does. */
function arrowOf({ middle, shift }: PartShift): Feature {
  const to = [middle.east, middle.north];
  const from = [middle.east - shift.east, middle.north - shift.north];
  const arrow = new Feature(new LineString([from, to]));
  const head = new RegularShape({
    points: 3,
    radius: 6,
    rotation: Math.atan2(shift.east, shift.north),
    rotateWithView: true,
    fill: new Fill({ color: AMBER }),
    stroke: new Stroke({ color: '#000', width: 1 }),
  });
  arrow.setStyle([
    new Style({ stroke: new Stroke({ color: '#000', width: 4 }) }),
    new Style({ stroke: new Stroke({ color: AMBER, width: 2 }) }),
    new Style({ geometry: new Point(to), image: head }),
  ]);
  return arrow;
}
