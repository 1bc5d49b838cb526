import type { Ramp } from '#domain/look/look.contract.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const STEPS = 256;

/** Stops at equal distances. Viridis (N. Smith, S. van der Walt) and BrBG (C. Brewer): safe for colour-blind eyes. */
const stops: Record<Ramp | 'diverging', readonly Rgb[]> = {
  grey: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  viridis: [
    [68, 1, 84],
    [72, 40, 120],
    [62, 74, 137],
    [49, 104, 142],
    [38, 130, 142],
    [31, 158, 137],
    [53, 183, 121],
    [109, 205, 89],
    [180, 222, 44],
    [253, 231, 37],
  ],
  diverging: [
    [84, 48, 5],
    [140, 81, 10],
    [191, 129, 45],
    [223, 194, 125],
    [246, 232, 195],
    [245, 245, 245],
    [199, 234, 229],
    [128, 205, 193],
    [53, 151, 143],
    [1, 102, 94],
    [0, 60, 48],
  ],
};

/** The colours of a ramp from its low end to its high end, as CSS writes them. */
export function rampColours(ramp: Ramp | 'diverging'): string[] {
  const given = stops[ramp];
  return Array.from({ length: STEPS }, (_, step) => {
    const place = (step / (STEPS - 1)) * (given.length - 1);
    const before = Math.min(Math.floor(place), given.length - 2);
    const [from, to] = [given[before]!, given[before + 1]!];
    const channel = (which: 0 | 1 | 2) =>
      Math.round(from[which] + (to[which] - from[which]) * (place - before));
    return `rgb(${channel(0)},${channel(1)},${channel(2)})`;
  });
}
