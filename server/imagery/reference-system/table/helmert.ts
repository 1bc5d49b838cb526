/** Seven parameters from a datum to WGS 84 as proj4 takes them (position vector): metres, arcseconds, millionths. */
export type Helmert = readonly [number, number, number, number, number, number, number];

type Vector = [number, number, number];
/** x' = matrix x + shift, geocentric metres. */
type Affine = {
  matrix: readonly [Vector, Vector, Vector];
  shift: Vector;
};

const ARCSECOND = Math.PI / 180 / 3600;
const WITHOUT = /^(axisswap|unitconvert|longlat|push|pop|cart|noop)$/;

/** A pipeline of PROJ as seven parameters; null where it is anything but shifts, turns and scales. */
export function helmertOf(pipeline: string): Helmert | null {
  let whole: Affine = {
    matrix: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    shift: [0, 0, 0],
  };
  for (const step of pipeline.split(/\+step /)) {
    const method = /\+proj=(\w+)/.exec(step)?.[1];
    if (method === undefined || method === 'pipeline' || WITHOUT.test(method)) continue;
    if (method !== 'helmert' && method !== 'molobadekas' && method !== 'molodensky') return null;
    const one = affineOf(step, method);
    whole = after(whole, /\+inv\b/.test(step) ? inverse(one) : one);
  }
  return parameters(whole);
}

/** For proj4: three numbers where there is no turn or scale. */
export function towgs84(helmert: Helmert): string {
  const digits = [4, 4, 4, 7, 7, 7, 7];
  const rounded = helmert.map((value, index) => Number(value.toFixed(digits[index])) + 0);
  return `+towgs84=${rounded.slice(3).some((value) => value !== 0) ? rounded : rounded.slice(0, 3)}`;
}

function affineOf(step: string, method: string): Affine {
  const value = (...names: string[]) => {
    for (const name of names) {
      const found = new RegExp(`\\+${name}=(\\S+)`).exec(step)?.[1];
      if (found !== undefined) return Number(found);
    }
    return 0;
  };
  // A vector turned one way is a frame turned the other way.
  const turn = /convention=coordinate_frame/.test(step) ? -ARCSECOND : ARCSECOND;
  const [rx, ry, rz] = [value('rx') * turn, value('ry') * turn, value('rz') * turn];
  const scale = 1 + value('s') * 1e-6;
  const matrix: [Vector, Vector, Vector] = [
    [scale, -rz * scale, ry * scale],
    [rz * scale, scale, -rx * scale],
    [-ry * scale, rx * scale, scale],
  ];
  const shift: Vector =
    method === 'molodensky' ? [value('dx'), value('dy'), value('dz')] : [value('x'), value('y'), value('z')];
  const pivot: Vector = [value('px'), value('py'), value('pz')];
  const turned = multiply(matrix, pivot);
  return { matrix, shift: [0, 1, 2].map((i) => shift[i]! + pivot[i]! - turned[i]!) as Vector };
}

function parameters({ matrix, shift }: Affine): Helmert {
  const [a, b, c] = matrix;
  const scale = (a[0] + b[1] + c[2]) / 3;
  const angle = (up: number, down: number) => (up - down) / 2 / scale / ARCSECOND;
  return [...shift, angle(c[1], b[2]), angle(a[2], c[0]), angle(b[0], a[1]), (scale - 1) * 1e6];
}

function after(first: Affine, second: Affine): Affine {
  const columns = [0, 1, 2].map((i) => multiply(second.matrix, first.matrix.map((row) => row[i]!) as Vector));
  const moved = multiply(second.matrix, first.shift);
  return {
    matrix: [0, 1, 2].map((row) => columns.map((column) => column[row]!)) as unknown as Affine['matrix'],
    shift: moved.map((value, i) => value + second.shift[i]!) as Vector,
  };
}

/** By the adjugate; the matrix is one but for a few millionths. */
function inverse({ matrix: [a, b, c], shift }: Affine): Affine {
  const cross = (u: Vector, v: Vector): Vector => [
    u[1] * v[2] - u[2] * v[1],
    u[2] * v[0] - u[0] * v[2],
    u[0] * v[1] - u[1] * v[0],
  ];
  const columns = [cross(b, c), cross(c, a), cross(a, b)];
  const determinant = a[0] * columns[0]![0] + a[1] * columns[0]![1] + a[2] * columns[0]![2];
  const matrix = [0, 1, 2].map((row) => columns.map((column) => column[row]! / determinant));
  const back = multiply(matrix as unknown as Affine['matrix'], shift);
  return { matrix: matrix as unknown as Affine['matrix'], shift: back.map((value) => -value) as Vector };
}

function multiply(matrix: Affine['matrix'], vector: Vector): Vector {
  return matrix.map((row) => row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2]) as Vector;
}
