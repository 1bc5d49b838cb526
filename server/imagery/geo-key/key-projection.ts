import { unclear } from '../base/refusal.ts';
import { partsOf } from '../reference-system/base/definition.ts';
import type { Ellipsoid } from '../reference-system/base/ellipsoids.ts';
import { type ParameterName, parameterWords } from '../reference-system/base/method-parameters.ts';
import type { MethodName } from '../reference-system/base/methods.ts';
import { type Projection, projectionOf } from '../reference-system/base/projection.ts';
import { type GeoKeys, keyCode, keyNumber, keys } from './geo-keys.ts';
import { linearUnit, requireDegrees } from './key-units.ts';

/** The keys in which a parameter may stand. */
const parameterKeys = {
  latitude: [keys.naturalOriginLatitude, keys.falseOriginLatitude, keys.centreLatitude],
  longitude: [
    keys.naturalOriginLongitude,
    keys.falseOriginLongitude,
    keys.centreLongitude,
    keys.straightVerticalPoleLongitude,
  ],
  parallel1: [keys.standardParallel1],
  parallel2: [keys.standardParallel2],
  scale: [keys.scaleAtNaturalOrigin, keys.scaleAtCentre],
  azimuth: [keys.azimuth],
  gridAngle: [keys.rectifiedGridAngle],
  falseEasting: [keys.falseEasting, keys.falseOriginEasting, keys.centreEasting],
  falseNorthing: [keys.falseNorthing, keys.falseOriginNorthing, keys.centreNorthing],
} satisfies Partial<Record<ParameterName, readonly number[]>>;
type KeyParameter = keyof typeof parameterKeys;
type Values = Partial<Record<KeyParameter, number>>;

const angleKeys = (
  ['latitude', 'longitude', 'parallel1', 'parallel2', 'azimuth', 'gridAngle'] as const
).flatMap((name) => parameterKeys[name] as readonly number[]);

/**
 * Methods by their number among GeoTIFF's coordinate transformations (ProjMethodGeoKey): what they are called here,
 * and how the language of PROJ calls them. `scaled` must say their scale: programs differ in what they take for one
 * that is missing.
 */
const methods: ReadonlyMap<number, { name: MethodName; proj: readonly string[]; scaled?: true }> = new Map([
  [1, { name: 'transverse_mercator', proj: ['tmerc', 'etmerc', 'utm'], scaled: true }],
  [3, { name: 'oblique_mercator_a', proj: ['omerc', 'somerc'], scaled: true }],
  [7, { name: 'mercator_1', proj: ['merc'] }],
  [8, { name: 'lambert_conic_2', proj: ['lcc'] }],
  [9, { name: 'lambert_conic_1', proj: ['lcc'], scaled: true }],
  [10, { name: 'lambert_azimuthal', proj: ['laea'] }],
  [11, { name: 'albers', proj: ['aea'] }],
  [12, { name: 'azimuthal_equidistant', proj: ['aeqd'] }],
  [13, { name: 'equidistant_conic', proj: ['eqdc'] }],
  [14, { name: 'stereographic', proj: ['stere', 'sterea'], scaled: true }],
  [15, { name: 'polar_stereographic_parallel', proj: ['stere'] }],
  [16, { name: 'oblique_stereographic', proj: ['sterea'], scaled: true }],
  [17, { name: 'equirectangular', proj: ['eqc'] }],
  [18, { name: 'cassini', proj: ['cass'] }],
  [19, { name: 'gnomonic', proj: ['gnom'] }],
  [20, { name: 'miller', proj: ['mill'] }],
  [21, { name: 'orthographic', proj: ['ortho'] }],
  [22, { name: 'polyconic', proj: ['poly'] }],
  [23, { name: 'robinson', proj: ['robin'] }],
  [24, { name: 'sinusoidal', proj: ['sinu'] }],
  [25, { name: 'van_der_grinten', proj: ['vandg'] }],
  [26, { name: 'new_zealand', proj: ['nzmg'] }],
  [27, { name: 'transverse_mercator_south', proj: ['tmerc', 'etmerc'], scaled: true }],
  [28, { name: 'cylindrical_equal_area', proj: ['cea'] }],
  [9815, { name: 'oblique_mercator_b', proj: ['omerc', 'somerc'], scaled: true }],
] as const);

