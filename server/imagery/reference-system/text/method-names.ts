import type { ParameterName } from '../base/method-parameters.ts';
import type { MethodName } from '../base/methods.ts';
import { refusedText } from './text-refusal.ts';
import { plainName } from './text-tree.ts';

/** What a text may call a method: GDAL's, ESRI's and EPSG's names, and EPSG's codes. */
export type Naming = {
  method: MethodName;
  names: readonly string[];
  codes?: readonly number[];
  /** Parameters whose name means another one of this method than of the rest. */
  renamed?: Readonly<Partial<Record<ParameterName, ParameterName>>>;
  /** Figures, by plain name, that have to be these and say nothing else. */
  fixed?: Readonly<Record<string, number>>;
  /** With a single standard parallel, which has to be the latitude of origin, it is the method with one. */
  oneParallel?: true;
  sphereAlone?: true;
  /** The angle of the grid is stated, where ESRI's Hotine has it for the azimuth without saying so. */
  angled?: true;
};

const namings: readonly Naming[] = [
  {
    method: 'transverse_mercator',
    names: ['Transverse_Mercator', 'Gauss_Kruger', 'Gauss-Kruger'],
    codes: [9807],
  },
  {
    method: 'transverse_mercator_south',
    names: ['Transverse_Mercator_South_Orientated', 'Transverse_Mercator_South_Oriented'],
    codes: [9808],
  },
  { method: 'mercator_1', names: ['Mercator_1SP', 'Mercator (variant A)'], codes: [9804] },
  { method: 'mercator_1', names: ['Mercator (1SP) (Spherical)'], codes: [9841], sphereAlone: true },
  { method: 'mercator_2', names: ['Mercator_2SP', 'Mercator', 'Mercator (variant B)'], codes: [9805] },
  { method: 'web_mercator', names: ['Popular Visualisation Pseudo Mercator'], codes: [1024] },
  {
    method: 'web_mercator',
    names: ['Mercator_Auxiliary_Sphere'],
    fixed: { auxiliaryspheretype: 0, standardparallel1: 0 },
  },
  {
    method: 'lambert_conic_1',
    names: ['Lambert_Conformal_Conic_1SP', 'Lambert Conic Conformal (1SP)'],
    codes: [9801],
  },
  {
    method: 'lambert_conic_2',
    names: ['Lambert_Conformal_Conic_2SP', 'Lambert Conic Conformal (2SP)'],
    codes: [9802],
  },
  { method: 'lambert_conic_2', names: ['Lambert Conic Conformal (2SP Michigan)'], codes: [1051] },
  { method: 'lambert_conic_2', names: ['Lambert_Conformal_Conic'], oneParallel: true },
  {
    method: 'lambert_azimuthal',
    names: ['Lambert_Azimuthal_Equal_Area', 'Lambert Azimuthal Equal Area'],
    codes: [9820],
  },
  {
    method: 'lambert_azimuthal',
    names: ['Lambert Azimuthal Equal Area (Spherical)'],
    codes: [1027],
    sphereAlone: true,
  },
  { method: 'albers', names: ['Albers_Conic_Equal_Area', 'Albers', 'Albers Equal Area'], codes: [9822] },
  {
    method: 'azimuthal_equidistant',
    names: ['Azimuthal_Equidistant', 'Azimuthal Equidistant'],
    codes: [1125],
  },
  { method: 'equidistant_conic', names: ['Equidistant_Conic'], codes: [1119] },
  { method: 'stereographic', names: ['Stereographic'] },
  { method: 'polar_stereographic_scale', names: ['Polar Stereographic (variant A)'], codes: [9810] },
  {
    method: 'polar_stereographic_parallel',
    names: ['Polar Stereographic (variant B)'],
    codes: [9829],
    renamed: { latitude: 'parallel1' },
  },
  {
    method: 'polar_stereographic_parallel',
    names: ['Stereographic_North_Pole', 'Stereographic_South_Pole', 'Polar_Stereographic'],
    renamed: { latitude: 'parallel1' },
  },
  {
    method: 'oblique_stereographic',
    names: ['Oblique_Stereographic', 'Double_Stereographic'],
    codes: [9809],
  },
  {
    method: 'equirectangular',
    names: [
      'Equirectangular',
      'Equidistant_Cylindrical',
      'Plate_Carree',
      'Equidistant Cylindrical (Spherical)',
    ],
    codes: [1029, 9823],
  },
  { method: 'cassini', names: ['Cassini_Soldner', 'Cassini', 'Cassini-Soldner'], codes: [9806] },
  { method: 'gnomonic', names: ['Gnomonic'] },
  { method: 'orthographic', names: ['Orthographic'], codes: [9840] },
  { method: 'miller', names: ['Miller_Cylindrical'] },
  { method: 'polyconic', names: ['Polyconic', 'American Polyconic'], codes: [9818] },
  { method: 'robinson', names: ['Robinson'] },
  { method: 'sinusoidal', names: ['Sinusoidal'] },
  { method: 'van_der_grinten', names: ['VanDerGrinten', 'Van_der_Grinten_I', 'Van Der Grinten'] },
  { method: 'mollweide', names: ['Mollweide'] },
  { method: 'eckert_6', names: ['Eckert_VI'] },
  { method: 'equal_earth', names: ['Equal_Earth'], codes: [1078] },
  { method: 'bonne', names: ['Bonne'], codes: [9827], renamed: { parallel1: 'latitude' } },
  { method: 'new_zealand', names: ['New_Zealand_Map_Grid'], codes: [9811] },
  {
    method: 'cylindrical_equal_area',
    names: ['Cylindrical_Equal_Area', 'Behrmann', 'Lambert Cylindrical Equal Area'],
    codes: [9835],
  },
  {
    method: 'cylindrical_equal_area',
    names: ['Lambert Cylindrical Equal Area (Spherical)'],
    codes: [9834],
    sphereAlone: true,
  },
  { method: 'swiss_oblique', names: ['Swiss_Oblique_Cylindrical', 'Swiss_Oblique_Mercator'] },
  { method: 'krovak', names: ['Krovak (North Orientated)'], codes: [1041] },
  {
    method: 'krovak',
    names: ['Krovak'],
    codes: [9819],
    fixed: { xscale: -1, yscale: 1, xyplanerotation: 90 },
  },
  {
    method: 'oblique_mercator_a',
    names: [
      'Hotine_Oblique_Mercator',
      'Rectified_Skew_Orthomorphic_Natural_Origin',
      'Hotine Oblique Mercator (variant A)',
    ],
    codes: [9812],
    angled: true,
  },
  { method: 'oblique_mercator_a', names: ['Hotine_Oblique_Mercator_Azimuth_Natural_Origin'] },
  {
    method: 'oblique_mercator_b',
    names: ['Rectified_Skew_Orthomorphic_Center', 'Hotine Oblique Mercator (variant B)'],
    codes: [9815],
    angled: true,
  },
  { method: 'oblique_mercator_b', names: ['Hotine_Oblique_Mercator_Azimuth_Center'] },
  {
    method: 'geostationary_sweep_y',
    names: ['Geostationary_Satellite', 'Geostationary Satellite (Sweep Y)'],
  },
  { method: 'geostationary_sweep_x', names: ['Geostationary Satellite (Sweep X)'] },
];

