import type { Style } from 'ol/layer/WebGLTile.js';
import type { Colours, ShownLook } from '#domain/look/look.contract.ts';
import { channelsOf, coloursKey, isMeasured, rampOf } from '#domain/look/look.rules.ts';
import type { Band, Scene } from '#domain/scene/scene.contract.ts';
import { rampColours } from '../base/ramps.ts';

type Expression = (string | number | string[] | Expression)[];
type Toned = Pick<Scene, 'bands' | 'noData'>;

/** What is read of a scene, by band number from 1: the bands that its look needs, each once, and its alpha. */
export type ReadBands = { colour: number[]; alpha: number | undefined };

/** How many times a pixel's difference to the mean of its neighbours is added to it at the most. */
const SHARPEST = 3;

/** The bands of a scene that a choice of colours needs. */
export function bandsToRead(bands: readonly Band[], colours: Colours): ReadBands {
  const colour = [...new Set(channelsOf(colours))].toSorted((one, other) => one - other);
  return { colour, alpha: bands.findIndex((band) => band.alpha) + 1 || undefined };
}

/** True where the tiles hold bytes that stand for 0 to 255; other types keep their values as floats. */
export function heldAsBytes(scene: Pick<Scene, 'bands'>): boolean {
  return scene.bands.every((band) => band.type === 'uint8');
}

/** A look as it is drawn; as `levels`, colours that stand for values are grey, whose brightness can be compared. */
export type DrawnLook = ShownLook & { levels?: true };

/** A look of which the difference between two dates is taken. */
export function asLevels(look: ShownLook): DrawnLook {
  return isMeasured(look.colours) ? { ...look, levels: true } : look;
}

/** Looks of one shape differ in style variables alone: going from one to another rebuilds no shader. */
export function styleShape({ colours, sharpen, gamma, levels }: DrawnLook): string {
  return `${coloursKey(colours)} ${sharpen > 0} ${gamma !== 1} ${levels}`;
}

/** The numbers of a look as style variables, by which it changes without a tile being loaded again. */
export function styleVariables(scene: Pick<Scene, 'bands'>, look: ShownLook): Record<string, number> {
  const unit = heldAsBytes(scene) && look.colours.kind !== 'index' ? 255 : 1;
  const variables: Record<string, number> = {
    slope: 4 ** look.contrast,
    lift: look.brightness / 2,
    power: 1 / look.gamma,
    sharpen: look.sharpen * SHARPEST,
  };
  for (const [channel, { low, high }] of look.limits.entries()) {
    variables[`low${channel}`] = low / unit;
    variables[`width${channel}`] = (high - low) / unit;
  }
  return variables;
}

/**
 * How a scene's tiles are coloured. The bands of a tile are those of bandsToRead in their order (colour, then
 * alpha), then the validity that OpenLayers adds, where 0 hides a pixel whatever its colour.
 */
export function sceneStyle(scene: Toned, look: DrawnLook): Style {
  const { colours } = look;
  const ramp = look.levels ? 'grey' : rampOf(colours);
  const read = bandsToRead(scene.bands, colours);
  const alpha = alphaOf(scene, read);
  const channel = (number: number) => sampleOf(scene, read, number, look.sharpen > 0);
  const tone = (value: Expression, place: number) => bend(stretch(value, place), look);
  const variables = styleVariables(scene, look);
  switch (colours.kind) {
    case 'mix': {
      const [red, green, blue] = channelsOf(colours).map((number, place) => tone(channel(number), place));
      return { color: ['array', red!, green!, blue!, alpha], variables };
    }
    case 'single': {
      const level = tone(channel(colours.band), 0);
      if (ramp === 'grey') return { color: ['array', level, level, level, alpha], variables };
      return { color: along(rampColours(ramp), level, ['>', alpha, 0]), variables };
    }
    case 'index': {
      const [first, second] = [channel(colours.first), channel(colours.second)];
      const sum: Expression = ['+', first, second];
      const level = tone(['/', ['-', first, second], sum], 0);
      // What is nodata in one band alone reaches the tile as 0, of which there is no index either.
      const told: Expression = ['all', ['>', alpha, 0], ['!=', first, 0], ['!=', second, 0], ['!=', sum, 0]];
      return { color: along(rampColours(ramp), level, told), variables };
    }
  }
}

/** A band's value in a tile; set off from the mean of its valid neighbours where the look is sharpened. */
function sampleOf(scene: Toned, read: ReadBands, number: number, sharpened: boolean): Expression {
  const band = read.colour.indexOf(number) + 1;
  const value: Expression = ['band', band];
  if (!sharpened) return value;
  const opaque = heldAsBytes(scene) ? 1 : 255;
  const validity = validityBand(read);
  const neighbours: Expression[] = [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ].map(([dx, dy]) => [
    '*',
    ['/', ['band', validity, dx!, dy!], opaque],
    ['-', value, ['band', band, dx!, dy!]],
  ]);
  return ['+', value, ['*', ['/', ['var', 'sharpen'], 4], ['+', ...neighbours]]];
}

/** Stretched, lifted, and turned about the middle of the tone curve: 0 to 1. */
function stretch(value: Expression, channel: number): Expression {
  const stretched: Expression = ['/', ['-', value, ['var', `low${channel}`]], ['var', `width${channel}`]];
  const turned: Expression = ['*', ['-', stretched, 0.5], ['var', 'slope']];
  return ['clamp', ['+', turned, ['+', 0.5, ['var', 'lift']]], 0, 1];
}

/** A power for each channel of each pixel is dear where no graphics card draws, and gamma is mostly 1. */
function bend(level: Expression, { gamma }: ShownLook): Expression {
  return gamma === 1 ? level : ['^', level, ['var', 'power']];
}

function along(ramp: string[], level: Expression, seen: Expression): Expression {
  return ['case', seen, ['palette', ['*', level, ramp.length - 1], ramp], ['color', 0, 0, 0, 0]];
}

function validityBand({ colour, alpha }: ReadBands): number {
  return colour.length + (alpha ? 2 : 1);
}

function alphaOf(scene: Toned, read: ReadBands): Expression {
  const bytes = heldAsBytes(scene);
  const valid: Expression = ['/', ['band', validityBand(read)], bytes ? 1 : 255];
  if (!read.alpha) return ['clamp', valid, 0, 1];
  const full = bytes ? 1 : fullAlpha(scene.bands[read.alpha - 1]!);
  return ['clamp', ['*', valid, ['/', ['band', read.colour.length + 1], full]], 0, 1];
}

function fullAlpha({ type, max }: Band): number {
  // Some programs put the alpha of bytes beside colours of 16 bits: taken by its type, all would be invisible.
  return type === 'uint16' && max > 255 ? 65_535 : type === 'uint8' || type === 'uint16' ? 255 : max;
}
