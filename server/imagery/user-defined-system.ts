import { type GeoKeys, keyCode, keyNumber, keys, models } from './geo-keys.ts';
import { referenceSystem } from './reference-system/reference-system.ts';
import { ImageryRefusal } from './refusal.ts';

/** GeoTIFF's numbers of units, in metres. */
const linearUnits: ReadonlyMap<number, number> = new Map([
  [9001, 1],
  [9002, 0.3048],
  [9003, 1200 / 3937],
  [9036, 1000],
]);

/** GeoTIFF's numbers of units, in degrees. */
const angularUnits: ReadonlyMap<number, number> = new Map([
  [9101, 180 / Math.PI],
  [9102, 1],
  [9103, 1 / 60],
  [9104, 1 / 3600],
  [9105, 0.9],
]);

type Values = Readonly<Record<string, number | undefined>>;

/**
 * Methods by their number among GeoTIFF's coordinate transformations (ProjMethodGeoKey; EPSG guidance note 7-2
 * for what each takes), as definitions for proj4. Longitudes and latitudes are in degrees.
 */
const methods: ReadonlyMap<number, (values: Values) => string> = new Map([
  [1, (v) => `+proj=tmerc ${origin(v)} +k=${v.scale ?? 1}`],
  [3, (v) => `+proj=omerc ${oblique(v)} +no_uoff`],
  [
    7,
    (v) =>
      `+proj=merc +lon_0=${v.longitude ?? 0} ${v.parallel1 === undefined ? `+k=${v.scale ?? 1}` : `+lat_ts=${v.parallel1}`}`,
  ],
  [8, (v) => `+proj=lcc ${parallels(v)} ${origin(v)}`],
  [9, (v) => `+proj=lcc +lat_1=${v.latitude ?? 0} ${origin(v)} +k_0=${v.scale ?? 1}`],
  [10, (v) => `+proj=laea ${origin(v)}`],
  [11, (v) => `+proj=aea ${parallels(v)} ${origin(v)}`],
  [12, (v) => `+proj=aeqd ${origin(v)}`],
  [13, (v) => `+proj=eqdc ${parallels(v)} ${origin(v)}`],
  [14, (v) => `+proj=stere ${origin(v)} +k=${v.scale ?? 1}`],
  [15, (v) => polarStereographic(v)],
  [16, (v) => `+proj=sterea ${origin(v)} +k=${v.scale ?? 1}`],
  [17, (v) => `+proj=eqc +lat_ts=${v.parallel1 ?? 0} ${origin(v)}`],
  [18, (v) => `+proj=cass ${origin(v)}`],
  [19, (v) => `+proj=gnom ${origin(v)}`],
  [20, (v) => `+proj=mill ${origin(v)}`],
  [21, (v) => `+proj=ortho ${origin(v)}`],
  [22, (v) => `+proj=poly ${origin(v)}`],
  [23, (v) => `+proj=robin +lon_0=${v.longitude ?? 0}`],
  [24, (v) => `+proj=sinu +lon_0=${v.longitude ?? 0}`],
  [25, (v) => `+proj=vandg +lon_0=${v.longitude ?? 0}`],
  [26, (v) => `+proj=nzmg ${origin(v)}`],
  [28, (v) => `+proj=cea +lat_ts=${v.parallel1 ?? 0} +lon_0=${v.longitude ?? 0}`],
  [9815, (v) => `+proj=omerc ${oblique(v)}`],
]);

/**
 * The definition, for proj4, of a system that has no EPSG code but is spelled out in the file's keys: by its
 * method and parameters, as a UTM zone, or in words as GDAL (PROJ's language) and ESRI (WKT) write it.
 * Undefined where the keys do not tell enough.
 */
export function definitionFromKeys(geoKeys: GeoKeys): string | undefined {
  const model = keyNumber(geoKeys, keys.model);
  const spelled = spelledOut(geoKeys);
  if (model === models.geographic) {
    const degree = angularUnit(geoKeys);
    if (degree !== undefined && Math.abs(degree - 1) > 1e-9) {
      throw new ImageryRefusal(
        'reference_system_unsupported',
        'The coordinates of the image are angles, but not in degrees. Warp the image to EPSG:4326 first.',
      );
    }
    const geodetic = geodeticPart(geoKeys);
    return geodetic === undefined ? spelled : `+proj=longlat ${geodetic} +no_defs`;
  }
  const projection = projectionPart(geoKeys);
  const geodetic = geodeticPart(geoKeys);
  if (projection === undefined || geodetic === undefined) return spelled;
  return `${projection} ${geodetic} +no_defs`;
}

