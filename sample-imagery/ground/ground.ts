import { clamp, mix, smoothStep } from '../base/exact-math.ts';
import { fractalNoise, random, valueNoise } from '../base/noise.ts';
import type { Season } from '../base/recipe.ts';
import type { Colour } from '../structure/structure.ts';
import { structures } from '../structure/structures.ts';
import { CoverageRaster } from './coverage-raster.ts';
import { fieldPattern, slopeCoordinates } from './field-pattern.ts';
import type { ParcelPlace, PatternName } from './fields.ts';
import { parcelAt } from './fields.ts';
import type { Palette } from './seasons.ts';
import { cropLooks, palettes } from './seasons.ts';
import type { Garden, Valley } from './valley.ts';
import { forestDensity, plotNumber } from './valley.ts';

/** Red, green and blue of the place being painted. */
export type Paint = [number, number, number];

function towards(paint: Paint, colour: Colour, share: number): void {
  if (share <= 0) return;
  paint[0] += (colour[0] - paint[0]) * share;
  paint[1] += (colour[1] - paint[1]) * share;
  paint[2] += (colour[2] - paint[2]) * share;
}

function brighten(paint: Paint, factor: number): void {
  paint[0] *= factor;
  paint[1] *= factor;
  paint[2] *= factor;
}

/** Disturbed ground where things were taken away by the scene's date; fades as it grows over. */
function scarsOf(sceneIndex: number, snow: boolean): CoverageRaster {
  const scars = new CoverageRaster();
  for (const structure of structures) {
    const gone = structure.states.findIndex((state) => state === 'razed' || state === 'demolished');
    if (gone < 0 || gone > sceneIndex) continue;
    const tower = structure.shape === 'tower';
    scars.add({
      x: structure.x,
      y: structure.y,
      length: structure.length + (tower ? 5 : 4),
      width: structure.width + (tower ? 5 : 4),
      angle: structure.angle,
      soft: 1.4,
      ragged: 2,
      strength: snow ? 0.22 : gone === sceneIndex ? 0.9 : 0.6,
    });
  }
  return scars;
}

/** Paints the bare ground of one date: colours in full sun on the level. */
export class GroundPainter {
  readonly #valley: Valley;
  readonly #season: Season;
  readonly #palette: Palette;
  readonly #scars: CoverageRaster;
  readonly #place: ParcelPlace = { id: 0, crop: 'maize', edge: 0, blockEdge: 0, along: 0, across: 0 };

  constructor(valley: Valley, season: Season, sceneIndex: number) {
    this.#valley = valley;
    this.#season = season;
    this.#palette = palettes[season];
    this.#scars = scarsOf(sceneIndex, this.#palette.snow);
  }

  /** Sets `paint` to the colour at (x, y), frame metres. */
  paint(x: number, y: number, paint: Paint): void {
    const valley = this.#valley;
    const palette = this.#palette;
    const broad = fractalNoise(x / 38, y / 38, 3, 1011);
    const fine = valueNoise(x / 1.3, y / 1.3, 1012) - 0.5;
    const tufts = fractalNoise(x / 5, y / 5, 2, 1013);
    this.#wild(x, y, broad, tufts, paint);
    const pattern = fieldPattern(valley, x, y);
    if (pattern) this.#field(pattern, x, y, broad, paint);
    this.#settled(x, y, tufts, paint);
    this.#roads(x, y, fine, paint);
    this.#water(x, y, broad, tufts, paint);
    const scar = this.#scars.at(x, y);
    if (scar > 0) {
      const earth: Colour = palette.snow ? [222, 220, 218] : [188, 168, 138];
      towards(paint, earth, scar * clamp(0.8 + tufts * 0.4, 0, 1));
    }
    brighten(paint, 1 + fine * (palette.snow ? 0.03 : 0.09));
  }

