import { ImageryRefusal } from '../../base/refusal.ts';
import { type Ellipsoid, isSphere } from './ellipsoids.ts';
import { type ParameterName, type Parameters, parameterNames, parameterWords } from './method-parameters.ts';
import { type Method, type MethodName, methods } from './methods.ts';

/** A method with its parameters in the language of PROJ. */
export type Projection = {
  /** `+proj=` to `+y_0=`; ellipsoid, datum, prime meridian and units are to be added. */
  definition: string;
  /** The coordinates are westings and southings; the definition is of them with their signs changed. */
  westSouth: boolean;
  /** The ellipsoid to add is the sphere of its semi-major axis, without a shift (`+nadgrids=@null`). */
  auxiliarySphere: boolean;
};

/**
 * A method and its parameters as a definition for proj4, which computes it as PROJ 9.1.1 does, to a metre. What may
 * be left out is 0, the scale 1, the grid angle the azimuth, the pseudo standard parallel of Krovak 78.5. Throws
 * ImageryRefusal reference_system_unsupported where a parameter is missing, is none of the method's, or keeps proj4
 * from computing it right.
 */
export function projectionOf(method: MethodName, given: Parameters, ellipsoid: Ellipsoid): Projection {
  const entry: Method = methods[method];
  const { title, required, optional = [], write, refuse } = entry;
  const { westSouth = false, auxiliarySphere = false } = entry;
  const missing = required.find((name) => given[name] === undefined);
  if (missing !== undefined) throw unsupported(title, `lacks its ${parameterWords[missing]}`);
  const taken = new Set<ParameterName>([...required, ...optional, 'falseEasting', 'falseNorthing']);
  const values = Object.fromEntries(
    parameterNames.map((name) => {
      const value = given[name];
      const neutral = name === 'scale' ? 1 : 0;
      if (value !== undefined && !taken.has(name) && value !== neutral)
        throw unsupported(title, `has no ${parameterWords[name]}`);
      return [name, value ?? neutral];
    }),
  ) as Record<ParameterName, number>;
  values.gridAngle = given.gridAngle ?? values.azimuth;
  if (method === 'krovak') values.parallel1 = given.parallel1 ?? 78.5;
  const wrong = parameterNames.find((name) => !plausible(name, values[name]));
  if (wrong !== undefined) throw unsupported(title, `has an impossible ${parameterWords[wrong]}`);
  const why = refuse?.(values, ellipsoid);
  if (why) throw unsupported(title, why);
  // On a sphere proj4 has the older formulas of this method alone.
  const approximate = write(values).startsWith('+proj=tmerc') && isSphere(ellipsoid) ? ' +approx' : '';
  const sign = westSouth ? -1 : 1;
  const [x, y] = [values.falseEasting, values.falseNorthing].map((length) => length * sign + 0);
  return { definition: `${write(values)}${approximate} +x_0=${x} +y_0=${y}`, westSouth, auxiliarySphere };
}

function plausible(name: ParameterName, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (name === 'scale') return value > 0.1 && value < 10;
  if (name.startsWith('latitude') || name.startsWith('parallel')) return Math.abs(value) <= 90;
  if (name.startsWith('false')) return Math.abs(value) <= 1e9;
  if (name === 'height') return value >= 0 && value <= 1e9;
  return Math.abs(value) <= 540;
}

function unsupported(title: string, why: string): ImageryRefusal {
  return new ImageryRefusal(
    'reference_system_unsupported',
    `The method ${title} ${why}. Warp the image to a UTM zone or to EPSG:4326 first.`,
  );
}
