import { describe, expect, it } from 'vitest';
import { systemNamed } from '#imagery/reference-system/named-system.ts';
import { DEG, esri, gdal, M, utm, wkt2 } from '../../../support/imagery/well-known-text.ts';

const geographic = (name: string, datum: string, figure: string, shift = '') =>
  `GEOGCS["${name}",DATUM["${datum}",SPHEROID["x",${figure}]${shift}],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]`;
const BESSEL = '6377397.155,299.1528128';
const WGS84 = '6378137,298.257223563';
function refusalOf(text: string): string {
  try {
    return `placed as ${systemNamed(text).definition}`;
  } catch (error) {
    expect(error).toMatchObject({ name: 'ImageryRefusal' });
    return (error as { detail: string }).detail;
  }
}

describe('a text whose code, name and figures disagree', () => {
  it.each([
    [
      'another code',
      `${utm.slice(0, -1)},AUTHORITY["EPSG","32651"]]`,
      'EPSG:32651 (WGS 84 / UTM zone 51N), but its figures put places 666 km',
    ],
    [
      'an unknown code',
      `${utm.slice(0, -1)},AUTHORITY["EPSG","99999"]]`,
      'EPSG:99999, which is not known here',
    ],
    ['another name', utm.replace('Zone_52N', 'Zone_51N'), 'EPSG:32651'],
    ['another figure', utm.replace('129', '123'), 'EPSG:32652'],
    [
      'the name of a system of degrees',
      utm.replace('WGS_1984_UTM_Zone_52N', 'WGS 84'),
      'a system of another kind',
    ],
    [
      'a datum on another ellipsoid',
      geographic('GCS_Tokyo', 'D_Tokyo', WGS84),
      'the datum of Tokyo on another ellipsoid',
    ],
    [
      "a datum's name and code",
      geographic('x', 'D_Tokyo', BESSEL).replace(/\]\],PRIMEM/, '],AUTHORITY["EPSG","6162"]],PRIMEM'),
      'two datums',
    ],
    ['two datums', geographic('GCS_WGS_1984', 'D_Tokyo', BESSEL), 'two datums'],
    [
      'a meridian that lies elsewhere',
      geographic('x', 'y', BESSEL).replace('"Greenwich",0', '"Paris",0'),
      'Paris, which does not lie at 0',
    ],
    ['a unit of another size', utm.replace('"Meter",1.0', '"Foot_US",1.0'), "'Foot_US' whose size is not 1"],
    ['a method and its code', wkt2('Transverse Mercator', 9801, { 'False easting': [0, M] }), "EPSG's 9801"],
    [
      'a parallel of the other pole',
      esri('Stereographic_North_Pole', {
        False_Easting: 0,
        False_Northing: 0,
        Central_Meridian: 0,
        Standard_Parallel_1: -71,
      }),
      'north pole, with a standard parallel of -71',
    ],
  ])('is refused: %s', (_, text, reason) => {
    expect(refusalOf(text)).toContain(reason);
  });

  it('takes the shift of the code, and tells how far off another in the text is', () => {
    const shifted = (shift: string) =>
      geographic('Tokyo', 'Tokyo', BESSEL, `,TOWGS84[${shift}]`).replace(/\]$/, ',AUTHORITY["EPSG","4301"]]');
    const own = systemNamed('EPSG:4301');
    expect(systemNamed(shifted('-146.414,507.337,680.507'))).toMatchObject({
      epsg: 4301,
      accuracy: own.accuracy,
    });
    const turned = systemNamed(shifted('146.414,-507.337,-680.507'));
    expect(turned.toWgs84(139, 35)).toEqual(own.toWgs84(139, 35));
    expect(turned.accuracy?.metres).toBeGreaterThan(1000);
    expect(turned.accuracy?.reason).toMatch(/by other numbers than EPSG's/);
  });
});

