type Figures = Readonly<Record<string, number>>;
type Measured = Readonly<Record<string, readonly [value: number, unit: string]>>;

/** The parameters of a Well-Known Text. */
export const figures = (of: Figures) =>
  Object.entries(of)
    .map(([name, value]) => `PARAMETER["${name}",${value}]`)
    .join(',');
/** A Well-Known Text as ESRI writes it, with names that no list knows, so that its figures alone place it. */
export const esri = (method: string, of: Figures, unit = '"Meter",1.0') =>
  `PROJCS["Grid_of_my_own",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["${method}"],${figures(of)},UNIT[${unit}]]`;
/** The same as GDAL writes it, in WKT 1. */
export const gdal = (method: string, of: Figures, unit = '"metre",1', rest = '') =>
  `PROJCS["my own grid",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]],PROJECTION["${method}"],${figures(of)},UNIT[${unit}]${rest}]`;
const EAST_NORTH = 'AXIS["(E)",east,ORDER[1]],AXIS["(N)",north,ORDER[2]]';
/** The same in WKT 2, each figure with its own unit. */
export const wkt2 = (method: string, code: number, of: Measured, axes = EAST_NORTH) =>
  `PROJCRS["my own grid",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["mine",METHOD["${method}",ID["EPSG",${code}]],${Object.entries(
    of,
  )
    .map(([name, [value, unit]]) => `PARAMETER["${name}",${value},${unit}]`)
    .join(',')}],CS[Cartesian,2],${axes},LENGTHUNIT["metre",1]]`;
export const DEG = 'ANGLEUNIT["degree",0.0174532925199433]';
export const GRAD = 'ANGLEUNIT["grad",0.015707963267949]';
export const M = 'LENGTHUNIT["metre",1]';
export const USFT = 'LENGTHUNIT["US survey foot",0.304800609601219]';
export const ONE = 'SCALEUNIT["unity",1]';

/** ESRI's text of EPSG:32652, by its name. */
export const utm = esri('Transverse_Mercator', {
  False_Easting: 500_000,
  False_Northing: 0,
  Central_Meridian: 129,
  Scale_Factor: 0.9996,
  Latitude_Of_Origin: 0,
}).replace('Grid_of_my_own', 'WGS_1984_UTM_Zone_52N');
