import type { Ellipsoid } from '../methods.ts';

/** PROJ's names of ellipsoids: semi-major axis in metres, and inverse flattening, or semi-minor axis in metres. */
const figures: Readonly<Record<string, readonly [a: number, second: number]>> = {
  MERIT: [6378137, 298.257],
  SGS85: [6378136, 298.257],
  GRS80: [6378137, 298.257222101],
  IAU76: [6378140, 298.257],
  airy: [6377563.396, 299.3249646],
  'APL4.9': [6378137, 298.25],
  NWL9D: [6378145, 298.25],
  mod_airy: [6377340.189, 6356034.446],
  andrae: [6377104.43, 300],
  danish: [6377019.2563, 300],
  aust_SA: [6378160, 298.25],
  GRS67: [6378160, 298.247167427],
  GSK2011: [6378136.5, 298.2564151],
  bessel: [6377397.155, 299.1528128],
  bess_nam: [6377483.865, 299.1528128],
  clrk66: [6378206.4, 6356583.8],
  clrk80: [6378249.145, 293.4663],
  clrk80ign: [6378249.2, 293.4660212936269],
  CPM: [6375738.7, 334.29],
  delmbr: [6376428, 311.5],
  engelis: [6378136.05, 298.2566],
  evrst30: [6377276.345, 300.8017],
  evrst48: [6377304.063, 300.8017],
  evrst56: [6377301.243, 300.8017],
  evrst69: [6377295.664, 300.8017],
  evrstSS: [6377298.556, 300.8017],
  fschr60: [6378166, 298.3],
  fschr60m: [6378155, 298.3],
  fschr68: [6378150, 298.3],
  helmert: [6378200, 298.3],
  hough: [6378270, 297],
  intl: [6378388, 297],
  krass: [6378245, 298.3],
  kaula: [6378163, 298.24],
  lerch: [6378139, 298.257],
  mprts: [6397300, 191],
  new_intl: [6378157.5, 6356772.2],
  plessis: [6376523, 6355863],
  PZ90: [6378136, 298.25784],
  SEasia: [6378155, 6356773.3205],
  walbeck: [6376896, 6355834.8467],
  WGS60: [6378165, 298.3],
  WGS66: [6378145, 298.25],
  WGS72: [6378135, 298.26],
  WGS84: [6378137, 298.257223563],
  sphere: [6370997, 6370997],
};

/** An ellipsoid that PROJ's language names; undefined for another name. */
export function ellipsoidNamed(name: string): Ellipsoid | undefined {
  const [a, second] = (Object.hasOwn(figures, name) && figures[name]) || [];
  if (a === undefined || second === undefined) return undefined;
  return second > 1e6 ? { a, b: second } : flattened(a, second);
}

/** From the semi-major axis in metres and the inverse flattening, of which nought stands for a sphere. */
export function flattened(a: number, inverseFlattening: number): Ellipsoid {
  return { a, b: inverseFlattening === 0 ? a : a * (1 - 1 / inverseFlattening) };
}

/** An ellipsoid as a part of a definition for proj4, whose Swiss method knows no semi-minor axis. */
export function figureOf({ a, b }: Ellipsoid): string {
  return a === b ? `+a=${a} +b=${b}` : `+a=${a} +rf=${a / (a - b)}`;
}
