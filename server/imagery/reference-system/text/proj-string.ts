import { ellipsoidNamed, ellipsoidOf } from '../base/ellipsoids.ts';
import { meridianNamed } from './prime-meridian.ts';
import { decimal, type Members, membersOf, sexagesimal } from './proj-members.ts';
import { readProjMethod } from './proj-methods.ts';
import type { Geodetic, SpelledOut } from './spelled-out.ts';
import { refusedText } from './text-refusal.ts';
import { lengthNamed } from './units.ts';

/** Of the web maps' Mercator, whose sphere is not that of its latitudes. */
const webDatum: Geodetic = {
  names: [],
  code: 4326,
  datumCode: undefined,
  ellipsoid: ellipsoidNamed('WGS84')!,
  shift: undefined,
  gridShift: false,
  meridian: 0,
};

/** Of heights, of how PROJ computes, or of what else does not move a place. */
const withoutPlace = ['no_defs', 'type', 'wktext', 'approx', 'geoidgrids', 'vunits', 'vto_meter'];

/** PROJ's names of units of length. */
const units = [
  'm',
  'km',
  'cm',
  'mm',
  'ft',
  'us-ft',
  'ind-ft',
  'yd',
  'us-yd',
  'ind-yd',
  'ch',
  'us-ch',
  'link',
  'mi',
  'us-mi',
  'kmi',
  'fath',
];

/** PROJ's names of datums, by EPSG's codes of their geographic systems. */
const datums: Readonly<Record<string, readonly [epsg: number, ellipsoid: string]>> = {
  WGS84: [4326, 'WGS84'],
  GGRS87: [4121, 'GRS80'],
  NAD83: [4269, 'GRS80'],
  NAD27: [4267, 'clrk66'],
  potsdam: [4314, 'bessel'],
  carthage: [4223, 'clrk80ign'],
  hermannskogel: [4312, 'bessel'],
  ire65: [4299, 'mod_airy'],
  nzgd49: [4272, 'intl'],
  OSGB36: [4277, 'airy'],
};

/**
 * A system in the language of PROJ ('+proj=utm +zone=52 +datum=WGS84'), with PROJ's defaults. Throws ImageryRefusal
 * reference_system_unsupported where a member is not understood or does not fit the others.
 */
export function parseProjString(text: string): SpelledOut {
  const members = membersOf(text);
  const projection = members.text('proj');
  if (projection === undefined) throw refusedText('names no projection');
  withoutPlace.forEach((key) => {
    members.text(key);
  });
  const geographic = ['longlat', 'latlong', 'lonlat', 'latlon'].includes(projection);
  const geodetic = readGeodetic(members);
  const grids = members.text('nadgrids');
  const web = isWebMercator(projection, grids, members, geodetic);
  const unit = geographic ? readDegrees(members) : readUnit(members);
  const name = 'its own reference system';
  const axes = members.text('axis') ?? 'enu';
  const system = {
    name,
    code: undefined,
    geodetic: web ? webDatum : { ...geodetic, gridShift: grids !== undefined },
  };
  if (geographic) {
    refuseLeft(members, axes);
    return { ...system, projected: undefined };
  }
  const [method, parameters] = web
    ? (['web_mercator', { longitude: members.angle('lon_0') ?? 0 }] as const)
    : readProjMethod(projection, members);
  const given = {
    ...parameters,
    falseEasting: parameters.falseEasting ?? members.number('x_0') ?? 0,
    falseNorthing: parameters.falseNorthing ?? members.number('y_0') ?? 0,
  };
  if (axes !== 'wsu') {
    refuseLeft(members, axes);
    return { ...system, projected: { method, parameters: given, unit } };
  }
  refuseLeft(members, 'enu');
  // PROJ turns the sum with the false origin, EPSG's method subtracts from it: without one they agree.
  if (method !== 'transverse_mercator' || given.falseEasting !== 0 || given.falseNorthing !== 0)
    throw refusedText('has axes that do not count east and north');
  return { ...system, projected: { method: 'transverse_mercator_south', parameters: given, unit } };
}

function refuseLeft(members: Members, axes: string): void {
  if (!['enu', 'neu'].includes(axes)) throw refusedText('has axes that do not count east and north');
  const [left] = members.left();
  if (left !== undefined) throw refusedText(`holds what is not understood here: +${left}`);
}

