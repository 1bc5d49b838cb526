import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { georeferenceFields } from '#imagery/place/geo-fields.ts';
import { compressions } from '#imagery/tiff/tiff.ts';
import { type Desk, startDesk } from '../../support/browser/desk.ts';
import { brightness, mapBox, settled, strip } from '../../support/browser/map-page.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';
import { deflatedZeros } from '../../support/imagery/overfull-blocks.ts';
import { descendantsPeak } from '../../support/server/process-memory.ts';

const SIDE = 512;
let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk?.close());

/** Two tiles side by side. */
function cogOf(blocks: readonly Buffer[]): Buffer {
  return makeTiff({
    width: SIDE * 2,
    height: SIDE,
    tileSize: SIDE,
    bandCount: 3,
    photometric: 2,
    compression: compressions.adobeDeflate,
    blocks,
    fields: georeferenceFields(32652, [576_000, 0.5, 0, 4_710_000, 0, -0.5], false),
  });
}

test('a tile that unpacks to a gigabyte is told to be damaged; the page stays small and shows the others', async () => {
  const { server } = desk;
  const site = await server.newSite({ name: 'Overfull', code: 'OVF' });
  const noise = () => deflateSync(randomBytes(SIDE * SIDE * 3));
  const sound = cogOf([noise(), noise()]);
  const file = path.join(server.folder, 'scene.tif');
  await writeFile(file, sound);
  const scene = await server.addScene(site.id, file, { acquired: '2012', title: 'Overfull scene' });
  expect(scene.display?.sha256).toBe(scene.original.sha256);

  // As if the server had passed it.
  const softer = deflateSync(randomBytes(SIDE * SIDE * 3).map((value) => 100 + (value & 15)));
  const overfull = cogOf([softer, deflatedZeros(2 ** 30)]);
  expect(overfull.length).toBeLessThan(sound.length);
  await server.restart(async () => {
    const display = path.join(server.folder, 'display', `${scene.id}.tif`);
    await rm(display);
    await writeFile(display, Buffer.concat([overfull, Buffer.alloc(sound.length - overfull.length)]));
  });

  const { page } = await desk.open({ width: 1216, height: 640 });
  await page.getByText('Part of Overfull scene could not be loaded').first().waitFor({ timeout: 60_000 });
  await settled(page);
  const box = await mapBox(page);
  expect((await brightness(page, strip(box, 0.3, 0.45))).deviation).toBeGreaterThan(10);
  expect(await descendantsPeak()).toBeLessThan(2 ** 30);
});
