import { acquisitionIn, complement, opposite, percent, readingsAsStatements } from './acquisition.rules.ts';
import { type Element, elementsNamed, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

/**
 * Reads the image metadata of DigitalGlobe and Maxar, from .IMD or from the IMD part of their .XML.
 *
 * After their Imagery Support Data documentation: meanOffNadirViewAngle is measured at the spacecraft;
 * meanSatEl is the elevation of the spacecraft above the horizon at the target, so that the incidence angle is
 * its complement; meanSatAz runs from the target to the spacecraft, clockwise from north, whereas STAC's
 * view:azimuth runs from the point below the spacecraft to the scene, so that half a turn is added; cloudCover
 * is a share of 1, and -999 stands for not known; times are UTC. Of QuickBird's first years, the keys of angles have
 * no 'mean': satEl, satAz, sunEl, sunAz, offNadirViewAngle (QuickBird Imagery Products, Product Guide). Of a
 * mosaic the date that its images share is told, and of the rest what the first says, with a caution.
 */
export function readMaxar(root: Element): RawStatement[] {
  const product = elementsNamed(root, 'IMD')[0] ?? root;
  const images = product.children.filter(({ name }) => /^IMAGE(_\d+)?$/.test(name));
  const image = images[0] ?? product;
  const time =
    ['FIRSTLINETIME', 'TLCTIME', 'EARLIESTACQTIME', 'COLLECTIONSTART'].find(
      (key) => textAt(image, key) ?? textAt(product, key),
    ) ?? '';
  const mosaic = images.length > 1 ? `The first of ${images.length} images in it.` : undefined;
  const [offNadir, elevation, azimuth, sunAzimuth, sunElevation] = [
    'OffNadirViewAngle',
    'SatEl',
    'SatAz',
    'SunAz',
    'SunEl',
  ].map((name) => angleAt(image, name)) as [Angle, Angle, Angle, Angle, Angle];
  const statements: RawStatement[] = [
    { field: 'platform', value: platformName(textAt(image, 'SATID') ?? ''), key: 'satId' },
    { field: 'provider', value: 'Maxar (DigitalGlobe)', key: 'format' },
    { field: 'catalogueId', value: textAt(image, 'CATID'), key: 'CatId' },
    { field: 'offNadir', value: offNadir.value, key: offNadir.key },
    { field: 'incidenceAngle', value: complement(elevation.value), key: `90° − ${elevation.key}` },
    { field: 'viewAzimuth', value: opposite(azimuth.value), key: `${azimuth.key} + 180°` },
    { field: 'sunAzimuth', value: sunAzimuth.value, key: sunAzimuth.key },
    { field: 'sunElevation', value: sunElevation.value, key: sunElevation.key },
    { field: 'cloudCover', value: percent(numberAt(image, 'CLOUDCOVER')), key: 'cloudCover' },
  ];
  const times = (images.length > 0 ? images : [product]).flatMap(
    (one) => acquisitionIn(textAt(one, time) ?? textAt(product, time), 'utc') ?? [],
  );
  return [
    ...readingsAsStatements(times, time),
    ...(mosaic ? statements.map((one) => ({ ...one, caution: mosaic })) : statements),
  ];
}

type Angle = { value: number | undefined; key: string };

/** An angle under its present key, 'meanSatEl', or that of QuickBird's first years, 'satEl'. */
function angleAt(image: Element, name: string): Angle {
  const [present, first] = [`mean${name}`, name.charAt(0).toLowerCase() + name.slice(1)];
  const value = numberAt(image, present.toUpperCase());
  return value === undefined
    ? { value: numberAt(image, first.toUpperCase()), key: first }
    : { value, key: present };
}
