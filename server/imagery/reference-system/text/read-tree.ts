import type { Axis } from './axes.ts';
import { axesOf, readAxis } from './axes.ts';
import { parseProjString } from './proj-string.ts';
import { type Conversion, readConversion } from './read-conversion.ts';
import { type Geographic, readGeographic } from './read-geodetic.ts';
import { readAbridgedShift } from './read-shift.ts';
import type { SpelledOut } from './spelled-out.ts';
import { refusedText } from './text-refusal.ts';
import { codeIn, nameOf, readChildren, type TextNode } from './text-tree.ts';
import { lengthOf } from './units.ts';

const geographic = new Set(['GEOGCS', 'GEOGCRS', 'GEOGRAPHICCRS', 'GEODCRS', 'GEODETICCRS']);
const projected = new Set(['PROJCS', 'PROJCRS', 'PROJECTEDCRS']);
const compound = new Set(['COMPD_CS', 'COMPOUNDCRS']);
/** What stands beside a place on the map and says nothing of it. */
const others = new Set(['VERT_CS', 'VERTCS', 'VERTCRS', 'VERTICALCRS', 'TIMECRS', 'TEMPORALCRS']);

/**
 * The horizontal part of a system whose text was read into its tree. Throws ImageryRefusal
 * reference_system_unsupported where a part of it is not understood.
 */
export function readTree(roots: readonly TextNode[]): SpelledOut {
  const [system, ...rest] = roots.filter(({ keyword }) => !others.has(keyword));
  if (system === undefined) throw refusedText('is of heights alone');
  if (rest.length > 0) throw refusedText('holds two systems');
  return readSystem(system);
}

function readSystem(node: TextNode): SpelledOut {
  const { keyword } = node;
  if (projected.has(keyword)) return readProjected(node);
  if (compound.has(keyword)) return readCompound(node);
  if (keyword === 'BOUNDCRS') return readBound(node);
  if (!geographic.has(keyword))
    throw refusedText(`is of a kind that places nothing on a map here: ${keyword}`);
  const { name, geodetic, angle } = readGeographic(node);
  if (angle !== 1) throw refusedText('counts angles in another unit than degrees');
  return { name, code: geodetic.code, geodetic, projected: undefined };
}

function readCompound(node: TextNode): SpelledOut {
  nameOf(node);
  const parts: TextNode[] = [];
  const part = (child: TextNode) => {
    const bound = child.keyword === 'BOUNDCRS' && JSON.stringify(child).includes('"VERTCRS"');
    if (!bound && !others.has(child.keyword)) parts.push(child);
  };
  const kinds = [...geographic, ...projected, ...others, 'BOUNDCRS'];
  readChildren(node, {
    ...Object.fromEntries(kinds.map((kind) => [kind, part])),
    AUTHORITY: 'ignored',
    ID: 'ignored',
  });
  if (parts.length !== 1) throw refusedText('does not hold one horizontal system');
  return readSystem(parts[0]!);
}

/** A system bound to WGS 84 by a shift. */
function readBound(node: TextNode): SpelledOut {
  let source: SpelledOut | undefined;
  let shift: ReturnType<typeof readAbridgedShift> | undefined;
  let target: SpelledOut | undefined;
  const within = (read: (system: TextNode) => void) => (child: TextNode) => {
    if (child.children.length !== 1) throw refusedText(`does not hold one system in its ${child.keyword}`);
    read(child.children[0]!);
  };
  readChildren(node, {
    SOURCECRS: within((system) => {
      source = readSystem(system);
    }),
    TARGETCRS: within((system) => {
      target = readSystem(system);
    }),
    ABRIDGEDTRANSFORMATION: (child) => {
      shift = readAbridgedShift(child);
    },
    ID: 'ignored',
  });
  if (source === undefined || target === undefined || shift === undefined)
    throw refusedText('binds a system to WGS 84 without saying how');
  if (target.code !== 4326 && target.name !== 'WGS 84')
    throw refusedText('is bound to another datum than WGS 84');
  const bound = shift === 'grid' ? { gridShift: true } : { shift };
  return { ...source, geodetic: { ...source.geodetic, ...bound } };
}

