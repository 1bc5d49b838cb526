import { cosine, sine } from '../base/exact-math.ts';
import { fractalNoise, random } from '../base/noise.ts';
import type { Colour, Structure } from './structure.ts';
import { blueSheet } from './structure.ts';
import type { Matter, Surface } from './surface.ts';

type Body = {
  along: (x: number, y: number) => number;
  across: (x: number, y: number) => number;
  reach: number;
};

function body(structure: Structure, length = structure.length, width = structure.width): Body {
  const ux = cosine(structure.angle);
  const uy = sine(structure.angle);
  return {
    along: (x, y) => (x - structure.x) * ux + (y - structure.y) * uy,
    across: (x, y) => (y - structure.y) * ux - (x - structure.x) * uy,
    reach: Math.sqrt(length * length + width * width) / 2 + 0.5,
  };
}

function addThing(
  surface: Surface,
  structure: Structure,
  matter: Matter,
  colour: Colour,
  side: Colour,
  snow: number,
) {
  return surface.add({
    matter,
    colour,
    side,
    x: structure.x,
    y: structure.y,
    ux: cosine(structure.angle),
    uy: sine(structure.angle),
    snow,
  });
}

const whitewash: Colour = [186, 180, 168];
const concrete: Colour = [168, 164, 156];

function gable(surface: Surface, structure: Structure, roof: Colour, length: number): void {
  const { along, across, reach } = body(structure, length);
  const half = structure.width / 2;
  const start = -structure.length / 2;
  // Inhabited houses are warm: some of their snow has slid off.
  const warmth = random(Math.round(structure.x), Math.round(structure.y), 711);
  const snow = structure.yard ? 0.45 + 0.5 * warmth : 0.9;
  const thing = addThing(surface, structure, 'roof', roof, whitewash, snow);
  surface.stamp(
    thing,
    structure.x,
    structure.y,
    reach + Math.max(0, length - structure.length),
    0,
    (x, y) => {
      const l = along(x, y);
      const w = Math.abs(across(x, y));
      if (l < start || l > start + length || w > half) return 0;
      return structure.eaves + (structure.height - structure.eaves) * (1 - w / half);
    },
  );
  if (!structure.yard) return;
  // One chimney for each dwelling.
  const brick = addThing(surface, structure, 'thin', [120, 92, 80], [110, 86, 74], 0);
  for (let at = start + 3; at < start + length - 1; at += 7) {
    const cx = structure.x + cosine(structure.angle) * at - sine(structure.angle) * 0.9;
    const cy = structure.y + sine(structure.angle) * at + cosine(structure.angle) * 0.9;
    surface.stamp(brick, cx, cy, 0.4, 1, (x, y) =>
      Math.abs(x - cx) < 0.4 && Math.abs(y - cy) < 0.4 ? structure.height + 0.7 : 0,
    );
  }
}

/** Cabin with a low pyramid roof on a shaft: its height is that of the roof's tip. */
function tower(surface: Surface, structure: Structure): void {
  const { along, across, reach } = body(structure);
  const half = structure.length / 2;
  const thing = addThing(surface, structure, 'roof', structure.roof, [150, 140, 128], 0.75);
  surface.stamp(
    thing,
    structure.x,
    structure.y,
    reach,
    0,
    (x, y) => {
      const off = Math.max(Math.abs(along(x, y)), Math.abs(across(x, y)));
      if (off > half) return 0;
      return structure.eaves + (structure.height - structure.eaves) * (1 - off / half);
    },
    (x, y) => (Math.max(Math.abs(along(x, y)), Math.abs(across(x, y))) > half * 0.52 ? 6 : 0),
  );
}

function flat(surface: Surface, structure: Structure): void {
  const { along, across, reach } = body(structure);
  const thing = addThing(surface, structure, 'roof', structure.roof, concrete, 0.95);
  surface.stamp(thing, structure.x, structure.y, reach, 0, (x, y) => {
    const l = structure.length / 2 - Math.abs(along(x, y));
    const w = structure.width / 2 - Math.abs(across(x, y));
    if (l < 0 || w < 0) return 0;
    return Math.min(l, w) < 0.5 ? structure.height : structure.height - 0.35;
  });
}

