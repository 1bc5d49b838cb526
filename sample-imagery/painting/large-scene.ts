import { join } from 'node:path';
import { fromFile } from 'geotiff';
import { mix } from '../base/exact-math.ts';
import { hash, valueNoise } from '../base/noise.ts';
import { frame } from '../base/recipe.ts';

/** Rows of a scene of any size, for measurements. */
export type LargeScene = {
  width: number;
  height: number;
  bands: 3;
  /** Pixel-interleaved RGB of `count` rows from row `y` on. */
  readRows(y: number, count: number): Promise<Uint8Array>;
};

async function readMay(): Promise<Uint8Array> {
  const file = await fromFile(join(import.meta.dirname, '../scenes', '2011-05-17.tif'));
  try {
    const image = await file.getImage();
    return Uint8Array.from(await image.readRasters({ interleave: true }));
  } finally {
    await file.close();
  }
}

/**
 * A scene of `width` x `height` pixels made of the valley in May, mirrored from one to the next, with light and
 * grain that never repeat: neither flat nor pure noise. Needs the memory of one scene, whatever the size.
 */
export function largeScene(width: number, height: number): LargeScene {
  let valley: Promise<Uint8Array> | undefined;
  return {
    width,
    height,
    bands: 3,
    readRows: async (y, count) => {
      valley ??= readMay();
      const pixels = await valley;
      const rows = new Uint8Array(width * count * 3);
      for (let row = 0; row < count; row++) paintRow(pixels, y + row, width, rows, row * width * 3);
      return rows;
    },
  };
}

/** Index into `length` samples that run to and fro for ever. */
function mirrored(index: number, length: number): number {
  const at = index % (2 * length);
  return at < length ? at : 2 * length - 1 - at;
}

function paintRow(pixels: Uint8Array, y: number, width: number, rows: Uint8Array, start: number): void {
  const source = mirrored(y, frame.heightPixels) * frame.widthPixels * 3;
  // Light changes slowly: every 64th pixel is worked out, those between lie on a line.
  const step = 64;
  let next = lightAt(0, y);
  for (let left = 0; left < width; left += step) {
    const light = next;
    next = lightAt(left + step, y);
    for (let x = left; x < Math.min(width, left + step); x++) {
      const factor = mix(light, next, (x - left) / step);
      const grain = (hash(x, y, 1411) & 3) - 1.5;
      const from = source + mirrored(x, frame.widthPixels) * 3;
      for (let band = 0; band < 3; band++)
        rows[start + x * 3 + band] = Math.min(254, Math.max(1, pixels[from + band]! * factor + grain));
    }
  }
}

function lightAt(x: number, y: number): number {
  return 0.86 + 0.24 * valueNoise(x / 1500, y / 1500, 1421);
}
