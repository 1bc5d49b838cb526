import { randomBytes } from 'node:crypto';
import { valleyTiff } from '../server/upload.ts';

const [WIDTH, HEIGHT] = [2_048, 4_200];

/** An image of the valley that is like no other, as it is given to the page: too large for one request, or two. */
export function largeFile(): File {
  const bytes = valleyTiff(0, { width: WIDTH, height: HEIGHT, pixels: randomBytes(WIDTH * HEIGHT) });
  return new File([new Uint8Array(bytes)], 'valley.tif', { lastModified: 0 });
}
