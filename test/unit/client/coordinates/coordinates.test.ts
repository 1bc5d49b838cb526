import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#domain/geometry/distance.rules.ts';
import { coordinateForms, coordinateText } from '../../../../client/coordinates/coordinates.ts';
import { readCoordinates } from '../../../../client/coordinates/read-coordinates.ts';

describe('coordinates as they are written', () => {
  it.each([
    ['decimal', '42.54012 N 129.93250 E'],
    ['dms', '42°32′24.4″N 129°55′57.0″E'],
    ['utm', '52T 576571 E 4710169 N'],
    ['mgrs', '52T EN 76571 10169'],
  ] as const)('in %s', (form, text) => {
    expect(coordinateText([129.9325, 42.54012], form)).toBe(text);
  });

  it.each([
    [[-0.9999999, -59.9999999], '60°00′00.0″S 1°00′00.0″W'],
    [[59.99999, 42.9999999], '43°00′00.0″N 60°00′00.0″E'],
    [[180, 90], '90°00′00.0″N 180°00′00.0″E'],
    [[-180, -90], '90°00′00.0″S 180°00′00.0″W'],
  ] as const)('writes no sixtieth second or minute: %j', ([longitude, latitude], text) => {
    expect(coordinateText([longitude, latitude], 'dms')).toBe(text);
  });

  // PROJ 9.1.1 gave easting and northing; zones 31V to 37X are those of the MGRS in Norway and Svalbard.
  it.each([
    [[3, 60], '32V 165640 E 6666594 N'],
    [[2.9999, 60], '31V 499994 E 6651411 N'],
    [[9, 78], '33X 360974 E 8665497 N'],
    [[8.9999, 78], '31X 639024 E 8665497 N'],
    [[20.9999, 78], '33X 639024 E 8665497 N'],
    [[21, 78], '35X 360974 E 8665497 N'],
    [[33, 75], '37X 326932 E 8332369 N'],
    [[42, 75], '38X 413363 E 8325798 N'],
    [[5, 63.99999], '32V 304449 E 7103152 N'],
    [[5, 64], '31W 597812 E 7098549 N'],
    [[5, 84], '31X 523336 E 9328499 N'],
    [[5, -80], '31C 538764 E 1117748 N'],
    [[-180, 10], '1P 171071 E 1106909 N'],
    [[180, 10], '60P 828929 E 1106909 N'],
    [[179.99999999999997, 10], '60P 828929 E 1106909 N'],
    [[0, 0], '31N 166021 E 0 N'],
    [[-0.00001, -0.00001], '30M 833977 E 9999999 N'],
    [[-70.6693, -33.4489], '19H 344847 E 6297700 N'],
    // The band S is north of the equator, which its letter alone does not tell.
    [[129.8510997, 36.1416939], '52S north 576571 E 4000000 N'],
  ] as const)('writes UTM to the metre at the edge of a zone: %j', ([longitude, latitude], text) => {
    expect(coordinateText([longitude, latitude], 'utm')).toBe(text);
  });

  it.each(['utm', 'mgrs'] as const)('writes degrees beyond the grid of %s', (form) => {
    expect(coordinateText([12, 84.5], form)).toBe('84.50000 N 12.00000 E');
    expect(coordinateText([12, -80.5], form)).toBe('80.50000 S 12.00000 E');
  });

  it('is read back to within its rounding, whatever the form and wherever on Earth', () => {
    // Half of the last digit each way, in metres.
    const most = { decimal: 0.8, dms: 2.2, utm: 0.72, mgrs: 0.75 };
    const anywhere = fc.tuple(
      fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }).map((steps) => steps / 1e7),
      fc.integer({ min: -900_000_000, max: 900_000_000 }).map((steps) => steps / 1e7),
      fc.constantFrom(...coordinateForms),
    );
    fc.assert(
      fc.property(anywhere, ([longitude, latitude, form]) => {
        const reading = readCoordinates(coordinateText([longitude, latitude], form));
        if (reading.kind !== 'place') throw new Error('It was not read.');
        expect(geodesicDistance([longitude, latitude], reading.position)).toBeLessThan(
          Math.abs(latitude) > 84 || latitude < -80 ? 2.2 : most[form],
        );
      }),
      { numRuns: 4_000 },
    );
  });
});

describe('whatever is pasted', () => {
  const pieces = fc.constantFrom(
    ...'0123456789.,;:°\'"-–+NSEWOnseo /()[]{}@#?&=%~|<>\t\n'.split(''),
    ...[
      '42.54',
      '129.93',
      '60',
      '180',
      '90',
      ' N ',
      ' E ',
      'lat',
      'lon:',
      '북위',
      '도',
      '52T',
      'EN',
      '4710169',
      '576571',
    ],
    ...[
      'https://www.google.com/maps/',
      '/dir/',
      '/place/',
      '@',
      '!3d',
      '!4d',
      'geo:',
      'POINT(',
      '"coordinates":[',
      '%2C',
      '%',
    ],
    ...[
      'yandex.ru/maps/?ll=',
      '7FG49QCJ+2V',
      '9QCJ+2V',
      'EPSG:32652',
      'с. ш.',
      '²',
      '½',
      '٣',
      '\u0301',
      '\u202e',
      '𝟒',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join('')),
  );

  it('leads to positions on Earth, to a choice or to none, and never to an error', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readCoordinates(text, [129.9325, 42.54]);
        const positions =
          reading.kind === 'place' ? [reading] : reading.kind === 'places' ? reading.places : [];
        for (const { position } of positions) {
          expect(Math.abs(position[0])).toBeLessThanOrEqual(180);
          expect(Math.abs(position[1])).toBeLessThanOrEqual(90);
        }
        if (reading.kind === 'places') expect(reading.places.every(({ why }) => why.length > 0)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is not read where it is longer than 2,000 characters', () => {
    expect(readCoordinates(`42.54, 129.93${' '.repeat(1_987)}`)).toMatchObject({ kind: 'place' });
    expect(readCoordinates(`42.54, 129.93${' '.repeat(1_988)}`)).toEqual({ kind: 'none' });
  });

  it.each([
    '1'.repeat(2_000),
    '1 '.repeat(1_000),
    '1,'.repeat(1_000),
    'N1'.repeat(1_000),
    '-'.repeat(2_000),
    "1'".repeat(1_000),
    ' '.repeat(2_000),
  ])('is read in no time however it repeats itself (%#)', (text) => {
    readCoordinates(text);
    readCoordinates(`https://example.org/${text.slice(100)}`);
    // A search that grows with the square of its length would run into the test's time limit.
  });
});
