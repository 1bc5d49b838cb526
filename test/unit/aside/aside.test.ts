import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Polygon, Position } from '#domain/geometry/geometry.contract.ts';
import type { geometryFault } from '#domain/geometry/ring.rules.ts';
import type { statementsOfMetadataFile } from '#domain/metadata/beside.rules.ts';
import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { usualLimits } from '#imagery/base/limits.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { tags, textField } from '#imagery/tiff/tiff.ts';
import { asideOf } from '../../../server/aside/aside.ts';
import { imageTooMuch, metadataTooMuch, outlineTooMuch } from '../../../server/aside/too-much.ts';
import { textsOf } from '../../../server/http/list-text.ts';
import type * as metadataFileTasks from '../../../server/scene/metadata-file.tasks.ts';
import { lookAside } from '../../../server/scene/scene-images.ts';
import type * as inspectionTasks from '../../../server/upload/inspection.tasks.ts';
import { makeTiff, valleyGeoreference } from '../../support/imagery/geotiff.ts';

const task = (path: string) => new URL(`../../../server/${path}`, import.meta.url);
const read = asideOf<{ statementsOfMetadataFile: typeof statementsOfMetadataFile }>(
  '#domain/metadata/beside.rules.ts',
  metadataTooMuch,
);
const readBeside = asideOf<typeof metadataFileTasks>(task('scene/metadata-file.tasks.ts'), metadataTooMuch);
const inspectUpload = asideOf<typeof inspectionTasks>(task('upload/inspection.tasks.ts'), imageTooMuch);
const judge = asideOf<{ geometryFault: typeof geometryFault }>(
  '#domain/geometry/ring.rules.ts',
  outlineTooMuch,
);

vi.setConfig({ testTimeout: 120_000 });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'afterimage-aside-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How often others have their turn while something is done; never, where it holds all up. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const done = work
    .catch(() => {})
    .finally(() => {
      over = true;
    });
  while (!over) {
    await setImmediate();
    turns++;
  }
  await done;
  return turns;
}

const MANY = 80_000;
const xml = `<isd><IMD>${'<A>1</A>'.repeat(MANY)}<SATID>WV02</SATID></IMD></isd>`;

describe('other requests have their turn while', () => {
  it('a metadata file of 80,000 items is read, and what it says is told', async () => {
    const reading = read('statementsOfMetadataFile', { fileName: 'a.xml', text: xml });
    expect(await turnsDuring(reading)).toBeGreaterThan(100);
    expect(await reading).toContainEqual(
      expect.objectContaining({ field: 'platform', value: 'WorldView-2' }),
    );
  });

  it('a metadata file that lies beside an image is read', async () => {
    const file = path.join(folder, 'beside.xml');
    await writeFile(file, xml);
    expect(await turnsDuring(readBeside('statementsOfMetadataAt', file, 'beside.xml'))).toBeGreaterThan(100);
  });

  it('an image whose tags list 80,000 items is looked at', async () => {
    const file = path.join(folder, 'items.tif');
    const items = Array.from({ length: MANY }, (_, n) => `<Item name="A${n}">x</Item>`).join('');
    const fields = [
      ...valleyGeoreference,
      textField(tags.gdalMetadata, `<GDALMetadata>${items}</GDALMetadata>`),
    ];
    await writeFile(file, makeTiff({ width: 4, height: 4, pixels: new Uint8Array(16), fields }));
    const looking = inspectUpload('inspectUpload', file, 'items.tif', usualLimits);
    expect(await turnsDuring(looking)).toBeGreaterThan(100);
    expect(await looking).toMatchObject({ width: 4, crs: 'EPSG:32652' });
  });

  it('an image of two million tiles is looked at', async () => {
    const file = path.join(folder, 'tiles.tif');
    const across = 1_448;
    const fields = [
      ...valleyGeoreference,
      { tag: tags.tileOffsets, type: 'long', values: new Float64Array(across ** 2).fill(8) },
      { tag: tags.tileByteCounts, type: 'long', values: new Float64Array(across ** 2).fill(1) },
    ] as const;
    const size = { width: across * 16, height: across * 16, tileSize: 16, compression: 8 };
    await writeFile(file, makeTiff({ ...size, blocks: [Buffer.alloc(1)], fields }));
    const looking = lookAside('inspectImage', file, undefined, usualLimits);
    expect(await turnsDuring(looking)).toBeGreaterThan(100);
    expect((await looking).placement?.epsg).toBe(32652);
  });

  it('an outline of ten thousand corners is judged, each edge of which lies beside all others', async () => {
    const corners = Array.from(
      { length: 9_900 },
      (_, n): Position => [n % 2 ? 129.98 : 129.92, 42.51 + n * 8e-6],
    );
    const ring: Position[] = [...corners, [129.91, 42.6], corners[0]!];
    const polygon: Polygon = { type: 'Polygon', coordinates: [ring] };
    const judging = judge('geometryFault', polygon);
    expect(await turnsDuring(judging)).toBeGreaterThan(10);
    expect(await judging).toBeUndefined();
  });

  it('a list is told that holds a thousand long outlines', async () => {
    const outline = Array.from({ length: 10_000 }, (_, n) => [129.9 + n / 1e5, 42.5 + n / 1e5]);
    const telling = textsOf(new Array(200).fill(outline), (item) => item);
    expect(await turnsDuring(telling)).toBeGreaterThan(20);
    expect((await telling)[199]).toBe(JSON.stringify(outline));
  });
});

describe('what is refused aside', () => {
  it('is refused here as there', async () => {
    const file = path.join(folder, 'text');
    await writeFile(file, 'no image');
    const image = await lookAside('inspectImage', file, undefined, usualLimits).catch((error) => error);
    expect(image).toBeInstanceOf(ImageryRefusal);
    expect(image).toMatchObject({ code: 'not_a_tiff' });
    const metadata = await read('statementsOfMetadataFile', { fileName: 'x', text: 'x' }).catch(
      (error) => error,
    );
    expect(metadata).toBeInstanceOf(MetadataRefusal);
    expect(metadata.message).toContain('no metadata known here');
  });

  it('for its memory, ends nothing else', async () => {
    const file = path.join(folder, 'keys.tif');
    const count = 60_000;
    // Sixteen thousand keys, each of which says that all numbers are its own.
    const keys = Array.from({ length: 16_000 }, () => [3088, tags.geoDoubleParams, count, 0]).flat();
    const fields = [
      ...valleyGeoreference.filter(({ tag }) => tag !== tags.geoKeyDirectory && tag !== tags.geoDoubleParams),
      {
        tag: tags.geoKeyDirectory,
        type: 'short',
        values: [1, 1, 0, 16_000, ...keys.map((key, at) => (at % 4 ? key : at / 4))],
      },
      { tag: tags.geoDoubleParams, type: 'double', values: new Array(count).fill(0.5) },
    ] as const;
    await writeFile(file, makeTiff({ width: 4, height: 4, pixels: new Uint8Array(16), fields }));
    const refused = await lookAside('inspectImage', file, undefined, usualLimits).catch((error) => error);
    expect(refused).toBeInstanceOf(ImageryRefusal);
    expect(refused.detail).toContain('more memory than it may');
    const next = await read('statementsOfMetadataFile', { fileName: 'a.xml', text: xml });
    expect(next.length).toBeGreaterThan(0);
  });
});
