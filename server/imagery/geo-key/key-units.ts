import { unclear } from '../base/refusal.ts';
import { type GeoKeys, keyCode, keyNumber, keys, USER_DEFINED } from './geo-keys.ts';

/** EPSG's units of length by their codes, in metres (EPSG v10.076, as PROJ 9.1.1 has them). */
const linearUnits: ReadonlyMap<number, number> = new Map([
  [1025, 0.001],
  [1033, 0.01],
  [9001, 1],
  [9002, 0.3048],
  [9003, 1200 / 3937],
  [9005, 0.3047972654],
  [9014, 1.8288],
  [9030, 1852],
  [9031, 1.0000135965],
  [9033, 20.11684023368047],
  [9034, 0.2011684023368047],
  [9035, 1609.3472186944375],
  [9036, 1000],
  [9037, 0.9143917962],
  [9038, 20.1166195164],
  [9039, 0.201166195164],
  [9040, 0.9143984146160287],
  [9041, 0.3047994715386762],
  [9042, 20.116765121552632],
  [9043, 0.2011676512155263],
  [9050, 0.9143992],
  [9051, 0.3047997333333333],
  [9052, 20.1167824],
  [9053, 0.201167824],
  [9060, 0.9143992042898124],
  [9061, 0.30479973476327077],
  [9062, 20.116782494375872],
  [9063, 0.2011678249437587],
  [9070, 0.30480083333333335],
  [9080, 0.30479951024814694],
  [9081, 0.30479841],
  [9082, 0.3047996],
  [9083, 0.3047995],
  [9084, 0.9143985307444408],
  [9085, 0.91439523],
  [9086, 0.9143988],
  [9087, 0.9143985],
  [9093, 1609.344],
  [9094, 0.3047997101815088],
  [9095, 0.3048007491],
  [9096, 0.9144],
  [9097, 20.1168],
  [9098, 0.201168],
  [9099, 0.914398],
  [9300, 0.30479933333333337],
  [9301, 20.116756],
  [9302, 0.20116756],
]);
/** Share by which a unit may differ from another of the same length, written with fewer digits. */
const SAME_UNIT = 1e-9;

/** Codes of units that are degrees. */
const degreeUnits: ReadonlySet<number> = new Set([9102, 9122]);

/**
 * Metres of the unit in which the file says that it counts its lengths (ProjLinearUnits, and ProjLinearUnitSize where
 * no code fits); undefined where it does not say. Throws ImageryRefusal reference_system_unclear for a unit that is
 * not known or not told the size of.
 */
export function linearUnit(geoKeys: GeoKeys): number | undefined {
  const size = keyNumber(geoKeys, keys.linearUnitSize);
  const code = keyCode(geoKeys, keys.linearUnit);
  if (code === undefined && size === undefined) {
    if (keyNumber(geoKeys, keys.linearUnit) !== USER_DEFINED) return undefined;
    throw unclear('The file counts its coordinates in a unit of its own and does not say how long it is.');
  }
  const metres = code === undefined ? size! : linearUnits.get(code);
  if (metres === undefined || !(metres > 1e-4 && metres < 1e5))
    throw unclear(
      `The file counts its coordinates in a unit that is not known here (${code === undefined ? `${metres} m` : `number ${code}`}).`,
    );
  if (size !== undefined && Math.abs(size / metres - 1) > 1e-6)
    throw unclear(`The file counts its coordinates in two units at once, of ${metres} m and of ${size} m.`);
  // Some programs pass over a size that stands without a code.
  if (metres !== 1 && !geoKeys.numbers.has(keys.linearUnit))
    throw unclear(`The file gives a unit of ${metres} m and does not say that its coordinates are in it.`);
  return metres;
}

/** Whether two units are one and the same length; both in metres. */
export function isSameUnit(one: number, other: number): boolean {
  return Math.abs(one / other - 1) < SAME_UNIT;
}

/**
 * Holds a file to degrees wherever it gives an angle. By GeoTIFF 1.1 angles are in the unit of the file's own choice;
 * GDAL takes them for degrees, whatever it is, and so do programs that write them. `angles` are keys whose values are
 * angles; where all of these are 0 or absent, the unit makes no difference. Throws ImageryRefusal
 * reference_system_unclear.
 */
export function requireDegrees(geoKeys: GeoKeys, angles: readonly number[] | 'coordinates'): void {
  const matters = angles === 'coordinates' || angles.some((key) => (keyNumber(geoKeys, key) ?? 0) !== 0);
  if (!matters) return;
  const size = keyNumber(geoKeys, keys.angularUnitSize);
  const wrongSize = size !== undefined && Math.abs((size * 180) / Math.PI - 1) > 1e-6;
  const codes = [keyCode(geoKeys, keys.angularUnit), keyCode(geoKeys, keys.azimuthUnit)];
  const wrong = codes.find((code) => code !== undefined && !degreeUnits.has(code));
  if (wrong === undefined && !wrongSize) return;
  const name = wrong === undefined ? 'a unit of its own' : (angularNames[wrong] ?? `unit number ${wrong}`);
  throw unclear(`The file gives its angles in ${name}, which programs read in different ways.`);
}

const angularNames: Readonly<Record<number, string>> = {
  9101: 'radians',
  9103: 'minutes of arc',
  9104: 'seconds of arc',
  9105: 'grads',
  9106: 'grads',
  9107: 'degrees, minutes and seconds',
  9108: 'degrees, minutes and seconds',
  9110: 'degrees, minutes and seconds',
  9111: 'degrees and minutes',
};
