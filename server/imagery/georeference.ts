import { type GeoKeys, keyNumber, keys, mostGeoNumbers, rasterTypes, readGeoKeys } from './geo-keys.ts';
import type { ControlPoint } from './hand-placement.ts';
import type { Affine } from './raster.ts';
import { type ReferenceSystem, requireEarth } from './reference-system/reference-system.ts';
import { ImageryRefusal } from './refusal.ts';
import { tags } from './tiff.ts';
import { readNumbers, type TiffFile } from './tiff-file.ts';

/** Where a raster lies: its transform, from pixel corners to its reference system. */
export interface Georeference {
  readonly affine: Affine;
  readonly system: ReferenceSystem;
}

/** What a file says of its place: a transform, or points that tie it to the ground, or neither. */
export interface FileGeoreference {
  /** The file holds a camera model (RPC), which places each pixel by the height of the ground there. */
  readonly cameraModel: boolean;
  readonly affine: Affine | null;
  readonly points: readonly ControlPoint[];
  readonly geoKeys: GeoKeys;
}

/**
 * Reads what the file says of its place. A raster whose coordinates name pixel centres (PixelIsPoint) is moved
 * by half a pixel, so that transform and points always count from pixel corners.
 *
 * @throws ImageryRefusal not_on_earth where the keys are those of another body; georeference_missing where the
 *   transform is none
 */
export async function readGeoreference(file: TiffFile): Promise<FileGeoreference> {
  const geoKeys = await readGeoKeys(file);
  refuseOtherBodies(geoKeys);
  const directory = file.image;
  const cameraModel = directory.has(tags.rpcCoefficients);
  const matrix = await readNumbers(file, directory, tags.modelTransformation, mostGeoNumbers);
  const scale = await readNumbers(file, directory, tags.modelPixelScale, mostGeoNumbers);
  const ties = await readNumbers(file, directory, tags.modelTiepoint, mostGeoNumbers);
  const shift = keyNumber(geoKeys, keys.rasterType) === rasterTypes.pixelIsPoint ? 0.5 : 0;
  if (matrix.length === 16) {
    const [a, b, , x, c, d, , y] = matrix as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return { affine: fromCorner([x, a, b, y, c, d], shift), points: [], geoKeys, cameraModel };
  }
  if (scale.length >= 2 && scale[0] !== 0 && scale[1] !== 0 && ties.length >= 6) {
    const [column, row, , x, y] = ties as unknown as [number, number, number, number, number];
    const across = scale[0]!;
    // GeoTIFF counts rows downwards, whatever the sign that a writer gave the scale.
    const down = -Math.abs(scale[1]!);
    const affine: Affine = [x - column * across, across, 0, y - row * down, 0, down];
    return { affine: fromCorner(affine, shift), points: [], geoKeys, cameraModel };
  }
  const points = Array.from({ length: ties.length < 12 ? 0 : Math.floor(ties.length / 6) }, (_, index) => ({
    column: ties[index * 6]! + shift,
    row: ties[index * 6 + 1]! + shift,
    x: ties[index * 6 + 3]!,
    y: ties[index * 6 + 4]!,
  }));
  return { affine: null, points, geoKeys, cameraModel };
}

/** The transform that names pixel corners, from one whose whole numbers stand `shift` pixels inside. */
export function fromCorner([x, across, xByRow, y, yByColumn, down]: Affine, shift: number): Affine {
  const affine: Affine = [
    x - (across + xByRow) * shift,
    across,
    xByRow,
    y - (yByColumn + down) * shift,
    yByColumn,
    down,
  ];
  if (affine.every(Number.isFinite) && across * down - xByRow * yByColumn !== 0) return affine;
  throw new ImageryRefusal(
    'georeference_missing',
    `The file places the image at ${x}, ${y} with pixels of no size. Say where it lies by its corners or by control points.`,
  );
}

const otherBodies =
  /(?:\bGCS|\bD|(?:GCS Name|Datum|Ellipsoid) =)[_ ]*(?:mars|moon|lunar|mercury|venus|phobos|deimos|io|europa|ganymede|callisto|titan|enceladus|ceres|vesta|pluto)\b/i;

function refuseOtherBodies(geoKeys: GeoKeys): void {
  const radius = keyNumber(geoKeys, keys.semiMajorAxis);
  if (radius !== undefined) requireEarth(radius);
  else if ([...geoKeys.texts.values()].some((text) => otherBodies.test(text.replaceAll('_', ' '))))
    requireEarth(0);
}