describe('a datum', () => {
  it('that is named has the shift and the accuracy of the listed one', () => {
    const { definition, accuracy } = systemNamed(
      utm
        .replace('WGS_1984_UTM_Zone_52N', 'mine')
        .replace(/DATUM\[.*?\]\]/, `DATUM["D_Tokyo",SPHEROID["Bessel_1841",${BESSEL}]]`)
        .replace('GCS_WGS_1984', 'GCS_Tokyo'),
    );
    expect(definition).toContain('+towgs84=');
    expect(accuracy).toEqual(systemNamed('EPSG:4301').accuracy);
  });

  it.each([
    ['unknown by name', geographic('mine', 'D_Mine', WGS84), 1000],
    ['unknown on an old ellipsoid', geographic('mine', 'unknown', BESSEL), 1000],
    ['shifted by noughts on an old ellipsoid', geographic('x', 'y', BESSEL, ',TOWGS84[0,0,0]'), 1000],
    ["unnamed on WGS 84's ellipsoid", geographic('mine', 'unknown', WGS84), null],
    ['unnamed on GRS 1980', '+proj=utm +zone=52 +ellps=GRS80 +units=m +no_defs', 30],
    ['with a table of shifts', '+proj=longlat +ellps=WGS84 +nadgrids=foo.gsb', 1000],
  ])('is told in metres: %s', (_, text, metres) => {
    expect(systemNamed(text).accuracy?.metres ?? null).toBe(metres);
  });

  it.each([
    ['of Mars', geographic('Mars 2000', 'D_Mars_2000', '3396190,169.894447'), 'another planet or moon'],
    [
      'of a shape that no Earth has',
      geographic('mine', 'mine', '6378137,29.8'),
      'ellipsoid of an impossible shape',
    ],
  ])('is refused %s', (_, text, reason) => {
    expect(refusalOf(text)).toContain(reason);
  });
});

