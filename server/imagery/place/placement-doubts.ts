import { apply } from '../base/affine.ts';
import { groundDistance } from '../base/ground-distance.ts';
import { listedSystem } from '../reference-system/base/listed-systems.ts';
import type { RasterPlace } from './footprint.ts';
import type { HandPlacement } from './hand-placement.ts';

/** What may be so unusual about a place that it is more likely a mistake. */
export const doubtCodes = [
  'mirrored',
  'turned',
  'stretched',
  'askew',
  'points_off',
  'size',
  'outside_area',
  'beside',
] as const;
/** One doubt, with a sentence that says what the image would be. */
export type Doubt = {
  code: (typeof doubtCodes)[number];
  sentence: string;
};

/** Times that a pixel is as long as wide beyond which it is doubted, on the ground and in the grid's own units. */
const MOST_STRETCH = 3;
/** Degrees by which rows and columns may meet at another angle than a right one. */
const MOST_ASKEW = 20;
/** Root mean square, in pixels, that points leave which were set with care: one pixel in each direction. */
const carefulPixels = Math.SQRT2;
const LEAST_PIXEL_METRES = 0.005;
/** A quarter of the globe's girth. */
const MOST_EXTENT_METRES = 10_000_000;
/** Degrees of the equator by which an image may lie outside the area of its code: neighbouring zones overlap so. */
const AREA_MARGIN = 3;
const KILOMETRES_PER_DEGREE = 111.2;
const DEGREES = 180 / Math.PI;

/**
 * What a person has to confirm before an image is placed so. `given` is how an analyst placed it, undefined where its
 * file did; a file that turns its image, or holds its rows from the south on, says so on purpose, whereas corners are
 * easily given in another order. `misfit` is by how much a place that is fitted to points misses them (RMS, pixels).
 */
export function doubtsOf(
  place: RasterPlace & {
    misfit?: number | undefined;
    given?: HandPlacement['kind'] | undefined;
  },
): Doubt[] {
  const { affine, width, height, misfit, given } = place;
  const [, a, b, , c, d] = affine;
  const doubts: Doubt[] = [];
  const doubt = (code: Doubt['code'], sentence: string) => doubts.push({ code, sentence });
  const mirrored = a * d - b * c > 0;
  if (given && mirrored) doubt('mirrored', 'The image would be mirrored.');
  const turn = Math.round(Math.atan2(-b, -d) * DEGREES);
  if (given && !mirrored && Math.abs(turn) > 45)
    doubt('turned', `The image would be turned: its upper edge would face ${facing(turn)}.`);
  const { across, down, angle } = pixelOnGround(place);
  const stretch = (one: number, other: number) => Math.max(one, other) / Math.min(one, other);
  if (Math.min(stretch(across, down), stretch(Math.hypot(a, c), Math.hypot(b, d))) > MOST_STRETCH)
    doubt('stretched', `A pixel would be ${metres(across)} wide and ${metres(down)} high.`);
  if (Math.abs(angle - 90) > MOST_ASKEW)
    doubt('askew', `The image would be askew: its edges would meet at ${Math.round(angle)} degrees.`);
  if (misfit !== undefined && misfit > carefulPixels)
    doubt(
      'points_off',
      `The ${given === 'corners' ? 'corners' : 'control points'} would be missed by ${misfit.toFixed(1)} pixels on average.`,
    );
  const outside = kilometresOutside(place);
  if (outside > 0)
    doubt(
      'outside_area',
      `The image would lie ${outside} km outside the area that ${place.system.name} is for.`,
    );
  if (!given) return doubts;
  const extent = Math.max(across * width, down * height);
  if (extent > MOST_EXTENT_METRES) doubt('size', `The image would be ${Math.round(extent / 1000)} km long.`);
  else if (Math.min(across, down) < LEAST_PIXEL_METRES)
    doubt('size', `A pixel would be ${metres(Math.min(across, down))} large.`);
  return doubts;
}

/** Whole kilometres from the middle of the image to the area of its system's code; 0 near it and where none is known. */
function kilometresOutside({ affine, system, width, height }: RasterPlace): number {
  const listed = system.epsg === null ? undefined : listedSystem(system.epsg);
  const [longitude, latitude] = system.toWgs84(...apply(affine, width / 2, height / 2));
  if (!listed || !Number.isFinite(longitude)) return 0;
  const [west, south, east, north] = listed.area;
  const span = (east - west + 360) % 360 || 360;
  const fromWest = (((longitude - west) % 360) + 360) % 360;
  const shorten = Math.cos(latitude / DEGREES);
  const across = Math.max(0, Math.min(fromWest - span, 360 - fromWest)) * shorten;
  const along = Math.max(0, south - latitude, latitude - north);
  if (Math.max(across, along) <= AREA_MARGIN) return 0;
  return Math.round(Math.hypot(across, along) * KILOMETRES_PER_DEGREE);
}

/** Width and height of the middle pixel in metres, and the angle at which its edges meet, in degrees. */
function pixelOnGround({ affine, system, width, height }: RasterPlace) {
  const at = (column: number, row: number) =>
    system.toWgs84(...apply(affine, width / 2 + column, height / 2 + row));
  const across = groundDistance(at(-0.5, 0), at(0.5, 0));
  const down = groundDistance(at(0, -0.5), at(0, 0.5));
  const diagonal = groundDistance(at(-0.5, -0.5), at(0.5, 0.5));
  const cosine = (diagonal ** 2 - across ** 2 - down ** 2) / (2 * across * down);
  return { across, down, angle: Math.acos(Math.max(-1, Math.min(1, cosine))) * DEGREES };
}

function facing(turn: number): string {
  const points = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
  return points[((Math.round(turn / 45) % 8) + 8) % 8]!;
}

function metres(length: number): string {
  if (length >= 10_000) return `${Math.round(length / 1000)} km`;
  return length < 0.1 ? `${Number((length * 1000).toPrecision(2))} mm` : `${Number(length.toPrecision(2))} m`;
}
