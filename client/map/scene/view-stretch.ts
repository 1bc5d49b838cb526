import type { Colours, Limits } from '#domain/look/look.contract.ts';
import { aroundZero, asOne, channelsOf, stretchedAsOne, widened } from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import type { Extent } from '../base/view-domain.ts';
import type { SceneSource, SceneTile } from './scene-source.ts';
import type { ReadBands } from './scene-style.ts';

/**
 * The values of a scene between which the given percentiles of its pixels in view lie, for each channel of a
 * choice of colours. Pixels are taken from the level that is seen: overviews where the view is coarse.
 * Undefined where none is in view. `extent` and `resolution` are the view's; `bands` what `opened` reads.
 */
export async function viewLimits(
  opened: SceneSource,
  scene: Scene,
  seen: { extent: Extent; resolution: number; bands: ReadBands; colours: Colours },
  [from, to]: readonly [low: number, high: number],
): Promise<Limits[] | undefined> {
  const { colours, bands } = seen;
  const tiles = await opened.tilesWithin(seen.extent, seen.resolution);
  const places = channelsOf(colours).map((number) => bands.colour.indexOf(number));
  const channels: number[][] = (colours.kind === 'index' ? [0] : places).map(() => []);
  for (const { tile, inside } of tiles)
    forEachValid(tile, inside, bands, (at) => {
      if (colours.kind === 'index') {
        const [first, second] = [tile.data[at + places[0]!]!, tile.data[at + places[1]!]!];
        if (first !== 0 && second !== 0 && first + second !== 0)
          channels[0]!.push((first - second) / (first + second));
      } else for (const [channel, place] of places.entries()) channels[channel]!.push(tile.data[at + place]!);
    });
  if (channels[0]!.length === 0) return undefined;
  const limits = channels.map((values) => {
    const sorted = Float32Array.from(values).sort();
    const rank = (percent: number) => sorted[Math.max(1, Math.ceil((sorted.length * percent) / 100)) - 1]!;
    return widened({ low: rank(from), high: rank(to) });
  });
  if (colours.kind === 'index') return limits.map(aroundZero);
  return stretchedAsOne(scene.bands, colours) ? asOne(limits) : limits;
}

/** Calls back with the place in the data of each pixel whose middle is inside and which is to be seen. */
function forEachValid(tile: SceneTile, inside: Extent, bands: ReadBands, act: (at: number) => void) {
  const { data, bandCount, width, height } = tile;
  const [west, south, east, north] = tile.extent;
  const perColumn = (east - west) / width;
  const perRow = (north - south) / height;
  const columns = [(inside[0] - west) / perColumn, (inside[2] - west) / perColumn] as const;
  const rows = [(north - inside[3]) / perRow, (north - inside[1]) / perRow] as const;
  const [left, right] = [Math.max(0, Math.ceil(columns[0] - 0.5)), Math.min(width, columns[1] + 0.5)];
  const [top, bottom] = [Math.max(0, Math.ceil(rows[0] - 0.5)), Math.min(height, rows[1] + 0.5)];
  const alpha = bands.alpha === undefined ? undefined : bands.colour.length;
  for (let row = top; row + 1 <= bottom; row++)
    for (let column = left; column + 1 <= right; column++) {
      const at = (row * width + column) * bandCount;
      if (data[at + bandCount - 1] === 0 || (alpha !== undefined && data[at + alpha] === 0)) continue;
      act(at);
    }
}
