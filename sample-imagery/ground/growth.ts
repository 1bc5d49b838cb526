import { clamp, cosine, sine } from '../base/exact-math.ts';
import { alongLine, fenceLine, smoothLine } from '../base/layout.ts';
import { fractalNoise, random } from '../base/noise.ts';
import type { Season } from '../base/recipe.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, frame } from '../base/recipe.ts';
import type { Colour } from '../structure/structure.ts';
import type { Surface } from '../structure/surface.ts';
import { fieldPattern, slopeCoordinates } from './field-pattern.ts';
import type { ParcelPlace } from './fields.ts';
import { parcelAt } from './fields.ts';
import { roads } from './roads.ts';
import { palettes } from './seasons.ts';
import type { Valley } from './valley.ts';
import { forestDensity } from './valley.ts';

/** Metres between the places where a tree may stand. */
const SPACING = 4;

type Species = {
  thing: number;
  bare: boolean;
  tall: number;
  narrow: number;
};

function species(surface: Surface, season: Season): { pine: Species; broadleaf: Species[]; poplar: Species } {
  const palette = palettes[season];
  const add = (colour: Colour, bare: boolean, snow: number): number =>
    surface.add({ matter: bare ? 'bare' : 'tree', colour, side: colour, x: 0, y: 0, ux: 1, uy: 0, snow });
  const broadleaf = palette.broadleaf.map((colour) => ({
    thing: add(colour, palette.leafless, 0),
    bare: palette.leafless,
    tall: 1,
    narrow: 1,
  }));
  return {
    pine: { thing: add(palette.pine, false, 0.22), bare: false, tall: 1.15, narrow: 0.85 },
    broadleaf,
    poplar: { ...broadleaf[1]!, tall: 1.5, narrow: 0.6 },
  };
}

function tree(surface: Surface, kind: Species, x: number, y: number, size: number, tint: number): void {
  const radius = clamp(size * 2.5 * kind.narrow, 0.8, 3.6);
  const height = size * 7.4 * kind.tall;
  surface.stamp(kind.thing, x, y, radius, tint, (px, py) => {
    const dx = (px - x) / radius;
    const dy = (py - y) / radius;
    const cellX = Math.floor(px * 4);
    const cellY = Math.floor(py * 4);
    const ragged = random(cellX, cellY, 811);
    const squared = dx * dx + dy * dy + (ragged - 0.5) * 0.35;
    if (squared > 1) return 0;
    // Bare crowns let two thirds of the light through.
    if (kind.bare && squared > 0.03 && ragged < 0.6) return 0;
    return height * (0.42 + 0.58 * Math.sqrt(1 - Math.max(0, squared))) * (0.94 + 0.06 * ragged);
  });
}

/** Plants all woods, rows of poplars and single trees. */
export function plantTrees(surface: Surface, valley: Valley, season: Season): void {
  const { pine, broadleaf, poplar } = species(surface, season);
  const columns = (FRAME_WIDTH + 2 * frame.margin) / SPACING;
  const rows = (FRAME_HEIGHT + 2 * frame.margin) / SPACING;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = (column + random(column, row, 821)) * SPACING - frame.margin;
      const y = (row + random(column, row, 822)) * SPACING - frame.margin;
      if (random(column, row, 823) > forestDensity(valley, x, y)) continue;
      if (blocked(valley, x, y)) continue;
      const stand = fractalNoise(x / 60, y / 60, 3, 824);
      const size = 0.55 + 0.6 * random(column, row, 825) + stand * 0.12;
      const kind =
        random(column, row, 826) < 0.32 + stand * 0.75
          ? pine
          : broadleaf[Math.floor(random(column, row, 827) * 3) % broadleaf.length]!;
      tree(surface, kind, x, y, size, Math.floor(random(column, row, 828) * 256));
    }
  const main = roads.filter((road) => road.kind === 'main');
  for (const [index, road] of main.entries())
    for (const [at, place] of alongLine(smoothLine(road.points, 10), 8.5).entries())
      for (const side of [-1, 1]) {
        const x = place.x - place.dy * side * (road.width / 2 + 2.2);
        const y = place.y + place.dx * side * (road.width / 2 + 2.2);
        if (random(at, index * 2 + side, 831) < 0.42 || blocked(valley, x, y)) continue;
        if (valley.fence.at(x, y) < 14 || surface.occupied(x, y, 2)) continue;
        if (valley.coal.at(x, y) > 0.1 || Math.abs(valley.river.at(x, y)) < 40) continue;
        tree(surface, poplar, x, y, 0.75 + 0.4 * random(at, side, 832), at % 256);
      }
  for (let index = 0; index < 420; index++) {
    const x = random(index, 1, 842) * FRAME_WIDTH;
    const y = random(index, 2, 842) * FRAME_HEIGHT;
    const near = valley.packed.at(x, y) > 0.05 ? 1 : 0.28;
    if (random(index, 4, 842) > near || blocked(valley, x, y)) continue;
    if (valley.fence.at(x, y) < 12 || surface.occupied(x, y, 3) || valley.coal.at(x, y) > 0.1) continue;
    tree(surface, broadleaf[index % 3]!, x, y, 0.5 + 0.4 * random(index, 5, 842), index % 256);
  }
}

