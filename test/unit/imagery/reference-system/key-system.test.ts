import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { keys } from '#imagery/geo-key/geo-keys.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import type { Placement } from '#imagery/place/placement.ts';
import { definedSystem, referenceSystem } from '#imagery/reference-system/base/reference-system.ts';
import type { TiffField } from '#imagery/tiff/tiff.ts';
import { gridAt, inProjected, keyFields, numbers, type TestKey } from '../../../support/imagery/geo-keys.ts';
import { makeTiff } from '../../../support/imagery/geotiff.ts';

const scratch = await mkdtemp(path.join(tmpdir(), 'afterimage-keys-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
let count = 0;

const SIDE = 64;

/** What a file with these keys, whose grid begins there, turns out to be. */
async function look(entries: readonly TestKey[], grid: readonly TiffField[] = valley) {
  count++;
  const file = path.join(scratch, `${count}.tif`);
  const pixels = new Uint8Array(SIDE * SIDE).fill(120);
  await writeFile(
    file,
    makeTiff({ width: SIDE, height: SIDE, pixels, fields: [...keyFields(...entries), ...grid] }),
  );
  return inspect(file);
}

/** Longitude and latitude of the middle. */
function middleOf({ epsg, projection, grid: { affine, width, height } }: Placement): [number, number] {
  const system = epsg === null ? definedSystem(projection!) : referenceSystem(epsg);
  return system.toWgs84(affine[0] + (affine[1] * width) / 2, affine[3] + (affine[5] * height) / 2);
}

async function expectMiddle(
  entries: readonly TestKey[],
  grid: readonly TiffField[],
  [longitude, latitude]: readonly [number, number],
) {
  const { placement } = await look(entries, grid);
  const [east, north] = middleOf(placement!);
  // A ten-millionth of a degree is a centimetre.
  expect(east).toBeCloseTo(longitude, 6);
  expect(north).toBeCloseTo(latitude, 6);
  return placement!;
}

async function expectAsked(entries: readonly TestKey[], words: RegExp, grid: readonly TiffField[] = valley) {
  const { placement, placeMissing } = await look(entries, grid);
  expect(placement).toBeNull();
  expect(placeMissing?.code).toBe('reference_system_unclear');
  expect(placeMissing?.detail).toMatch(words);
  expect(placeMissing?.detail).toMatch(
    /^The file .*\. Name the reference system of its coordinates by its code\.$/,
  );
}

const valley = gridAt(576_000, 4_710_000, 5);
const carolinaFeet = gridAt(2_100_000, 740_000, 5);
const utm52: TestKey[] = [
  [keys.model, 1],
  [keys.rasterType, 1],
  [keys.geodeticSystem, 4326],
  [keys.projectedSystem, 32767],
  [keys.method, 1],
  [keys.naturalOriginLongitude, numbers(129)],
  [keys.naturalOriginLatitude, numbers(0)],
  [keys.falseEasting, numbers(500_000)],
  [keys.falseNorthing, numbers(0)],
  [keys.scaleAtNaturalOrigin, numbers(0.9996)],
];
const valleyMiddle = [129.9274489, 42.5371957] as const;

/** Keys of a method on WGS 84. */
const spelled = (method: number, ...more: TestKey[]): TestKey[] => [
  [keys.model, 1],
  [keys.rasterType, 1],
  [keys.geodeticSystem, 4326],
  [keys.projectedSystem, 32767],
  [keys.method, method],
  [keys.linearUnit, 9001],
  ...more,
];

describe("a file's own unit beside a code", () => {
  // Middles as GDAL 3.6.2 gives them.
  it.each<[string, number, TestKey[], TiffField[], [number, number]]>([
    ['US survey feet', 32119, [[keys.linearUnit, 9003]], carolinaFeet, [-78.6623028, 35.7823434]],
    [
      'a foot that is told by its length',
      32119,
      [
        [keys.linearUnit, 32767],
        [keys.linearUnitSize, numbers(0.3048)],
      ],
      carolinaFeet,
      [-78.662317, 35.7823394],
    ],
    [
      'metres beside a code in feet',
      2264,
      [[keys.linearUnit, 9001]],
      gridAt(640_000, 225_000, 5),
      [-78.6619965, 35.7763605],
    ],
    ["the code's own", 32652, [[keys.linearUnit, 9001]], valley, [129.9274489, 42.5371957]],
  ])('is followed: %s', async (_, code, unit, grid, middle) => {
    await expectMiddle([...inProjected(code), ...unit], grid, middle);
  });

  it.each([
    ["Clarke's foot", 9005, 0.3047972654],
    ['the Indian foot', 9080, 0.30479951024814694],
    ['the yard', 9096, 0.9144],
    ['the US survey chain', 9033, 20.11684023368047],
    ['the link', 9098, 0.201168],
    ['the kilometre', 9036, 1000],
    ['the British foot (Sears 1922 truncated)', 9300, 0.30479933333333337],
  ])('is known: %s', async (_, unit, metres) => {
    const grid = gridAt(576_000 / metres, 4_710_000 / metres, 5 / metres);
    await expectMiddle([...inProjected(32652), [keys.linearUnit, unit]], grid, valleyMiddle);
  });

  it.each<[string, TestKey[], RegExp]>([
    ['one that nobody knows', [[keys.linearUnit, 9999]], /unit that is not known here \(number 9999\)/],
    ['one without a length', [[keys.linearUnit, 32767]], /does not say how long it is/],
    [
      'a length without a code',
      [[keys.linearUnitSize, numbers(0.3048)]],
      /does not say that its coordinates are in it/,
    ],
    [
      'two at once',
      [
        [keys.linearUnit, 9003],
        [keys.linearUnitSize, numbers(0.9144)],
      ],
      /two units at once/,
    ],
  ])('is asked about: %s', async (_, unit, words) => {
    await expectAsked([...inProjected(32119), ...unit], words, carolinaFeet);
  });
});

it('a unit beside a code leaves the name of the code true, and is asked about beside a text in another', async () => {
  const feet: TestKey[] = [...inProjected(32119), [keys.linearUnit, 9003]];
  const named: TestKey = [keys.projectedCitation, 'NAD83 / North Carolina'];
  await expectMiddle([...feet, named], carolinaFeet, [-78.6623028, 35.7823434]);
  const inFeet: TestKey = [keys.projectedCitation, 'NAD83 / North Carolina (ftUS)'];
  await expectMiddle([...feet, inFeet], carolinaFeet, [-78.6623028, 35.7823434]);
  const other: TestKey = [keys.projectedCitation, 'NAD83 / South Carolina'];
  await expectAsked([...feet, other], /NAD83 \/ South Carolina/, carolinaFeet);
});

describe('what stands beside a code and contradicts it', () => {
  it.each<[string, TestKey[], RegExp]>([
    [
      'another central meridian',
      [
        [keys.method, 1],
        [keys.naturalOriginLongitude, numbers(123)],
      ],
      /EPSG:32652.* 123 as the central meridian instead of 129/,
    ],
    [
      'another false northing',
      [[keys.falseNorthing, numbers(10_000_000)]],
      /10000000 as the false northing instead of 0/,
    ],
    ['another scale', [[keys.scaleAtNaturalOrigin, numbers(1)]], /1 as the scale factor instead of 0.9996/],
    ['another method', [[keys.method, 11]], /another method of projection/],
    ['another zone', [[keys.projection, 16051]], /UTM zone 51N/],
    ['another hemisphere', [[keys.projection, 16152]], /UTM zone 52S/],
    [
      'another geographic system',
      [[keys.geodeticSystem, 4301]],
      /EPSG:32652, and beside it EPSG:4301 \(Tokyo\)/,
    ],
    ['another datum', [[keys.geodeticDatum, 6301]], /EPSG:4301 \(Tokyo\)/],
    ['another ellipsoid, by code', [[keys.ellipsoid, 7004]], /6377397.155 by 6356078.963 m/],
    [
      'another ellipsoid, by its axes',
      [
        [keys.semiMajorAxis, numbers(6_378_206.4)],
        [keys.semiMinorAxis, numbers(6_356_583.8)],
      ],
      /6378206.4/,
    ],
    ['another prime meridian', [[keys.primeMeridian, 8903]], /2.33723° east of Greenwich/],
    ['another shift', [[keys.toWgs84, numbers(-148, 507, 685)]], /another shift/],
    [
      'the name of another zone',
      [[keys.projectedCitation, 'WGS 84 / UTM zone 51N']],
      /WGS 84 \/ UTM zone 51N \(EPSG:32651\)/,
    ],
    ["ESRI's name of another zone", [[keys.citation, 'PCS Name = WGS_1984_UTM_Zone_51N']], /EPSG:32651/],
    ['a zone in words', [[keys.citation, 'UTM Zone 51, Northern Hemisphere']], /UTM zone 51/],
    ['the name of another datum', [[keys.geodeticCitation, 'Tokyo']], /Tokyo \(EPSG:4301\)/],
    [
      'a text of ESRI with another meridian',
      [[keys.projectedCitation, `ESRI PE String = ${esriUtm(123)}`]],
      /another reference system/,
    ],
  ])('is asked about: %s', async (_, more, words) => {
    await expectAsked([...inProjected(32652), ...more], words);
  });

  it.each<[string, TestKey[]]>([
    [
      'loose words',
      [
        [keys.citation, 'UTM'],
        [keys.projectedCitation, 'unnamed'],
        [keys.geodeticCitation, 'User-Defined'],
      ],
    ],
    [
      'units',
      [
        [keys.citation, 'Linear Unit = Meter'],
        [keys.geodeticCitation, 'GCS Name = GCS_WGS_1984|Primem = Greenwich|'],
      ],
    ],
    [
      'the same said once more',
      [
        [keys.citation, 'WGS 84 / UTM zone 52N'],
        [keys.geodeticCitation, 'WGS 84'],
        [keys.geodeticSystem, 4326],
        [keys.projection, 16052],
      ],
    ],
    ['its own figures', [...utm52.slice(4)]],
    ['its own text of ESRI', [[keys.projectedCitation, `ESRI PE String = ${esriUtm(129)}`]]],
    ['angles without a figure', [[keys.angularUnit, 9105]]],
    [
      "ERDAS's head",
      [
        [
          keys.citation,
          'IMAGINE GeoTIFF Support|Copyright 1991 - 2005 by Leica|Projection Name = UTM|Units = meters|GeoTIFF Units = meters',
        ],
      ],
    ],
  ])('is nothing: %s', async (_, more) => {
    const { epsg } = await expectMiddle([...inProjected(32652), ...more], valley, valleyMiddle);
    expect(epsg).toBe(32652);
  });
});

function esriUtm(meridian: number): string {
  return `PROJCS["Own",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
}

describe('a model that is missing, or that contradicts the keys', () => {
  const degrees = gridAt(129.9, 42.5, 0.001);
  const withoutModel = (entries: readonly TestKey[]) => entries.filter(([key]) => key !== keys.model);

  it.each<[string, TestKey[], TiffField[]]>([
    ['a code of a plane without a model', withoutModel(inProjected(32652)), valley],
    [
      'a code of a plane of the model 32767',
      [[keys.model, 32767], ...withoutModel(inProjected(32652))],
      valley,
    ],
    ['figures of the model 32767', [[keys.model, 32767], ...withoutModel(utm52)], valley],
    [
      'a code of a plane that is called geographic',
      [[keys.model, 2], ...withoutModel(inProjected(32652))],
      valley,
    ],
    [
      'both codes, called geographic, with metres',
      [
        [keys.model, 2],
        [keys.projectedSystem, 32652],
        [keys.geodeticSystem, 4326],
      ],
      valley,
    ],
  ])('is read from what is there: %s', async (_, entries, grid) => {
    await expectMiddle(entries, grid, valleyMiddle);
  });

  it.each<[string, TestKey[]]>([
    [
      'a geographic code that is called projected',
      [
        [keys.model, 1],
        [keys.geodeticSystem, 4326],
      ],
    ],
    [
      'a geographic code of the model 0',
      [
        [keys.model, 0],
        [keys.geodeticSystem, 4326],
      ],
    ],
    [
      'both codes, called geographic, with degrees',
      [
        [keys.model, 2],
        [keys.projectedSystem, 32652],
        [keys.geodeticSystem, 4326],
      ],
    ],
  ])('is read from what is there: %s', async (_, entries) => {
    await expectMiddle(entries, degrees, [129.932, 42.468]);
  });

  it('is asked about where a geographic code stands with metres', async () => {
    await expectAsked(
      [
        [keys.model, 1],
        [keys.geodeticSystem, 4326],
      ],
      /degrees, but its own reach 576\d\d\d, 4710000/,
    );
  });
});

describe('angles in another unit than degrees', () => {
  it.each([
    ['radians', 9101],
    ['minutes of arc', 9103],
    ['seconds of arc', 9104],
    ['grads', 9105],
    ['degrees, minutes and seconds', 9110],
  ])('are asked about: %s', async (words, unit) => {
    const geographic: TestKey[] = [
      [keys.model, 2],
      [keys.geodeticSystem, 4326],
      [keys.angularUnit, unit],
    ];
    await expectAsked(geographic, new RegExp(words), gridAt(1.5, 0.5, 0.0001));
    await expectAsked([...utm52, [keys.angularUnit, unit]], new RegExp(words));
  });
});

describe('a projection that is spelled out', () => {
  const large = (x: number, y: number) => gridAt(x, y, 5);

  it('as Web Mercator by ESRI lies where Web Mercator does, not 21 km off as by its figures', async () => {
    const text =
      'ESRI PE String = PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]';
    const figures = spelled(
      7,
      [keys.naturalOriginLongitude, numbers(0)],
      [keys.scaleAtNaturalOrigin, numbers(1)],
    );
    for (const entries of [
      figures,
      figures.filter(([key]) => key !== keys.method),
      [[keys.model, 32767], ...figures.slice(1)] as TestKey[],
    ])
      await expectMiddle(
        [...entries, [keys.projectedCitation, text]],
        large(14_464_000, 5_240_000),
        [129.93376, 42.5242769],
      );
  });

  it('as Web Mercator by GDAL lies there too', async () => {
    const text =
      'PROJCS["unnamed",PROJECTION["Mercator_1SP"],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"]]';
    await expectMiddle(
      [...spelled(7, [keys.naturalOriginLongitude, numbers(0)]), [keys.citation, text]],
      large(14_464_000, 5_240_000),
      [129.93376, 42.5242769],
    );
  });

  // Middles as GDAL 3.6.2 gives them.
  it.each<[string, TestKey[], TiffField[], [number, number]]>([
    [
      'with its false origin in feet',
      [
        ...spelled(8).filter(([key]) => key !== keys.geodeticSystem && key !== keys.linearUnit),
        [keys.geodeticSystem, 4269],
        [keys.linearUnit, 9003],
        [keys.standardParallel1, numbers(36.1666666666667)],
        [keys.standardParallel2, numbers(34.3333333333333)],
        [keys.falseOriginLongitude, numbers(-79)],
        [keys.falseOriginLatitude, numbers(33.75)],
        [keys.falseOriginEasting, numbers(2_000_000.00261667)],
        [keys.falseOriginNorthing, numbers(0)],
      ],
      carolinaFeet,
      [-78.6623028, 35.7823434],
    ],
    [
      'as a polar stereographic one by its parallel',
      spelled(
        15,
        [keys.straightVerticalPoleLongitude, numbers(-45)],
        [keys.naturalOriginLatitude, numbers(70)],
        [keys.scaleAtNaturalOrigin, numbers(1)],
      ),
      large(0, -2_500_000),
      [-44.9963333, 67.2133511],
    ],
    [
      'as a polar stereographic one by its scale',
      spelled(
        15,
        [keys.straightVerticalPoleLongitude, numbers(-45)],
        [keys.naturalOriginLatitude, numbers(90)],
        [keys.scaleAtNaturalOrigin, numbers(0.994)],
      ),
      large(0, -2_500_000),
      [-44.9963333, 67.7533429],
    ],
    [
      'as a stereographic one at the pole',
      spelled(
        14,
        [keys.naturalOriginLongitude, numbers(-45)],
        [keys.naturalOriginLatitude, numbers(90)],
        [keys.scaleAtNaturalOrigin, numbers(0.994)],
      ),
      large(0, -2_500_000),
      [-44.9963333, 67.7533429],
    ],
    [
      'as Mercator by its parallel',
      spelled(
        7,
        [keys.naturalOriginLongitude, numbers(0)],
        [keys.naturalOriginLatitude, numbers(0)],
        [keys.standardParallel1, numbers(41)],
      ),
      large(10_900_000, 3_900_000),
      [129.5553101, 42.184054],
    ],
    [
      'as an oblique Mercator',
      spelled(
        3,
        [keys.centreLongitude, numbers(110)],
        [keys.centreLatitude, numbers(4)],
        [keys.scaleAtCentre, numbers(1)],
        [keys.azimuth, numbers(60)],
        [keys.rectifiedGridAngle, numbers(60)],
      ),
      large(576_000, 471_000),
      [108.3219863, 4.2754066],
    ],
    [
      'as an oblique Mercator of variant B',
      spelled(
        9815,
        [keys.centreLongitude, numbers(110)],
        [keys.centreLatitude, numbers(4)],
        [keys.scaleAtCentre, numbers(1)],
        [keys.azimuth, numbers(60)],
        [keys.rectifiedGridAngle, numbers(60)],
      ),
      large(576_000, 471_000),
      [115.2228132, 8.236853],
    ],
    [
      'as a cylindrical equal-area one',
      spelled(28, [keys.naturalOriginLongitude, numbers(0)], [keys.standardParallel1, numbers(30)]),
      large(10_900_000, 3_900_000),
      [112.9710874, 32.1989273],
    ],
    [
      'as an equirectangular one',
      spelled(
        17,
        [keys.centreLongitude, numbers(10)],
        [keys.centreLatitude, numbers(0)],
        [keys.standardParallel1, numbers(30)],
      ),
      large(1_090_000, 3_900_000),
      [21.3080681, 35.0328588],
    ],
    [
      'in kilometres',
      [
        ...utm52.filter(([key]) => key !== keys.falseEasting),
        [keys.falseEasting, numbers(500)],
        [keys.linearUnit, 9036],
      ],
      gridAt(576, 4710, 0.005),
      [129.9274489, 42.5371957],
    ],
    [
      'on a datum of today by its number',
      [
        [keys.model, 2],
        [keys.geodeticSystem, 32767],
        [keys.geodeticDatum, 1168],
        [keys.angularUnit, 9102],
      ],
      gridAt(129.9, 42.5, 0.001),
      [129.932, 42.468],
    ],
    [
      'from the meridian of Paris',
      [
        [keys.model, 2],
        [keys.geodeticSystem, 32767],
        [keys.geodeticDatum, 6326],
        [keys.primeMeridian, 8903],
        [keys.angularUnit, 9102],
      ],
      gridAt(10, 42.5, 0.001),
      [12.3692292, 42.468],
    ],
    [
      'by its name alone',
      [
        [keys.model, 1],
        [keys.projectedSystem, 32767],
        [keys.citation, 'WGS 84 / UTM zone 52N'],
      ],
      valley,
      [129.9274489, 42.5371957],
    ],
  ])('%s lies where it says', async (_, entries, grid, middle) => {
    await expectMiddle(entries, grid, middle);
  });

  it('south orientated counts its coordinates west and south', async () => {
    const keysOfIt = spelled(
      27,
      [keys.naturalOriginLongitude, numbers(27)],
      [keys.naturalOriginLatitude, numbers(0)],
      [keys.scaleAtNaturalOrigin, numbers(1)],
    );
    const { placement } = await look(keysOfIt, gridAt(-10_000, 3_000_000, 5));
    const [east, north] = middleOf(placement!);
    // As cs2cs of PROJ 9.1.1 has 9840 m east and 2,999,840 m south of the origin.
    expect(east).toBeCloseTo(27.0992355, 6);
    expect(north).toBeCloseTo(-27.1101565, 6);
  });

  it('on an ellipsoid alone is told to be unsure', async () => {
    const { placement } = await look(
      [...utm52.filter(([key]) => key !== keys.geodeticSystem), [keys.ellipsoid, 7013]],
      valley,
    );
    expect(placement?.accuracy?.metres).toBeGreaterThanOrEqual(1000);
  });

  it.each<[string, TestKey[], RegExp]>([
    ['without its scale', utm52.filter(([key]) => key !== keys.scaleAtNaturalOrigin), /without the scale/],
    [
      'with two central meridians',
      [...utm52, [keys.falseOriginLongitude, numbers(123)]],
      /central meridian twice, as 129 and 123/,
    ],
    [
      'in words and in other numbers',
      [...utm52, [keys.projectedCitation, `ESRI PE String = ${esriUtm(123)}`]],
      /one reference system in words and another in numbers/,
    ],
    [
      'under the name of another',
      [...utm52, [keys.citation, 'WGS 84 / UTM zone 51N']],
      /WGS 84 \/ UTM zone 51N/,
    ],
    [
      'polar, with an origin and a parallel',
      spelled(
        15,
        [keys.straightVerticalPoleLongitude, numbers(-45)],
        [keys.naturalOriginLatitude, numbers(90)],
        [keys.standardParallel1, numbers(70)],
      ),
      /both an origin and a parallel/,
    ],
    [
      'as Mercator off the equator',
      spelled(7, [keys.naturalOriginLongitude, numbers(0)], [keys.naturalOriginLatitude, numbers(41)]),
      /off the equator/,
    ],
    [
      'on an unknown ellipsoid',
      [...utm52.filter(([key]) => key !== keys.geodeticSystem), [keys.ellipsoid, 7999]],
      /ellipsoid number 7999/,
    ],
    [
      'on an unknown datum',
      [...utm52.filter(([key]) => key !== keys.geodeticSystem), [keys.geodeticDatum, 1999]],
      /datum number 1999/,
    ],
    [
      'with two ellipsoids',
      [
        ...utm52.filter(([key]) => key !== keys.geodeticSystem),
        [keys.ellipsoid, 7004],
        [keys.semiMajorAxis, numbers(6_378_137)],
        [keys.inverseFlattening, numbers(298.257)],
      ],
      /two ellipsoids/,
    ],
  ])('is asked about: %s', async (_, entries, words) => {
    await expectAsked(entries, words);
  });

  it.each<[string, TestKey[]]>([
    [
      'a conversion of EPSG that is no UTM zone',
      [
        [keys.model, 1],
        [keys.geodeticSystem, 4284],
        [keys.projectedSystem, 32767],
        [keys.projection, 16204],
      ],
    ],
    [
      'one parallel where there are two',
      spelled(
        8,
        [keys.standardParallel1, numbers(36)],
        [keys.falseOriginLongitude, numbers(-79)],
        [keys.falseOriginLatitude, numbers(33)],
      ),
    ],
    [
      'a text that is cut off',
      [
        ...utm52,
        [
          keys.projectedCitation,
          'ESRI PE String = PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984"',
        ],
      ],
    ],
  ])('is refused: %s', async (_, entries) => {
    await expect(look(entries)).rejects.toBeInstanceOf(ImageryRefusal);
  });
});

describe('a place far outside the area of its code', () => {
  it.each<[string, number, TiffField[], string[]]>([
    ['in the next zone', 32652, gridAt(900_000, 4_710_000, 5), []],
    ['some zones on', 32652, gridAt(1_500_000, 4_710_000, 5), ['outside_area']],
    ['at the origin of its coordinates', 32652, gridAt(0, 0, 5), []],
    ['of the Netherlands, in Korea', 28992, gridAt(7_000_000, 4_000_000, 5), ['outside_area']],
    ['across the antimeridian', 3832, gridAt(3_500_000, 0, 5), []],
  ])('is doubted where it is %s', async (_, code, grid, doubts) => {
    const { placement } = await look(inProjected(code), grid);
    expect(placement?.doubts.map(({ code }) => code)).toEqual(doubts);
  });
});