describe('a text that is not understood wholly', () => {
  const stereographic = { False_Easting: 0, False_Northing: 0, Central_Meridian: 0 };
  it.each([
    ['cut short', utm.slice(0, -1), 'ends before its last bracket'],
    ['with a bracket of the other kind', utm.replace(']', ')'), 'cannot be read from'],
    ['with something behind', `${utm} x`, "cannot be read from 'x'"],
    ['in single quotes', utm.replaceAll('"', "'"), 'cannot be read'],
    ['of two systems', `${utm},${utm}`, 'two systems'],
    ['too long', utm.padEnd(20_000), 'too long'],
    ['nested without end', 'PROJCS['.repeat(500), 'cannot be read'],
    ['of a local grid', 'LOCAL_CS["site",LOCAL_DATUM["site",0],UNIT["metre",1]]', 'LOCAL_CS'],
    ['of an engineering grid', 'ENGCRS["site",EDATUM["site"],CS[Cartesian,2]]', 'ENGCRS'],
    ['geocentric', geographic('x', 'y', WGS84).replace('GEOGCS', 'GEOCCS'), 'GEOCCS'],
    ['with an epoch', `COORDINATEMETADATA[${utm},EPOCH[2020.5]]`, 'COORDINATEMETADATA'],
    ['derived', utm.replace(',PROJECTION', ',DERIVINGCONVERSION["x"],PROJECTION'), 'DERIVINGCONVERSION'],
    [
      'with an extension',
      `${utm.slice(0, -1)},EXTENSION["PROJ4","+proj=utm +zone=51 +datum=WGS84"]]`,
      'an extension',
    ],
    ['with an unknown method', utm.replace('Transverse_Mercator', 'Goode_Homolosine'), "'Goode_Homolosine'"],
    ['with an unknown parameter', utm.replace('Central_Meridian', 'Central_Meridan'), "'Central_Meridan'"],
    ['with a parameter twice', utm.replace('Central_Meridian', 'Scale_Factor'), 'Scale_Factor twice'],
    ['without its false easting', utm.replace(/PARAMETER\["False_Easting",500000\],/, ''), 'false easting'],
    [
      'without its standard parallel',
      esri('Equidistant_Cylindrical', stereographic),
      'does not state its standard parallel',
    ],
    [
      'without the angle of its grid',
      esri('Rectified_Skew_Orthomorphic_Center', {
        False_Easting: 0,
        False_Northing: 0,
        Scale_Factor: 1,
        Azimuth: 53,
        Longitude_Of_Center: 115,
        Latitude_Of_Center: 4,
      }),
      'angle of the grid',
    ],
    [
      "of the web maps' Mercator on the ellipsoid",
      esri('Mercator', { ...stereographic, Standard_Parallel_1: 0 }).replace(
        'Grid_of_my_own',
        'Web_Mercator',
      ),
      "web maps' Mercator",
    ],
    ['shifted by kilometres', geographic('x', 'y', BESSEL, ',TOWGS84[9000,0,0]'), 'impossible figures'],
    ['without its unit', utm.replace(',UNIT["Meter",1.0]', ''), 'the unit of its coordinates'],
    [
      'counting in grads',
      geographic('x', 'y', BESSEL).replace('"degree",0.0174532925199433', '"grad",0.0157079632679489'),
      'another unit than degrees',
    ],
    [
      'counting southings',
      `${utm.slice(0, -1)},AXIS["X",WEST],AXIS["Y",SOUTH]]`,
      'axes that do not count as its method does',
    ],
    [
      'with axes from no pole',
      `${utm.slice(0, -1)},AXIS["X",SOUTH],AXIS["Y",SOUTH]]`,
      'count south and south',
    ],
    [
      'with axes turned at the pole',
      wkt2(
        'Polar Stereographic (variant B)',
        9829,
        {
          'Latitude of standard parallel': [70, DEG],
          'Longitude of origin': [-45, DEG],
          'False easting': [0, M],
          'False northing': [0, M],
        },
        `AXIS["(X)",south,MERIDIAN[0,${DEG}],ORDER[1]],AXIS["(Y)",south,MERIDIAN[90,${DEG}],ORDER[2]]`,
      ),
      'count south and south',
    ],
    [
      'on a sphere of another kind',
      esri('Mercator_Auxiliary_Sphere', {
        ...stereographic,
        Standard_Parallel_1: 0,
        Auxiliary_Sphere_Type: 1,
      }),
      'Auxiliary_Sphere_Type 1',
    ],
    ['that programs compute apart', esri('Miller_Cylindrical', stereographic), 'different ways'],
    [
      'with a standard parallel of its own',
      esri('Lambert_Conformal_Conic', {
        ...stereographic,
        Standard_Parallel_1: 46.8,
        Latitude_Of_Origin: 45,
        Scale_Factor: 0.9999,
      }),
      'apart from its latitude of origin',
    ],
    [
      'of Krovak without axes',
      gdal('Krovak', {
        latitude_of_center: 49.5,
        longitude_of_center: 24.8333,
        azimuth: 30.28813975,
        pseudo_standard_parallel_1: 78.5,
        scale_factor: 0.9999,
        false_easting: 0,
        false_northing: 0,
      }),
      'whether its axes count east',
    ],
    ['in JSON with an unknown member', '{"type":"GeographicCRS","name":"x","rotation":5}', 'rotation'],
    ['in JSON cut short', '{"type":', 'JSON that cannot be read'],
  ])('is refused: %s', (_, text, reason) => {
    expect(refusalOf(text)).toContain(reason);
  });

  it.each([
    ['+proj=utm +zone=52S +datum=WGS84', '+zone=52S'],
    ['+proj=utm +zone=520 +datum=WGS84', 'a UTM zone from 1 to 60'],
    ['+proj=utm +datum=WGS84', 'a UTM zone from 1 to 60'],
    ['+proj=utm +zone=52', 'one ellipsoid or datum'],
    ['+proj=utm +zone=52 +datum=wgs84', '+datum=wgs84'],
    ['+proj=utm +zone=52 +datum=WGS84 +datum=NAD27', '+datum twice'],
    ['+proj=utm +zone=52 +datum=WGS84 +unit=us-ft', '+unit'],
    ['+proj=utm +zone=52 +datum=WGS84 +units=us-ft +to_meter=0.3048', 'one unit of length'],
    ['+proj=longlat +datum=WGS84 +axis=wnu', 'do not count east and north'],
    ['+proj=tmerc +lat_0=0 +lon_0=129N +datum=WGS84', '+lon_0=129N'],
    ['+proj=pipeline +step +proj=utm +zone=52 +ellps=GRS80', '+proj twice'],
    ['+init=epsg:32652 +units=us-ft', 'names no projection'],
    ['+proj=lcc +lat_1=30 +lat_2=-30 +lat_0=0 +lon_0=0 +datum=WGS84', 'cannot be computed'],
    ['+proj=sinu +lon_0=0 +x_0=500000 +R=6371007.181', 'false origin'],
    ['+proj=longlat +ellps=bessel +towgs84=1,2', '+towgs84=1,2'],
  ])('is refused in the language of PROJ: %s', (text, reason) => {
    expect(refusalOf(text)).toContain(reason);
  });
});

it('no single character that is lost or changed moves a place whose code stands beside', () => {
  const text = gdal(
    'Transverse_Mercator',
    {
      latitude_of_origin: 0,
      central_meridian: 129,
      scale_factor: 0.9996,
      false_easting: 500_000,
      false_northing: 0,
    },
    '"metre",1',
    ',AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","32652"]',
  );
  const place = systemNamed(text).toWgs84(576_000, 4_710_000);
  for (let at = 0; at < text.length; at++)
    for (const put of ['', '1', '"', ',', '-']) {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      const found = refusalOf(changed);
      if (!found.startsWith('placed')) continue;
      const [longitude, latitude] = systemNamed(changed).toWgs84(576_000, 4_710_000);
      expect(longitude, changed).toBeCloseTo(place[0], 5);
      expect(latitude, changed).toBeCloseTo(place[1], 5);
    }
});