  #wild(x: number, y: number, broad: number, tufts: number, paint: Paint): void {
    const palette = this.#palette;
    paint[0] = palette.grass[0];
    paint[1] = palette.grass[1];
    paint[2] = palette.grass[2];
    towards(paint, palette.scrub, clamp(0.35 + broad * 0.5 + tufts * 0.45, 0, 1));
    const forest = forestDensity(this.#valley, x, y);
    towards(paint, palette.forestFloor, clamp(forest * 1.2, 0, 0.9));
    if (palette.snow) {
      // Wind and sun lay bare slopes that face south.
      const sunny = clamp(-this.#valley.terrain.southRise(x, y) * 2.6 + broad * 0.3 - 0.12, 0, 0.75);
      towards(paint, [150, 134, 112], sunny * clamp(0.6 + tufts, 0.1, 1));
      towards(
        paint,
        [232, 235, 241],
        clamp(0.45 + broad * 0.4 - forest * 0.3 - sunny + tufts * 0.2, 0, 0.85),
      );
    } else towards(paint, palette.soil, clamp(tufts * 0.7 + broad * 0.3 - 0.3, 0, 0.55));
  }

  #field(pattern: PatternName, x: number, y: number, broad: number, paint: Paint): void {
    const palette = this.#palette;
    const place = this.#place;
    const slope = pattern === 'slope';
    if (slope) parcelAt(pattern, ...slopeCoordinates(this.#valley, x, y), place);
    else parcelAt(pattern, x, y, place);
    const looks = cropLooks[this.#season][place.crop];
    const look = looks[(place.id >>> 5) % looks.length]!;
    const flooded = this.#season === 'spring' && place.crop === 'paddy';
    const shade = 1 + (random(place.id & 0xffff, 7, 1021) - 0.5) * (palette.snow ? 0.05 : 0.15);
    // Long streaks along the rows, and broader ones where carts and oxen went.
    const rows = valueNoise(place.across / 0.85, place.along / 45, 1022) - 0.5;
    const passes = valueNoise(place.across / 4.6, place.along / 90, 1023) - 0.5;
    const moist = fractalNoise(x / 17, y / 17, 3, 1024);
    const texture = flooded ? 0.22 : palette.snow ? 0.5 : 1;
    const factor = shade + texture * (rows * 0.15 + passes * 0.1 + moist * 0.07) + broad * 0.03;
    const inside = smoothStep(0.25, 1.1, place.edge);
    const colour: Colour = [look[0] * factor, look[1] * factor, look[2] * factor];
    towards(paint, colour, inside * (slope ? 0.85 : 0.97));
    // Here and there the neighbour's weeds, or wet corners.
    if (!palette.snow) towards(paint, palette.scrub, clamp(moist * 0.9 - 0.55, 0, 0.5) * inside);
    const bund = smoothStep(1.1, 0.3, place.edge);
    if (palette.snow) towards(paint, [196, 190, 180], bund * 0.45);
    else if (place.crop === 'paddy') towards(paint, palette.grass, bund * 0.8);
    else towards(paint, slope ? palette.scrub : palette.grass, bund * 0.55);
    if (!slope) {
      const track = smoothStep(1.7, 1.1, place.blockEdge);
      towards(paint, palette.packed, track * (palette.snow ? 0.5 : 0.75));
      const ditch = smoothStep(0.9, 0.3, Math.abs(place.blockEdge - 2.6));
      if (pattern === 'plain') towards(paint, palette.snow ? [170, 172, 176] : [74, 84, 66], ditch * 0.6);
    }
  }

  #settled(x: number, y: number, tufts: number, paint: Paint): void {
    const palette = this.#palette;
    const packed = this.#valley.packed.at(x, y);
    if (packed > 0) {
      const worn = clamp(packed * (0.85 + tufts * 0.5), 0, 1);
      towards(paint, palette.packed, worn * (palette.snow ? 0.7 : 0.92));
      if (palette.snow) towards(paint, [228, 231, 237], clamp(0.5 - tufts * 0.8, 0, 0.8) * packed);
    }
    const garden = this.#valley.garden.at(x, y);
    if (garden > 0) this.#garden(x, y, garden, paint);
    const coal = this.#valley.coal.at(x, y);
    if (coal > 0)
      towards(paint, [74, 71, 70], clamp(coal * (0.8 + tufts * 0.5), 0, palette.snow ? 0.6 : 0.92));
    const fence = this.#valley.fence.at(x, y);
    if (fence < 9) {
      const strip = smoothStep(7.5, 5, fence + tufts * 2);
      towards(paint, palette.snow ? [224, 226, 230] : palette.soil, strip * 0.7);
      // The guards' beat between the wires.
      towards(paint, palette.packed, smoothStep(1.1, 0.4, Math.abs(fence - 2)) * 0.75);
      // Wires cannot be seen at this size, the line of weeds and posts below them can.
      const line = Math.min(fence, Math.abs(fence - 4));
      towards(paint, palette.snow ? [150, 150, 156] : [92, 84, 68], smoothStep(0.55, 0.1, line) * 0.5);
    }
  }

  #nearestGarden(x: number, y: number): { garden: Garden; along: number } | null {
    for (const garden of this.#valley.gardens) {
      const dx = x - garden.x;
      const dy = y - garden.y;
      if (dx * dx + dy * dy > 484) continue;
      const along = dx * garden.ux + dy * garden.uy;
      const across = dy * garden.ux - dx * garden.uy;
      if (Math.abs(along) <= garden.length / 2 && Math.abs(across) <= garden.width / 2)
        return { garden, along };
    }
    return null;
  }

  #garden(x: number, y: number, share: number, paint: Paint): void {
    const found = this.#nearestGarden(x, y);
    if (!found) return;
    const plot = plotNumber(found.garden, found.along);
    const kinds = ['vegetables', 'maize', 'vegetables', 'beans', 'fallow'] as const;
    const looks = cropLooks[this.#season][kinds[plot % kinds.length]!];
    const look = looks[(plot >>> 6) % looks.length]!;
    const beds = valueNoise(found.along / 0.9, 3, 1031 + (plot & 63)) - 0.5;
    const factor = 0.95 + beds * (this.#palette.snow ? 0.06 : 0.22);
    towards(paint, [look[0] * factor, look[1] * factor, look[2] * factor], share * 0.85);
  }

  #roads(x: number, y: number, fine: number, paint: Paint): void {
    const palette = this.#palette;
    const wear = valueNoise(x / 14, y / 14, 1041);
    const road = Math.min(this.#valley.road.at(x, y), this.#valley.lane.at(x, y) + 0.2);
    if (road < 3) {
      towards(paint, palette.scrub, smoothStep(2.6, 0.8, road) * 0.35);
      towards(paint, palette.packed, smoothStep(0.7, -0.5, road + fine) * 0.95);
      const rut = smoothStep(0.55, 0.15, Math.abs(road + 1.5));
      const lighter = palette.snow ? 0.9 : 1.1;
      brighten(paint, mix(1, lighter, rut * (0.4 + wear * 0.6)));
      if (road < -2.2) brighten(paint, mix(1, 0.93, wear));
    }
    const path = this.#valley.path.at(x, y);
    if (path < 1.2) towards(paint, palette.packed, smoothStep(0.9, -0.2, path + fine) * 0.8);
    const rail = this.#valley.rail.at(x, y);
    if (rail < 1) towards(paint, [96, 88, 82], smoothStep(0.6, -0.3, rail) * 0.85);
  }

  #water(x: number, y: number, broad: number, tufts: number, paint: Paint): void {
    const palette = this.#palette;
    const river = this.#valley.river.at(x, y);
    const off = Math.abs(river);
    if (off < 44) {
      const bedHalf = 24 + 8 * fractalNoise(x / 55, y / 55, 2, 1051);
      const bed = smoothStep(bedHalf + 4, bedHalf - 3, off + tufts * 3);
      const stones: Colour = [
        palette.gravel[0] + tufts * 16,
        palette.gravel[1] + tufts * 15,
        palette.gravel[2] + tufts * 13,
      ];
      towards(paint, stones, bed * clamp(0.95 - Math.max(0, broad) * 0.3, 0, 1));
      // Old bars grow over; floods leave darker sand in the hollows.
      const bars = fractalNoise(x / 19, y / 34, 3, 1059);
      towards(paint, palette.scrub, bed * smoothStep(0.28, 0.6, bars) * 0.75);
      towards(paint, palette.soil, bed * smoothStep(-0.2, -0.6, bars) * 0.45);
      const thread = fractalNoise(x / 75, y / 75, 2, 1052) * 17;
      const width = palette.riverHalfWidth * (0.8 + 0.35 * valueNoise(x / 36, y / 36, 1053));
      const second = Math.abs(river + thread * 1.25 + 4) - width * 0.42;
      const split = smoothStep(0.42, 0.6, valueNoise(x / 85, y / 85, 1054));
      this.#flow(x, y, Math.min(Math.abs(river - thread) - width, second + (1 - split) * 9), paint);
    }
    const stream = this.#valley.stream.at(x, y);
    // Roads cross the stream on culverts.
    const dry = Math.min(this.#valley.road.at(x, y), this.#valley.lane.at(x, y)) < 0.5;
    if (stream < 4 && !dry) {
      towards(paint, palette.scrub, smoothStep(4, 1.5, stream + tufts) * 0.5);
      towards(paint, palette.gravel, smoothStep(1.6, 0.4, stream + tufts * 0.6) * 0.6);
      towards(
        paint,
        palette.snow ? palette.water : palette.deepWater,
        smoothStep(0.4, -0.5, stream + tufts * 0.4) * 0.8,
      );
    }
  }

  /** One thread of water: `edge` is the distance to its bank, negative in the water. */
  #flow(x: number, y: number, edge: number, paint: Paint): void {
    if (edge > 2.5) return;
    const palette = this.#palette;
    if (!palette.snow) brighten(paint, mix(1, 0.8, smoothStep(2.4, 0.2, edge)));
    towards(paint, palette.water, smoothStep(0.5, -0.8, edge));
    const deep = smoothStep(-1.5, -6.5, edge);
    if (palette.snow) {
      const open = smoothStep(0.3, 0.75, fractalNoise(x / 15, y / 26, 2, 1055) + deep * 0.25);
      towards(paint, palette.deepWater, open * deep);
      towards(paint, [238, 241, 246], smoothStep(0.1, 0.6, fractalNoise(x / 9, y / 9, 2, 1056)) * deep * 0.6);
      return;
    }
    towards(paint, palette.deepWater, deep * 0.85);
    // Broken water over shallows.
    const riffle = smoothStep(0.55, 0.85, valueNoise(x / 26, y / 26, 1057));
    const foam = smoothStep(0.3, 0.8, fractalNoise(x / 2.4, y / 3.6, 3, 1058));
    towards(paint, [206, 210, 206], riffle * foam * smoothStep(-0.6, -2.5, edge) * 0.5);
  }
}
