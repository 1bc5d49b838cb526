import { describe, expect, it } from 'vitest';
import { systemNamed } from '#imagery/reference-system/named-system.ts';
import {
  DEG,
  esri,
  figures,
  GRAD,
  gdal,
  M,
  ONE,
  USFT,
  utm,
  wkt2,
} from '../../../support/imagery/well-known-text.ts';

/** Longitudes and latitudes (WGS 84) are those of PROJ 9.1.1 for the same text. */
const placed: readonly (readonly [
  what: string,
  text: string,
  at: readonly [x: number, y: number],
  place: readonly [longitude: number, latitude: number],
])[] = [
  [
    'ESRI Transverse_Mercator',
    esri('Transverse_Mercator', {
      False_Easting: 200000,
      False_Northing: 600000,
      Central_Meridian: 127,
      Scale_Factor: 1,
      Latitude_Of_Origin: 38,
    }),
    [210000, 620000],
    [127.114133, 38.180128],
  ],
  [
    'ESRI Gauss_Kruger in feet',
    esri(
      'Gauss_Kruger',
      {
        False_Easting: 500000,
        False_Northing: 0,
        Central_Meridian: 129,
        Scale_Factor: 1,
        Latitude_Of_Origin: 0,
      },
      '"Foot_US",0.3048006096012192',
    ),
    [1700000, 15000000],
    [133.359972, 41.200437],
  ],
  [
    'ESRI Lambert_Conformal_Conic with two parallels',
    esri(
      'Lambert_Conformal_Conic',
      {
        False_Easting: 600000,
        False_Northing: 0,
        Central_Meridian: -79,
        Standard_Parallel_1: 34.3333,
        Standard_Parallel_2: 36.1666,
        Latitude_Of_Origin: 33.75,
      },
      '"Foot",0.3048',
    ),
    [2000000, 700000],
    [-74.2897, 35.582082],
  ],
  [
    'ESRI Lambert_Conformal_Conic with one',
    esri('Lambert_Conformal_Conic', {
      False_Easting: 600000,
      False_Northing: 200000,
      Central_Meridian: 2,
      Standard_Parallel_1: 46.8,
      Scale_Factor: 0.99987742,
      Latitude_Of_Origin: 46.8,
    }),
    [650000, 250000],
    [2.66054, 47.247917],
  ],
  [
    'ESRI Albers',
    esri('Albers', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: 105,
      Standard_Parallel_1: 25,
      Standard_Parallel_2: 47,
      Latitude_Of_Origin: 0,
    }),
    [300000, 4300000],
    [108.571263, 39.953452],
  ],
  [
    'ESRI Stereographic_North_Pole',
    esri('Stereographic_North_Pole', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: -45,
      Standard_Parallel_1: 70,
    }),
    [-11397.5, -2176743.5],
    [-45.3, 70.099998],
  ],
  [
    'ESRI Stereographic_South_Pole',
    esri('Stereographic_South_Pole', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: 0,
      Standard_Parallel_1: -71,
    }),
    [300000, 1900000],
    [8.972627, -72.42984],
  ],
  [
    'ESRI Double_Stereographic',
    esri('Double_Stereographic', {
      False_Easting: 500000,
      False_Northing: 500000,
      Central_Meridian: 25,
      Scale_Factor: 0.99975,
      Latitude_Of_Origin: 46,
    }),
    [550000, 450000],
    [25.64043, 45.548233],
  ],
  [
    'ESRI Stereographic',
    esri('Stereographic', {
      False_Easting: 100000,
      False_Northing: 200000,
      Central_Meridian: 25,
      Scale_Factor: 0.9999,
      Latitude_Of_Origin: 46,
    }),
    [150000, 250000],
    [25.650781, 46.448018],
  ],
  [
    'ESRI Mercator',
    esri('Mercator', { False_Easting: 0, False_Northing: 0, Central_Meridian: 51, Standard_Parallel_1: 42 }),
    [300000, 3600000],
    [54.620969, 39.98992],
  ],
  [
    'ESRI Mercator_Auxiliary_Sphere',
    esri('Mercator_Auxiliary_Sphere', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: 0,
      Standard_Parallel_1: 0,
      Auxiliary_Sphere_Type: 0,
    }),
    [14460000, 5240000],
    [129.89639, 42.525336],
  ],
  [
    'ESRI Hotine_Oblique_Mercator_Azimuth_Center',
    esri('Hotine_Oblique_Mercator_Azimuth_Center', {
      False_Easting: 600000,
      False_Northing: 200000,
      Scale_Factor: 1,
      Azimuth: 90,
      Longitude_Of_Center: 7.43958333333333,
      Latitude_Of_Center: 46.9524055555556,
    }),
    [650000, 250000],
    [8.101944, 47.400246],
  ],
  [
    'ESRI Hotine_Oblique_Mercator_Azimuth_Natural_Origin',
    esri('Hotine_Oblique_Mercator_Azimuth_Natural_Origin', {
      False_Easting: 5000000,
      False_Northing: -5000000,
      Scale_Factor: 0.9999,
      Azimuth: -36.86989764583333,
      Longitude_Of_Center: -133.6666666666667,
      Latitude_Of_Center: 57,
    }),
    [800000, 700000],
    [-133.983532, 58.121219],
  ],
  [
    'ESRI Rectified_Skew_Orthomorphic_Natural_Origin',
    esri('Rectified_Skew_Orthomorphic_Natural_Origin', {
      False_Easting: 804671,
      False_Northing: 0,
      Scale_Factor: 0.99984,
      Azimuth: -36.97420943,
      Longitude_Of_Center: 102.25,
      Latitude_Of_Center: 4,
      XY_Plane_Rotation: -36.86989765,
    }),
    [400000, 400000],
    [101.595075, 3.61457],
  ],
  [
    'ESRI Rectified_Skew_Orthomorphic_Center',
    esri('Rectified_Skew_Orthomorphic_Center', {
      False_Easting: 590476.87,
      False_Northing: 442857.65,
      Scale_Factor: 0.99984,
      Azimuth: 53.31580995,
      Longitude_Of_Center: 115,
      Latitude_Of_Center: 4,
      XY_Plane_Rotation: 53.13010236111111,
    }),
    [600000, 500000],
    [115.08749, 4.516542],
  ],
  [
    'ESRI Cassini',
    esri('Cassini', {
      False_Easting: 100000,
      False_Northing: 200000,
      Central_Meridian: 35,
      Scale_Factor: 1,
      Latitude_Of_Origin: 31.7,
    }),
    [150000, 250000],
    [35.530005, 32.149806],
  ],
  [
    'ESRI Polyconic',
    esri('Polyconic', {
      False_Easting: 5000000,
      False_Northing: 10000000,
      Central_Meridian: -54,
      Latitude_Of_Origin: 0,
    }),
    [5200000, 8000000],
    [-52.110711, -18.072236],
  ],
  [
    'ESRI Azimuthal_Equidistant',
    esri('Azimuthal_Equidistant', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: 145,
      Latitude_Of_Origin: 15,
    }),
    [20000, 30000],
    [145.186195, 15.271049],
  ],
  [
    'ESRI Lambert_Azimuthal_Equal_Area',
    esri('Lambert_Azimuthal_Equal_Area', {
      False_Easting: 4321000,
      False_Northing: 3210000,
      Central_Meridian: 10,
      Latitude_Of_Origin: 52,
    }),
    [4500000, 3000000],
    [12.501366, 50.08486],
  ],
  [
    'ESRI Equidistant_Cylindrical',
    esri('Equidistant_Cylindrical', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: 20,
      Standard_Parallel_1: 30,
    }),
    [1000000, 4000000],
    [30.372851, 35.932611],
  ],
  [
    'ESRI Plate_Carree',
    esri('Plate_Carree', { False_Easting: 0, False_Northing: 0, Central_Meridian: 0 }),
    [1000000, 4000000],
    [8.983153, 35.932611],
  ],
  [
    'ESRI Equidistant_Conic',
    esri('Equidistant_Conic', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: -96,
      Standard_Parallel_1: 20,
      Standard_Parallel_2: 60,
      Latitude_Of_Origin: 40,
    }),
    [300000, 200000],
    [-92.159317, 41.743907],
  ],
  [
    'ESRI Cylindrical_Equal_Area',
    esri('Cylindrical_Equal_Area', {
      False_Easting: 0,
      False_Northing: 0,
      Central_Meridian: 0,
      Standard_Parallel_1: 30,
    }),
    [1000000, 4000000],
    [10.364168, 33.127907],
  ],
  [
    'ESRI Behrmann',
    esri('Behrmann', { False_Easting: 0, False_Northing: 0, Central_Meridian: 0, Standard_Parallel_1: 30 }),
    [1000000, 4000000],
    [10.364168, 33.127907],
  ],
  [
    'ESRI Sinusoidal',
    esri('Sinusoidal', { False_Easting: 0, False_Northing: 0, Central_Meridian: 100 }),
    [1000000, 4000000],
    [111.109242, 36.130293],
  ],
  [
    'ESRI Mollweide',
    esri('Mollweide', { False_Easting: 0, False_Northing: 0, Central_Meridian: 0 }),
    [1000000, 4000000],
    [11.132233, 33.061037],
  ],
  [
    'ESRI Robinson',
    esri('Robinson', { False_Easting: 0, False_Northing: 0, Central_Meridian: 0 }),
    [1000000, 4000000],
    [11.343693, 37.404268],
  ],
  [
    'ESRI Bonne',
    esri('Bonne', { False_Easting: 0, False_Northing: 0, Central_Meridian: 0, Standard_Parallel_1: 40 }),
    [1000000, 400000],
    [12.298729, 42.980264],
  ],
  [
    'ESRI Krovak',
    `PROJCS["Grid_of_my_own",GEOGCS["GCS_mine",DATUM["D_unknown",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Krovak"],${figures({ False_Easting: 0, False_Northing: 0, Pseudo_Standard_Parallel_1: 78.5, Scale_Factor: 0.9999, Azimuth: 30.28813975277778, Longitude_Of_Center: 24.83333333333333, Latitude_Of_Center: 49.5, X_Scale: -1, Y_Scale: 1, XY_Plane_Rotation: 90 })},UNIT["Meter",1]]`,
    [-700000, -1050000],
    [15.028261, 50.076887],
  ],
  [
    'GDAL Mercator_1SP',
    gdal('Mercator_1SP', {
      central_meridian: 110,
      scale_factor: 0.997,
      false_easting: 3900000,
      false_northing: 900000,
    }),
    [4000000, 1000000],
    [110.901018, 0.907052],
  ],
  [
    'GDAL Mercator_2SP',
    gdal('Mercator_2SP', {
      standard_parallel_1: 42,
      central_meridian: 51,
      false_easting: 0,
      false_northing: 0,
    }),
    [300000, 3600000],
    [54.620969, 39.98992],
  ],
  [
    'GDAL web Mercator',
    gdal(
      'Mercator_1SP',
      { central_meridian: 0, scale_factor: 1, false_easting: 0, false_northing: 0 },
      '"metre",1',
      ',EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0.0 +lon_0=0.0 +x_0=0.0 +y_0=0 +k=1.0 +units=m +nadgrids=@null +wktext  +no_defs"]',
    ),
    [14460000, 5240000],
    [129.89639, 42.525336],
  ],
  [
    'GDAL Polar_Stereographic of a parallel',
    gdal('Polar_Stereographic', {
      latitude_of_origin: -71,
      central_meridian: 0,
      scale_factor: 1,
      false_easting: 0,
      false_northing: 0,
    }),
    [300000, 1900000],
    [8.972627, -72.42984],
  ],
  [
    'GDAL Polar_Stereographic of a scale',
    gdal('Polar_Stereographic', {
      latitude_of_origin: 90,
      central_meridian: 0,
      scale_factor: 0.994,
      false_easting: 2000000,
      false_northing: 2000000,
    }),
    [2300000, 1900000],
    [71.565051, 87.152275],
  ],
  [
    'GDAL Oblique_Stereographic',
    gdal('Oblique_Stereographic', {
      latitude_of_origin: 52.15616055555555,
      central_meridian: 5.38763888888889,
      scale_factor: 0.9999079,
      false_easting: 155000,
      false_northing: 463000,
    }),
    [200000, 400000],
    [6.036978, 51.588094],
  ],
  [
    'GDAL Lambert_Conformal_Conic_1SP',
    gdal('Lambert_Conformal_Conic_1SP', {
      latitude_of_origin: 18,
      central_meridian: -77,
      scale_factor: 1,
      false_easting: 250000,
      false_northing: 150000,
    }),
    [300000, 200000],
    [-76.526674, 18.451159],
  ],
  [
    'GDAL Lambert_Conformal_Conic_2SP in feet',
    gdal(
      'Lambert_Conformal_Conic_2SP',
      {
        latitude_of_origin: 33.75,
        central_meridian: -79,
        standard_parallel_1: 34.3333,
        standard_parallel_2: 36.1666,
        false_easting: 2000000,
        false_northing: 0,
      },
      '"US survey foot",0.304800609601219,AUTHORITY["EPSG","9003"]',
      ',AXIS["Northing",NORTH],AXIS["Easting",EAST]',
    ),
    [2100000, 700000],
    [-78.663298, 35.672891],
  ],
  [
    'GDAL Albers_Conic_Equal_Area',
    gdal('Albers_Conic_Equal_Area', {
      latitude_of_center: 0,
      longitude_of_center: 132,
      standard_parallel_1: -18,
      standard_parallel_2: -36,
      false_easting: 0,
      false_northing: 0,
    }),
    [300000, -3000000],
    [135.077323, -27.620117],
  ],
  [
    'GDAL Hotine_Oblique_Mercator',
    gdal('Hotine_Oblique_Mercator', {
      latitude_of_center: 57,
      longitude_of_center: -133.6666666666667,
      azimuth: 323.1301023611111,
      rectified_grid_angle: 323.1301023611111,
      scale_factor: 0.9999,
      false_easting: 5000000,
      false_northing: -5000000,
    }),
    [800000, 700000],
    [-133.983532, 58.121219],
  ],
  [
    'GDAL Transverse_Mercator_South_Orientated',
    gdal('Transverse_Mercator_South_Orientated', {
      latitude_of_origin: 0,
      central_meridian: 19,
      scale_factor: 1,
      false_easting: 0,
      false_northing: 0,
    }),
    [30000, 3700000],
    [18.677427, -33.425626],
  ],
  [
    'GDAL Equirectangular',
    gdal('Equirectangular', {
      standard_parallel_1: 30,
      central_meridian: 20,
      false_easting: 0,
      false_northing: 0,
    }),
    [1000000, 4000000],
    [30.372851, 35.932611],
  ],
  [
    'GDAL Swiss_Oblique_Cylindrical',
    gdal('Swiss_Oblique_Cylindrical', {
      latitude_of_center: 46.9524055555556,
      central_meridian: 7.43958333333333,
      scale_factor: 1,
      false_easting: 600000,
      false_northing: 200000,
    }),
    [650000, 250000],
    [8.101944, 47.400245],
  ],
  [
    'GDAL Geostationary_Satellite',
    gdal('Geostationary_Satellite', {
      central_meridian: 0,
      satellite_height: 35785831,
      false_easting: 0,
      false_northing: 0,
    }),
    [1000000, 3000000],
    [10.592764, 29.099222],
  ],
  [
    'WKT 2 Transverse Mercator, northing first',
    wkt2(
      'Transverse Mercator',
      9807,
      {
        'Latitude of natural origin': [0, DEG],
        'Longitude of natural origin': [129, DEG],
        'Scale factor at natural origin': [0.9996, ONE],
        'False easting': [500000, M],
        'False northing': [0, M],
      },
      'AXIS["(N)",north,ORDER[1]],AXIS["(E)",east,ORDER[2]]',
    ),
    [576000, 4710000],
    [129.925522, 42.538652],
  ],
  [
    'WKT 2 with a false easting in feet and axes in metres',
    wkt2('Lambert Conic Conformal (2SP)', 9802, {
      'Latitude of false origin': [33.75, DEG],
      'Longitude of false origin': [-79, DEG],
      'Latitude of 1st standard parallel': [34.3333, DEG],
      'Latitude of 2nd standard parallel': [36.1666, DEG],
      'Easting at false origin': [2000000, USFT],
      'Northing at false origin': [0, USFT],
    }),
    [640000, 213000],
    [-78.664209, 35.669645],
  ],
  [
    'WKT 2 with angles in grads',
    wkt2('Lambert Conic Conformal (1SP)', 9801, {
      'Latitude of natural origin': [52, GRAD],
      'Longitude of natural origin': [2.5969213, GRAD],
      'Scale factor at natural origin': [0.99987742, ONE],
      'False easting': [600000, M],
      'False northing': [2200000, M],
    }),
    [650000, 2250000],
    [2.997769, 47.247917],
  ],
  [
    'WKT 2 Polar Stereographic (variant B), its axes from the pole',
    wkt2(
      'Polar Stereographic (variant B)',
      9829,
      {
        'Latitude of standard parallel': [70, DEG],
        'Longitude of origin': [-45, DEG],
        'False easting': [0, M],
        'False northing': [0, M],
      },
      'AXIS["(X)",south,MERIDIAN[45,ANGLEUNIT["degree",0.0174532925199433]],ORDER[1]],AXIS["(Y)",south,MERIDIAN[135,ANGLEUNIT["degree",0.0174532925199433]],ORDER[2]]',
    ),
    [-11397.5, -2176743.5],
    [-45.3, 70.099998],
  ],
  [
    'WKT 2 Hotine Oblique Mercator (variant B)',
    wkt2('Hotine Oblique Mercator (variant B)', 9815, {
      'Latitude of projection centre': [4, DEG],
      'Longitude of projection centre': [115, DEG],
      'Azimuth of initial line': [53.3158204722222, DEG],
      'Angle from Rectified to Skew Grid': [53.1301023611111, DEG],
      'Scale factor on initial line': [0.99984, ONE],
      'Easting at projection centre': [590476.87, M],
      'Northing at projection centre': [442857.65, M],
    }),
    [600000, 500000],
    [115.08749, 4.516542],
  ],
  [
    'WKT 1 in grads from Paris, as GDAL writes it',
    'PROJCS["my own grid",GEOGCS["mine",DATUM["unknown",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Paris",2.33722917,AUTHORITY["EPSG","8903"]],UNIT["grad",0.0157079632679489]],PROJECTION["Lambert_Conformal_Conic_1SP"],PARAMETER["latitude_of_origin",52],PARAMETER["central_meridian",0],PARAMETER["scale_factor",0.99987742],PARAMETER["false_easting",600000],PARAMETER["false_northing",2200000],UNIT["metre",1]]',
    [650000, 2250000],
    [2.997769, 47.247917],
  ],
  [
    'PROJ in degrees, minutes and seconds',
    `+proj=tmerc +lat_0=38d0'0"N +lon_0=127d0'10.405"E +k=1 +x_0=200000 +y_0=600000 +ellps=WGS84 +units=m +no_defs`,
    [210000, 620000],
    [127.117023, 38.180128],
  ],
  [
    'PROJ from Paris, in kilometres',
    '+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +ellps=WGS84 +pm=paris +units=km +no_defs',
    [650, 2250],
    [2.997769, 47.247917],
  ],
  [
    'PROJ with a unit of its own',
    '+proj=tmerc +lat_0=0 +lon_0=129 +k=0.9996 +x_0=500000 +y_0=0 +datum=WGS84 +to_meter=0.201168 +no_defs',
    [2863300, 23413300],
    [129.925576, 42.538712],
  ],
  [
    'PROJ south of the equator',
    '+proj=utm +zone=36 +south +datum=WGS84 +units=m +vunits=m +geoidgrids=egm96_15.gtx +no_defs +type=crs',
    [400000, 9800000],
    [32.100917, -1.809233],
  ],
  [
    'WKT 2 bound by a coordinate frame rotation',
    'BOUNDCRS[SOURCECRS[GEOGCRS["mine",DATUM["my datum",ELLIPSOID["Bessel 1841",6377397.155,299.1528128]],CS[ellipsoidal,2],AXIS["lat",north],AXIS["lon",east],ANGLEUNIT["degree",0.0174532925199433]]],TARGETCRS[GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["lat",north],AXIS["lon",east],ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",4326]]],ABRIDGEDTRANSFORMATION["mine",METHOD["Coordinate Frame rotation (geog2D domain)",ID["EPSG",9607]],PARAMETER["X-axis translation",-115.8,LENGTHUNIT["metre",1]],PARAMETER["Y-axis translation",474.99,LENGTHUNIT["metre",1]],PARAMETER["Z-axis translation",674.11,LENGTHUNIT["metre",1]],PARAMETER["X-axis rotation",-1.16,ANGLEUNIT["arc-second",4.84813681109536E-06]],PARAMETER["Y-axis rotation",2.31,ANGLEUNIT["arc-second",4.84813681109536E-06]],PARAMETER["Z-axis rotation",1.63,ANGLEUNIT["arc-second",4.84813681109536E-06]],PARAMETER["Scale difference",1.00000643,SCALEUNIT["unity",1]]]]',
    [127, 38],
    [126.997894, 38.002746],
  ],
  [
    'WKT 1 with a shift of seven numbers',
    'GEOGCS["mine",DATUM["my datum",SPHEROID["Bessel 1841",6377397.155,299.1528128],TOWGS84[-115.8,474.99,674.11,1.16,-2.31,-1.63,6.43]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
    [127, 38],
    [126.997894, 38.002746],
  ],
];

