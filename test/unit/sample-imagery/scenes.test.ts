import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '@placemarkio/check-geojson';
import { fromFile } from 'geotiff';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { frame, sceneAt, scenes } from '../../../sample-imagery/base/recipe.ts';
import { shadowLength } from '../../../sample-imagery/base/sun.ts';
import { makeValley } from '../../../sample-imagery/ground/valley.ts';
import { largeScene } from '../../../sample-imagery/painting/large-scene.ts';
import { renderScene } from '../../../sample-imagery/painting/render.ts';
import { writeSceneFile } from '../../../sample-imagery/record/scene-file.ts';
import { sampleList } from '../../../sample-imagery/record/scene-list.ts';
import { truth } from '../../../sample-imagery/record/truth.ts';

const folder = join(import.meta.dirname, '../../../sample-imagery');
const toGrid = proj4('EPSG:4326', '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs');

type Change = {
  id: string;
  geometry: { coordinates: readonly (readonly [number, number])[][] };
  properties: {
    structure: string;
    change: string;
    before: string;
    after: string;
  };
};

type SceneMetadata = {
  title: string;
  file: string;
  acquired: string;
  synthetic: boolean;
  sunAzimuth: number;
  sunElevation: number;
};

async function readTruth(): Promise<Change[]> {
  return JSON.parse(await readFile(join(folder, 'truth.geojson'), 'utf8')).features;
}

async function readScenes(): Promise<SceneMetadata[]> {
  return JSON.parse(await readFile(join(folder, 'scenes.json'), 'utf8')).scenes;
}

/** Mean grey of a square of `size` pixels about a true place, after the scene's shift; metres east and south. */
async function greyAt(sceneId: string, east: number, north: number, size: number): Promise<number[]> {
  const scene = scenes.find(({ id }) => id === sceneId)!;
  const file = await fromFile(join(folder, 'scenes', `${sceneId}.tif`));
  try {
    const image = await file.getImage();
    const column = Math.round((east + scene.shift.east - frame.west) / frame.pixelSize - size / 2);
    const row = Math.round((frame.north - north - scene.shift.north) / frame.pixelSize - size / 2);
    const pixels = await image.readRasters({
      window: [column, row, column + size, row + size],
      interleave: true,
    });
    const grey: number[] = [];
    for (let at = 0; at < pixels.length; at += 3)
      grey.push((Number(pixels[at]) + Number(pixels[at + 1]) + Number(pixels[at + 2])) / 3);
    return grey;
  } finally {
    await file.close();
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function middle(change: Change): [number, number] {
  const ring = change.geometry.coordinates[0]!.slice(0, -1);
  const [east, north] = toGrid.forward([mean(ring.map(([x]) => x)), mean(ring.map(([, y]) => y))]);
  return [east!, north!];
}

describe('the sample imagery', () => {
  it('is made byte for byte as it lies in the repository', { timeout: 300_000 }, async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'afterimage-sample-'));
    try {
      const made = join(temporary, 'scene.tif');
      await writeSceneFile(sceneAt(2), renderScene(makeValley(), 2), made);
      const hash = async (path: string) =>
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex');
      expect(await hash(made)).toBe(await hash(join(folder, 'scenes', `${sceneAt(2).id}.tif`)));
    } finally {
      await rm(temporary, { recursive: true });
    }
  });

  it('lists its scenes and truth as the recipe makes them', async () => {
    expect(JSON.parse(await readFile(join(folder, 'scenes.json'), 'utf8'))).toEqual(sampleList());
    expect(JSON.parse(await readFile(join(folder, 'truth.geojson'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(truth())),
    );
  });

  it('takes 30 MB at most', async () => {
    const files = await readdir(join(folder, 'scenes'));
    const sizes = await Promise.all(
      files.map(async (file) => (await stat(join(folder, 'scenes', file))).size),
    );
    expect(files).toHaveLength(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30e6);
  });

  it('says in each title and in the tags of each file that it is synthetic', async () => {
    for (const scene of await readScenes()) {
      expect(scene.title).toContain('SYNTHETIC');
      expect(scene.synthetic).toBe(true);
      const file = await fromFile(join(folder, scene.file));
      const image = await file.getImage();
      expect((await image.getGDALMetadata())?.SYNTHETIC).toBe('YES');
      expect(String(await image.getFileDirectory().loadValue('ImageDescription'))).toContain('SYNTHETIC');
      await file.close();
    }
  });

  it('writes a light label on dark in the bottom left corner of the pixels', async () => {
    for (const scene of scenes) {
      const north = frame.north - frame.heightPixels * frame.pixelSize + 14;
      const grey = await greyAt(scene.id, frame.west + 14 - scene.shift.east, north - scene.shift.north, 40);
      expect(Math.max(...grey)).toBe(250);
      expect(Math.min(...grey)).toBe(16);
    }
  });

  it('has a truth that is sound GeoJSON, with several razed towers and things that only look different', async () => {
    expect(() => check(JSON.stringify(truth()))).not.toThrow();
    const changes = await readTruth();
    const razed = changes.filter(
      ({ properties }) => properties.structure === 'guard_tower' && properties.change === 'razed',
    );
    expect(razed.length).toBeGreaterThanOrEqual(3);
    expect(new Set(changes.map(({ properties }) => properties.change))).toEqual(
      new Set(['razed', 'demolished', 'damaged', 'altered', 'constructed', 'no_visible_change']),
    );
    expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
  });

  it('shows each razed tower on its last date and no longer on the next', async () => {
    for (const change of await readTruth()) {
      const { structure, before, after } = change.properties;
      if (structure !== 'guard_tower' || change.properties.change !== 'razed' || after === '2013-01-08')
        continue;
      const [east, north] = middle(change);
      // The roof's lit side is the brightest thing on the spot; bare ground is duller.
      const brightest = async (id: string) => Math.max(...(await greyAt(id, east, north, 12)));
      expect(await brightest(before), change.id).toBeGreaterThan((await brightest(after)) + 25);
    }
  });

  it('throws the shadow of a tower away from the sun, as long as height and sun make it', async () => {
    const [first] = await readScenes();
    const razed = (await readTruth()).find(({ id }) => id === 'change-T10')!;
    const [east, north] = middle(razed);
    const away = ((first!.sunAzimuth + 180) * Math.PI) / 180;
    const along = async (metres: number) =>
      mean(await greyAt('2010-11-09', east + Math.sin(away) * metres, north + Math.cos(away) * metres, 3));
    const length = shadowLength(8.6, first!.sunElevation);
    expect(await along(length - 1)).toBeLessThan(0.7 * (await along(length + 8)));
  });

  it('grows to any size, row by row, the same each time', async () => {
    const scene = largeScene(3000, 2000);
    const rows = await scene.readRows(1900, 4);
    expect(rows).toHaveLength(3000 * 4 * 3);
    expect(await scene.readRows(1902, 1)).toEqual(rows.subarray(3000 * 2 * 3, 3000 * 3 * 3));
    expect(new Set(rows).size).toBeGreaterThan(60);
  });
});
