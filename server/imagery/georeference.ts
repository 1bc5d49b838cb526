import {
  type GeoKeys,
  keyCode,
  keyNumber,
  keys,
  models,
  mostGeoNumbers,
  rasterTypes,
  readGeoKeys,
} from './geo-keys.ts';
import type { ControlPoint } from './hand-placement.ts';
import type { Affine } from './raster.ts';
import {
  definedSystem,
  type ReferenceSystem,
  referenceSystem,
  requireEarth,
} from './reference-system/reference-system.ts';
import { ImageryRefusal } from './refusal.ts';
import { tags } from './tiff.ts';
import { readNumbers, type TiffFile } from './tiff-file.ts';
import { definitionFromKeys } from './user-defined-system.ts';

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

/**
 * The reference system that the keys name or define.
 *
 * @throws ImageryRefusal reference_system_missing, reference_system_unsupported, not_on_earth
 */
export function systemOf(geoKeys: GeoKeys): ReferenceSystem {
  const model = keyNumber(geoKeys, keys.model);
  if (model === models.geocentric) {
    throw new ImageryRefusal(
      'reference_system_unsupported',
      'The image uses geocentric coordinates, which no map can show. Warp it to a UTM zone first.',
    );
  }
  const projected = model === models.geographic ? undefined : keyCode(geoKeys, keys.projectedSystem);
  const geodetic = model === models.projected ? undefined : keyCode(geoKeys, keys.geodeticSystem);
  const code = projected ?? geodetic;
  if (code !== undefined) return referenceSystem(code);
  const utm = utmOnWgs84(geoKeys);
  if (utm !== undefined) return referenceSystem(utm);
  const definition = definitionFromKeys(geoKeys);
  if (definition !== undefined) return definedSystem(definition);
  const name = [keys.projectedCitation, keys.citation, keys.geodeticCitation]
    .map((key) => geoKeys.texts.get(key))
    .find((text) => text !== undefined && text.trim() !== '');
  if (
    name === undefined &&
    !geoKeys.numbers.has(keys.projectedSystem) &&
    !geoKeys.numbers.has(keys.geodeticSystem)
  ) {
    throw new ImageryRefusal(
      'reference_system_missing',
      'The file does not name the reference system of its coordinates. Say which it is, or where the image lies.',
    );
  }
  throw new ImageryRefusal(
    'reference_system_unsupported',
    `The reference system${name ? ` '${name.slice(0, 80)}'` : ''} has no EPSG code, and its definition is not understood here. Warp the image to a UTM zone or to EPSG:4326 first.`,
  );
}

/** A projected system without a code of its own, but with the codes of its projection (UTM) and datum (WGS 84). */
function utmOnWgs84(geoKeys: GeoKeys): number | undefined {
  const zone = keyCode(geoKeys, keys.projection) ?? 0;
  if (keyCode(geoKeys, keys.geodeticSystem) !== 4326) return undefined;
  if (zone >= 16001 && zone <= 16060) return 32600 + zone - 16000;
  if (zone >= 16101 && zone <= 16160) return 32700 + zone - 16100;
  return undefined;
}

const otherBodies =
  /(?:\bGCS|\bD|(?:GCS Name|Datum|Ellipsoid) =)[_ ]*(?:mars|moon|lunar|mercury|venus|phobos|deimos|io|europa|ganymede|callisto|titan|enceladus|ceres|vesta|pluto)\b/i;

function refuseOtherBodies(geoKeys: GeoKeys): void {
  const radius = keyNumber(geoKeys, keys.semiMajorAxis);
  if (radius !== undefined) requireEarth(radius);
  else if ([...geoKeys.texts.values()].some((text) => otherBodies.test(text.replaceAll('_', ' '))))
    requireEarth(0);
}