function blocked(valley: Valley, x: number, y: number): boolean {
  return (
    valley.road.at(x, y) < 1.6 ||
    valley.lane.at(x, y) < 1.2 ||
    valley.path.at(x, y) < 0.6 ||
    valley.rail.at(x, y) < 2 ||
    Math.abs(valley.river.at(x, y)) < 22 ||
    valley.fence.at(x, y) < 7
  );
}

/** Bushes on the bunds between parcels. */
export function plantHedges(surface: Surface, valley: Valley, season: Season): void {
  const palette = palettes[season];
  const bush: Species = {
    thing: surface.add({
      matter: palette.leafless ? 'bare' : 'tree',
      colour: palette.broadleaf[1],
      side: palette.broadleaf[1],
      x: 0,
      y: 0,
      ux: 1,
      uy: 0,
      snow: 0,
    }),
    bare: palette.leafless,
    tall: 0.6,
    narrow: 1,
  };
  const place: ParcelPlace = { id: 0, crop: 'maize', edge: 0, blockEdge: 0, along: 0, across: 0 };
  const step = 4;
  for (let row = 0; row < FRAME_HEIGHT / step; row++)
    for (let column = 0; column < FRAME_WIDTH / step; column++) {
      const x = (column + random(column, row, 871)) * step;
      const y = (row + random(column, row, 872)) * step;
      const pattern = fieldPattern(valley, x, y);
      if (!pattern) continue;
      if (pattern === 'slope') parcelAt(pattern, ...slopeCoordinates(valley, x, y), place);
      else parcelAt(pattern, x, y, place);
      const clumps = fractalNoise(x / 45, y / 45, 2, 873);
      if (place.edge > 1.1 || random(column, row, 874) > 0.06 + clumps * 0.26) continue;
      if (blocked(valley, x, y) || valley.packed.at(x, y) > 0.2 || surface.occupied(x, y, 1.5)) continue;
      tree(
        surface,
        bush,
        x,
        y,
        0.28 + 0.32 * random(column, row, 875),
        Math.floor(random(column, row, 876) * 256),
      );
    }
}

/** Fence posts, yard fences, heaps of straw on harvested fields, spoil heaps. */
export function placeSmallThings(surface: Surface, valley: Valley, season: Season): void {
  const plain = { x: 0, y: 0, ux: 1, uy: 0 };
  const post = surface.add({
    matter: 'thin',
    colour: [190, 186, 178],
    side: [150, 146, 140],
    snow: 0.2,
    ...plain,
  });
  for (const place of alongLine(fenceLine, 5))
    for (const away of [0, 4]) {
      const x = place.x + place.dy * away;
      const y = place.y - place.dx * away;
      if (valley.road.at(x, y) < 0.5) continue;
      surface.stamp(post, x, y, 0.2, 0, (px, py) =>
        Math.abs(px - x) <= 0.13 && Math.abs(py - y) <= 0.13 ? 2.6 : 0,
      );
    }
  const paling = surface.add({
    matter: 'thin',
    colour: [138, 122, 104],
    side: [120, 106, 92],
    snow: 0.3,
    ...plain,
  });
  for (const garden of valley.gardens)
    surface.stamp(paling, garden.x, garden.y, garden.length / 2 + garden.width, 0, (px, py) => {
      const l = (px - garden.x) * garden.ux + (py - garden.y) * garden.uy;
      const w = (py - garden.y) * garden.ux - (px - garden.x) * garden.uy;
      const inside = Math.min(garden.length / 2 - Math.abs(l), garden.width / 2 - Math.abs(w));
      if (inside < 0) return 0;
      const party = garden.length > 20 && Math.abs(l - Math.round(l / 11.6) * 11.6) < 0.14;
      return (inside < 0.26 && w > -garden.width / 2 + 0.5) || party ? 1.2 : 0;
    });
  spoilHeaps(surface);
  if (season === 'autumn' || season === 'harvest') stackSheaves(surface, valley, season);
}

