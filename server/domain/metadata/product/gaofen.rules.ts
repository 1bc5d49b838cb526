import { acquisitionIn, complement, readingsAsStatements } from './acquisition.rules.ts';
import { type Element, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

const HOUR = 3_600_000;

/**
 * Reads the XML (ProductMetaData) that comes with images of Gaofen-1, -2, -6 and others distributed by China's Centre
 * for Resources Satellite Data and Application.
 *
 * SolarZenith is a zenith angle at the ground, hence the sun's elevation its complement; CloudPercent is in per cent.
 * Of the satellite's angles it is told nowhere whether they hold at the ground or at the spacecraft, of the camera or
 * of its carrier (the wide cameras look aside by themselves), nor which way the azimuth runs: they are not read.
 */
export function readGaofen(root: Element): RawStatement[] {
  const time =
    ['CenterTime', 'StartTime', 'ReceiveTime'].find((key) => textAt(root, key.toUpperCase())) ?? '';
  const id = ['ProductID', 'SceneID'].find((key) => textAt(root, key.toUpperCase())) ?? '';
  return [
    ...readingsAsStatements(daysOf(textAt(root, time.toUpperCase()), longitudeIn(root)), time),
    { field: 'platform', value: platformName(textAt(root, 'SATELLITEID') ?? ''), key: 'SatelliteID' },
    { field: 'instrument', value: textAt(root, 'SENSORID'), key: 'SensorID' },
    { field: 'catalogueId', value: textAt(root, id.toUpperCase()), key: id },
    { field: 'sunAzimuth', value: numberAt(root, 'SOLARAZIMUTH'), key: 'SolarAzimuth' },
    { field: 'sunElevation', value: complement(numberAt(root, 'SOLARZENITH')), key: '90° − SolarZenith' },
    { field: 'cloudCover', value: numberAt(root, 'CLOUDPERCENT'), key: 'CloudPercent' },
  ];
}

/**
 * The days in UTC that a time without a zone may mean: some products give UTC, others the time of Beijing (UTC + 8 h),
 * and none says which. Where the place is known, a time at which the sun is down there is none.
 */
function daysOf(text: string | undefined, longitude: number | undefined): string[] {
  const written = acquisitionIn(text?.replace(/^(\d{4}) (\d\d) (\d\d)(?= )/, '$1-$2-$3'), 'utc');
  if (written === undefined || written.length === 10) return written === undefined ? [] : [written];
  const times = [0, 8].map((hours) => new Date(Date.parse(written) - hours * HOUR));
  const inDaylight = times.filter((time) => {
    const hour = longitude === undefined ? 12 : (time.getUTCHours() + longitude / 15 + 24) % 24;
    return hour > 4 && hour < 21;
  });
  return [...new Set(inDaylight.map((time) => time.toISOString().slice(0, 10)))];
}

/** The longitude of the centre, or of a corner; in degrees. */
function longitudeIn(root: Element): number | undefined {
  return ['CENTERLONGITUDE', 'TOPLEFTLONGITUDE']
    .map((key) => numberAt(root, key))
    .find((longitude) => longitude !== undefined);
}
