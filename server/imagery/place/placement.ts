import { apply } from '../base/affine.ts';
import { groundDistance } from '../base/ground-distance.ts';
import type { Affine } from '../base/raster.ts';
import { ImageryRefusal, type RefusalCode } from '../base/refusal.ts';
import { keyNumber, keys, rasterTypes } from '../geo-key/geo-keys.ts';
import { systemOf } from '../geo-key/key-system.ts';
import type { Accuracy } from '../reference-system/base/datum-accuracy.ts';
import {
  definedSystem,
  type ReferenceSystem,
  referenceSystem,
} from '../reference-system/base/reference-system.ts';
import { systemNamed } from '../reference-system/named-system.ts';
import type { TiffFile } from '../tiff/tiff-file.ts';
import {
  fitControlPoints,
  MOST_RESIDUAL_PIXELS,
  type Residual,
  type ResidualBound,
} from './control-points.ts';
import { type Footprint, footprintOf, groundSampleDistance } from './footprint.ts';
import {
  type FileGeoreference,
  fromCorner,
  type Georeference,
  noPixels,
  readGeoreference,
} from './georeference.ts';
import type { GroundPosition, HandPlacement } from './hand-placement.ts';
import { type Doubt, doubtsOf } from './placement-doubts.ts';
import { planUprightGrid, type UprightGrid } from './upright-grid.ts';

/** Where an image lies and on which grid it is shown. */
export type Placement = {
  /** The file's own word, or what an analyst gave. */
  origin: 'file' | HandPlacement['kind'];
  /** EPSG code; null where `projection` stands for it. */
  epsg: number | null;
  /** Definition, for proj4, of a system without an EPSG code. */
  projection: string | null;
  grid: UprightGrid;
  footprint: Footprint;
  /** Metres at the centre. */
  groundSampleDistance: number;
  /** Null where no point is left to tell it; undefined where a transform is stated rather than fitted to points. */
  residual: Residual | null | undefined;
  /** Null where positions are good to a metre. */
  accuracy: Accuracy | null;
  /** What is so unusual about the place that a person has to say that it is meant. */
  doubts: readonly Doubt[];
  /** The file counts its coordinates west and south; here they count east and north. */
  axesTurned: boolean;
  /** The file's own fields say all this in a form that the page reads right. */
  standsInFile: boolean;
};

/** Refusals after which an analyst may place the image by hand. */
const answerable: readonly RefusalCode[] = [
  'georeference_missing',
  'georeference_unsupported',
  'reference_system_missing',
  'reference_system_unclear',
];

/** Whether an analyst may answer a refusal by saying where the image lies. */
export function isPlaceMissing(error: unknown): error is ImageryRefusal {
  return error instanceof ImageryRefusal && answerable.includes(error.code);
}

/**
 * Places an image of so many pixels: by what an analyst gave, else by what its file says. Throws ImageryRefusal with
 * what keeps it from being placed; see `isPlaceMissing`.
 */
export async function readPlacement(file: TiffFile, size: Size, given?: HandPlacement): Promise<Placement> {
  const stated = await readGeoreference(file);
  const located = given ? locateByHand(given, size, stated) : locateByFile(stated, size);
  const { system, affine } = located.residual === undefined ? eastNorth(located) : located;
  const place = { system, affine, ...size };
  const footprint = footprintOf(place);
  const grid = planUprightGrid(affine, size.width, size.height, file.limits);
  const pixelIsArea = keyNumber(stated.geoKeys, keys.rasterType) !== rasterTypes.pixelIsPoint;
  return {
    origin: given?.kind ?? 'file',
    epsg: system.epsg,
    projection: system.epsg === null ? system.definition : null,
    grid,
    footprint,
    groundSampleDistance: groundSampleDistance(place),
    residual: located.residual,
    accuracy: located.system.accuracyAt(
      footprint.type === 'Polygon' ? footprint.coordinates.flat() : footprint.coordinates.flat(2),
    ),
    doubts: doubtsOf({ ...place, misfit: located.misfit, given: given?.kind }),
    axesTurned: located.system.westSouth,
    standsInFile:
      given === undefined &&
      located.residual === undefined &&
      !located.system.westSouth &&
      pixelIsArea &&
      grid.method === 'as_is',
  };
}

type Located = Georeference & {
  misfit?: number;
  residual?: Residual | null;
};

function locateByFile(stated: FileGeoreference, size: Size): Located {
  const { affine, fault, points, geoKeys, cameraModel } = stated;
  if (fault) throw fault;
  if (affine === null && points.length === 0)
    throw new ImageryRefusal(
      'georeference_missing',
      cameraModel
        ? 'The file says where the image lies by a camera model alone (RPC). Lay it out over a height model of the area with "gdalwarp -rpc -to RPC_DEM=HEIGHTS.tif -t_srs EPSG:4326 INPUT.tif OUTPUT.tif" and upload the result; corners or control points place it less exactly.'
        : 'The file does not say where on Earth the image lies. Give its corners or some control points.',
    );
  const system = systemOf(geoKeys, coordinatesIn(stated, size));
  return affine === null
    ? locateByPoints(points, system, {
        pixels: MOST_RESIDUAL_PIXELS,
        otherwise: 'lay the image out by all of them with "gdalwarp -tps INPUT.tif OUTPUT.tif"',
      })
    : { affine, system };
}

