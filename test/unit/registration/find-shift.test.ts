import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromFile } from 'geotiff';
import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import { findShift, type Sample } from '../../../client/registration/find-shift.ts';
import { correlate } from '../../../client/registration/phase-correlation.ts';
import { sampleSquare } from '../../../client/registration/sampling.ts';
import { scenes } from '../../../sample-imagery/recipe.ts';
import { fitShift, residualsOf } from '../../../server/geometry/registration.rules.ts';
import { fieldData } from '../../support/field-data.ts';

const sampleScenes = path.join(import.meta.dirname, '../../../sample-imagery/scenes');
const inThread = async (...order: Parameters<typeof correlate>) => correlate(...order);

/** An image as the page samples it: a file of three bands, in some system. */
async function imageOf(file: string, definition?: string) {
  const image = await (await fromFile(file)).getImage();
  const data = (await image.readRasters({ interleave: true })) as unknown as ArrayLike<number>;
  const [width, height, bandCount] = [image.getWidth(), image.getHeight(), image.getSamplesPerPixel()];
  const extent = image.getBoundingBox();
  const project = definition && proj4('EPSG:32615', definition);
  const sample: Sample = async (square) =>
    sampleSquare([{ data, bandCount, width, height, extent }], square, {
      colours: 3,
      toOwn: (position) => (project ? project.forward(position) : position),
      isValid: () => true,
    });
  return { sample, extent: extent as [number, number, number, number] };
}

/** Smooth ground of many sizes, taken at [x + east, y - north] metres; the same each time. */
function ground(seed: number, noise: number, brightness = (value: number) => value): Sample {
  return async ({ west, north, resolution, side }) =>
    Float32Array.from({ length: side * side }, (_, i) => {
      const x = west + ((i % side) + 0.5) * resolution;
      const y = north - (Math.floor(i / side) + 0.5) * resolution;
      let value = 0;
      for (const size of [2, 3, 5, 9, 17]) value += relief(x / size, y / size, size) * Math.sqrt(size);
      return brightness(value) + noise * (hash(x * 7 + seed, y * 13 - seed) - 0.5);
    });
}

function relief(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number) => t * t * (3 - 2 * t);
  const [u, v] = [ease(x - left), ease(y - top)];
  const at = (dx: number, dy: number) => hash(left + dx + seed * 101, top + dy);
  return (at(0, 0) * (1 - u) + at(1, 0) * u) * (1 - v) + (at(0, 1) * (1 - u) + at(1, 1) * u) * v;
}

