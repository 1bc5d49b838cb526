import { integerRange, type PixelArray, type PixelType } from '../base/raster.ts';

/**
 * Red, green and blue of inks, without a colour profile: (full - ink) * (full - black) / full. `pixels` has
 * `bandCount` samples a pixel, the first four cyan, magenta, yellow and black, `full` the value of a full ink,
 * `target` one sample a pixel less: three colours, then what came after the inks.
 */
export function convertCmyk(pixels: PixelArray, bandCount: number, full: number, target: PixelArray): void {
  let to = 0;
  for (let at = 0; at < pixels.length; at += bandCount) {
    const light = (full - pixels[at + 3]!) / full;
    for (let band = 0; band < 3; band++) target[to + band] = Math.round((full - pixels[at + band]!) * light);
    for (let band = 4; band < bandCount; band++) target[to + band - 1] = pixels[at + band]!;
    to += bandCount - 1;
  }
}

/**
 * sRGB of CIE L*a*b* under D50 (TIFF 6.0, section 23: L* from 0 to the largest value, a* and b* signed, in units of 1
 * for 8 bits and of 1/256 for 16), adapted to D65 after Bradford. `target` has as many samples a pixel as `pixels`,
 * in the same type.
 */
export function convertCieLab(
  pixels: PixelArray,
  bandCount: number,
  type: PixelType,
  target: PixelArray,
): void {
  const full = integerRange(type)![1];
  const unit = full === 255 ? 1 : 256;
  const signed = (value: number) => (value > full / 2 ? value - full - 1 : value) / unit;
  for (let at = 0; at < pixels.length; at += bandCount) {
    const fy = ((pixels[at]! / full) * 100 + 16) / 116;
    const x = 0.9642 * fromLab(fy + signed(pixels[at + 1]!) / 500);
    const y = fromLab(fy);
    const z = 0.8249 * fromLab(fy - signed(pixels[at + 2]!) / 200);
    target[at] = companded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z, full);
    target[at + 1] = companded(-0.9787684 * x + 1.9161415 * y + 0.033454 * z, full);
    target[at + 2] = companded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z, full);
    for (let band = 3; band < bandCount; band++) target[at + band] = pixels[at + band]!;
  }
}

/** The inverse of CIE 15's f. */
function fromLab(value: number): number {
  return value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29);
}

/** IEC 61966-2-1. */
function companded(linear: number, full: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(Math.max(value, 0), 1) * full);
}