type Size = { width: number; height: number };

/** The outer corners of an image in its columns and rows: upper left, upper right, lower right, lower left. */
function cornersOf({ width, height }: Size): [column: number, row: number][] {
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
}

/** Coordinates that the image has on the ground, in its own system. */
function coordinatesIn(
  { affine, points }: Pick<FileGeoreference, 'affine' | 'points'>,
  size: Size,
): [x: number, y: number][] {
  if (affine === null) return points.map(({ x, y }) => [x, y]);
  return cornersOf(size).map(([column, row]) => apply(affine, column, row));
}

/** The system that the file names for itself, whether or not it says where in it the image lies. */
export async function systemOfFile(file: TiffFile): Promise<ReferenceSystem | null> {
  try {
    return systemOf((await readGeoreference(file)).geoKeys, []);
  } catch (error) {
    if (error instanceof ImageryRefusal) return null;
    throw error;
  }
}

/** Metres and pixels by which two placements of one image lie apart, at the corner where they do so most. */
export function apart(one: Placement, other: Placement): { metres: number; pixels: number } {
  const [first, second] = [one, other].map(({ grid, epsg, projection }) => {
    const system = epsg === null ? definedSystem(projection!) : referenceSystem(epsg);
    return cornersOf(grid).map(([column, row]) => system.toWgs84(...apply(grid.affine, column, row)));
  }) as [[number, number][], [number, number][]];
  const metres = Math.max(...first.map((corner, index) => groundDistance(corner, second[index]!)));
  return { metres, pixels: metres / one.groundSampleDistance };
}

function locateByHand(given: HandPlacement, size: Size, stated: FileGeoreference): Located {
  if (given.kind === 'grid') return locateByGrid(given, size, stated);
  const system = systemNamed(given.crs);
  if (given.kind === 'control_points') return locateByPoints(given.points, system);
  const points = cornersOf(size).map(([column, row], index) => {
    const [x, y] = given.corners[index]!;
    return { column, row, x, y };
  });
  refuseCrossed(given.corners);
  // Of an image that no program laid out yet, the corners are not those of a parallelogram.
  const share = CORNER_SHARE * Math.min(size.width, size.height);
  return locateByPoints(points, system, {
    pixels: Math.max(MOST_RESIDUAL_PIXELS, share),
    otherwise: 'give control points',
  });
}

function locateByGrid(
  { crs, transform }: Extract<HandPlacement, { kind: 'grid' }>,
  size: Size,
  stated: FileGeoreference,
): Located {
  if (!transform && stated.fault) throw stated.fault;
  const affine = transform ? fromWorldFile(transform) : stated.affine;
  const system =
    crs === undefined
      ? systemOf(stated.geoKeys, coordinatesIn({ ...stated, affine }, size))
      : systemNamed(crs);
  if (affine !== null) return { affine, system };
  if (stated.points.length > 0) return locateByPoints(stated.points, system);
  throw new ImageryRefusal(
    'georeference_missing',
    'The file holds no transform to which the reference system could be added. Give a world file, the corners or control points.',
  );
}

function locateByPoints(
  points: Parameters<typeof fitControlPoints>[0],
  system: ReferenceSystem,
  bound?: ResidualBound,
): Located {
  const turned = system.westSouth ? points.map((point) => ({ ...point, x: -point.x, y: -point.y })) : points;
  return fitControlPoints(turned, system, bound);
}

/** Root mean square by which corners may miss a parallelogram, as a share of the image's shorter side. */
const CORNER_SHARE = 0.1;

/** Corners in an order in which two sides cross, or one corner lies within the others, are those of no image. */
function refuseCrossed(corners: readonly GroundPosition[]): void {
  const turns = corners.map(([x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length]!;
    const [thenX, thenY] = corners[(index + 2) % corners.length]!;
    return Math.sign((nextX - x) * (thenY - nextY) - (nextY - y) * (thenX - nextX));
  });
  if (turns.every((turn) => turn !== 0 && turn === turns[0])) return;
  throw new ImageryRefusal(
    'georeference_unsupported',
    'The corners are those of no image: its sides would cross. Give the upper left, upper right, lower right and lower left corner, in this order.',
  );
}

/** A system that counts west and south is used as one that counts east and north. */
function eastNorth({ system, affine }: Georeference): Georeference {
  if (!system.westSouth) return { system, affine };
  const [x, a, b, y, c, d] = affine;
  return { system, affine: [-x, -a, -b, -y, -c, -d] };
}

/**
 * The six lines of a world file: x by column, y by column, x by row, y by row, and x and y of the middle of the
 * first pixel.
 */
function fromWorldFile([a, c, b, d, x, y]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]): Affine {
  const stated: Affine = [x, a, b, y, c, d];
  const affine = fromCorner(stated, 0.5);
  if (affine === null) throw noPixels(stated);
  return affine;
}
