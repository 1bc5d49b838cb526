import type { Affine } from './raster.ts';
import { imageDirectory } from './raster-layout.ts';
import { ImageryRefusal } from './refusal.ts';
import { tags } from './tiff.ts';
import { readNumbers, readText, type TiffFile } from './tiff-file.ts';

/** Keys of OGC GeoTIFF 1.1 that are read here. */
const keys = {
  model: 1024,
  rasterType: 1025,
  citation: 1026,
  geodeticSystem: 2048,
  geodeticCitation: 2049,
  semiMajorAxis: 2057,
  projectedSystem: 3072,
  projectedCitation: 3073,
  projection: 3074,
} as const;

const pixelIsPoint = 2;
const userDefined = 32767;
const mostGeoNumbers = 65536;

/** Where a raster lies: its transform, from pixel corners, and the EPSG code of its reference system. */
export interface Georeference {
  readonly affine: Affine;
  readonly epsg: number;
}

/**
 * Reads the georeference of the image. A raster whose coordinates name pixel centres (PixelIsPoint) is moved by
 * half a pixel, so that the transform always names corners.
 *
 * @throws ImageryRefusal georeference_missing, georeference_unsupported, reference_system_missing,
 *   reference_system_unsupported, not_on_earth
 */
export async function readGeoreference(file: TiffFile): Promise<Georeference> {
  const geoKeys = await readGeoKeys(file);
  const anchored = await readAffine(file);
  const affine = geoKeys.numbers.get(keys.rasterType) === pixelIsPoint ? toCorner(anchored) : anchored;
  return { affine, epsg: epsgOf(geoKeys) };
}

async function readAffine(file: TiffFile): Promise<Affine> {
  const directory = imageDirectory(file);
  const matrix = await readNumbers(file, directory, tags.modelTransformation, mostGeoNumbers);
  const scale = await readNumbers(file, directory, tags.modelPixelScale, mostGeoNumbers);
  const tie = await readNumbers(file, directory, tags.modelTiepoint, mostGeoNumbers);
  if (matrix.length === 16) {
    return checked([matrix[3]!, matrix[0]!, matrix[1]!, matrix[7]!, matrix[4]!, matrix[5]!]);
  }
  if (scale.length >= 2 && tie.length >= 6) {
    const [column, row, , x, y] = tie as unknown as [number, number, number, number, number];
    const [across, down] = scale as unknown as [number, number];
    return checked([x - column * across, across, 0, y + row * down, 0, -down]);
  }
  if (tie.length > 6) {
    throw new ImageryRefusal(
      'georeference_unsupported',
      'The image is tied to the ground by control points only. Warp it to a grid first (gdalwarp does that).',
    );
  }
  throw new ImageryRefusal(
    'georeference_missing',
    'The file does not say where on Earth the image lies. Add a georeference in a GIS and upload that file.',
  );
}

function checked(affine: Affine): Affine {
  const [x, across, xByRow, y, yByColumn, down] = affine;
  if (!affine.every(Number.isFinite) || across * down - xByRow * yByColumn === 0) {
    throw new ImageryRefusal(
      'georeference_missing',
      `The file places the image at ${x}, ${y} with pixels of no size. Add its georeference anew in a GIS.`,
    );
  }
  return affine;
}

function toCorner([x, across, xByRow, y, yByColumn, down]: Affine): Affine {
  return [x - (across + xByRow) / 2, across, xByRow, y - (yByColumn + down) / 2, yByColumn, down];
}

/**
 * Refuses a raster whose rows do not run from north to south or columns from west to east: map libraries draw
 * it into its bounding box as if they did.
 *
 * @throws ImageryRefusal georeference_unsupported
 */
export function requireNorthUp({ affine }: Georeference, width: number, height: number): void {
  const [, across, xByRow, , yByColumn, down] = affine;
  const turn = Math.abs(xByRow) * height + Math.abs(yByColumn) * width;
  const halfPixel = Math.min(Math.abs(across), Math.abs(down)) / 2;
  if (across > 0 && down < 0 && turn < halfPixel) return;
  const how = turn < halfPixel ? 'mirrored or upside down' : 'turned or sheared';
  throw new ImageryRefusal(
    'georeference_unsupported',
    `The image is ${how} against its grid. Warp it so that north is up first (gdalwarp does that).`,
  );
}

interface GeoKeys {
  readonly numbers: ReadonlyMap<number, number>;
  readonly texts: ReadonlyMap<number, string>;
}

async function readGeoKeys(file: TiffFile): Promise<GeoKeys> {
  const directory = imageDirectory(file);
  const list = await readNumbers(file, directory, tags.geoKeyDirectory, mostGeoNumbers);
  const doubles = await readNumbers(file, directory, tags.geoDoubleParams, mostGeoNumbers);
  const ascii = (await readText(file, directory, tags.geoAsciiParams)) ?? '';
  const numbers = new Map<number, number>();
  const texts = new Map<number, string>();
  for (let at = 4; at + 3 < list.length; at += 4) {
    const key = list[at]!;
    const place = list[at + 1]!;
    const count = list[at + 2]!;
    const value = list[at + 3]!;
    if (place === 0) numbers.set(key, value);
    else if (place === tags.geoDoubleParams) numbers.set(key, doubles[value] ?? Number.NaN);
    else if (place === tags.geoAsciiParams)
      texts.set(key, ascii.slice(value, value + count).replace(/\|$/, ''));
  }
  return { numbers, texts };
}

function epsgOf({ numbers, texts }: GeoKeys): number {
  const model = numbers.get(keys.model);
  const radius = numbers.get(keys.semiMajorAxis);
  // Every ellipsoid in use for the Earth has an equatorial radius within 20 km of 6,378 km.
  if (radius !== undefined && Math.abs(radius - 6_378_137) > 20_000) {
    throw new ImageryRefusal(
      'not_on_earth',
      'The image is of another planet or moon; only the Earth is shown.',
    );
  }
  if (model === 3) {
    throw new ImageryRefusal(
      'reference_system_unsupported',
      'The image uses geocentric coordinates, which no map can show. Warp it to a UTM zone first.',
    );
  }
  const code = numbers.get(model === 2 ? keys.geodeticSystem : keys.projectedSystem);
  if (code !== undefined && code !== userDefined && code !== 0) return code;
  const utm = model === 1 ? utmOnWgs84(numbers) : null;
  if (utm !== null) return utm;
  const name = [keys.projectedCitation, keys.citation, keys.geodeticCitation]
    .map((key) => texts.get(key))
    .find((text) => text !== undefined && text.trim() !== '');
  if (name === undefined && code === undefined) {
    throw new ImageryRefusal(
      'reference_system_missing',
      'The file does not name the reference system of its coordinates. Assign one in a GIS and upload that file.',
    );
  }
  throw new ImageryRefusal(
    'reference_system_unsupported',
    `The reference system${name ? ` '${name.slice(0, 80)}'` : ''} has no EPSG code. Warp the image to a UTM zone or to EPSG:4326 first.`,
  );
}

/** A projected system without a code of its own, but with the codes of its projection (UTM) and datum (WGS 84). */
function utmOnWgs84(numbers: ReadonlyMap<number, number>): number | null {
  const projection = numbers.get(keys.projection) ?? 0;
  if (numbers.get(keys.geodeticSystem) !== 4326) return null;
  if (projection >= 16001 && projection <= 16060) return 32600 + projection - 16000;
  if (projection >= 16101 && projection <= 16160) return 32700 + projection - 16100;
  return null;
}
