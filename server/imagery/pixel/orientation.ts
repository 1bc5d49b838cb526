import { allocatePixels, type PixelSource, type PixelWindow } from '../base/raster.ts';
import type { ReadableRaster } from '../base/readable-raster.ts';

/** For each of TIFF's orientations: whether its stored rows are columns, and from which ends it is counted. */
const orientations: Readonly<Record<number, { turned: boolean; fromRight: boolean; fromBottom: boolean }>> = {
  2: { turned: false, fromRight: true, fromBottom: false },
  3: { turned: false, fromRight: true, fromBottom: true },
  4: { turned: false, fromRight: false, fromBottom: true },
  5: { turned: true, fromRight: false, fromBottom: false },
  6: { turned: true, fromRight: true, fromBottom: false },
  7: { turned: true, fromRight: true, fromBottom: true },
  8: { turned: true, fromRight: false, fromBottom: true },
};

/** Columns and rows of an image once it is upright. */
export function uprightSize(size: { width: number; height: number; orientation: number }): {
  width: number;
  height: number;
} {
  const { width, height } = size;
  return orientations[size.orientation]?.turned ? { width: height, height: width } : { width, height };
}

/** Puts row 0 and column 0 where TIFF's Orientation (TIFF 6.0, section 8) says that they are to be seen. */
export function upright(raster: ReadableRaster, orientation: number): ReadableRaster {
  const turning = orientations[orientation];
  if (turning === undefined) return raster;
  const { turned, fromRight, fromBottom } = turning;
  const { width, height } = uprightSize({ ...raster, orientation });
  const { bandCount, pixelType } = raster;
  let answer = allocatePixels(pixelType, 0);
  const source: PixelSource = {
    async read(window) {
      const x = fromRight ? width - window.x - window.width : window.x;
      const y = fromBottom ? height - window.y - window.height : window.y;
      const stored: PixelWindow = turned
        ? { x: y, y: x, width: window.height, height: window.width }
        : { ...window, x, y };
      const pixels = await raster.source.read(stored);
      if (answer.length !== pixels.length) answer = allocatePixels(pixelType, pixels.length);
      // Steps, in the stored pixels, from one column to the next and from one row to the next.
      const across = (turned ? stored.width : 1) * (fromRight ? -1 : 1) * bandCount;
      const down = (turned ? 1 : stored.width) * (fromBottom ? -1 : 1) * bandCount;
      const first =
        (fromRight ? -across * (window.width - 1) : 0) + (fromBottom ? -down * (window.height - 1) : 0);
      let to = 0;
      for (let row = 0; row < window.height; row++) {
        let from = first + row * down;
        for (let column = 0; column < window.width; column++) {
          for (let band = 0; band < bandCount; band++) answer[to + band] = pixels[from + band]!;
          to += bandCount;
          from += across;
        }
      }
      return answer;
    },
  };
  return { ...raster, width, height, source };
}
