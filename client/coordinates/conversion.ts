import proj4 from 'proj4';

/** Brings a position, x then y, into another system: NaN where that has no such place. */
export type Convert = (position: readonly number[]) => [x: number, y: number];

/** Gives a system a code, by which it can be named from then on, and says what its coordinates are measured in. */
export function nameSystem(code: string, definition: string) {
  proj4.defs(code, definition);
  const { units, to_meter, axis, projName } = proj4.defs(code);
  return {
    units: (units ?? (projName === 'longlat' ? 'degrees' : 'm')) as 'degrees' | 'm',
    ...(to_meter !== undefined && { metersPerUnit: to_meter }),
    ...(axis !== undefined && { axisOrientation: axis }),
  };
}

/**
 * The way from one reference system to another, and back, each by its code or by its definition in the language of
 * PROJ. Throws where there is none.
 */
export function conversion(from: string, to: string): { forward: Convert; inverse: Convert } {
  const { forward, inverse } = proj4(from, to);
  return { forward: orNowhere(forward), inverse: orNowhere(inverse) };
}

/** proj4 throws on coordinates that are not finite, which is what comes of places that the other system has not. */
function orNowhere(convert: (position: [number, number]) => number[]): Convert {
  return ([x = Number.NaN, y = Number.NaN]) => {
    if (Number.isFinite(x) && Number.isFinite(y))
      try {
        const [toX = Number.NaN, toY = Number.NaN] = convert([x, y]) ?? [];
        if (Number.isFinite(toX) && Number.isFinite(toY)) return [toX, toY];
      } catch {
        // Some projections throw beyond their reach.
      }
    return [Number.NaN, Number.NaN];
  };
}