/**
 * The projection that the keys spell out, by its method and parameters or as a UTM zone; undefined where they do not.
 * Throws ImageryRefusal reference_system_unclear where they contradict themselves or leave out what readers take
 * differently, reference_system_unsupported for what is not computed here.
 */
export function projectionFromKeys(geoKeys: GeoKeys, ellipsoid: Ellipsoid): Projection | undefined {
  const zone = utmZone(geoKeys);
  if (zone !== undefined) {
    const definition = `+proj=utm +zone=${Math.abs(zone)}${zone < 0 ? ' +south' : ''}`;
    requireProjection(geoKeys, definition, `UTM zone ${Math.abs(zone)}`);
    return { definition, westSouth: false, auxiliarySphere: false };
  }
  const method = methods.get(keyCode(geoKeys, keys.method) ?? 0);
  if (method === undefined) return undefined;
  requireDegrees(geoKeys, angleKeys);
  const values = valuesFromKeys(geoKeys);
  if (method.scaled && values.scale === undefined)
    throw unclear(
      'The file spells out its projection without the scale, which programs fill in differently.',
    );
  return variant(method.name, values, ellipsoid);
}

/** GeoTIFF has one number for two forms of some methods. */
function variant(name: MethodName, values: Values, ellipsoid: Ellipsoid): Projection {
  if (name === 'mercator_1' && values.parallel1 !== undefined)
    return projectionOf('mercator_2', values, ellipsoid);
  if (name === 'mercator_1' && (values.latitude ?? 0) !== 0)
    throw unclear(
      'The file gives a Mercator projection an origin off the equator, which programs read differently.',
    );
  if (name === 'equirectangular' || name === 'cylindrical_equal_area')
    return projectionOf(name, { ...values, parallel1: values.parallel1 ?? 0 }, ellipsoid);
  if (name !== 'polar_stereographic_parallel') return projectionOf(name, values, ellipsoid);
  // GeoTIFF keeps the latitude of true scale where other methods have the latitude of their origin.
  const { latitude, parallel1, ...others } = values;
  if (latitude !== undefined && parallel1 !== undefined && latitude !== parallel1)
    throw unclear(
      'The file gives a polar projection both an origin and a parallel, which programs read differently.',
    );
  const trueScale = parallel1 ?? latitude;
  if (trueScale === undefined || Math.abs(trueScale) !== 90)
    return projectionOf(
      name,
      { ...others, ...(trueScale !== undefined && { parallel1: trueScale }) },
      ellipsoid,
    );
  return projectionOf('polar_stereographic_scale', { ...others, latitude: trueScale }, ellipsoid);
}

/** In degrees and metres. */
function valuesFromKeys(geoKeys: GeoKeys): Values {
  const unit = linearUnit(geoKeys) ?? 1;
  const values: Values = {};
  for (const name of Object.keys(parameterKeys) as KeyParameter[]) {
    const given = givenIn(geoKeys, name);
    if (given.some((value) => value !== given[0]))
      throw unclear(`The file gives its ${parameterWords[name]} twice, as ${given.join(' and ')}.`);
    const [value] = given;
    if (value !== undefined) values[name] = name.startsWith('false') ? value * unit : value;
  }
  return values;
}

function givenIn(geoKeys: GeoKeys, name: KeyParameter): number[] {
  return parameterKeys[name].flatMap((key) => keyNumber(geoKeys, key) ?? []);
}

/** EPSG's conversions 16001 to 16060 and 16101 to 16160 are the UTM zones; those of the south come out negative. */
function utmZone(geoKeys: GeoKeys): number | undefined {
  const conversion = keyCode(geoKeys, keys.projection) ?? 0;
  if (conversion >= 16001 && conversion <= 16060) return conversion - 16000;
  if (conversion >= 16101 && conversion <= 16160) return 16100 - conversion;
  return undefined;
}

