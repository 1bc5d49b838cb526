import { apply } from '../base/affine.ts';
import type { Affine } from '../base/raster.ts';
import { ImageryRefusal } from '../base/refusal.ts';
import {
  type GeoKeys,
  keyNumber,
  keys,
  MOST_GEO_NUMBERS,
  rasterTypes,
  readGeoKeys,
} from '../geo-key/geo-keys.ts';
import { type ReferenceSystem, requireEarth } from '../reference-system/base/reference-system.ts';
import { tags } from '../tiff/tiff.ts';
import { readNumber, readNumbers, type TiffFile } from '../tiff/tiff-file.ts';
import type { ControlPoint } from './hand-placement.ts';

/** Where a raster lies: its transform, from pixel corners to its reference system. */
export type Georeference = {
  affine: Affine;
  system: ReferenceSystem;
};

/** What a file says of its place: a transform, or points that tie it to the ground, or neither. */
export type FileGeoreference = {
  /** The file holds a camera model (RPC), which places each pixel by the height of the ground there. */
  cameraModel: boolean;
  affine: Affine | null;
  /** Why that transform may not be trusted; null where it may. */
  fault: ImageryRefusal | null;
  points: readonly ControlPoint[];
  geoKeys: GeoKeys;
};

/**
 * Reads what the file says of its place. A raster whose coordinates name pixel centres (PixelIsPoint) is moved by
 * half a pixel, so that transform and points always count from pixel corners. Throws ImageryRefusal not_on_earth
 * where the keys are those of another body.
 */
export async function readGeoreference(file: TiffFile): Promise<FileGeoreference> {
  const geoKeys = await readGeoKeys(file);
  refuseOtherBodies(geoKeys);
  const directory = file.image;
  const cameraModel = directory.has(tags.rpcCoefficients);
  const matrix = await readNumbers(file, directory, tags.modelTransformation, MOST_GEO_NUMBERS);
  const scale = await readNumbers(file, directory, tags.modelPixelScale, MOST_GEO_NUMBERS);
  const ties = await readNumbers(file, directory, tags.modelTiepoint, MOST_GEO_NUMBERS);
  const shift = keyNumber(geoKeys, keys.rasterType) === rasterTypes.pixelIsPoint ? 0.5 : 0;
  const byMatrix = matrix.length === 16 ? affineOfMatrix(matrix) : null;
  const byScale = affineOfScale(scale, ties);
  const stated = byMatrix ?? byScale;
  if (stated) {
    const affine = fromCorner(stated, shift);
    const width = await readNumber(file, directory, tags.imageWidth, 0);
    const height = await readNumber(file, directory, tags.imageLength, 0);
    const others = byMatrix && byScale ? [byScale] : [];
    const fault =
      affine === null
        ? noPixels(stated)
        : agree(stated, others, byScale ? ties : [], { width, height })
          ? null
          : twoPlaces();
    return { affine, fault, points: [], geoKeys, cameraModel };
  }
  const points = Array.from({ length: ties.length < 12 ? 0 : Math.floor(ties.length / 6) }, (_, index) => ({
    column: ties[index * 6]! + shift,
    row: ties[index * 6 + 1]! + shift,
    x: ties[index * 6 + 3]!,
    y: ties[index * 6 + 4]!,
  }));
  return { affine: null, fault: null, points, geoKeys, cameraModel };
}

function affineOfMatrix(matrix: ArrayLike<number>): Affine {
  return [matrix[3]!, matrix[0]!, matrix[1]!, matrix[7]!, matrix[4]!, matrix[5]!];
}

function affineOfScale(scale: ArrayLike<number>, ties: ArrayLike<number>): Affine | null {
  if (scale.length < 2 || scale[0] === 0 || scale[1] === 0 || ties.length < 6) return null;
  const [column, row, , x, y] = ties as unknown as [number, number, number, number, number];
  const across = scale[0]!;
  // GeoTIFF counts rows downwards, whatever the sign that a writer gave the scale.
  const down = -Math.abs(scale[1]!);
  return [x - column * across, across, 0, y - row * down, 0, down];
}

/** Whether other transforms, and all tie points that stand beside a scale, place an image within a pixel alike. */
function agree(
  stated: Affine,
  others: readonly Affine[],
  ties: ArrayLike<number>,
  { width, height }: { width: number; height: number },
): boolean {
  const pixel = Math.hypot(stated[1], stated[4]);
  const isNear = (one: readonly [number, number], other: readonly [number, number]) =>
    Math.hypot(one[0] - other[0], one[1] - other[1]) <= pixel;
  const ends = [
    [0, 0],
    [width, height],
  ] as const;
  const alike = others.every((other) =>
    ends.every(([column, row]) => isNear(apply(stated, column, row), apply(other, column, row))),
  );
  for (let at = 0; at + 5 < ties.length; at += 6)
    if (!isNear(apply(stated, ties[at]!, ties[at + 1]!), [ties[at + 3]!, ties[at + 4]!])) return false;
  return alike;
}

function twoPlaces(): ImageryRefusal {
  return new ImageryRefusal(
    'georeference_unsupported',
    'The file places the image twice, at different places. Say where it lies by a world file, its corners or control points.',
  );
}

/** The refusal of a transform with which all pixels of a row or of a column lie at one place. */
export function noPixels([x, , , y]: Affine): ImageryRefusal {
  return new ImageryRefusal(
    'georeference_missing',
    `The file places the image at ${x}, ${y} with pixels of no size. Say where it lies by its corners or by control points.`,
  );
}

/** The transform that names pixel corners, from one whose whole numbers stand `shift` pixels inside; null for none. */
export function fromCorner([x, across, xByRow, y, yByColumn, down]: Affine, shift: number): Affine | null {
  const affine: Affine = [
    x - (across + xByRow) * shift,
    across,
    xByRow,
    y - (yByColumn + down) * shift,
    yByColumn,
    down,
  ];
  return affine.every(Number.isFinite) && across * down - xByRow * yByColumn !== 0 ? affine : null;
}

const OTHER_BODIES =
  /(?:\bGCS|\bD|(?:GCS Name|Datum|Ellipsoid) =)[_ ]*(?:mars|moon|lunar|mercury|venus|phobos|deimos|io|europa|ganymede|callisto|titan|enceladus|ceres|vesta|pluto)\b/i;

function refuseOtherBodies(geoKeys: GeoKeys): void {
  const radius = keyNumber(geoKeys, keys.semiMajorAxis);
  if (radius !== undefined) requireEarth(radius);
  else if ([...geoKeys.texts.values()].some((text) => OTHER_BODIES.test(text.replaceAll('_', ' '))))
    requireEarth(0);
}
