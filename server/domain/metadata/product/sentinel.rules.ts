import {
  acquisitionIn,
  complement,
  datatakeDays,
  opposite,
  readingsAsStatements,
} from './acquisition.rules.ts';
import { type Element, elementsNamed, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

const RADIANS = Math.PI / 180;

/**
 * Reads the metadata of a Sentinel-2 product (MTD_MSIL1C.xml, MTD_MSIL2A.xml) or of one of its tiles
 * (MTD_TL.xml).
 *
 * After ESA's Sentinel-2 Products Specification Document: angles are zenith angles at the ground, hence the
 * sun's elevation is the complement of its own, and the viewing zenith angle is the incidence angle; azimuths
 * run from the ground, clockwise from north, to sun or spacecraft, hence half a turn for STAC's view:azimuth.
 * Viewing angles are given for each band and averaged here. SENSING_TIME is the tile's own; a product tells when
 * its datatake began, a pass of which the tile is one piece: of that, the day alone is the tile's.
 */
export function readSentinel(root: Element): RawStatement[] {
  const sensed = textAt(root, 'SENSING_TIME');
  const datatake = ['DATATAKE_SENSING_START', 'PRODUCT_START_TIME'].find((key) => textAt(root, key)) ?? '';
  const sun = elementsNamed(root, 'MEAN_SUN_ANGLE')[0];
  const views = elementsNamed(root, 'MEAN_VIEWING_INCIDENCE_ANGLE');
  const cloud = numberAt(root, 'CLOUD_COVERAGE_ASSESSMENT') ?? numberAt(root, 'CLOUDY_PIXEL_PERCENTAGE');
  const id = ['PRODUCT_URI', 'TILE_ID'].find((key) => textAt(root, key)) ?? '';
  const platform = textAt(root, 'SPACECRAFT_NAME') ?? /^(S2[A-D])_/.exec(textAt(root, id) ?? '')?.[1] ?? '';
  return [
    ...(sensed
      ? [{ field: 'acquired', value: acquisitionIn(sensed, 'utc'), key: 'SENSING_TIME' } as const]
      : readingsAsStatements(datatakeDays(acquisitionIn(textAt(root, datatake), 'utc')), datatake)),
    { field: 'platform', value: platformName(platform), key: 'SPACECRAFT_NAME' },
    { field: 'instrument', value: 'MSI', key: 'format' },
    { field: 'provider', value: 'Copernicus (ESA)', key: 'format' },
    { field: 'catalogueId', value: textAt(root, id)?.replace(/\.SAFE$/, ''), key: id },
    {
      field: 'incidenceAngle',
      value: mean(views.flatMap((view) => numberAt(view, 'ZENITH_ANGLE') ?? [])),
      key: 'Mean_Viewing_Incidence_Angle ZENITH_ANGLE',
    },
    {
      field: 'viewAzimuth',
      value: opposite(meanAzimuth(views.flatMap((view) => numberAt(view, 'AZIMUTH_ANGLE') ?? []))),
      key: 'Mean_Viewing_Incidence_Angle AZIMUTH_ANGLE + 180°',
    },
    { field: 'sunAzimuth', value: numberAt(sun, 'AZIMUTH_ANGLE'), key: 'Mean_Sun_Angle AZIMUTH_ANGLE' },
    {
      field: 'sunElevation',
      value: complement(numberAt(sun, 'ZENITH_ANGLE')),
      key: '90° − Mean_Sun_Angle ZENITH_ANGLE',
    },
    { field: 'cloudCover', value: cloud, key: 'cloud coverage' },
  ];
}

function mean(values: number[]): number | undefined {
  if (values.length === 0) return undefined;
  return Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(6));
}

/** The direction of the mean of unit vectors, so that 359 and 1 degree give 0 and not 180. */
function meanAzimuth(degrees: number[]): number | undefined {
  if (degrees.length === 0) return undefined;
  const east = degrees.reduce((sum, value) => sum + Math.sin(value * RADIANS), 0);
  const north = degrees.reduce((sum, value) => sum + Math.cos(value * RADIANS), 0);
  return Math.atan2(east, north) / RADIANS;
}