function readGeodetic(members: Members): Geodetic {
  const datumName = members.text('datum');
  const datum = datumName === undefined ? undefined : Object.hasOwn(datums, datumName) && datums[datumName];
  if (datum === false) throw refusedText(`names a datum that is not known here: +datum=${datumName}`);
  const ellipsoidName = members.text('ellps');
  const radius = members.number('R');
  const [a, b, rf] = [members.number('a'), members.number('b'), members.number('rf')];
  const ways = [ellipsoidName ?? datum?.[1], radius, a === undefined ? (b ?? rf) : a].filter(
    (way) => way !== undefined,
  );
  const seconds = [b, rf].filter((second) => second !== undefined);
  const fits = a === undefined ? seconds.length === 0 : seconds.length === 1;
  const known = datum && ellipsoidName !== undefined && ellipsoidName !== datum[1];
  if (ways.length !== 1 || !fits || known) throw refusedText('does not say one ellipsoid or datum');
  const ellipsoid =
    radius !== undefined
      ? { a: radius, b: radius }
      : a !== undefined
        ? b !== undefined
          ? { a, b }
          : ellipsoidOf(a, rf!)
        : ellipsoidNamed((ellipsoidName ?? datum?.[1])!);
  if (ellipsoid === undefined)
    throw refusedText(`names an ellipsoid that is not known here: ${ellipsoidName}`);
  return {
    names: [],
    code: datum?.[0],
    datumCode: undefined,
    ellipsoid,
    shift: readShift(members),
    gridShift: false,
    meridian: readMeridian(members),
  };
}

function readShift(members: Members): readonly number[] | undefined {
  const text = members.text('towgs84');
  if (text === undefined) return undefined;
  const shift = text.split(',').map(decimal);
  if (![3, 7].includes(shift.length) || shift.includes(undefined))
    throw refusedText(`shifts its datum by other than three or seven numbers: +towgs84=${text}`);
  return shift as number[];
}

function readMeridian(members: Members): number {
  const name = members.text('pm');
  if (name === undefined) return 0;
  const degrees = meridianNamed(name) ?? decimal(name) ?? sexagesimal(name, 'pm');
  if (degrees === undefined || Math.abs(degrees) > 180)
    throw refusedText(`counts from a prime meridian that is not known here: +pm=${name}`);
  return degrees;
}

function readDegrees(members: Members): number {
  for (const key of ['units', 'to_meter', 'x_0', 'y_0', 'lon_0', 'lat_0']) {
    const value = members.text(key);
    if (value !== undefined && !['deg', '0', '0.0'].includes(value))
      throw refusedText(`holds +${key}=${value}, which coordinates in degrees have not`);
  }
  return 1;
}

function readUnit(members: Members): number {
  const name = members.text('units');
  const text = members.text('to_meter');
  const [above, below = '1'] = text?.split('/') ?? [];
  const size =
    above === undefined ? undefined : (decimal(above) ?? Number.NaN) / (decimal(below) ?? Number.NaN);
  const named = name === undefined ? undefined : units.includes(name) ? lengthNamed(name) : Number.NaN;
  const unit = named ?? size ?? 1;
  const agree = size === undefined || named === undefined || Math.abs(size / named - 1) < 1e-7;
  if (!agree || !(unit > 1e-3 && unit < 1e6)) throw refusedText('does not say one unit of length');
  return unit;
}

/** The web maps' Mercator, as PROJ's two ways of saying it have it; nothing else is known without a shift. */
function isWebMercator(
  projection: string,
  grids: string | undefined,
  members: Members,
  { ellipsoid: { a, b }, code }: Geodetic,
): boolean {
  const noShift = grids === '@null';
  const sphere = noShift && projection === 'merc' && a === 6_378_137 && b === a;
  if (noShift && !sphere) throw refusedText('takes degrees as they stand from a datum of its own');
  if (projection === 'webmerc' && code !== 4326)
    throw refusedText('is a web map on another datum than WGS 84');
  if (projection !== 'webmerc' && !sphere) return false;
  const neutral = [members.angle('lat_ts') ?? 0, members.angle('lat_0') ?? 0, (members.number('k') ?? 1) - 1];
  if (neutral.some((value) => value !== 0)) throw refusedText('is a web map with figures of its own');
  return true;
}
