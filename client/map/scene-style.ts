import type { Style } from 'ol/layer/WebGLTile.js';
import type { Band, Scene } from '../../server/scene/scene.contract.ts';
import type { Appearance } from '../comparison/comparison.store.ts';

type Expression = (string | number | Expression)[];

/** What is read of a scene, by band number from 1: one band for grey, three for colour, and its alpha. */
export type ShownBands = { colour: number[]; alpha: number | undefined };

/** The first three bands as red, green and blue where there are three; otherwise the first as grey. */
export function shownBands(bands: readonly Band[]): ShownBands {
  const colour = bands.flatMap((band, index) => (band.alpha ? [] : [index + 1]));
  const alpha = bands.findIndex((band) => band.alpha) + 1;
  return { colour: colour.slice(0, colour.length < 3 ? 1 : 3), alpha: alpha || undefined };
}

/** True where the tiles hold bytes that stand for 0 to 255; other types keep their values as floats. */
export function heldAsBytes(scene: Pick<Scene, 'bands'>): boolean {
  return scene.bands.every((band) => band.type === 'uint8');
}

/**
 * The values that become black and white, for each shown colour band: the scene's own 2nd and 98th
 * percentiles. A colour image of bytes is stretched by one pair for all three bands, so that its hues hold.
 */
export function stretch(scene: Pick<Scene, 'bands'>): { low: number; high: number }[] {
  const bands = shownBands(scene.bands).colour.map((number) => scene.bands[number - 1]!);
  const pairs = bands.map(({ p2, p98, min, max }) =>
    p98 > p2 ? { low: p2, high: p98 } : { low: min, high: max },
  );
  const shared = heldAsBytes(scene)
    ? { low: Math.min(...pairs.map(({ low }) => low)), high: Math.max(...pairs.map(({ high }) => high)) }
    : undefined;
  return pairs.map((pair) => widened(shared ?? pair));
}

/** A stretch needs some width: a band of one value becomes a middle grey. */
function widened({ low, high }: { low: number; high: number }): { low: number; high: number } {
  return high > low ? { low, high } : { low: low - 0.5, high: low + 0.5 };
}

/** Style variables by which appearance changes without a tile being loaded again. */
export function appearanceVariables({ contrast, gamma }: Appearance): { slope: number; gamma: number } {
  return { slope: 4 ** contrast, gamma };
}

/**
 * How a scene's tiles are coloured. The bands of a tile are those of shownBands in their order (colour, then
 * alpha), then the validity that OpenLayers adds.
 */
export function sceneStyle(scene: Pick<Scene, 'bands'>, appearance: Appearance): Style {
  const { colour, alpha } = shownBands(scene.bands);
  const unit = heldAsBytes(scene) ? 255 : 1;
  const levels = stretch(scene).map(({ low, high }, index) =>
    tone(['/', ['-', ['band', index + 1], low / unit], (high - low) / unit]),
  );
  const [red, green = red, blue = red] = levels;
  return {
    color: ['array', red!, green!, blue!, alphaOf(scene, colour.length, alpha)],
    variables: appearanceVariables(appearance),
  };
}

/** Contrast turns the tone curve about its middle; gamma then bends it. */
function tone(value: Expression): Expression {
  const turned: Expression = ['+', ['*', ['-', value, 0.5], ['var', 'slope']], 0.5];
  return ['^', ['clamp', turned, 0, 1], ['/', 1, ['var', 'gamma']]];
}

function alphaOf(scene: Pick<Scene, 'bands'>, colours: number, alpha: number | undefined): Expression {
  const opaque = heldAsBytes(scene) ? 1 : 255;
  const valid: Expression = ['/', ['band', colours + (alpha ? 2 : 1)], opaque];
  if (!alpha) return ['clamp', valid, 0, 1];
  const full = heldAsBytes(scene) ? 1 : fullAlpha(scene.bands[alpha - 1]!);
  return ['clamp', ['*', valid, ['/', ['band', colours + 1], full]], 0, 1];
}

function fullAlpha({ type, max }: Band): number {
  return type === 'uint16' ? 65_535 : type === 'uint8' ? 255 : max;
}