/** Every name of a parameter that is understood, with EPSG's codes. */
const parameters: readonly (readonly [ParameterName, readonly string[], readonly number[]])[] = [
  [
    'latitude',
    [
      'latitude_of_origin',
      'latitude_of_center',
      'latitude_of_centre',
      'Latitude of natural origin',
      'Latitude of projection centre',
      'Latitude of false origin',
    ],
    [8801, 8811, 8821],
  ],
  [
    'longitude',
    [
      'central_meridian',
      'longitude_of_origin',
      'longitude_of_center',
      'longitude_of_centre',
      'straight_vertical_longitude_from_pole',
      'Longitude of natural origin',
      'Longitude of projection centre',
      'Longitude of false origin',
      'Longitude of origin',
    ],
    [8802, 8812, 8822, 8833],
  ],
  [
    'parallel1',
    [
      'standard_parallel_1',
      'pseudo_standard_parallel_1',
      'Latitude of standard parallel',
      'Latitude of 1st standard parallel',
      'Latitude of pseudo standard parallel',
    ],
    [8832, 8823, 8818],
  ],
  ['parallel2', ['standard_parallel_2', 'Latitude of 2nd standard parallel'], [8824]],
  [
    'scale',
    [
      'scale_factor',
      'Scale factor at natural origin',
      'Scale factor at projection centre',
      'Scale factor on initial line',
      'Scale factor on pseudo standard parallel',
      'Ellipsoid scaling factor',
    ],
    [8805, 8815, 8819, 1038],
  ],
  [
    'azimuth',
    [
      'azimuth',
      'Azimuth of initial line',
      'Azimuth at projection centre',
      'Co-latitude of cone axis',
      'Azimuth of projection centre',
    ],
    [8813, 1036],
  ],
  ['gridAngle', ['rectified_grid_angle', 'XY_Plane_Rotation', 'Angle from Rectified to Skew Grid'], [8814]],
  ['height', ['satellite_height'], []],
  [
    'falseEasting',
    ['false_easting', 'Easting at false origin', 'Easting at projection centre'],
    [8806, 8826, 8816],
  ],
  [
    'falseNorthing',
    ['false_northing', 'Northing at false origin', 'Northing at projection centre'],
    [8807, 8827, 8817],
  ],
];

/** Which kind of figure a parameter is. */
export function kindOf(parameter: ParameterName): 'angle' | 'length' | 'scale' {
  if (parameter === 'scale') return 'scale';
  return ['falseEasting', 'falseNorthing', 'height'].includes(parameter) ? 'length' : 'angle';
}

/** The methods that a text may mean by a name and a code of EPSG's. Throws ImageryRefusal for unknown ones. */
export function methodNamed(name: string, code?: number): Naming {
  const named = namings.find(({ names }) => names.some((known) => plainName(known) === plainName(name)));
  const coded = code === undefined ? undefined : namings.find(({ codes }) => codes?.includes(code));
  if (code !== undefined && named !== coded)
    throw refusedText(`names the method '${name}' and EPSG's ${code}, which are not one that is known here`);
  if (named === undefined) throw refusedText(`uses the method '${name}', which is not computed here`);
  return named;
}

/** The parameter that a name and a code of EPSG's mean. Throws ImageryRefusal for unknown ones. */
export function parameterNamed(name: string, code?: number): ParameterName {
  const named = parameters.find(([, names]) => names.some((known) => plainName(known) === plainName(name)));
  if (named === undefined || (code !== undefined && !named[2].includes(code)))
    throw refusedText(`holds a parameter that is not understood here: '${name}'`);
  return named[0];
}
