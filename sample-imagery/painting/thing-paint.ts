import { clamp } from '../base/exact-math.ts';
import { fractalNoise, random, valueNoise } from '../base/noise.ts';
import type { Paint } from '../ground/ground.ts';
import type { Palette } from '../ground/seasons.ts';
import type { Hit, Surface, Thing } from '../structure/surface.ts';

const snowColour = [236, 239, 245] as const;

/**
 * Colour of a thing where a line of sight meets it, in `paint`; direct light on it (1 on the level) and how much
 * of the sky it sees.
 */
export function paintThing(
  surface: Surface,
  hit: Hit,
  x: number,
  y: number,
  sunX: number,
  sunY: number,
  rise: number,
  palette: Palette,
  paint: Paint,
): { direct: number; occlusion: number } {
  const thing = surface.thing(hit.cell);
  const base = hit.side ? thing.side : thing.colour;
  const tint = surface.tint(hit.cell);
  let factor = 1;
  if (thing.matter === 'tree' || thing.matter === 'bare') factor = 0.82 + (tint / 255) * 0.36;
  else if (thing.matter === 'roof' && !hit.side) factor = roofPattern(thing, x, y);
  else if (thing.matter === 'rubble')
    factor = 0.62 + 0.62 * random(Math.floor(x * 1.6), Math.floor(y * 1.6), 1201);
  else if (thing.matter === 'mound') factor = 0.86 + 0.28 * valueNoise(x / 1.6, y / 1.6, 1202);
  paint[0] = base[0] * factor;
  paint[1] = base[1] * factor;
  paint[2] = base[2] * factor;
  const slope = surface.slope(hit.cell);
  const leaf = thing.matter === 'tree' || thing.matter === 'bare';
  const steepest = leaf ? 1.3 : 1;
  const east = clamp(slope.east, -steepest, steepest);
  const south = clamp(slope.south, -steepest, steepest);
  if (palette.snow && thing.snow > 0 && !hit.side) snowOn(thing, x, y, south, paint);
  // The lit side of a thing is not known from a raster of heights: sunlight() tells, with an even share of light.
  if (hit.side) return { direct: 0.75, occlusion: 0.85 };
  const facing = (rise - east * sunX - south * sunY) / (rise * Math.sqrt(1 + east * east + south * south));
  return { direct: clamp(facing, 0, leaf ? 1.35 : 1.5), occlusion: leaf ? 0.8 : 1 };
}

/** Courses of tiles, mended patches, a lighter ridge. */
function roofPattern(thing: Thing, x: number, y: number): number {
  const along = (x - thing.x) * thing.ux + (y - thing.y) * thing.uy;
  const across = (y - thing.y) * thing.ux - (x - thing.x) * thing.uy;
  const seed = Math.round(thing.x * 8) + Math.round(thing.y) * 331;
  const sheets = random(Math.floor(along / 2.4), Math.floor(across / 2.2), seed) - 0.5;
  const streaks = valueNoise(along / 0.8, across / 5, seed + 1) - 0.5;
  const ridge = Math.abs(across) < 0.3 ? 0.1 : 0;
  return 1 + sheets * 0.12 + streaks * 0.14 + ridge;
}

function snowOn(thing: Thing, x: number, y: number, south: number, paint: Paint): void {
  const patches = clamp(0.5 + 0.6 * fractalNoise(x / 3.4, y / 3.4, 3, 1211), 0, 1);
  // South sides (falling southwards) have begun to melt.
  const melt = clamp(-south * 0.7, 0, 0.4);
  const share = clamp((thing.snow - melt - patches) * 3 + 0.5, 0, 0.95);
  paint[0] += (snowColour[0] - paint[0]) * share;
  paint[1] += (snowColour[1] - paint[1]) * share;
  paint[2] += (snowColour[2] - paint[2]) * share;
}
