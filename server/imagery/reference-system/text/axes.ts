import { refusedText } from './text-refusal.ts';
import { nameOf, numbersOf, readChildren, type TextNode } from './text-tree.ts';
import { angleOf, lengthOf } from './units.ts';

/** An axis: where it leads, its place among the axes, and the size of its unit in degrees or metres, if given. */
export type Axis = {
  direction: string;
  /** Of axes that all lead from or to a pole, the meridian along which this one does, in degrees. */
  meridian: number | undefined;
  order: number | undefined;
  unit: number | undefined;
};

/** AXIS, of a system of angles or of lengths. */
export function readAxis(node: TextNode, kind: 'angle' | 'length'): Axis {
  nameOf(node);
  const [, direction] = node.values;
  if (node.values.length !== 2 || typeof direction !== 'object')
    throw refusedText('does not say where its axes lead');
  let unit: number | undefined;
  let meridian: number | undefined;
  let order: number | undefined;
  // The third axis of geographic systems counts heights.
  const size = (child: TextNode) => {
    unit = kind === 'angle' && direction.word !== 'up' ? angleOf(child) : lengthOf(child);
  };
  readChildren(node, {
    ORDER: (child) => {
      order = numbersOf(child, 0, [1])[0];
    },
    MERIDIAN: (child) => {
      let degree = 1;
      const angle = (part: TextNode) => {
        degree = angleOf(part);
      };
      readChildren(child, { ANGLEUNIT: angle, UNIT: angle });
      meridian = numbersOf(child, 0, [1])[0]! * degree;
    },
    UNIT: size,
    ANGLEUNIT: size,
    LENGTHUNIT: size,
    AXISMINVALUE: 'ignored',
    AXISMAXVALUE: 'ignored',
    RANGEMEANING: 'ignored',
  });
  return { direction: direction.word, meridian, order, unit };
}

/** The horizontal axes in their order. Throws ImageryRefusal where there are not two (or none), in one unit. */
function horizontal(axes: readonly Axis[]): readonly Axis[] {
  const ordered = axes.every(({ order }) => order !== undefined)
    ? [...axes].sort((one, other) => one.order! - other.order!)
    : axes;
  const flat = ordered.filter(({ direction }) => direction !== 'up');
  if (flat.length !== 0 && (flat.length !== 2 || axes.length > 3 || flat[0]!.unit !== flat[1]!.unit))
    throw refusedText('does not name two axes in one unit');
  return flat;
}

/**
 * Whether axes count east and north. Either may be named first: transforms of rasters have east first whatever a
 * system's axes are, as GDAL reads them.
 */
function isEastNorth(axes: readonly Axis[]): boolean {
  return (
    axes
      .map(({ direction }) => direction)
      .sort()
      .join() === 'east,north'
  );
}

/** Throws ImageryRefusal where the axes of longitude and latitude do not count east and north. */
export function requireEastNorth(axes: readonly Axis[]): void {
  const flat = horizontal(axes);
  if (flat.length > 0 && !isEastNorth(flat)) throw refusedText('has axes that do not count east and north');
}

/**
 * How the axes of a projected system lie. `pole` is of an azimuthal method with its centre at a pole: latitude of
 * that, and the meridian that leads down. Throws ImageryRefusal where they lie in a way that is not understood.
 */
export function axesOf(
  axes: readonly Axis[],
  pole: { latitude: number; longitude: number } | undefined,
): { lie: 'unnamed' | 'east_north' | 'west_south' | 'polar'; unit: number | undefined } {
  const flat = horizontal(axes);
  const unit = flat[0]?.unit;
  if (flat.length === 0) return { lie: 'unnamed', unit };
  if (isEastNorth(flat)) return { lie: 'east_north', unit };
  const directions = flat.map(({ direction }) => direction).join();
  if (directions === 'west,south') return { lie: 'west_south', unit };
  const away = pole && (pole.latitude > 0 ? 'south' : 'north');
  // GDAL 2 and older name the axes at a pole so.
  const polar = ['unknown,unknown', 'other,other', `${away},${away}`].includes(directions);
  if (pole === undefined || !polar || !meridiansFit(flat, pole))
    throw refusedText(`has axes that count ${flat.map(({ direction }) => direction).join(' and ')}`);
  return { lie: 'polar', unit };
}

/** At a pole eastings grow along the meridian 90 degrees east of the central one, northings away from or along it. */
function meridiansFit(
  axes: readonly Axis[],
  { latitude, longitude }: { latitude: number; longitude: number },
): boolean {
  const given = axes.map(({ meridian }) => meridian);
  if (given.every((meridian) => meridian === undefined)) return true;
  const expected = [longitude + 90, latitude > 0 ? longitude + 180 : longitude];
  const near = (one: number | undefined, other: number) =>
    one !== undefined && Math.abs(((one - other + 540) % 360) - 180) < 1e-6;
  return [given, [...given].reverse()].some((order) => order.every((one, at) => near(one, expected[at]!)));
}
