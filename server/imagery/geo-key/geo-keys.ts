import { tags } from '../tiff/tiff.ts';
import { readNumbers, readText, type TiffFile } from '../tiff/tiff-file.ts';

/** Keys of OGC GeoTIFF 1.1 that are read here, and GDAL's key of seven datum parameters. */
export const keys = {
  model: 1024,
  rasterType: 1025,
  citation: 1026,
  geodeticSystem: 2048,
  geodeticCitation: 2049,
  geodeticDatum: 2050,
  primeMeridian: 2051,
  angularUnit: 2054,
  angularUnitSize: 2055,
  ellipsoid: 2056,
  semiMajorAxis: 2057,
  semiMinorAxis: 2058,
  inverseFlattening: 2059,
  azimuthUnit: 2060,
  primeMeridianLongitude: 2061,
  toWgs84: 2062,
  projectedSystem: 3072,
  projectedCitation: 3073,
  projection: 3074,
  method: 3075,
  linearUnit: 3076,
  linearUnitSize: 3077,
  standardParallel1: 3078,
  standardParallel2: 3079,
  naturalOriginLongitude: 3080,
  naturalOriginLatitude: 3081,
  falseEasting: 3082,
  falseNorthing: 3083,
  falseOriginLongitude: 3084,
  falseOriginLatitude: 3085,
  falseOriginEasting: 3086,
  falseOriginNorthing: 3087,
  centreLongitude: 3088,
  centreLatitude: 3089,
  centreEasting: 3090,
  centreNorthing: 3091,
  scaleAtNaturalOrigin: 3092,
  scaleAtCentre: 3093,
  azimuth: 3094,
  straightVerticalPoleLongitude: 3095,
  rectifiedGridAngle: 3096,
} as const;

export const models = { projected: 1, geographic: 2, geocentric: 3 } as const;
export const rasterTypes = { pixelIsArea: 1, pixelIsPoint: 2 } as const;
export const USER_DEFINED = 32767;
/** Values of one geographic tag; 10,000 control points take 60,000. */
export const MOST_GEO_NUMBERS = 65536;

export type GeoKeys = {
  numbers: ReadonlyMap<number, readonly number[]>;
  texts: ReadonlyMap<number, string>;
  /** Keys that have no value where they say that it stands, or have two, or stand beyond the announced number of keys. */
  damaged: readonly number[];
};

/** The first value of a key; undefined where it is absent. */
export function keyNumber({ numbers }: GeoKeys, key: number): number | undefined {
  return numbers.get(key)?.[0];
}

/** The code that a key holds; undefined where it is absent, or says that no code fits. */
export function keyCode(geoKeys: GeoKeys, key: number): number | undefined {
  const code = keyNumber(geoKeys, key);
  return code === 0 || code === USER_DEFINED ? undefined : code;
}

export async function readGeoKeys(file: TiffFile): Promise<GeoKeys> {
  const directory = file.image;
  const list = await readNumbers(file, directory, tags.geoKeyDirectory, MOST_GEO_NUMBERS);
  const doubles = await readNumbers(file, directory, tags.geoDoubleParams, MOST_GEO_NUMBERS);
  const ascii = (await readText(file, directory, tags.geoAsciiParams)) ?? '';
  const numbers = new Map<number, readonly number[]>();
  const texts = new Map<number, string>();
  const damaged: number[] = [];
  const announced = 4 + 4 * (list[3] ?? 0);
  for (let at = 4; at + 3 < list.length; at += 4) {
    const key = list[at]!;
    const place = list[at + 1]!;
    const count = list[at + 2]!;
    const value = list[at + 3]!;
    const before = numbers.get(key)?.join() ?? texts.get(key);
    if (place === 0) numbers.set(key, [value]);
    else if (place === tags.geoDoubleParams) numbers.set(key, [...doubles.slice(value, value + count)]);
    else if (place === tags.geoAsciiParams)
      texts.set(key, ascii.slice(value, value + count).replace(/\|$/, ''));
    const now = numbers.get(key)?.join() ?? texts.get(key);
    const isShort = place === tags.geoDoubleParams && numbers.get(key)!.length < count;
    // What is not announced some programs read, and others do not.
    const isBeyond = at >= announced && key !== 0;
    if (isShort || isBeyond || (before !== undefined && before !== now)) damaged.push(key);
  }
  return { numbers, texts, damaged };
}
