import { acquisitionIn, unsigned } from './acquisition.rules.ts';
import { type Element, elementsNamed, numberAt, type RawStatement, textAt } from './element.rules.ts';
import { platformName } from './platform.rules.ts';

/**
 * Reads a DIMAP document, version 1 (SPOT 1 to 5) or 2 (Pléiades, SPOT 6 and 7), whose times are UTC.
 *
 * After the DIMAP dictionaries of Spot Image and Airbus: VIEWING_ANGLE is measured at the spacecraft against
 * nadir, INCIDENCE_ANGLE at the ground against the vertical; a sign tells the side and is left out. Version 2
 * gives them at the top, the centre and the bottom of the scene; the centre is taken. Its AZIMUTH_ANGLE is how
 * the image lies towards north, not where the spacecraft stood, and is not read.
 */
export function readDimap(root: Element): RawStatement[] {
  const source = elementsNamed(root, 'STRIP_SOURCE')[0] ?? elementsNamed(root, 'SCENE_SOURCE')[0] ?? root;
  const places = elementsNamed(root, 'LOCATED_GEOMETRIC_VALUES');
  const centre = places.find((place) => /^center$/i.test(textAt(place, 'LOCATION_TYPE') ?? '')) ?? places[0];
  const angles = centre ?? source;
  const day = textAt(source, 'IMAGING_DATE');
  const time = textAt(source, 'IMAGING_TIME');
  const instant = day && time ? acquisitionIn(`${day}T${time}`, 'utc') : undefined;
  const mission = [textAt(source, 'MISSION'), textAt(source, 'MISSION_INDEX')].filter(Boolean).join(' ');
  const id = ['DATASET_NAME', 'SOURCE_ID'].find((key) => textAt(root, key)) ?? '';
  const producer = ['PRODUCER_NAME', 'DATASET_PRODUCER_NAME'].find((key) => textAt(root, key)) ?? '';
  return [
    {
      field: 'acquired',
      value: instant ?? acquisitionIn(day, 'utc'),
      key: instant ? 'IMAGING_DATE, IMAGING_TIME' : 'IMAGING_DATE',
    },
    { field: 'platform', value: platformName(mission), key: 'MISSION' },
    { field: 'instrument', value: textAt(source, 'INSTRUMENT'), key: 'INSTRUMENT' },
    { field: 'provider', value: textAt(root, producer), key: producer },
    { field: 'catalogueId', value: textAt(root, id), key: id },
    { field: 'offNadir', value: unsigned(numberAt(angles, 'VIEWING_ANGLE')), key: 'VIEWING_ANGLE' },
    { field: 'incidenceAngle', value: unsigned(numberAt(angles, 'INCIDENCE_ANGLE')), key: 'INCIDENCE_ANGLE' },
    { field: 'sunAzimuth', value: numberAt(angles, 'SUN_AZIMUTH'), key: 'SUN_AZIMUTH' },
    { field: 'sunElevation', value: numberAt(angles, 'SUN_ELEVATION'), key: 'SUN_ELEVATION' },
    { field: 'cloudCover', value: numberAt(root, 'CLOUD_COVERAGE'), key: 'CLOUD_COVERAGE' },
  ];
}