function spoilHeaps(surface: Surface): void {
  const spoil = surface.add({
    matter: 'mound',
    colour: [92, 88, 86],
    side: [80, 76, 74],
    x: 0,
    y: 0,
    ux: 1,
    uy: 0,
    snow: 0.3,
  });
  const heaps = [
    { x: 984, y: 206, long: 40, wide: 23, high: 12.5, angle: 62 },
    { x: 1016, y: 146, long: 26, wide: 16, high: 8, angle: 100 },
    { x: 812, y: 302, long: 16, wide: 9, high: 4, angle: 110 },
    { x: 800, y: 284, long: 8, wide: 7, high: 3, angle: 0 },
    { x: 936, y: 190, long: 11, wide: 8, high: 4, angle: 20 },
  ];
  for (const heap of heaps) {
    const ux = cosine(heap.angle);
    const uy = sine(heap.angle);
    surface.stamp(spoil, heap.x, heap.y, heap.long * 1.25, 0, (x, y) => {
      const l = ((x - heap.x) * ux + (y - heap.y) * uy) / heap.long;
      const w = ((y - heap.y) * ux - (x - heap.x) * uy) / heap.wide;
      // Tipped from the crest: even slopes, furrowed by rain.
      const away = Math.sqrt(l * l + w * w) + fractalNoise(x / 7, y / 7, 3, 851) * 0.1;
      return Math.max(0, Math.min(0.93, 1.04 - away) * heap.high + fractalNoise(x / 2, y / 2, 2, 852) * 0.15);
    });
  }
}

function stackSheaves(surface: Surface, valley: Valley, season: Season): void {
  const straw = surface.add({
    matter: 'mound',
    colour: season === 'autumn' ? [176, 156, 116] : [188, 164, 108],
    side: [150, 130, 94],
    x: 0,
    y: 0,
    ux: 1,
    uy: 0,
    snow: 0,
  });
  const place: ParcelPlace = { id: 0, crop: 'maize', edge: 0, blockEdge: 0, along: 0, across: 0 };
  const step = 7;
  for (let gridY = 0; gridY < FRAME_HEIGHT; gridY += step)
    for (let gridX = 0; gridX < FRAME_WIDTH; gridX += step) {
      const x = gridX + (random(gridX, gridY, 861) - 0.5) * 3;
      const y = gridY + (random(gridX, gridY, 862) - 0.5) * 3;
      const pattern = fieldPattern(valley, x, y);
      if (!pattern || pattern === 'slope') continue;
      parcelAt(pattern, x, y, place);
      const stacked = place.crop === 'maize' && place.id % 8 === (season === 'autumn' ? 0 : 2);
      if (!stacked || place.edge < 3 || random(gridX, gridY, 863) < 0.25) continue;
      if (blocked(valley, x, y) || valley.packed.at(x, y) > 0.05 || valley.garden.at(x, y) > 0) continue;
      if (surface.occupied(x, y, 1.5)) continue;
      surface.stamp(straw, x, y, 1.1, 0, (px, py) => {
        const squared = ((px - x) ** 2 + (py - y) ** 2) / 1.1;
        return squared > 1 ? 0 : 1.9 * (1 - squared * 0.6);
      });
    }
}