/** A wall around a yard, with a gateway on its western side; breached: 21 m of the northern side are down. */
function yardWall(surface: Surface, structure: Structure, breached: boolean): void {
  const { along, across, reach } = body(structure);
  const thing = addThing(surface, structure, 'wall', structure.roof, concrete, 0.6);
  surface.stamp(thing, structure.x, structure.y, reach, 0, (x, y) => {
    const l = along(x, y);
    const w = across(x, y);
    const inside = Math.min(structure.length / 2 - Math.abs(l), structure.width / 2 - Math.abs(w));
    if (inside < 0 || inside > 0.75) return 0;
    if (l < 0 && Math.abs(w) < 3) return 0;
    if (breached && w < 0 && l > -12 && l < 9) return 0;
    return structure.height;
  });
}

function headframe(surface: Surface, structure: Structure): void {
  const { along, across, reach } = body(structure);
  const thing = addThing(surface, structure, 'thin', structure.roof, [96, 88, 82], 0.2);
  surface.stamp(thing, structure.x, structure.y, reach, 0, (x, y) => {
    const l = along(x, y);
    const w = across(x, y);
    const leg = structure.width / 2 - Math.abs(w);
    if (leg < 0 || Math.abs(l) > structure.length / 2) return 0;
    const sloping = structure.height * (1 - Math.max(0, l + 1) / (structure.length / 2 + 1));
    return leg < 0.7 || Math.abs(l) < 1.3 ? Math.max(2, sloping) : 0;
  });
}

/** A gallery on trestles that climbs along its length. */
function conveyor(surface: Surface, structure: Structure): void {
  const { along, across, reach } = body(structure);
  const thing = addThing(surface, structure, 'roof', structure.roof, [126, 118, 110], 0.7);
  const top = (l: number): number =>
    structure.eaves + (structure.height - structure.eaves) * (l / structure.length + 0.5);
  surface.stamp(
    thing,
    structure.x,
    structure.y,
    reach,
    0,
    (x, y) => {
      const l = along(x, y);
      const w = Math.abs(across(x, y));
      return Math.abs(l) > structure.length / 2 || w > structure.width / 2 ? 0 : top(l) - w * 0.3;
    },
    (x, y) => {
      const l = along(x, y);
      const trestle = Math.abs(l - Math.round(l / 9) * 9) < 0.5;
      return trestle ? 0 : top(l) - 2.6;
    },
  );
}

/** Broken walls and heaps where a building stood. */
function rubble(surface: Surface, structure: Structure): void {
  const { along, across, reach } = body(structure);
  const high = structure.shape === 'tower' ? 1.3 : 1.9;
  const thing = addThing(surface, structure, 'rubble', [176, 166, 152], [150, 140, 128], 0.5);
  const spread = structure.shape === 'tower' ? 2.2 : 1.4;
  surface.stamp(thing, structure.x, structure.y, reach + 3, 0, (x, y) => {
    const l = structure.length / 2 + spread - Math.abs(along(x, y));
    const w = structure.width / 2 + spread - Math.abs(across(x, y));
    const edge = Math.min(l, w) + fractalNoise(x / 3, y / 3, 2, 721) * 1.6;
    if (edge < 0) return 0;
    const heap = fractalNoise(x / 2.4, y / 2.4, 3, 731) * 0.9 + 0.35;
    const stump = Math.abs(Math.min(l, w) - spread) < 0.4 && fractalNoise(x / 6, y / 6, 1, 741) > 0 ? 1.6 : 0;
    return Math.max(stump, Math.min(1, edge / 2) * heap * high);
  });
}

/** Puts one structure on the ground as it is on the scene's date. */
export function build(surface: Surface, structure: Structure, sceneIndex: number): void {
  const state = structure.states[sceneIndex];
  if (state === 'absent' || state === 'razed') return;
  if (state === 'demolished') rubble(surface, structure);
  else if (structure.shape === 'tower') tower(surface, structure);
  else if (structure.shape === 'flat') flat(surface, structure);
  else if (structure.shape === 'wall') yardWall(surface, structure, state === 'breached');
  else if (structure.shape === 'headframe') headframe(surface, structure);
  else if (structure.shape === 'conveyor') conveyor(surface, structure);
  else {
    const roof = state === 'reroofed' ? blueSheet : structure.roof;
    gable(surface, structure, roof, structure.length + (state === 'extended' ? EXTENSION : 0));
  }
}

/** Metres by which an extended building grows along its ridge. */
export const EXTENSION = 16;
