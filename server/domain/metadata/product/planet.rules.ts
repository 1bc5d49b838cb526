import { acquisitionIn, opposite, percent, unsigned } from './acquisition.rules.ts';
import { type Element, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

/**
 * Reads the XML that comes with Planet's images (EarthObservation, after OGC's Earth Observation profile).
 *
 * After Planet's product specification: incidenceAngle is measured at the ground; spaceCraftViewAngle at the
 * spacecraft, its sign telling the side; azimuthAngle is the direction of the scan lines and is not read;
 * cloudCoverPercentage is in per cent.
 */
export function readPlanetXml(root: Element): RawStatement[] {
  const serial = textAt(root, 'PLATFORM', 'SERIALIDENTIFIER');
  const name = textAt(root, 'PLATFORM', 'SHORTNAME');
  const time = textAt(root, 'ACQUISITIONDATETIME') ? 'acquisitionDateTime' : 'beginPosition';
  return [
    { field: 'acquired', value: acquisitionIn(textAt(root, time.toUpperCase()), 'utc'), key: time },
    { field: 'platform', value: satellite(name, serial), key: 'Platform' },
    { field: 'instrument', value: textAt(root, 'INSTRUMENT', 'SHORTNAME'), key: 'Instrument shortName' },
    { field: 'provider', value: 'Planet', key: 'format' },
    { field: 'catalogueId', value: textAt(root, 'IDENTIFIER'), key: 'identifier' },
    { field: 'offNadir', value: unsigned(numberAt(root, 'SPACECRAFTVIEWANGLE')), key: 'spaceCraftViewAngle' },
    { field: 'incidenceAngle', value: unsigned(numberAt(root, 'INCIDENCEANGLE')), key: 'incidenceAngle' },
    {
      field: 'sunAzimuth',
      value: numberAt(root, 'ILLUMINATIONAZIMUTHANGLE'),
      key: 'illuminationAzimuthAngle',
    },
    {
      field: 'sunElevation',
      value: numberAt(root, 'ILLUMINATIONELEVATIONANGLE'),
      key: 'illuminationElevationAngle',
    },
    { field: 'cloudCover', value: numberAt(root, 'CLOUDCOVERPERCENTAGE'), key: 'cloudCoverPercentage' },
  ];
}

/**
 * Reads a Planet item as its API gives it. After its documentation of item properties: view_angle is measured at
 * the spacecraft, its sign telling the side; satellite_azimuth runs from the scene to the spacecraft, clockwise
 * from north, hence half a turn for STAC's view:azimuth; cloud_cover is a share of 1.
 */
export function readPlanetJson(root: Element): RawStatement[] {
  const name = /^skysat$/i.test(textAt(root, 'PROVIDER') ?? '') ? 'SkySat' : 'PlanetScope';
  return [
    { field: 'acquired', value: acquisitionIn(textAt(root, 'ACQUIRED'), 'utc'), key: 'acquired' },
    { field: 'platform', value: satellite(name, textAt(root, 'SATELLITE_ID')), key: 'satellite_id' },
    { field: 'instrument', value: textAt(root, 'INSTRUMENT'), key: 'instrument' },
    { field: 'provider', value: 'Planet', key: 'format' },
    { field: 'catalogueId', value: textAt(root, 'ID'), key: 'id' },
    { field: 'offNadir', value: unsigned(numberAt(root, 'VIEW_ANGLE')), key: 'view_angle' },
    {
      field: 'viewAzimuth',
      value: opposite(numberAt(root, 'SATELLITE_AZIMUTH')),
      key: 'satellite_azimuth + 180°',
    },
    { field: 'sunAzimuth', value: numberAt(root, 'SUN_AZIMUTH'), key: 'sun_azimuth' },
    { field: 'sunElevation', value: numberAt(root, 'SUN_ELEVATION'), key: 'sun_elevation' },
    { field: 'cloudCover', value: percent(numberAt(root, 'CLOUD_COVER')), key: 'cloud_cover' },
  ];
}

/** 'PlanetScope 0e26'; RapidEye's satellites have names of their own. */
function satellite(name: string | undefined, serial: string | undefined): string {
  const known = serial && platformName(serial);
  return known && known !== serial ? known : [name, serial].filter(Boolean).join(' ');
}