function hash(x: number, y: number): number {
  let bits = Math.imul(Math.floor(x), 0x9e3779b1) ^ Math.imul(Math.floor(y), 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
}

/** The same ground laid elsewhere. */
const laid =
  (sample: Sample, east: number, north: number): Sample =>
  (square) =>
    sample({ ...square, west: square.west - east, north: square.north - north });

const common = [0, 0, 256, 256] as const;

describe('the proposed shift', () => {
  test.each([
    [0, 0],
    [3, -7],
    [0.4, 0.25],
    [-12.3, 5.7],
  ])('brings ground that lies %d m east and %d m north back to a tenth of a pixel', async (east, north) => {
    const found = await findShift(common, 1, {
      reference: ground(1, 0.3),
      moving: laid(ground(2, 0.3), east, north),
      correlate: inThread,
    });
    expect(found.kind).toBe('found');
    if (found.kind !== 'found') return;
    expect(Math.abs(found.shift.east + east)).toBeLessThan(0.1);
    expect(Math.abs(found.shift.north + north)).toBeLessThan(0.1);
  });

  test('is found through other light and contrast, and through noise as strong as the ground', async () => {
    const found = await findShift(common, 1, {
      reference: ground(1, 2),
      moving: laid(
        ground(2, 2, (value) => 40 + 0.4 * value ** 1.5),
        2.3,
        -1.6,
      ),
      correlate: inThread,
    });
    expect(found).toMatchObject({ kind: 'found' });
    if (found.kind !== 'found') return;
    expect(Math.hypot(found.shift.east + 2.3, found.shift.north - 1.6)).toBeLessThan(0.3);
  });

  test('is not told where nothing is to be seen, where the images have nothing in common, or too little', async () => {
    const flat: Sample = async ({ side }) => new Float32Array(side * side).fill(90);
    const nothing: Sample = async ({ side }) => new Float32Array(side * side).fill(Number.NaN);
    const noise =
      (seed: number): Sample =>
      async ({ side }) =>
        Float32Array.from({ length: side * side }, (_, i) => hash(i, seed));
    const reference = ground(1, 0.1);
    for (const moving of [flat, nothing])
      expect(await findShift(common, 1, { reference, moving, correlate: inThread })).toMatchObject({
        kind: 'unclear',
      });
    expect(
      await findShift(common, 1, { reference: noise(5), moving: noise(6), correlate: inThread }),
    ).toMatchObject({ kind: 'unclear' });
    expect(
      await findShift([0, 0, 40, 40], 1, { reference, moving: reference, correlate: inThread }),
    ).toMatchObject({ kind: 'unclear' });
  });

  test.each(scenes.filter(({ shift }) => shift.east !== 0))(
    'finds how far the sample scene $id lies off, to within 0.3 pixel',
    async ({ id, shift }) => {
      const [reference, moving] = await Promise.all(
        [scenes[0]!.id, id].map((day) => imageOf(path.join(sampleScenes, `${day}.tif`))),
      );
      const found = await findShift(reference!.extent, 0.5, {
        reference: reference!.sample,
        moving: moving!.sample,
        correlate: inThread,
      });
      expect(found).toMatchObject({ kind: 'found' });
      if (found.kind !== 'found') return;
      expect(Math.hypot(found.shift.east + shift.east, found.shift.north + shift.north)).toBeLessThan(0.15);
    },
    60_000,
  );

  test.skipIf(!fieldData())(
    'halves what is left over ten fixed points of the Joplin pair, or says that it cannot tell',
    async () => {
      const pair = path.join(fieldData()!, 'pairs/joplin');
      const reference = await imageOf(path.join(pair, 'joplin-before-epsg26915.tif'));
      const moving = await imageOf(path.join(pair, 'joplin-after-epsg4326.tif'), 'EPSG:4326');
      const { points } = JSON.parse(
        readFileSync(path.join(import.meta.dirname, '../../field/joplin-points.json'), 'utf8'),
      ) as { points: { before: [number, number]; after: [number, number] }[] };
      const found = await findShift([366_700, 4_103_340, 367_860, 4_104_240], 0.6, {
        reference: reference.sample,
        moving: moving.sample,
        correlate: inThread,
      });
      const pairs = points.map(({ before, after }) => ({ reference: before, moving: after }));
      const left = (shift: { east: number; north: number }) => residualsOf(pairs, shift).rms;
      if (found.kind === 'found')
        expect(left(found.shift)).toBeLessThanOrEqual(left({ east: 0, north: 0 }) / 2);
      else expect(found.reason).not.toBe('');
    },
    60_000,
  );
});

describe('a shift fitted to pairs of points', () => {
  test('is their mean difference, and each pair tells what it leaves', () => {
    const pairs = [
      { reference: [10, 20], moving: [8, 21] },
      { reference: [30, 20], moving: [27, 21] },
    ] as const;
    expect(fitShift(pairs)).toEqual({ east: 2.5, north: -1 });
    expect(residualsOf(pairs, fitShift(pairs))).toEqual({ each: [0.5, 0.5], rms: 0.5 });
  });

  test('of one pair leaves nothing, and of none is refused', () => {
    expect(residualsOf([{ reference: [1, 1], moving: [0, 0] }], { east: 1, north: 1 }).rms).toBe(0);
    expect(() => fitShift([])).toThrow('at least one pair');
  });
});