/** What of each parameter moves no place by a metre. */
const mostOff: Record<KeyParameter, number> = {
  ...{ latitude: 1e-5, longitude: 1e-5, parallel1: 1e-5, parallel2: 1e-5, azimuth: 1e-5, gridAngle: 1e-5 },
  ...{ scale: 1e-7, falseEasting: 0.5, falseNorthing: 0.5 },
};

/**
 * Holds the keys of method and parameters against the projection that they stand beside. `definition` is that
 * system's, for proj4, `name` is for a sentence. Throws ImageryRefusal reference_system_unclear where a key says
 * otherwise.
 */
export function requireProjection(geoKeys: GeoKeys, definition: string, name: string): void {
  const zone = utmZone(geoKeys);
  const parts = partsOf(definition);
  const own = Number(parts.get('zone')) * (parts.has('south') ? -1 : 1);
  if (zone !== undefined && parts.get('proj') === 'utm' && zone !== own)
    throw unclear(
      `The file names ${name}, but its keys are those of UTM zone ${Math.abs(zone)}${zone < 0 ? 'S' : 'N'}.`,
    );
  const number = keyCode(geoKeys, keys.method);
  const method = number === undefined ? undefined : methods.get(number);
  const proj = parts.get('proj') ?? '';
  if (method && !method.proj.includes(proj))
    throw unclear(`The file names ${name}, but its keys are those of another method of projection.`);
  const expected = expectedOf(parts);
  const unit = linearUnit(geoKeys) ?? 1;
  for (const key of Object.keys(parameterKeys) as KeyParameter[]) {
    const fits = (value: number) =>
      expected[key].some((one) => {
        const off = Math.abs(value - one);
        return (key === 'longitude' ? Math.min(off, Math.abs(off - 360)) : off) <= mostOff[key];
      });
    // Some writers leave lengths in metres, whatever the unit of their coordinates.
    const wrong = givenIn(geoKeys, key).find(
      (value) => !fits(value) && !(key.startsWith('false') && fits(value * unit)),
    );
    if (wrong === undefined) continue;
    if (angleKeys.includes(parameterKeys[key][0]!)) requireDegrees(geoKeys, angleKeys);
    throw unclear(
      `The file names ${name}, but its keys give ${wrong} as the ${parameterWords[key]} instead of ${expected[key][0]}.`,
    );
  }
}

/** The values that a key of each parameter may hold beside a definition; the first is the one to name. */
function expectedOf(parts: ReadonlyMap<string, string>): Record<KeyParameter, number[]> {
  const all = (...names: string[]) =>
    names.flatMap((name) => (parts.has(name) ? Number(parts.get(name)) : []));
  const or = (values: number[], ...otherwise: number[]) => (values.length > 0 ? values : otherwise);
  if (parts.get('proj') === 'utm')
    return {
      ...{ latitude: [0], longitude: [Number(parts.get('zone')) * 6 - 183], parallel1: [0], parallel2: [0] },
      ...{ scale: [0.9996], azimuth: [0], gridAngle: [0], falseEasting: [500_000] },
      falseNorthing: [parts.has('south') ? 10_000_000 : 0],
    };
  const parallels = [...all('lat_1', 'lat_2', 'lat_ts'), ...(parts.has('lat_1') ? [] : [0])];
  const poles = parts.has('lat_ts') ? [90, -90] : [];
  return {
    latitude: [...or(all('lat_0'), 0), ...all('lat_ts'), ...poles],
    longitude: or(all('lonc', 'lon_0'), 0),
    parallel1: [...parallels, ...all('lat_0')],
    parallel2: [...parallels, ...all('lat_0')],
    scale: [...or(all('k', 'k_0'), 1), ...(parts.has('lat_ts') || parts.has('lat_2') ? [1] : [])],
    azimuth: or(all('alpha'), 90, 0),
    gridAngle: [...or(all('gamma', 'alpha'), 90, 0), 0],
    falseEasting: or(all('x_0'), 0),
    falseNorthing: or(all('y_0'), 0),
  };
}
