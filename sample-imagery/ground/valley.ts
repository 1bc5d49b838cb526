import { cosine, sine, smoothStep } from '../base/exact-math.ts';
import { fenceLine, riverBed, smoothLine, stream } from '../base/layout.ts';
import { fractalNoise, hash, valueNoise } from '../base/noise.ts';
import { structures } from '../structure/structures.ts';
import { CoverageRaster } from './coverage-raster.ts';
import { DistanceRaster } from './distance-raster.ts';
import { roads } from './roads.ts';
import { hillDepth, Terrain } from './terrain.ts';

/** Everything about the ground that no date changes. */
export type Valley = {
  terrain: Terrain;
  /** Metres east of the river bed's middle. */
  river: DistanceRaster;
  stream: DistanceRaster;
  road: DistanceRaster;
  lane: DistanceRaster;
  path: DistanceRaster;
  rail: DistanceRaster;
  fence: DistanceRaster;
  /** Trodden earth of settlements and yards. */
  packed: CoverageRaster;
  /** Coal dust. */
  coal: CoverageRaster;
  /** Kitchen gardens. */
  gardens: readonly Garden[];
  garden: CoverageRaster;
};

export type Garden = {
  id: number;
  x: number;
  y: number;
  length: number;
  width: number;
  angle: number;
  ux: number;
  uy: number;
};

export function makeValley(): Valley {
  const river = new DistanceRaster(true);
  river.add(smoothLine(riverBed, 10), 0, 110);
  const brook = new DistanceRaster();
  brook.add(smoothLine(stream, 8), 1.1, 14);
  const byKind = {
    main: new DistanceRaster(),
    lane: new DistanceRaster(),
    path: new DistanceRaster(),
    rail: new DistanceRaster(),
  };
  for (const road of roads) byKind[road.kind].add(smoothLine(road.points, 10), road.width / 2, 12);
  const fence = new DistanceRaster();
  fence.add(fenceLine, 0, 14);
  const gardens = makeGardens();
  return {
    terrain: new Terrain(),
    river,
    stream: brook,
    road: byKind.main,
    lane: byKind.lane,
    path: byKind.path,
    rail: byKind.rail,
    fence,
    packed: packedGround(),
    coal: coalGround(),
    gardens,
    garden: gardenGround(gardens),
  };
}

function makeGardens(): Garden[] {
  return structures.flatMap((structure, index) => {
    if (!structure.yard) return [];
    const ux = cosine(structure.angle);
    const uy = sine(structure.angle);
    const away = structure.width / 2 + structure.yard / 2 + 1;
    return {
      id: index,
      x: structure.x - uy * away,
      y: structure.y + ux * away,
      length: structure.length,
      width: structure.yard,
      angle: structure.angle,
      ux,
      uy,
    };
  });
}

function gardenGround(gardens: readonly Garden[]): CoverageRaster {
  const ground = new CoverageRaster();
  for (const garden of gardens)
    ground.add({ ...garden, length: garden.length - 1, width: garden.width - 1, soft: 0.5, ragged: 0 });
  return ground;
}

function packedGround(): CoverageRaster {
  const ground = new CoverageRaster();
  for (const structure of structures) {
    if (structure.kind === 'road_or_bridge') continue;
    if (structure.shape === 'wall') {
      ground.add({ ...structure, soft: 2, ragged: 1, strength: 0.85 });
      continue;
    }
    const tower = structure.shape === 'tower';
    const round = tower ? 5 : structure.yard ? 5 : 16;
    ground.add({
      x: structure.x,
      y: structure.y,
      length: structure.length + round * 1.2,
      width: structure.width + round,
      angle: structure.angle,
      round: tower,
      soft: tower ? 1.5 : 4,
      ragged: tower ? 1 : 5,
      strength: tower ? 0.9 : 0.8,
    });
  }
  // Assembly ground before the hall, threshing floors, the mine's yard.
  ground.add({ x: 540, y: 246, length: 66, width: 42, angle: -2, soft: 2, ragged: 2 });
  ground.add({ x: 486, y: 574, length: 34, width: 30, angle: 8, soft: 2, ragged: 3 });
  ground.add({ x: 780, y: 470, length: 30, width: 22, angle: 78, soft: 2, ragged: 3 });
  ground.add({ x: 916, y: 152, length: 150, width: 92, angle: 12, round: true, soft: 10, ragged: 12 });
  return ground;
}

function coalGround(): CoverageRaster {
  const ground = new CoverageRaster();
  const patch = { soft: 8, ragged: 12, round: true };
  ground.add({ x: 978, y: 206, length: 120, width: 84, angle: 30, strength: 0.9, ...patch });
  ground.add({ x: 938, y: 160, length: 110, width: 50, angle: 20, strength: 0.6, ...patch });
  ground.add({ x: 812, y: 300, length: 58, width: 36, angle: 100, strength: 0.85, ...patch });
  ground.add({ x: 1010, y: 142, length: 60, width: 46, angle: 60, strength: 0.7, ...patch });
  return ground;
}

/** Share of trees, 0 to 1, by place. */
export function forestDensity(valley: Valley, x: number, y: number): number {
  const depth = hillDepth(x, y);
  if (depth < -14) return riparian(valley, x, y);
  const patches = fractalNoise(x / 70, y / 70, 3, 611);
  const edge = smoothStep(-8, 70, depth + patches * 46);
  const cleared = slopeFieldShare(x, y) > 0.35 ? 0 : 1;
  return edge * cleared * (0.86 + 0.14 * patches) * smoothStep(4, 11, valley.fence.at(x, y));
}

/** Willows along the river and the stream. */
function riparian(valley: Valley, x: number, y: number): number {
  const bank = Math.abs(Math.abs(valley.river.at(x, y)) - 34);
  const clumps = valueNoise(x / 22, y / 22, 621);
  const river = smoothStep(8, 1, bank) * smoothStep(0.5, 0.75, clumps) * 0.8;
  const brook = smoothStep(6, 2, valley.stream.at(x, y)) * smoothStep(0.6, 0.8, clumps) * 0.5;
  return Math.max(river, brook);
}

/** Where slopes are cleared and tilled in strips, 0 to 1. */
export function slopeFieldShare(x: number, y: number): number {
  const depth = hillDepth(x, y);
  const patches = fractalNoise(x / 95, y / 95, 2, 631);
  return (
    smoothStep(-6, 6, depth) * smoothStep(105, 85, depth) * smoothStep(0.02, 0.16, patches - depth * 0.0012)
  );
}

/** A stable number for a plot of a garden. */
export function plotNumber(garden: Garden, along: number): number {
  return hash(garden.id, Math.floor((along + garden.length / 2) / 5.8), 641);
}