function readProjected(node: TextNode): SpelledOut {
  const name = nameOf(node);
  const axes: Axis[] = [];
  const parameters: TextNode[] = [];
  let base: Geographic | undefined;
  let method: TextNode | undefined;
  let unit: number | undefined;
  let code: number | undefined;
  let extension: string | undefined;
  const below = (child: TextNode) => {
    if (base !== undefined) throw refusedText('rests on two geographic systems');
    base = readGeographic(child);
  };
  const length = (child: TextNode) => {
    unit = lengthOf(child);
  };
  const identified = (child: TextNode) => {
    code ??= codeIn(child);
  };
  const computed = (child: TextNode) => {
    if (method !== undefined) throw refusedText('names two methods');
    method = child;
  };
  const parameter = (child: TextNode) => parameters.push(child);
  readChildren(node, {
    GEOGCS: below,
    BASEGEOGCRS: below,
    BASEGEODCRS: below,
    PROJECTION: computed,
    PARAMETER: parameter,
    CONVERSION: (child) =>
      readChildren(child, { METHOD: computed, PARAMETER: parameter, AUTHORITY: 'ignored', ID: 'ignored' }),
    CS: ({ values: [kind] }) => {
      if (typeof kind !== 'object' || kind.word.toLowerCase() !== 'cartesian')
        throw refusedText('is of coordinates that are not lengths on a plane');
    },
    AXIS: (child) => axes.push(readAxis(child, 'length')),
    UNIT: length,
    LENGTHUNIT: length,
    EXTENSION: ({ values: [kind, definition] }) => {
      if (kind !== 'PROJ4' || typeof definition !== 'string')
        throw refusedText(`holds an extension that is not understood here: ${kind}`);
      extension = definition;
    },
    AUTHORITY: identified,
    ID: identified,
  });
  if (base === undefined || method === undefined)
    throw refusedText('lacks its geographic system or the method of its projection');
  const size = axes[0]?.unit ?? unit;
  if (size === undefined) throw refusedText('does not say the unit of its coordinates');
  const conversion = readConversion({ method, parameters }, { angle: base.angle, length: size });
  requireAxes(axes, conversion);
  requireSphere(conversion, base);
  const system: SpelledOut = {
    name,
    code,
    geodetic: base.geodetic,
    projected: { method: conversion.method, parameters: conversion.parameters, unit: size },
  };
  return extension === undefined ? system : extended(system, extension);
}

/** Axes have to lie as the method counts: GDAL's and ESRI's texts may leave them out where that is east and north. */
function requireAxes(axes: readonly Axis[], { method, parameters, naming, fixed }: Conversion): void {
  const { longitude = 0 } = parameters;
  const latitude = parameters.latitude ?? parameters.parallel1 ?? 0;
  const centred = /^polar_/.test(method) || Math.abs(latitude) === 90;
  const { lie } = axesOf(axes, centred ? { latitude, longitude } : undefined);
  const ambiguous = naming.codes?.includes(9819) && lie === 'unnamed' && fixed !== 3;
  if (ambiguous) throw refusedText('does not say whether its axes count east and north');
  const south = method === 'transverse_mercator_south';
  if (south !== (lie === 'west_south') && !(south && lie === 'unnamed'))
    throw refusedText(`has axes that do not count as its method does`);
}

function requireSphere({ naming }: Conversion, { geodetic: { ellipsoid } }: Geographic): void {
  if (naming.sphereAlone && ellipsoid.a !== ellipsoid.b)
    throw refusedText(`uses a method for spheres on an ellipsoid`);
}

/** GDAL writes beside its WKT 1 what that cannot say, above all for web maps' Mercator. */
function extended(system: SpelledOut, definition: string): SpelledOut {
  const other = parseProjString(definition);
  if (other.projected?.method === 'web_mercator' && system.projected?.method === 'mercator_1')
    return { ...system, projected: other.projected };
  throw refusedText('holds an extension in the language of PROJ that is not understood here');
}
