import { acquisitionIn, unsigned } from './acquisition.rules.ts';
import { type Element, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

/**
 * Reads Landsat's MTL metadata, collections 1 and 2, as text, JSON or XML.
 *
 * After the USGS Landsat 8-9 Data Format Control Book: SCENE_CENTER_TIME is UTC; SUN_AZIMUTH and SUN_ELEVATION
 * hold at the scene's centre; ROLL_ANGLE is the spacecraft's roll about its track, hence its size is how far
 * the scene was taken off nadir; CLOUD_COVER is in per cent, and -1 stands for not known.
 */
export function readLandsat(root: Element): RawStatement[] {
  const day = textAt(root, 'DATE_ACQUIRED') ?? textAt(root, 'ACQUISITION_DATE');
  const time = textAt(root, 'SCENE_CENTER_TIME') ?? textAt(root, 'SCENE_CENTER_SCAN_TIME');
  const instant = day && time ? acquisitionIn(`${day}T${time}`, 'utc') : undefined;
  const cloud = numberAt(root, 'CLOUD_COVER');
  const id = ['LANDSAT_PRODUCT_ID', 'LANDSAT_SCENE_ID'].find((key) => textAt(root, key)) ?? '';
  return [
    {
      field: 'acquired',
      value: instant ?? acquisitionIn(day, 'utc'),
      key: instant ? 'DATE_ACQUIRED, SCENE_CENTER_TIME' : 'DATE_ACQUIRED',
    },
    { field: 'platform', value: platformName(textAt(root, 'SPACECRAFT_ID') ?? ''), key: 'SPACECRAFT_ID' },
    { field: 'instrument', value: textAt(root, 'SENSOR_ID'), key: 'SENSOR_ID' },
    { field: 'provider', value: 'U.S. Geological Survey', key: 'format' },
    { field: 'catalogueId', value: textAt(root, id), key: id },
    { field: 'offNadir', value: unsigned(numberAt(root, 'ROLL_ANGLE')), key: 'ROLL_ANGLE' },
    { field: 'sunAzimuth', value: turned(numberAt(root, 'SUN_AZIMUTH')), key: 'SUN_AZIMUTH' },
    { field: 'sunElevation', value: numberAt(root, 'SUN_ELEVATION'), key: 'SUN_ELEVATION' },
    { field: 'cloudCover', value: cloud !== undefined && cloud < 0 ? undefined : cloud, key: 'CLOUD_COVER' },
  ];
}

/** Landsat counts azimuths from -180 to 180. */
function turned(azimuth: number | undefined): number | undefined {
  return azimuth !== undefined && azimuth < 0 ? azimuth + 360 : azimuth;
}
