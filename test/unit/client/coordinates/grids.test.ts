import fc from 'fast-check';
import { forward } from 'mgrs';
import { describe, expect, it } from 'vitest';
import { readCoordinates } from '../../../../client/coordinates/read-coordinates.ts';
import { expectPlace, expectPlaces } from './expected-reading.ts';

// Expected degrees of easting and northing are those of PROJ 9.1.1 (+proj=utm +datum=WGS84, inverse).
const VALLEY = [129.9324974, 42.5401176] as const;

describe('UTM that is pasted', () => {
  it.each([
    '52T 576571 4710169',
    '52T 576571 E 4710169 N',
    '52T 576571E 4710169N',
    '52T 576571mE 4710169mN',
    '52 T 576571 m E 4710169 m N',
    '52T 576571m 4710169m',
    '52T, 576571, 4710169',
    '52T E 576571 N 4710169',
    '52T E576571 N4710169',
    '52T N 4710169 E 576571',
    '52T 4710169N 576571E',
    '52T 4710169 576571',
    '52t 576571 4710169',
    '52T576571 4710169',
    '52N 576571 4710169',
    '52 N 576571 4710169',
    '52 north 576571 4710169',
    'UTM 52N 576571 4710169',
    'UTM 52T 576571 4710169',
    'UTM zone 52N: 576571, 4710169',
    'UTM Zone 52 North, 576571 E, 4710169 N',
    'UTM zona 52 norte 576571 4710169',
    'zone 52T 576571 4710169',
    'WGS 84 / UTM zone 52N 576571 4710169',
    'WGS84 UTM 52N 576571 4710169',
    'EPSG:32652 576571 4710169',
    'EPSG:32652 576571,4710169',
    'epsg:32652: 576571 4710169',
    '576571 4710169 52T',
    '576571E 4710169N 52T',
    '576571, 4710169 (UTM 52N)',
    '576571 4710169 UTM zone 52N',
    'Easting 576571 Northing 4710169 Zone 52N',
    'Zone 52T, Easting: 576571, Northing: 4710169',
    'Zone 52T, Northing: 4710169, Easting: 576571',
    '52T 0576571 4710169',
    '52T 576 571 4 710 169',
    '52T 576.571 4.710.169',
    '52T 576,571 4,710,169',
    "52T 576'571 4'710'169",
    '52T 576571.0 4710169.0',
    '52T 576571,0 4710169,0',
    '52T\n576571\n4710169',
    '(52T 576571 4710169)',
    'UTM 52N (576571, 4710169)',
    'UTM-52N 576571 4710169',
    'zone=52N x=576571 y=4710169',
    'EPSG 32652: 576571, 4710169',
    'urn:ogc:def:crs:EPSG::32652 576571 4710169',
    '52T 576571 4710169.',
  ])('%s', (text) => {
    expectPlace(text, VALLEY);
  });

  it.each([
    ['52T 576571.3 4710169.8', [129.9325011, 42.5401248]],
    ['31U 448252 5411943', [2.2945015, 48.8582929]],
    ['31N 500000 0', [3, 0]],
    ['31M 500000 10000000', [3, 0]],
    ['31 S 500000 10000000', [3, 0]],
    ['19H 344768 6297562', [-70.6701705, -33.4501342]],
    ['52S north 576571 4000000', [129.8510997, 36.1416939]],
    ['52S (north) 576571 4000000', [129.8510997, 36.1416939]],
    ['19S, southern hemisphere, 344768 6297562', [-70.6701705, -33.4501342]],
    ['19H south 344768 6297562', [-70.6701705, -33.4501342]],
    ['19S 344768 6297562', [-70.6701705, -33.4501342]],
    ['19 south 344768 6297562', [-70.6701705, -33.4501342]],
    ['UTM 19 Sur 344768 6297562', [-70.6701705, -33.4501342]],
    ['EPSG:32719 344768 6297562', [-70.6701705, -33.4501342]],
    // The zones that are widened for Norway and Svalbard.
    ['32V 300000 6700000', [5.3706583, 60.3868068]],
    ['33X 450000 8680000', [12.8119395, 78.1854441]],
    ['31N E 500000 N 400000', [3, 3.6188772]],
  ] as const)('%s', (text, position) => {
    expectPlace(text, position);
  });

  it.each([
    // S is the band from 32 to 40 north, and south.
    [
      '52S 576571 4000000',
      [
        [129.8510997, 36.1416939],
        [130.1721689, -54.1423983],
      ],
    ],
    [
      '19S 344768 3700000',
      [
        [-70.6697493, 33.4281534],
        [-71.5432757, -56.8179008],
      ],
    ],
    [
      '52 576571 4710169',
      [
        [129.9324974, 42.5401176],
        [130.0217051, -47.7572987],
      ],
    ],
    [
      'UTM zone 52, 576571 4710169',
      [
        [129.9324974, 42.5401176],
        [130.0217051, -47.7572987],
      ],
    ],
    // Near the equator either number may be the easting.
    [
      '31N 500000 400000',
      [
        [3, 3.6188772],
        [2.0985736, 4.5230013],
      ],
    ],
  ] as const)('asks of %s', (text, positions) => {
    expectPlaces(text, positions);
  });

  it.each([
    ['61N 500000 0', /no UTM zone 61/],
    ['0N 500000 4000000', /no UTM zone 0/],
    ['576571 4710169', /without a zone/],
    ['576571E 4710169N', /without a zone/],
    ['UTM 576571 4710169', /without a zone/],
    ['52C 576571 4710169', /outside of it/],
    // The easting is the smaller of the two, whatever the letters say.
    ['52T 576571 N 4710169 E', /outside of it/],
    ['zone=52N x=4710169 y=576571', /outside of it/],
    ['52T 576571 4710169 near Hoeryong', /Not understood/],
    ['52Q 576571 4710169', /outside of it/],
    ['52T 976571 4710169', /outside of it/],
    ['52N 576571 9910169', /outside of it/],
    ['EPSG:5179 1000000 2000000', /EPSG:5179/],
    ['EPSG:32661 2000000 2000000', /EPSG:32661/],
    ['EPSG:3857 14463986 5244191', /EPSG:3857/],
  ])('is no place: %s', (text, why) => {
    expect(readCoordinates(text)).toEqual({ kind: 'none', why: expect.stringMatching(why) });
  });
});

