import { fromArrayBuffer } from 'geotiff';
import type { Page, Request } from 'playwright-core';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { mapBox } from './map-page.ts';

/** What a request asks of a display copy: of which scene, which ranges, how many bytes. */
export type Reading = { sceneId: string; ranges: string; bytes: number };

/** Undefined where the request is for something else. */
export function readingOf(request: Request): Reading | undefined {
  const { pathname, searchParams } = new URL(request.url());
  const [, sceneId] = /^\/api\/scenes\/([^/]+)\/display\.tif$/.exec(pathname) ?? [];
  const ranges = searchParams.get('ranges');
  if (!sceneId || ranges === null) return undefined;
  const bytes = ranges.split(',').reduce((sum, range) => {
    const [first = 0, last = 0] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
  return { sceneId, ranges, bytes };
}

/** What the first map's view about the middle of scenes needs of their display copies, in bytes of tiles. */
export async function bytesInView(page: Page, origin: string, scenes: Scene[]): Promise<number> {
  const resolution = Number.parseFloat((await page.locator('.map-resolution').textContent()) ?? '');
  const { width, height } = await mapBox(page);
  let sum = 0;
  for (const scene of scenes) sum += await neededBytes(origin, scene, { resolution, width, height });
  return sum;
}

/** The bytes of the tiles that a view about the middle of a scene meets, at the level nearest to its resolution. */
async function neededBytes(
  origin: string,
  scene: Scene,
  view: { resolution: number; width: number; height: number },
): Promise<number> {
  const file = await (await fetch(`${origin}/api/scenes/${scene.id}/display.tif`)).arrayBuffer();
  const tiff = await fromArrayBuffer(file);
  const full = await tiff.getImage(0);
  const native = full.getResolution()[0]!;
  const count = await tiff.getImageCount();
  const images = await Promise.all(Array.from({ length: count }, (_, index) => tiff.getImage(index)));
  const scaleOf = (image: typeof full) => (full.getWidth() / image.getWidth()) * native;
  const distance = (image: typeof full) => Math.abs(scaleOf(image) - view.resolution);
  const level = images.reduce((best, image) => (distance(image) < distance(best) ? image : best));
  const scale = scaleOf(level);
  const covered = (size: number, seen: number) => {
    const half = (seen * view.resolution) / scale / 2;
    const first = Math.max(0, Math.floor((size / 2 - half) / level.getTileWidth()));
    const last = Math.min(
      Math.ceil(size / level.getTileWidth()) - 1,
      Math.floor((size / 2 + half) / level.getTileWidth()),
    );
    return { first, last };
  };
  const across = covered(level.getWidth(), view.width);
  const down = covered(level.getHeight(), view.height);
  const lengths = (await level.fileDirectory.loadValue('TileByteCounts')) as ArrayLike<number>;
  const perRow = Math.ceil(level.getWidth() / level.getTileWidth());
  let sum = 0;
  for (let row = down.first; row <= down.last; row++)
    for (let column = across.first; column <= across.last; column++) sum += lengths[row * perRow + column]!;
  return sum;
}