function projectionPart(geoKeys: GeoKeys): string | undefined {
  const unit = linearUnit(geoKeys);
  const zone = keyCode(geoKeys, keys.projection) ?? 0;
  if (unit === undefined) return undefined;
  const units = unit === 1 ? '+units=m' : `+to_meter=${unit}`;
  // EPSG's conversions 16001 to 16060 and 16101 to 16160 are the UTM zones of both hemispheres.
  if (zone >= 16001 && zone <= 16060) return `+proj=utm +zone=${zone - 16000} ${units}`;
  if (zone >= 16101 && zone <= 16160) return `+proj=utm +zone=${zone - 16100} +south ${units}`;
  const method = methods.get(keyCode(geoKeys, keys.method) ?? 0);
  const degree = angularUnit(geoKeys) ?? 1;
  if (method === undefined) return undefined;
  const first = (...candidates: number[]) =>
    candidates.map((key) => keyNumber(geoKeys, key)).find((value) => value !== undefined);
  const angle = (...candidates: number[]) => {
    const value = first(...candidates);
    return value === undefined ? undefined : value * degree;
  };
  const east = first(keys.falseEasting, keys.falseOriginEasting, keys.centreEasting) ?? 0;
  const north = first(keys.falseNorthing, keys.falseOriginNorthing, keys.centreNorthing) ?? 0;
  const values = {
    longitude: angle(
      keys.naturalOriginLongitude,
      keys.falseOriginLongitude,
      keys.centreLongitude,
      keys.straightVerticalPoleLongitude,
    ),
    latitude: angle(keys.naturalOriginLatitude, keys.falseOriginLatitude, keys.centreLatitude),
    poleLongitude: angle(keys.straightVerticalPoleLongitude, keys.naturalOriginLongitude),
    parallel1: angle(keys.standardParallel1),
    parallel2: angle(keys.standardParallel2),
    scale: first(keys.scaleAtNaturalOrigin, keys.scaleAtCentre),
    azimuth: angle(keys.azimuth),
    gridAngle: angle(keys.rectifiedGridAngle),
  };
  return `${method(values)} +x_0=${east * unit} +y_0=${north * unit} ${units}`;
}

function origin(values: Values): string {
  return `+lat_0=${values.latitude ?? 0} +lon_0=${values.longitude ?? 0}`;
}

function parallels(values: Values): string {
  return `+lat_1=${values.parallel1 ?? 0} +lat_2=${values.parallel2 ?? values.parallel1 ?? 0}`;
}

function oblique(values: Values): string {
  const azimuth = values.azimuth ?? 0;
  return `+lat_0=${values.latitude ?? 0} +lonc=${values.longitude ?? 0} +alpha=${azimuth} +gamma=${values.gridAngle ?? azimuth} +k=${values.scale ?? 1}`;
}

/** GeoTIFF keeps the latitude of true scale where other methods have the latitude of their origin. */
function polarStereographic(values: Values): string {
  const trueScale = values.parallel1 ?? values.latitude ?? 90;
  const pole = trueScale < 0 ? -90 : 90;
  const scale = Math.abs(trueScale) < 90 ? `+lat_ts=${trueScale}` : `+k=${values.scale ?? 1}`;
  return `+proj=stere +lat_0=${pole} ${scale} +lon_0=${values.poleLongitude ?? 0}`;
}

function linearUnit(geoKeys: GeoKeys): number | undefined {
  const size = keyNumber(geoKeys, keys.linearUnitSize);
  const code = keyCode(geoKeys, keys.linearUnit);
  return code === undefined ? (size ?? 1) : linearUnits.get(code);
}

/** Degrees; undefined where no unit is named. */
function angularUnit(geoKeys: GeoKeys): number | undefined {
  const size = keyNumber(geoKeys, keys.angularUnitSize);
  const code = keyCode(geoKeys, keys.angularUnit);
  if (code !== undefined) return angularUnits.get(code) ?? Number.NaN;
  return size === undefined ? undefined : (size * 180) / Math.PI;
}

/** Datum or ellipsoid, and prime meridian. */
function geodeticPart(geoKeys: GeoKeys): string | undefined {
  const system = keyCode(geoKeys, keys.geodeticSystem);
  // EPSG's datums and the geographic systems made of them stand 2,000 apart in its older ranges.
  const datum = keyCode(geoKeys, keys.geodeticDatum);
  const code = system ?? (datum !== undefined && datum >= 6120 && datum < 6904 ? datum - 2000 : undefined);
  const listed = code === undefined ? undefined : listedPart(code);
  if (listed !== undefined) return listed;
  const figure = ellipsoidPart(geoKeys);
  if (figure === undefined) return undefined;
  const shift = geoKeys.numbers.get(keys.toWgs84);
  const meridian = keyNumber(geoKeys, keys.primeMeridianLongitude) ?? 0;
  return [
    figure,
    shift && shift.length >= 3 ? `+towgs84=${shift.join(',')}` : '',
    meridian === 0 ? '' : `+pm=${meridian * (angularUnit(geoKeys) ?? 1)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function ellipsoidPart(geoKeys: GeoKeys): string | undefined {
  const a = keyNumber(geoKeys, keys.semiMajorAxis);
  const b = keyNumber(geoKeys, keys.semiMinorAxis);
  const rf = keyNumber(geoKeys, keys.inverseFlattening);
  if (a !== undefined && b !== undefined) return `+a=${a} +b=${b}`;
  if (a !== undefined && rf !== undefined) return rf === 0 ? `+a=${a} +b=${a}` : `+a=${a} +rf=${rf}`;
  // For each ellipsoid 70nn EPSG has a system 40nn of no other datum than that ellipsoid.
  const ellipsoid = keyCode(geoKeys, keys.ellipsoid);
  return ellipsoid === undefined ? undefined : listedPart(ellipsoid - 3000);
}

function listedPart(epsg: number): string | undefined {
  try {
    return referenceSystem(epsg)
      .definition.replace(/\+proj=longlat|\+no_defs|\+type=crs/g, '')
      .trim();
  } catch {
    return undefined;
  }
}

function spelledOut({ texts }: GeoKeys): string | undefined {
  const text = [keys.projectedCitation, keys.citation, keys.geodeticCitation]
    .map((key) => texts.get(key) ?? '')
    .join('\n');
  const proj =
    /EXTENSION\["PROJ4","([^"]+)"\]/.exec(text)?.[1] ??
    /PROJ(?:4| CRS) string: (\+proj=[^"|\n]+)/i.exec(text)?.[1];
  return proj ?? /ESRI PE String = ((?:PROJCS|GEOGCS)\[.*\])/s.exec(text)?.[1];
}