describe('MGRS that is pasted', () => {
  // Each names the middle of its square; PROJ's position of that easting and northing.
  it.each([
    ['52TEN7657110169', [129.9325035, 42.5401221]],
    ['52T EN 76571 10169', [129.9325035, 42.5401221]],
    ['52T EN 7657110169', [129.9325035, 42.5401221]],
    ['52 T EN 76571 10169', [129.9325035, 42.5401221]],
    ['52TEN 76571 10169', [129.9325035, 42.5401221]],
    ['52ten7657110169', [129.9325035, 42.5401221]],
    ['52T EN 76571, 10169', [129.9325035, 42.5401221]],
    ['MGRS: 52T EN 76571 10169', [129.9325035, 42.5401221]],
    ['MGRS 52TEN7657110169', [129.9325035, 42.5401221]],
    ['52TEN76571016', [129.9325455, 42.5400812]],
    ['52T EN 7657 1016', [129.9325455, 42.5400812]],
    ['52TEN765101', [129.9322391, 42.5399486]],
    ['52T EN 76 10', [129.9316771, 42.5431052]],
    ['39L SK 95669 63351', [48.2293724, -9.3672088]],
    ['52TEN71', [129.9140026, 42.5837731]],
    ['52TEN', [129.6124506, 42.9009727]],
    ['52T EN', [129.6124506, 42.9009727]],
    ['31U DQ 48252 11943', [2.2945082, 48.8582974]],
    ['19H CC 44768 97562', [-70.6701651, -33.4501298]],
    ['32V KN 97508 00292', [5.3252583, 60.3881889]],
    ['31N AA 66021 00000', [0.0000005, 0.0000045]],
    ['33X VH 41867 14131', [12.3898942, 78.4880197]],
    ['60H XD 99999 00000', [179.2755224, -37.9255774]],
    ['23K PQ 83473 60690', [-43.2105297, -22.9518715]],
    ['18T WL 83960 07523', [-74.0059635, 40.7143537]],
    ['56H LH 34873 52266', [151.2150033, -33.8569964]],
  ] as const)('%s', (text, position) => {
    expectPlace(text, position);
  });

  it('tells how large a square is whose middle was taken', () => {
    expect(readCoordinates('52T EN 76 10')).toMatchObject({ why: 'The middle of a square of 1 km' });
    expect(readCoordinates('52T EN 765 101')).toMatchObject({ why: 'The middle of a square of 100 m' });
    expect(readCoordinates('52T EN 76571 10169')).not.toHaveProperty('why');
  });

  it('reads back what another series writes anywhere between 80 south and 84 north', () => {
    const anywhere = fc.tuple(
      fc.integer({ min: -1_800_000_000, max: 1_799_999_999 }).map((steps) => steps / 1e7),
      fc.integer({ min: -800_000_000, max: 839_999_999 }).map((steps) => steps / 1e7),
      fc.integer({ min: 1, max: 5 }),
    );
    fc.assert(
      fc.property(anywhere, ([longitude, latitude, digits]) => {
        const reading = readCoordinates(forward([longitude, latitude], digits));
        if (reading.kind !== 'place') throw new Error('It was not read.');
        const metres = 111_700;
        const shrink = Math.cos((latitude * Math.PI) / 180);
        // From the middle of a square to its corner, and what the other series cuts off.
        const most = 10 ** (5 - digits) * 0.71 + 1.5;
        expect(Math.abs(reading.position[1] - latitude) * metres).toBeLessThan(most);
        const apart = Math.abs(reading.position[0] - longitude);
        expect(Math.min(apart, 360 - apart) * metres * shrink).toBeLessThan(most * 1.02);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    // Odd digits, unequal halves, too many.
    ['31UDQ482521194', /as many digits/],
    ['52T EN 765 1016', /as many digits/],
    ['52TEN765711101691', /as many digits/],
    // I and O are no letters of the grid; column and row, zone and band that do not exist together.
    ['52TIN7657110169', /no MGRS square/],
    ['52TEO7657110169', /no MGRS square/],
    ['52IEN7657110169', /no MGRS square/],
    ['52TAN7657110169', /no MGRS square/],
    ['52SEN7657110169', /no MGRS square/],
    ['52TEW7657110169', /no MGRS square/],
    ['61TEN7657110169', /no MGRS square/],
    ['32XNF0000000000', /no MGRS square/],
    ['31VGL9999900000', /no MGRS square/],
    ['ZAH1234567890', /poles/],
  ])('is no place: %s', (text, why) => {
    expect(readCoordinates(text)).toEqual({ kind: 'none', why: expect.stringMatching(why) });
  });

  it.each(['52T 576571 4710169 WGS84', 'WGS 84: 52T 576571 4710169'])('%s', (text) => {
    expectPlace(text, [129.9324974, 42.5401176]);
  });

  it.each(['12 men', '4 men 12', '12 Jun 2012', '3 towers'])('leaves %j to the search', (text) => {
    expect(readCoordinates(text)).toEqual({ kind: 'none' });
  });
});

describe('Plus Codes that are pasted', () => {
  // The middles that the specification's own test data gives.
  it.each([
    ['7FG49QCJ+2V', [2.7821875, 20.3700625]],
    ['7FG49Q00+', [2.775, 20.375]],
    ['7FG40000+', [2.5, 20.5]],
    ['7fg49qcj+2v', [2.7821875, 20.3700625]],
    ['7FG49QCJ+2VX', [2.782234375, 20.3701125]],
    ['8FVC2222+22', [8.0000625, 47.0000625]],
    ['4VCPPQGP+Q9', [174.7859375, -41.2730625]],
    ['6VGX0000+', [179.5, 0.5]],
    ['CFX30000+', [1.5, 89.5]],
  ] as const)('%s', (text, position) => {
    expectPlace(text, position);
  });

  it('offers the nearest of a short code, and does not take it', () => {
    const reading = readCoordinates('9QCJ+2V Somewhere', [2.9, 20.1]);
    expect(reading).toMatchObject({ kind: 'places', places: [{ why: expect.stringContaining('nearest') }] });
    expect(reading.kind === 'places' && reading.places[0]!.position[0]).toBeCloseTo(2.7821875, 6);
    expect(reading.kind === 'places' && reading.places[0]!.position[1]).toBeCloseTo(20.3700625, 6);
  });

  it('asks for the rest of a short code where no place is near', () => {
    expect(readCoordinates('9QCJ+2V')).toEqual({
      kind: 'none',
      why: expect.stringContaining('short Plus Code'),
    });
  });

  it.each(['7FG49QCJ+2', '7FG4900J+22', '7FG40000+22', 'FFG49QCJ+2V', '7FG49QC+2V'])(
    'is none: %s',
    (text) => {
      expect(readCoordinates(text)).toEqual({ kind: 'none', why: expect.stringContaining('no Plus Code') });
    },
  );
});
