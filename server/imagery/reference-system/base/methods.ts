import { type Ellipsoid, isSphere } from './ellipsoids.ts';
import type { ParameterName } from './method-parameters.ts';

/** A method that is computed here. */
export type Method = {
  title: string;
  /** What has to be given, beyond which false easting and northing (0) and `optional` may be. */
  required: readonly ParameterName[];
  optional?: readonly ParameterName[];
  /** In the language of PROJ, without false origin, ellipsoid and units. */
  write: (given: Record<ParameterName, number>) => string;
  /** What of the ellipsoid or the figures keeps proj4 from computing it right. */
  refuse?: (given: Record<ParameterName, number>, ellipsoid: Ellipsoid) => string | false;
  westSouth?: boolean;
  auxiliarySphere?: boolean;
};

const origin = ['latitude', 'longitude'] as const;
const at = (v: Record<ParameterName, number>) => `+lat_0=${v.latitude} +lon_0=${v.longitude}`;
/** Of these methods proj4 2.22 forgets the false origin, in one direction or in both. */
const noFalseOrigin: Method['refuse'] = (v) =>
  (v.falseEasting !== 0 || v.falseNorthing !== 0) && 'has a false origin, which is not computed here';
const sphereAlone: Method['refuse'] = (_, ellipsoid) =>
  !isSphere(ellipsoid) && 'is computed in different ways on an ellipsoid';
const ellipsoidAlone: Method['refuse'] = (_, ellipsoid) =>
  isSphere(ellipsoid) && 'is not computed on a sphere here';
const oblique = ['latitude', 'longitude', 'azimuth'] as const;
const obliqueLine = (v: Record<ParameterName, number>) =>
  `+proj=omerc +lat_0=${v.latitude} +lonc=${v.longitude} +alpha=${v.azimuth} +gamma=${v.gridAngle} +k=${v.scale}`;
/** An azimuth of nought runs into a division by nought. */
const obliqueRefusal: Method['refuse'] = (v, ellipsoid) =>
  ellipsoidAlone(v, ellipsoid) || (v.azimuth % 180 === 0 && 'has an azimuth along a meridian');

/**
 * Every method that is computed here, as IOGP's guidance note 7-2 and proj4 have it. proj4 2.22 was compared with
 * PROJ 9.1.1 for each; what it computes otherwise is refused.
 */