const json = (system: unknown) => JSON.stringify(system);
const jsonBase = {
  name: 'WGS 84',
  datum: {
    name: 'World Geodetic System 1984',
    ellipsoid: { name: 'WGS 84', semi_major_axis: 6_378_137, inverse_flattening: 298.257223563 },
  },
};
const jsonUtm = {
  type: 'ProjectedCRS',
  name: 'my own grid',
  base_crs: jsonBase,
  conversion: {
    name: 'UTM zone 52N',
    method: { name: 'Transverse Mercator', id: { authority: 'EPSG', code: 9807 } },
    parameters: [
      { name: 'Latitude of natural origin', value: 0, unit: 'degree' },
      { name: 'Longitude of natural origin', value: 129, unit: 'degree' },
      { name: 'Scale factor at natural origin', value: 0.9996, unit: 'unity' },
      { name: 'False easting', value: 500_000, unit: 'metre' },
      { name: 'False northing', value: 0, unit: 'metre' },
    ],
  },
  coordinate_system: {
    subtype: 'Cartesian',
    axis: [
      { name: 'Easting', abbreviation: 'E', direction: 'east', unit: 'metre' },
      { name: 'Northing', abbreviation: 'N', direction: 'north', unit: 'metre' },
    ],
  },
};

describe('a system that a text spells out', () => {
  it.each(placed)('is computed as PROJ has it: %s', (_, text, at, [longitude, latitude]) => {
    const system = systemNamed(text);
    const [x, y] = system.westSouth ? [-at[0], -at[1]] : at;
    const place = system.toWgs84(x, y);
    expect(place[0]).toBeCloseTo(longitude, 5);
    expect(place[1]).toBeCloseTo(latitude, 5);
  });

  it.each([
    ['a byte order mark', `\uFEFF${utm}`],
    ['round brackets', utm.replaceAll('[', '(').replaceAll(']', ')')],
    ['lines', utm.replaceAll(',', ',\r\n    ')],
    ['other case', utm.toLowerCase()],
    ['XML around it', utm.replaceAll('"', '&quot;')],
    ["FORTRAN's numbers", utm.replace('500000', '5d5').replace('0.9996', '.9996')],
    ['heights beside', `${utm},VERTCS["EGM96",VDATUM["EGM96"],UNIT["Meter",1.0]]`],
    ['heights on top', `COMPD_CS["x",${utm},VERT_CS["h",VERT_DATUM["d",2005],UNIT["metre",1]]]`],
    ['northings first', `${utm.slice(0, -1)},AXIS["Northing",NORTH],AXIS["Easting",EAST]]`],
    ['its own code', `${utm.slice(0, -1)},AUTHORITY["EPSG","32652"]]`],
    ["another authority's code", `${utm.slice(0, -1)},AUTHORITY["ESRI","102100"]]`],
  ])('is taken with %s', (_, text) => {
    expect(systemNamed(text)).toMatchObject({ epsg: 32652, accuracy: null });
  });

  it('is read from PROJJSON', () => {
    expect(systemNamed(json(jsonUtm)).toWgs84(576_000, 4_710_000)[0]).toBeCloseTo(129.925522, 5);
    expect(systemNamed(json({ ...jsonUtm, id: { authority: 'EPSG', code: 32652 } })).epsg).toBe(32652);
  });
});

