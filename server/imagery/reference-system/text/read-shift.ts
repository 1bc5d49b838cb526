import { refusedText } from './text-refusal.ts';
import { nameOf, numbersOf, plainName, readChildren, type TextNode } from './text-tree.ts';
import { angleOf, lengthOf, scaleOf } from './units.ts';

/** EPSG's names of what a shift is made of: its place among PROJ's seven, and its kind. */
const figures: Readonly<Record<string, readonly [at: number, unit: 'length' | 'angle' | 'scale']>> = {
  xaxistranslation: [0, 'length'],
  yaxistranslation: [1, 'length'],
  zaxistranslation: [2, 'length'],
  xaxisrotation: [3, 'angle'],
  yaxisrotation: [4, 'angle'],
  zaxisrotation: [5, 'angle'],
  scaledifference: [6, 'scale'],
};
const TRANSLATION = /^(?:abridged)?geocentrictranslations?(?:geocentricdomain|geog2ddomain|geog3ddomain)?$/;
const VECTOR = /^positionvector(?:transformation)?(?:geocentricdomain|geog2ddomain|geog3ddomain)?$/;
const FRAME = /^coordinateframe(?:rotation)?(?:geocentricdomain|geog2ddomain|geog3ddomain)?$/;

/**
 * ABRIDGEDTRANSFORMATION to WGS 84, as three or seven numbers in the order and sense of PROJ's towgs84; 'grid' where
 * it is a table of shifts. Throws ImageryRefusal reference_system_unsupported where its method or a figure is not
 * understood.
 */
export function readAbridgedShift(node: TextNode): readonly number[] | 'grid' {
  let method = '';
  let grid = false;
  const values = new Map<number, number>();
  readChildren(node, {
    METHOD: (child) => {
      method = plainName(nameOf(child));
    },
    PARAMETER: (child) => {
      const figure = figures[plainName(nameOf(child))];
      if (figure === undefined || values.has(figure[0]))
        throw refusedText(`shifts its datum by a figure that is not understood here: '${nameOf(child)}'`);
      values.set(figure[0], readFigure(child, figure[1]));
    },
    PARAMETERFILE: () => {
      grid = true;
    },
    OPERATIONACCURACY: 'ignored',
    VERSION: 'ignored',
    ID: 'ignored',
  });
  if (grid) return 'grid';
  const counts = TRANSLATION.test(method) ? 3 : VECTOR.test(method) || FRAME.test(method) ? 7 : 0;
  const shift = Array.from({ length: counts }, (_, at) => values.get(at));
  if (counts === 0 || values.size !== counts || shift.includes(undefined))
    throw refusedText('shifts its datum by a method that is not understood here');
  // The two conventions turn in opposite senses.
  return (shift as number[]).map((value, at) => (at > 2 && at < 6 && FRAME.test(method) ? -value : value));
}

/** Abridged, a figure may stand without its unit: in metres, seconds of arc, and as the factor near to 1 (ISO 19162). */
function readFigure(node: TextNode, kind: 'length' | 'angle' | 'scale'): number {
  let size = kind === 'scale' ? 1e6 : 1;
  const unit = (child: TextNode) => {
    if (kind === 'length') size = lengthOf(child);
    else if (kind === 'angle') size = angleOf(child) * 3600;
    else size = scaleOf(child) * 1e6;
  };
  readChildren(node, { LENGTHUNIT: unit, ANGLEUNIT: unit, SCALEUNIT: unit, UNIT: unit, ID: 'ignored' });
  const [value] = numbersOf(node, 1, [1]) as [number];
  return (kind === 'scale' && size === 1e6 ? value - 1 : value) * size;
}