export const methods = {
  transverse_mercator: {
    title: 'Transverse Mercator',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=tmerc ${at(v)} +k=${v.scale}`,
  },
  /** Counts westings and southings; false ones are subtracted from there. */
  transverse_mercator_south: {
    title: 'Transverse Mercator (South Orientated)',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=tmerc ${at(v)} +k=${v.scale}`,
    westSouth: true,
  },
  mercator_1: {
    title: 'Mercator',
    required: ['longitude'],
    optional: ['scale'],
    write: (v) => `+proj=merc +lon_0=${v.longitude} +k=${v.scale}`,
  },
  mercator_2: {
    title: 'Mercator',
    required: ['longitude', 'parallel1'],
    write: (v) => `+proj=merc +lon_0=${v.longitude} +lat_ts=${v.parallel1}`,
  },
  /** On the sphere of WGS 84's semi-major axis, with latitudes of the ellipsoid, as web maps have it. */
  web_mercator: {
    title: 'Popular Visualisation Pseudo-Mercator',
    required: ['longitude'],
    write: (v) => `+proj=merc +lon_0=${v.longitude} +k=1`,
    refuse: (_, { a }) => a !== 6_378_137 && 'is not on WGS 84',
    auxiliarySphere: true,
  },
  lambert_conic_1: {
    title: 'Lambert Conic Conformal',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=lcc +lat_1=${v.latitude} ${at(v)} +k_0=${v.scale}`,
  },
  lambert_conic_2: {
    title: 'Lambert Conic Conformal',
    required: [...origin, 'parallel1', 'parallel2'],
    optional: ['scale'],
    write: (v) => `+proj=lcc +lat_1=${v.parallel1} +lat_2=${v.parallel2} ${at(v)} +k_0=${v.scale}`,
  },
  lambert_azimuthal: {
    title: 'Lambert Azimuthal Equal Area',
    required: origin,
    write: (v) => `+proj=laea ${at(v)}`,
  },
  albers: {
    title: 'Albers Equal Area',
    required: [...origin, 'parallel1', 'parallel2'],
    write: (v) => `+proj=aea +lat_1=${v.parallel1} +lat_2=${v.parallel2} ${at(v)}`,
  },
  azimuthal_equidistant: {
    title: 'Azimuthal Equidistant',
    required: origin,
    write: (v) => `+proj=aeqd ${at(v)}`,
  },
  equidistant_conic: {
    title: 'Equidistant Conic',
    required: [...origin, 'parallel1', 'parallel2'],
    write: (v) => `+proj=eqdc +lat_1=${v.parallel1} +lat_2=${v.parallel2} ${at(v)}`,
  },
  stereographic: {
    title: 'Stereographic',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=stere ${at(v)} +k=${v.scale}`,
    // proj4 2.22 forgets the false northing there.
    refuse: (v) => v.latitude === 0 && v.falseNorthing !== 0 && 'has a false northing on the equator',
  },
  polar_stereographic_scale: {
    title: 'Polar Stereographic',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=stere ${at(v)} +k=${v.scale}`,
    refuse: (v) => Math.abs(v.latitude) !== 90 && 'has its origin at no pole',
  },
  /** With the latitude of true scale, whose sign names the pole. */
  polar_stereographic_parallel: {
    title: 'Polar Stereographic',
    required: ['longitude', 'parallel1'],
    write: (v) =>
      `+proj=stere +lat_0=${Math.sign(v.parallel1) * 90} +lat_ts=${v.parallel1} +lon_0=${v.longitude}`,
    refuse: (v) => v.parallel1 === 0 && 'has the equator for its parallel',
  },
  oblique_stereographic: {
    title: 'Oblique Stereographic',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=sterea ${at(v)} +k=${v.scale}`,
  },
  /** On the sphere of the semi-major axis, as GDAL's and ESRI's names of it mean it. */
  equirectangular: {
    title: 'Equidistant Cylindrical',
    required: ['longitude'],
    optional: ['parallel1'],
    write: (v) => `+proj=eqc +lat_ts=${v.parallel1} ${at(v)}`,
  },
  cassini: { title: 'Cassini-Soldner', required: origin, write: (v) => `+proj=cass ${at(v)}` },
  gnomonic: {
    title: 'Gnomonic',
    required: origin,
    write: (v) => `+proj=gnom ${at(v)}`,
    refuse: sphereAlone,
  },
  orthographic: {
    title: 'Orthographic',
    required: origin,
    write: (v) => `+proj=ortho ${at(v)}`,
    refuse: sphereAlone,
  },
  miller: {
    title: 'Miller Cylindrical',
    required: ['longitude'],
    write: (v) => `+proj=mill +lon_0=${v.longitude}`,
    refuse: sphereAlone,
  },
  polyconic: { title: 'American Polyconic', required: origin, write: (v) => `+proj=poly ${at(v)}` },
  robinson: { title: 'Robinson', required: ['longitude'], write: (v) => `+proj=robin +lon_0=${v.longitude}` },
  sinusoidal: {
    title: 'Sinusoidal',
    required: ['longitude'],
    write: (v) => `+proj=sinu +lon_0=${v.longitude}`,
    refuse: noFalseOrigin,
  },
  van_der_grinten: {
    title: 'Van der Grinten',
    required: ['longitude'],
    write: (v) => `+proj=vandg +lon_0=${v.longitude}`,
    refuse: sphereAlone,
  },
  mollweide: {
    title: 'Mollweide',
    required: ['longitude'],
    write: (v) => `+proj=moll +lon_0=${v.longitude}`,
  },
  eckert_6: {
    title: 'Eckert VI',
    required: ['longitude'],
    write: (v) => `+proj=eck6 +lon_0=${v.longitude}`,
    refuse: noFalseOrigin,
  },
  equal_earth: {
    title: 'Equal Earth',
    required: ['longitude'],
    write: (v) => `+proj=eqearth +lon_0=${v.longitude}`,
  },
  bonne: {
    title: 'Bonne',
    required: origin,
    write: (v) => `+proj=bonne +lat_1=${v.latitude} +lon_0=${v.longitude}`,
  },
  /** Its polynomial is of one ellipsoid, the International 1924. */
  new_zealand: {
    title: 'New Zealand Map Grid',
    required: origin,
    write: (v) => `+proj=nzmg ${at(v)}`,
    refuse: (_, { a, b }) =>
      (Math.abs(a - 6_378_388) > 0.5 || Math.abs(b - 6_356_911.946) > 0.5) && 'is not on its own ellipsoid',
  },
  cylindrical_equal_area: {
    title: 'Cylindrical Equal Area',
    required: ['longitude', 'parallel1'],
    write: (v) => `+proj=cea +lat_ts=${v.parallel1} +lon_0=${v.longitude}`,
  },
  swiss_oblique: {
    title: 'Swiss Oblique Mercator',
    required: origin,
    optional: ['scale'],
    write: (v) => `+proj=somerc ${at(v)} +k_0=${v.scale}`,
    refuse: ellipsoidAlone,
  },
  /** North orientated; proj4 2.22 has its ellipsoid, azimuth and pseudo standard parallel (78.5°) built in. */
  krovak: {
    title: 'Krovak',
    required: [...origin, 'azimuth'],
    optional: ['parallel1', 'scale'],
    write: (v) => `+proj=krovak ${at(v)} +alpha=${v.azimuth} +k=${v.scale}`,
    refuse: (v, { a, b }) =>
      noFalseOrigin(v, { a, b }) ||
      ((Math.abs(a - 6_377_397.155) > 0.5 ||
        Math.abs(b - 6_356_078.963) > 0.5 ||
        Math.abs(v.azimuth - 30.28813975) > 1e-6 ||
        Math.abs(v.parallel1 - 78.5) > 1e-9 ||
        v.latitude === 0 ||
        v.longitude === 0) &&
        'has other figures than its own'),
  },
  /** Hotine's variant A: the false origin lies where the line crosses the aposphere's equator. */
  oblique_mercator_a: {
    title: 'Hotine Oblique Mercator (variant A)',
    required: oblique,
    optional: ['scale', 'gridAngle'],
    write: (v) => `${obliqueLine(v)} +no_uoff`,
    refuse: obliqueRefusal,
  },
  /** Variant B: it lies at the centre. */
  oblique_mercator_b: {
    title: 'Hotine Oblique Mercator (variant B)',
    required: oblique,
    optional: ['scale', 'gridAngle'],
    // Due east it is the Swiss method, by which proj4 is not lost in rounding.
    write: (v) =>
      v.azimuth === 90 && v.gridAngle === 90 ? `+proj=somerc ${at(v)} +k_0=${v.scale}` : obliqueLine(v),
    refuse: obliqueRefusal,
  },
  geostationary_sweep_x: {
    title: 'Geostationary Satellite',
    required: ['longitude', 'height'],
    write: (v) => `+proj=geos +lon_0=${v.longitude} +h=${v.height} +sweep=x`,
    refuse: noFalseOrigin,
  },
  geostationary_sweep_y: {
    title: 'Geostationary Satellite',
    required: ['longitude', 'height'],
    write: (v) => `+proj=geos +lon_0=${v.longitude} +h=${v.height} +sweep=y`,
    refuse: noFalseOrigin,
  },
} satisfies Record<string, Method>;
export type MethodName = keyof typeof methods;

/** Whether a method is scaled by a factor. */
export function takesScale(method: MethodName): boolean {
  const { optional }: Method = methods[method];
  return optional?.includes('scale') ?? false;
}
