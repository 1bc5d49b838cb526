/**
 * Trigonometry from additions, multiplications, divisions and square roots alone, which IEEE 754 rounds the
 * same everywhere. Math.sin and its kin may differ between engines in the last bit, and one bit can tip a
 * rounded pixel.
 */

const HALF_PI = 1.5707963267948966;
const DEGREE = 0.017453292519943295;

/** Sine by the Taylor series on [-pi/4, pi/4]; the first omitted term is below 1e-15. */
function sineNearZero(x: number): number {
  const s = x * x;
  return (
    x *
    (1 -
      (s / 6) *
        (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - (s / 156) * (1 - s / 210)))))))
  );
}

/** Cosine by the Taylor series on [-pi/4, pi/4]. */
function cosineNearZero(x: number): number {
  const s = x * x;
  return (
    1 -
    (s / 2) *
      (1 - (s / 12) * (1 - (s / 30) * (1 - (s / 56) * (1 - (s / 90) * (1 - (s / 132) * (1 - s / 182))))))
  );
}

/** Sine of an angle in degrees. */
export function sine(degrees: number): number {
  const quarter = Math.round(degrees / 90);
  const rest = (degrees - quarter * 90) * DEGREE;
  const turn = ((quarter % 4) + 4) % 4;
  if (turn === 0) return sineNearZero(rest);
  if (turn === 1) return cosineNearZero(rest);
  if (turn === 2) return -sineNearZero(rest);
  return -cosineNearZero(rest);
}

/** Cosine of an angle in degrees. */
export function cosine(degrees: number): number {
  return sine(degrees + 90);
}

/** Tangent of an angle in degrees. */
export function tangent(degrees: number): number {
  return sine(degrees) / cosine(degrees);
}

/** Angle in degrees, -180 to 180, of the vector (x, y) counted from the x axis towards the y axis. */
export function angleOf(y: number, x: number): number {
  if (x === 0 && y === 0) return 0;
  const steep = Math.abs(y) > Math.abs(x);
  let ratio = steep ? x / y : y / x;
  // Three half-angle steps, atan(r) = 2 atan(r / (1 + sqrt(1 + r²))), bring |ratio| below 0.1.
  for (let step = 0; step < 3; step++) ratio = ratio / (1 + Math.sqrt(1 + ratio * ratio));
  const s = ratio * ratio;
  const series =
    ratio *
    (1 - s * (1 / 3 - s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11 - s * (1 / 13 - s / 15)))))));
  const angle = 8 * series;
  if (steep) return ((y > 0 ? HALF_PI : -HALF_PI) - angle) / DEGREE;
  if (x > 0) return angle / DEGREE;
  return (angle + (y >= 0 ? 2 * HALF_PI : -2 * HALF_PI)) / DEGREE;
}

/** Angle in degrees, -90 to 90, whose sine is given. */
export function arcSine(value: number): number {
  return angleOf(value, Math.sqrt(Math.max(0, 1 - value * value)));
}

/** 0 below `from`, 1 above `to`, a cubic between (from > to turns it round). */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : Math.min(value, high);
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
