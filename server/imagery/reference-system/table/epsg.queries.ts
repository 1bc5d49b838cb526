import { DatabaseSync } from 'node:sqlite';

/** West, south, east, north in degrees; west is greater than east where the antimeridian lies within. */
export type Area = readonly [west: number, south: number, east: number, north: number];

/** A system of EPSG as PROJ's database describes it. */
export type DatabaseSystem = {
  code: number;
  kind: 'projected' | 'geographic 2D' | 'geographic 3D' | 'geocentric';
  name: string;
  deprecated: boolean;
  /** EPSG code of the geographic system of two dimensions that it rests on; its own where it is one. */
  geodetic: number;
  axes: readonly [string, string];
  /** What one of its units is, in metres, or of geographic systems in radians; null for degrees in some writing. */
  unit: number | null;
  /** Longitude of its prime meridian, degrees east of Greenwich. */
  meridian: number;
  /** Of its ellipsoid; metres, and 0 for a sphere. */
  equatorialRadius: number;
  inverseFlattening: number;
  /** Its datum is of those for the whole Earth that are told for an epoch, which agree with WGS 84. */
  global: boolean;
  /** How it is projected; null for those that are not. */
  method: string | null;
  /** Empty where EPSG does not say. */
  areas: readonly Area[];
  /** Other names of the system, and of its datum where it is the geographic system of two dimensions for that. */
  aliases: readonly string[];
  datumNames: readonly string[];
};

export function openProjDatabase(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true });
}

/** What the database was made from, and when. */
export function versions(database: DatabaseSync): Readonly<Record<string, string>> {
  const rows = database.prepare('select key, value from metadata').all() as { key: string; value: string }[];
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Every system of EPSG of which coordinates on a map can be made, by code. */
export function systems(database: DatabaseSync): DatabaseSystem[] {
  const rows = database
    .prepare(
      `with crs as (
         select code, 'projected_crs' as place, 'projected' as kind, name, deprecated, geodetic_crs_code as base,
           coordinate_system_code as axes, conversion_code as conversion
         from projected_crs where auth_name = 'EPSG'
         union all
         select code, 'geodetic_crs', type, name, deprecated, code, coordinate_system_code, null
         from geodetic_crs where auth_name = 'EPSG'
       )
       select crs.code, crs.kind, crs.name, crs.deprecated, one.name as first, two.name as second,
         unit.conv_factor as unit, ellipsoid.semi_major_axis * metre.conv_factor as equatorialRadius,
         coalesce(ellipsoid.inv_flattening,
           ellipsoid.semi_major_axis / nullif(ellipsoid.semi_major_axis - ellipsoid.semi_minor_axis, 0), 0) as inverseFlattening,
         datum.frame_reference_epoch is not null as global, meridian.longitude, meridian.uom_code as longitudeUnit,
         (select method_name from conversion where auth_name = 'EPSG' and code = crs.conversion) as method,
         (select json_group_array(json_array(west_lon, south_lat, east_lon, north_lat)) from usage
            join extent on extent.auth_name = extent_auth_name and extent.code = extent_code
            where object_table_name = crs.place and object_auth_name = 'EPSG' and object_code = crs.code
              and west_lon is not null) as areas,
         (select json_group_array(distinct alt_name) from alias_name
            where table_name = crs.place and auth_name = 'EPSG' and code = crs.code and source in ('ESRI', 'EPSG')) as aliases,
         (select json_group_array(distinct name) from (
            select datum.name union all
            select alt_name from alias_name
            where table_name = 'geodetic_datum' and auth_name = 'EPSG' and code = datum.code)) as datumNames,
         coalesce((select plane.code from geodetic_crs plane
            where plane.auth_name = 'EPSG' and plane.type = 'geographic 2D' and plane.datum_code = base.datum_code
            order by plane.code <> base.code, plane.deprecated, plane.code), base.code) as geodetic
       from crs
       join geodetic_crs base on base.auth_name = 'EPSG' and base.code = crs.base
       join geodetic_datum datum on datum.auth_name = 'EPSG' and datum.code = base.datum_code
       join ellipsoid on ellipsoid.auth_name = 'EPSG' and ellipsoid.code = datum.ellipsoid_code
       join unit_of_measure metre on metre.auth_name = 'EPSG' and metre.code = ellipsoid.uom_code
       join prime_meridian meridian on meridian.auth_name = 'EPSG' and meridian.code = datum.prime_meridian_code
       join axis one on one.coordinate_system_auth_name = 'EPSG' and one.coordinate_system_code = crs.axes
         and one.coordinate_system_order = 1
       join axis two on two.coordinate_system_auth_name = 'EPSG' and two.coordinate_system_code = crs.axes
         and two.coordinate_system_order = 2
       join unit_of_measure unit on unit.auth_name = 'EPSG' and unit.code = one.uom_code
       order by crs.code`,
    )
    .all() as Record<string, string | number>[];
  return rows.map(
    ({
      first,
      second,
      longitude,
      longitudeUnit,
      areas,
      aliases,
      datumNames,
      deprecated,
      global,
      ...row
    }) => ({
      ...(row as unknown as DatabaseSystem),
      deprecated: deprecated === 1,
      global: global === 1,
      axes: [String(first), String(second)],
      meridian: inDegrees(Number(longitude), Number(longitudeUnit)),
      areas: JSON.parse(String(areas)) as Area[],
      aliases: JSON.parse(String(aliases)) as string[],
      datumNames: JSON.parse(String(datumNames)) as string[],
    }),
  );
}

/** Systems of a place and a height: their code, name, and the code of the part that tells the place. */
export function compounds(database: DatabaseSync) {
  return database
    .prepare(
      `select code, name, deprecated, horiz_crs_code as horizontal from compound_crs
       where auth_name = 'EPSG' and horiz_crs_auth_name = 'EPSG' order by code`,
    )
    .all() as { code: number; name: string; deprecated: number; horizontal: number }[];
}

/** EPSG's units of meridians: degrees, grads, or degrees.minutes and seconds written as decimals (9110). */
function inDegrees(value: number, unit: number): number {
  if (unit === 9105) return value * 0.9;
  if (unit !== 9110) return value;
  const written = Math.abs(value);
  const degrees = Math.floor(written);
  const minutes = Math.floor((written - degrees) * 100 + 1e-9);
  const seconds = ((written - degrees) * 100 - minutes) * 100;
  return Math.sign(value) * (degrees + minutes / 60 + seconds / 3600);
}
