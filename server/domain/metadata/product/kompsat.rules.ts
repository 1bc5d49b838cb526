import { geodesicBearing } from '#domain/geometry/distance.rules.ts';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { acquisitionIn, unsigned } from './acquisition.rules.ts';
import { type Element, elementsNamed, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

/**
 * Reads the _Aux.xml of KOMPSAT-3 and 3A, and of CAS500-1, which has the same elements.
 *
 * After the KOMPSAT-3 Product Specifications of KARI and SI Imaging Services: UTC stands as 20121011041234.1234567;
 * Offnadir is measured at the spacecraft, Incidence at the ground; cloud is in per cent. In which way Azimuth runs is
 * not told, so that STAC's view:azimuth is the bearing of the image's centre from the point below the spacecraft.
 */
export function readKompsat(root: Element): RawStatement[] {
  const image = elementsNamed(root, 'IMAGE')[0] ?? root;
  const time = ['IMAGINGCENTERTIME', 'IMAGINGSTARTTIME'].find((key) => textAt(image, key, 'UTC'));
  const [foot, centre] = [
    positionAt(image, 'SATELLITEPOSITION', 'SSP'),
    positionAt(image, 'IMAGEGEOGCENTER', ''),
  ];
  return [
    {
      field: 'acquired',
      value: time && acquisitionIn(compactTime(textAt(image, time, 'UTC')), 'utc'),
      key: time === 'IMAGINGSTARTTIME' ? 'ImagingStartTime' : 'ImagingCenterTime',
    },
    { field: 'platform', value: platformName(textAt(root, 'GENERAL', 'SATELLITE') ?? ''), key: 'Satellite' },
    { field: 'instrument', value: textAt(root, 'GENERAL', 'SENSOR'), key: 'Sensor' },
    { field: 'catalogueId', value: textAt(root, 'GENERAL', 'PRODUCTID'), key: 'ProductID' },
    { field: 'offNadir', value: unsigned(numberAt(image, 'ANGLE', 'OFFNADIR')), key: 'Offnadir' },
    { field: 'incidenceAngle', value: unsigned(numberAt(image, 'ANGLE', 'INCIDENCE')), key: 'Incidence' },
    {
      field: 'viewAzimuth',
      value: foot && centre && Number(geodesicBearing(foot, centre).toFixed(3)),
      key: 'SSPLatitude, SSPLongitude, ImageGeogCenter',
    },
    { field: 'sunAzimuth', value: numberAt(root, 'SUNANGLE', 'AZIMUTH'), key: 'SunAngle Azimuth' },
    { field: 'sunElevation', value: numberAt(root, 'SUNANGLE', 'ELEVATION'), key: 'SunAngle Elevation' },
    { field: 'cloudCover', value: numberAt(image, 'CLOUDCOVER', 'AVERAGE'), key: 'CloudCover Average' },
  ];
}

function positionAt(image: Element, name: string, prefix: string): Position | undefined {
  const longitude = numberAt(image, name, `${prefix}LONGITUDE`);
  const latitude = numberAt(image, name, `${prefix}LATITUDE`);
  return longitude === undefined || latitude === undefined ? undefined : [longitude, latitude];
}

function compactTime(text = ''): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/, '$1-$2-$3T$4:$5:$6');
}
