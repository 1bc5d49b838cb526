import { acquisitionIn, complement, opposite, readingsAsStatements } from './acquisition.rules.ts';
import { numberIn, type RawStatement } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

const SECTION = /^=+[ \t]*\r?\n\s*Source Image Metadata\b/m;

/** Whether a text is the _metadata.txt that comes with images of GeoEye-1 and IKONOS. */
export function isGeoEye(text: string): boolean {
  return SECTION.test(text);
}

/**
 * Reads the _metadata.txt of GeoEye and Space Imaging: sections between lines of '=', and in them 'Label: value'.
 *
 * After the GeoEye Product Guide: 'Nominal Collection Elevation' is the elevation of the spacecraft above the horizon
 * at the target, so that the incidence angle is its complement; 'Nominal Collection Azimuth' runs from the target to
 * the spacecraft, clockwise from north, hence half a turn for STAC's view:azimuth; times are GMT to the minute; cloud
 * is in per cent. Of several images that were laid together the date that they share is told, and of the rest what the
 * first says, with a caution.
 */
export function readGeoEye(text: string): RawStatement[] {
  const sections = text.split(/^=+[ \t]*$/m);
  const source = sections.find((section) => /^\s*Source Image Metadata\b/.test(section)) ?? '';
  const images = source.split(/^(?=[ \t]*Source Image ID[ \t]*:)/m).slice(1);
  const image = images[0] ?? '';
  const value = (label: string) => labelled(image, label);
  // After the number stands its unit, 'degrees'.
  const number = (label: string) => numberIn(value(label)?.split(/\s/)[0]);
  const company = sections.find((section) => /^\s*Company Information\b/.test(section)) ?? '';
  const caution = images.length > 1 ? `The first of ${images.length} images in it.` : undefined;
  const statements: RawStatement[] = [
    {
      field: 'platform',
      value: platformName(value('Sensor') ?? labelled(text, 'Sensor Name') ?? ''),
      key: 'Sensor',
    },
    {
      field: 'provider',
      value: /^\s*Address\s*\n\s*(.+)/m.exec(company)?.[1]?.trim(),
      key: 'Company Information',
    },
    { field: 'catalogueId', value: value('Source Image ID'), key: 'Source Image ID' },
    {
      field: 'incidenceAngle',
      value: complement(number('Nominal Collection Elevation')),
      key: '90° − Nominal Collection Elevation',
    },
    {
      field: 'viewAzimuth',
      value: opposite(number('Nominal Collection Azimuth')),
      key: 'Nominal Collection Azimuth + 180°',
    },
    { field: 'sunAzimuth', value: number('Sun Angle Azimuth'), key: 'Sun Angle Azimuth' },
    { field: 'sunElevation', value: number('Sun Angle Elevation'), key: 'Sun Angle Elevation' },
    { field: 'cloudCover', value: number('Percent Cloud Cover'), key: 'Percent Cloud Cover' },
  ];
  const times = images.flatMap((one) => acquisitionIn(labelled(one, ACQUIRED), 'unknown') ?? []);
  return [
    ...readingsAsStatements(times, ACQUIRED),
    ...(caution ? statements.map((one) => ({ ...one, caution })) : statements),
  ];
}
const ACQUIRED = 'Acquisition Date/Time';

function labelled(text: string, label: string): string | undefined {
  return new RegExp(`^[ \\t]*${label}[ \\t]*:[ \\t]*(\\S.*)$`, 'm').exec(text)?.[1]?.trim();
}