describe('a system that a text names', () => {
  it.each([
    ['EPSG 32652', 32652],
    ['32652', 32652],
    ['urn:ogc:def:crs:EPSG::32652', 32652],
    ['http://www.opengis.net/def/crs/EPSG/0/32652', 32652],
    ['+init=epsg:32652', 32652],
    ['OGC:CRS84', 4326],
    ['WGS 84 / UTM zone 52N', 32652],
    ['UTM Zone 52 N with WGS84', 32652],
    ['Projection: UTM, Zone 52N, datum WGS84', 32652],
    ['UTM Zone 17, Northern Hemisphere (NAD83)', 26917],
    ['UTM zone 52S, WGS 84', 32752],
    ['Korea 2000 / Central Belt', 5181],
    ['GCS_WGS_1984', 4326],
  ])('is found: %s', (text, epsg) => {
    expect(systemNamed(text).epsg).toBe(epsg);
  });

  it.each([
    '',
    'somewhere',
    'ESRI:102025',
    'EPSG:32652;EPSG:32653',
    'UTM zone 52N',
    'WGS 84 / UTM zone 52T',
    'WGS 84 / UTM zone 61N',
  ])('is refused where it is not known: %s', (text) => {
    expect(() => systemNamed(text)).toThrow(`is not a name that is known here: '${text}'`);
  });
});
