import type { Page } from 'playwright-core';
import type { ShownLook } from '#domain/look/look.contract.ts';
import type { Rgb } from '../base/rgb.ts';
import { pixelsOf } from './map-page.ts';

/** Stops of the ramps at equal distances, as published: viridis, and BrBG, which parts in its middle. */
const stops: Record<'viridis' | 'diverging', string> = {
  viridis: '440154 482878 3e4a89 31688e 26828e 1f9e89 35b779 6dcd59 b4de2c fde725',
  diverging: '543005 8c510a bf812d dfc27d f6e8c3 f5f5f5 c7eae5 80cdc1 35978f 01665e 003c30',
};

/** The colour that a look gives to the values of a pixel, 0 to 255, by the rule in words of the contract. */
export function colourBy(look: ShownLook, sample: (band: number) => number): Rgb {
  const { colours, limits } = look;
  const level = (value: number, channel: number) => {
    const { low, high } = limits[channel]!;
    const turned = ((value - low) / (high - low) - 0.5) * 4 ** look.contrast + 0.5 + look.brightness / 2;
    return Math.min(Math.max(turned, 0), 1) ** (1 / look.gamma);
  };
  if (colours.kind === 'mix')
    return [colours.red, colours.green, colours.blue].map((band, channel) =>
      Math.round(level(sample(band), channel) * 255),
    ) as Rgb;
  if (colours.kind === 'single') {
    const grey = level(sample(colours.band), 0);
    if (colours.ramp === 'viridis') return along('viridis', grey);
    return [0, 0, 0].map(() => Math.round(grey * 255)) as Rgb;
  }
  const [first, second] = [sample(colours.first), sample(colours.second)];
  return along('diverging', level((first - second) / (first + second), 0));
}

function along(ramp: keyof typeof stops, level: number): Rgb {
  const given = stops[ramp].split(' ').map((hex) => Number.parseInt(hex, 16));
  const place = level * (given.length - 1);
  const at = Math.min(Math.floor(place), given.length - 2);
  return [16, 8, 0].map((shift) => {
    const [from, to] = [(given[at]! >> shift) & 255, (given[at + 1]! >> shift) & 255];
    return Math.round(from + (to - from) * (place - at));
  }) as Rgb;
}

/** What the page shows now: tells the colour at a point of it. */
export async function coloursSeen(page: Page): Promise<(point: { x: number; y: number }) => Rgb> {
  const { width, height } = page.viewportSize()!;
  const { data } = await pixelsOf(page, { x: 0, y: 0, width, height });
  return ({ x, y }) => {
    const at = (Math.round(y) * width + Math.round(x)) * 3;
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  };
}

/** The largest difference in a channel. */
export function farthest(one: Rgb, other: Rgb): number {
  return Math.max(...one.map((value, channel) => Math.abs(value - other[channel]!)));
}

/** The colour seen at a point of the page. */
export async function colourAt(page: Page, point: { x: number; y: number }): Promise<Rgb> {
  return (await coloursSeen(page))(point);
}
