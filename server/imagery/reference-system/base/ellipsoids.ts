/** Semi-axes in metres. */
export type Ellipsoid = {
  a: number;
  b: number;
};

/** Semi-major axis in metres, and inverse flattening (0 for a sphere), by EPSG's code (v10.076, as in PROJ 9.1.1). */
const byCode: ReadonlyMap<number, readonly [a: number, inverseFlattening: number]> = new Map([
  [1024, [6378137, 298.257222101]],
  [1025, [6378136.5, 298.2564151]],
  [1026, [6376045, 310]],
  [7001, [6377563.396, 299.3249646]],
  [7002, [6377340.189, 299.3249646]],
  [7003, [6378160, 298.25]],
  [7004, [6377397.155, 299.1528128]],
  [7005, [6377492.018, 299.1528128]],
  [7006, [6377483.865, 299.1528128]],
  [7007, [6378293.645209, 294.26067636926103]],
  [7008, [6378206.4, 294.9786982138982]],
  [7009, [6378450.047549, 294.978697164674]],
  [7010, [6378300.789, 293.4663155389811]],
  [7011, [6378249.2, 293.4660212936269]],
  [7012, [6378249.145, 293.465]],
  [7013, [6378249.145, 293.4663077]],
  [7014, [6378249.2, 293.46598]],
  [7015, [6377276.345, 300.8017]],
  [7016, [6377298.556, 300.8017]],
  [7018, [6377304.063, 300.8017]],
  [7019, [6378137, 298.257222101]],
  [7020, [6378200, 298.3]],
  [7021, [6378160, 298.247]],
  [7022, [6378388, 297]],
  [7024, [6378245, 298.3]],
  [7025, [6378145, 298.25]],
  [7027, [6376523, 308.64]],
  [7028, [6378298.3, 294.73]],
  [7029, [6378300, 296]],
  [7030, [6378137, 298.257223563]],
  [7031, [6378137, 298.257223563]],
  [7032, [6378136.2, 298.257223563]],
  [7033, [6378136.3, 298.257223563]],
  [7034, [6378249.144808, 293.46630765562986]],
  [7035, [6371000, 0]],
  [7036, [6378160, 298.247167427]],
  [7041, [6378135, 298.257]],
  [7042, [6377299.365595, 300.80172554336184]],
  [7043, [6378135, 298.26]],
  [7044, [6377301.243, 300.8017255]],
  [7045, [6377299.151, 300.8017255]],
  [7046, [6377483.86528, 299.1528128]],
  [7047, [6370997, 0]],
  [7048, [6371007, 0]],
  [7049, [6378140, 298.257]],
  [7050, [6378160, 298.25]],
  [7051, [6377019.27, 300]],
  [7052, [6370997, 0]],
  [7053, [6378270, 297]],
  [7054, [6378136, 298.257839303]],
  [7055, [6378306.3696, 293.46630765562986]],
  [7056, [6377295.664, 300.8017]],
  [7057, [6371228, 0]],
  [7058, [6378273, 298.279411123064]],
  [7059, [6378137, 0]],
]);

/** The ellipsoid of an EPSG code, such as 7004 (Bessel 1841). */
export function ellipsoidOfCode(code: number): Ellipsoid | undefined {
  const figure = byCode.get(code);
  return figure && ellipsoidOf(...figure);
}

/** An ellipsoid by its semi-major axis, in metres, and its inverse flattening: 0, as GeoTIFF has it, for a sphere. */
export function ellipsoidOf(a: number, inverseFlattening: number): Ellipsoid {
  return { a, b: inverseFlattening === 0 ? a : a * (1 - 1 / inverseFlattening) };
}

/** PROJ's names of ellipsoids: semi-major axis in metres, and inverse flattening, or semi-minor axis in metres. */
const byName: Readonly<Record<string, readonly [a: number, second: number]>> = {
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
  const [a, second] = (Object.hasOwn(byName, name) && byName[name]) || [];
  if (a === undefined || second === undefined) return undefined;
  return second > 1e6 ? { a, b: second } : ellipsoidOf(a, second);
}

/** An ellipsoid as a part of a definition for proj4, whose Swiss method knows no semi-minor axis. */
export function ellipsoidPart({ a, b }: Ellipsoid): string {
  return a === b ? `+a=${a} +b=${b}` : `+a=${a} +rf=${a / (a - b)}`;
}

/** Whether its axes are of one length. */
export function isSphere({ a, b }: Ellipsoid): boolean {
  return a === b;
}
