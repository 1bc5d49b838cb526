import { acquisitionIn, complement, opposite, percent } from './acquisition.rules.ts';
import { type Element, elementsNamed, numberAt, type Statement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

/**
 * Reads the image metadata of DigitalGlobe and Maxar, from .IMD or from the IMD part of their .XML.
 *
 * After their Imagery Support Data documentation: meanOffNadirViewAngle is measured at the spacecraft;
 * meanSatEl is the elevation of the spacecraft above the horizon at the target, so that the incidence angle is
 * its complement; meanSatAz runs from the target to the spacecraft, clockwise from north, whereas STAC's
 * view:azimuth runs from the point below the spacecraft to the scene, so that half a turn is added; cloudCover
 * is a share of 1, and -999 stands for not known; times are UTC.
 */
export function readMaxar(root: Element): Statement[] {
  const product = elementsNamed(root, 'IMD')[0] ?? root;
  const images = product.children.filter(({ name }) => /^IMAGE(_\d+)?$/.test(name));
  const image = images[0] ?? product;
  const time = ['FIRSTLINETIME', 'TLCTIME', 'EARLIESTACQTIME', 'COLLECTIONSTART'].find(
    (key) => textAt(image, key) ?? textAt(product, key),
  );
  const mosaic = images.length > 1 ? `The first of ${images.length} images in it.` : undefined;
  const statements: Statement[] = [
    {
      field: 'acquired',
      value: time && acquisitionIn(textAt(image, time) ?? textAt(product, time), 'utc'),
      key: time ?? '',
    },
    { field: 'platform', value: platformName(textAt(image, 'SATID') ?? ''), key: 'satId' },
    { field: 'provider', value: 'Maxar (DigitalGlobe)', key: 'format' },
    { field: 'catalogueId', value: textAt(image, 'CATID'), key: 'CatId' },
    { field: 'offNadir', value: numberAt(image, 'MEANOFFNADIRVIEWANGLE'), key: 'meanOffNadirViewAngle' },
    { field: 'incidenceAngle', value: complement(numberAt(image, 'MEANSATEL')), key: '90° − meanSatEl' },
    { field: 'viewAzimuth', value: opposite(numberAt(image, 'MEANSATAZ')), key: 'meanSatAz + 180°' },
    { field: 'sunAzimuth', value: numberAt(image, 'MEANSUNAZ'), key: 'meanSunAz' },
    { field: 'sunElevation', value: numberAt(image, 'MEANSUNEL'), key: 'meanSunEl' },
    { field: 'cloudCover', value: percent(numberAt(image, 'CLOUDCOVER')), key: 'cloudCover' },
  ];
  return mosaic ? statements.map((one) => ({ ...one, caution: mosaic })) : statements;
}
