import { ellipsoidOf } from '../base/ellipsoids.ts';
import type { Axis } from './axes.ts';
import { readAxis, requireEastNorth } from './axes.ts';
import { primeMeridian } from './prime-meridian.ts';
import type { Geodetic } from './spelled-out.ts';
import { refusedText } from './text-refusal.ts';
import { codeIn, nameOf, numbersOf, readChildren, type TextNode } from './text-tree.ts';
import { angleOf, lengthOf } from './units.ts';

/** A geographic system, and the unit in degrees of what is counted in it; undefined where none is named. */
export type Geographic = {
  name: string;
  geodetic: Geodetic;
  angle: number | undefined;
};

/**
 * GEOGCS, GEOGCRS, GEODCRS and the like, alone or below a projected system. Throws ImageryRefusal
 * reference_system_unsupported where it is geocentric, or holds what is not understood.
 */
export function readGeographic(node: TextNode): Geographic {
  const name = nameOf(node);
  let figure: ReturnType<typeof readDatum> | undefined;
  let meridian: TextNode | undefined;
  let unit: number | undefined;
  let code: number | undefined;
  const axes: Axis[] = [];
  const datum = (child: TextNode) => {
    if (figure !== undefined) throw refusedText('names two datums');
    figure = readDatum(child);
  };
  const angle = (child: TextNode) => {
    unit = angleOf(child);
  };
  const identified = (child: TextNode) => {
    code ??= codeIn(child);
  };
  readChildren(node, {
    DATUM: datum,
    GEODETICDATUM: datum,
    TRF: datum,
    ENSEMBLE: datum,
    DYNAMIC: 'ignored',
    PRIMEM: (child) => {
      meridian = child;
    },
    // ESRI's unit of heights.
    LINUNIT: 'ignored',
    PRIMEMERIDIAN: (child) => {
      meridian = child;
    },
    UNIT: angle,
    ANGLEUNIT: angle,
    CS: ({ values: [kind] }) => {
      if (typeof kind !== 'object' || kind.word !== 'ellipsoidal')
        throw refusedText(
          'is of coordinates that are not longitude and latitude, such as a geocentric system',
        );
    },
    AXIS: (child) => axes.push(readAxis(child, 'angle')),
    AUTHORITY: identified,
    ID: identified,
  });
  if (figure === undefined) throw refusedText('names no datum');
  requireEastNorth(axes);
  const counted = axes[0]?.unit ?? unit;
  const degrees = meridian === undefined ? 0 : readMeridian(meridian, unit ?? axes[0]?.unit ?? 1);
  const { datumName, ...rest } = figure;
  return {
    name,
    angle: counted,
    geodetic: { ...rest, names: [datumName, name], code, meridian: degrees },
  };
}

function readDatum(node: TextNode) {
  let ellipsoid: Geodetic['ellipsoid'] | undefined;
  let shift: readonly number[] | undefined;
  let gridShift = false;
  let datumCode: number | undefined;
  const identified = (child: TextNode) => {
    datumCode = codeIn(child);
  };
  const figure = (child: TextNode) => {
    ellipsoid = readEllipsoid(child);
  };
  readChildren(node, {
    SPHEROID: figure,
    ELLIPSOID: figure,
    TOWGS84: (child) => {
      shift = numbersOf(child, 0, [3, 7]);
    },
    EXTENSION: ({ values: [kind] }) => {
      if (kind !== 'PROJ4_GRIDS')
        throw refusedText(`holds an extension that is not understood here: ${kind}`);
      gridShift = true;
    },
    MEMBER: 'ignored',
    ENSEMBLEACCURACY: 'ignored',
    AUTHORITY: identified,
    ID: identified,
  });
  if (ellipsoid === undefined) throw refusedText('names no ellipsoid');
  return { ellipsoid, datumName: nameOf(node), datumCode, shift, gridShift };
}

function readEllipsoid(node: TextNode): Geodetic['ellipsoid'] {
  nameOf(node);
  let unit = 1;
  const length = (child: TextNode) => {
    unit = lengthOf(child);
  };
  readChildren(node, { LENGTHUNIT: length, UNIT: length, AUTHORITY: 'ignored', ID: 'ignored' });
  const [radius, inverse] = numbersOf(node, 1, [2]) as [number, number];
  return ellipsoidOf(radius * unit, inverse);
}

function readMeridian(node: TextNode, angle: number): number {
  let code: number | undefined;
  let own: number | undefined;
  const identified = (child: TextNode) => {
    code = codeIn(child);
  };
  const unit = (child: TextNode) => {
    own = angleOf(child);
  };
  readChildren(node, { ANGLEUNIT: unit, UNIT: unit, AUTHORITY: identified, ID: identified });
  const [value] = numbersOf(node, 1, [1]) as [number];
  return own === undefined
    ? primeMeridian(nameOf(node), value, angle, code)
    : primeMeridian(nameOf(node), value * own, 1, code);
}
