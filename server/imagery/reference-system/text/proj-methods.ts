import type { ParameterName, Parameters } from '../base/method-parameters.ts';
import type { MethodName } from '../base/methods.ts';
import type { Members } from './proj-members.ts';
import { refusedText } from './text-refusal.ts';

type Reader = (members: Members) => [MethodName, Partial<Record<ParameterName, number>>];

const origin = (members: Members) => ({
  latitude: members.angle('lat_0') ?? 0,
  longitude: members.angle('lon_0') ?? 0,
});
const longitude = (members: Members) => ({ longitude: members.angle('lon_0') ?? 0 });
const scale = (members: Members) => {
  const [k, k0] = [members.number('k'), members.number('k_0')];
  if (k !== undefined && k0 !== undefined && k !== k0) throw refusedText('says two scale factors');
  return { scale: k0 ?? k ?? 1 };
};
const parallels = (members: Members) => {
  const parallel1 = members.angle('lat_1');
  const parallel2 = members.angle('lat_2') ?? parallel1;
  return { ...(parallel1 !== undefined && { parallel1 }), ...(parallel2 !== undefined && { parallel2 }) };
};
const trueScale = (members: Members) => ({ parallel1: members.angle('lat_ts') ?? 0 });
const scaled =
  (method: MethodName): Reader =>
  (members) => [method, { ...origin(members), ...scale(members) }];
const plainly =
  (method: MethodName): Reader =>
  (members) => [method, origin(members)];
const alongLongitude =
  (method: MethodName): Reader =>
  (members) => [method, longitude(members)];
const conic =
  (method: MethodName): Reader =>
  (members) => [method, { ...origin(members), ...parallels(members) }];

const readers: Readonly<Record<string, Reader>> = {
  tmerc: scaled('transverse_mercator'),
  etmerc: scaled('transverse_mercator'),
  utm: (members) => {
    const zone = members.number('zone');
    if (zone === undefined || !Number.isInteger(zone) || zone < 1 || zone > 60)
      throw refusedText('does not name a UTM zone from 1 to 60');
    const falseNorthing = members.flag('south') ? 10_000_000 : 0;
    const parameters = { latitude: 0, longitude: 6 * zone - 183, scale: 0.9996 };
    return ['transverse_mercator', { ...parameters, falseEasting: 500_000, falseNorthing }];
  },
  merc: (members) => {
    const parallel1 = members.angle('lat_ts');
    const common = { ...longitude(members), ...scale(members) };
    return parallel1 === undefined ? ['mercator_1', common] : ['mercator_2', { ...common, parallel1 }];
  },
  lcc: (members) => {
    const lines = parallels(members);
    const usual = lines.parallel1 === lines.parallel2 ? lines.parallel1 : 0;
    const latitude = members.angle('lat_0') ?? usual ?? 0;
    return ['lambert_conic_2', { ...longitude(members), ...scale(members), ...lines, latitude }];
  },
  laea: plainly('lambert_azimuthal'),
  aea: conic('albers'),
  eqdc: conic('equidistant_conic'),
  aeqd: plainly('azimuthal_equidistant'),
  sterea: scaled('oblique_stereographic'),
  stere: (members) => {
    const given = { ...origin(members), ...scale(members) };
    const parallel1 = members.angle('lat_ts');
    if (parallel1 === undefined || parallel1 === given.latitude) return ['stereographic', given];
    const { latitude, ...others } = given;
    if (Math.abs(latitude) !== 90 || Math.sign(latitude) !== Math.sign(parallel1))
      throw refusedText('has a latitude of true scale that does not fit its pole');
    return ['polar_stereographic_parallel', { ...others, parallel1 }];
  },
  eqc: (members) => ['equirectangular', { ...origin(members), ...trueScale(members) }],
  cass: plainly('cassini'),
  gnom: plainly('gnomonic'),
  ortho: plainly('orthographic'),
  mill: alongLongitude('miller'),
  poly: plainly('polyconic'),
  robin: alongLongitude('robinson'),
  sinu: alongLongitude('sinusoidal'),
  vandg: alongLongitude('van_der_grinten'),
  moll: alongLongitude('mollweide'),
  eck6: alongLongitude('eckert_6'),
  eqearth: alongLongitude('equal_earth'),
  bonne: (members) => ['bonne', { ...longitude(members), latitude: members.angle('lat_1') ?? 0 }],
  nzmg: plainly('new_zealand'),
  cea: (members) => [
    'cylindrical_equal_area',
    { ...longitude(members), ...trueScale(members), ...scale(members) },
  ],
  somerc: scaled('swiss_oblique'),
  krovak: (members) => {
    const azimuth = members.angle('alpha');
    return ['krovak', { ...origin(members), ...scale(members), ...(azimuth !== undefined && { azimuth }) }];
  },
  omerc: (members) => {
    const [azimuth, gridAngle] = [members.angle('alpha'), members.angle('gamma')];
    const centre = members.angle('lonc');
    const atNaturalOrigin = [members.flag('no_uoff'), members.flag('no_off')].includes(true);
    return [
      atNaturalOrigin ? 'oblique_mercator_a' : 'oblique_mercator_b',
      {
        latitude: members.angle('lat_0') ?? 0,
        ...scale(members),
        ...(centre !== undefined && { longitude: centre }),
        ...(azimuth !== undefined && { azimuth }),
        ...(gridAngle !== undefined && { gridAngle }),
      },
    ];
  },
  geos: (members) => {
    const height = members.number('h');
    const sweep = members.text('sweep') ?? 'y';
    if (sweep !== 'x' && sweep !== 'y') throw refusedText(`sweeps along no axis: +sweep=${sweep}`);
    return [
      sweep === 'x' ? 'geostationary_sweep_x' : 'geostationary_sweep_y',
      { ...longitude(members), ...(height !== undefined && { height }) },
    ];
  },
};

/**
 * The method and the parameters of a projection in the language of PROJ; false easting and northing only where the
 * projection's name says them. Throws ImageryRefusal reference_system_unsupported for one that is not computed here.
 */
export function readProjMethod(name: string, members: Members): readonly [MethodName, Parameters] {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) throw refusedText(`uses a projection that is not computed here: +proj=${name}`);
  return reader(members);
}
