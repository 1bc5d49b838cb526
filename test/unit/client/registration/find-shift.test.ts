import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fromFile } from 'geotiff';
import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import { fitShift, leftOutResiduals, residualsOf } from '#domain/geometry/registration.rules.ts';
import { findShift, type Sample } from '../../../../client/registration/shift/find-shift.ts';
import { correlate } from '../../../../client/registration/shift/phase-correlation.ts';
import { sampleSquare } from '../../../../client/registration/shift/sampling.ts';
import { scenes } from '../../../../sample-imagery/base/recipe.ts';
import { fieldData } from '../../../support/base/field-data.ts';

const sampleScenes = path.join(import.meta.dirname, '../../../../sample-imagery/scenes');
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

/** The same ground, each place taken from elsewhere: of metres east and north of the middle, so many others. */
const bent =
  (sample: Sample, from: (x: number, y: number) => [x: number, y: number]): Sample =>
  async ({ west, north, resolution, side }) => {
    const values = new Float32Array(side * side);
    for (let i = 0; i < values.length; i++) {
      const x = west + ((i % side) + 0.5) * resolution - 128;
      const y = north - (Math.floor(i / side) + 0.5) * resolution - 128;
      const [u, v] = from(x, y);
      const one = { west: u + 128 - 0.5, north: v + 128 + 0.5, resolution: 1, side: 1 };
      values[i] = (await sample(one))[0]!;
    }
    return values;
  };

const turnedBy = (degrees: number, scale = 1) => {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return (x: number, y: number): [number, number] => [
    (x * cosine + y * sine) / scale,
    (y * cosine - x * sine) / scale,
  ];
};

const common = [0, 0, 256, 256] as const;
const find = (moving: Sample, reference = ground(1, 0.1)) =>
  findShift(common, 1, { reference, moving, correlate: inThread });

describe('the proposed shift', () => {
  test.each([
    [3, -7],
    [0.4, 0.25],
    [-12.3, 5.7],
    [40, -40],
  ])('brings ground that lies %d m east and %d m north back to a tenth of a pixel', async (east, north) => {
    const found = await find(laid(ground(2, 0.3), east, north), ground(1, 0.3));
    expect(found.kind).toBe('found');
    if (found.kind !== 'found') return;
    expect(Math.abs(found.shift.east + east)).toBeLessThan(0.1);
    expect(Math.abs(found.shift.north + north)).toBeLessThan(0.1);
    expect(found.residual).toBeGreaterThan(0);
  });

  test('is found through other light, reversed contrast, and noise as strong as the ground', async () => {
    for (const light of [(value: number) => 40 + 0.4 * value ** 1.5, (value: number) => 200 - 3 * value]) {
      const found = await find(laid(ground(2, 2, light), 2.3, -1.6), ground(1, 2));
      expect(found).toMatchObject({ kind: 'found' });
      if (found.kind !== 'found') return;
      expect(Math.hypot(found.shift.east + 2.3, found.shift.north - 1.6)).toBeLessThan(0.3);
    }
  });

  test('is none where both agree already: how well is told, never as nothing', async () => {
    for (const moving of [ground(1, 0.1), ground(2, 0.3, (value) => 200 - 3 * value)])
      expect(await find(moving)).toMatchObject({ kind: 'aligned', within: 0.3 });
  });

  test.each([
    [2, 1],
    [-2, 1],
    [3, 1],
    [0.7, 1],
    [0, 1.01],
    [0, 0.98],
    [1, 1.02],
  ])('is none where the image is turned by %d degrees and %d times as large', async (degrees, scale) => {
    const told = await find(bent(ground(1, 0.1), turnedBy(degrees, scale)));
    expect(told).toMatchObject({ kind: 'bent', bend: { kind: 'similarity' } });
    if (told.kind !== 'bent' || told.bend.kind !== 'similarity') return;
    expect(Math.abs(told.bend.degrees - degrees)).toBeLessThan(0.1);
    expect(Math.abs(told.bend.percent - (scale - 1) * 100)).toBeLessThan(0.2);
    const [x, y] = turnedBy(degrees, scale)(128, 128);
    expect(Math.abs(told.remains - Math.hypot(x - 128, y - 128))).toBeLessThan(0.5);
  });

  test.each<[string, (x: number, y: number) => [number, number]]>([
    ['sheared', (x, y) => [x + 0.03 * y, y]],
    ['warped', (x, y) => [x + (x * x) / 2_500, y]],
    ['in two halves', (x, y) => [x < 20 ? x : x + 6, y]],
  ])('is none where the image is %s', async (_, from) => {
    const told = await find(bent(ground(1, 0.1), from));
    expect(told).toMatchObject({ kind: 'bent', bend: { kind: 'warp' } });
    expect(told.kind === 'bent' && told.remains).toBeGreaterThan(2);
  });

  test.each<[string, (x: number, y: number) => [number, number]]>([
    ['turned by a right angle', (x, y) => [y, -x]],
    ['turned upside down', (x, y) => [-x, -y]],
    ['mirrored', (x, y) => [-x, y]],
    ['turned by 10 degrees', turnedBy(10)],
    ['twice as large', turnedBy(0, 2)],
    ['other ground', (x, y) => [x + 5_000, y]],
  ])('cannot be told where the image is %s', async (_, from) => {
    expect(await find(bent(ground(1, 0.1), from))).toMatchObject({ kind: 'unclear' });
  });

  test('cannot be told of ground that repeats itself', async () => {
    const rows =
      (seed: number): Sample =>
      async ({ west, north, resolution, side }) =>
        Float32Array.from({ length: side * side }, (_, i) => {
          const x = Math.floor(west + ((i % side) + 0.5) * resolution);
          const y = Math.floor(north - (Math.floor(i / side) + 0.5) * resolution);
          return 20 * hash(((x % 24) + 24) % 24, ((y % 24) + 24) % 24) + hash(x + seed, y);
        });
    expect(await find(laid(rows(900), 3, 0), rows(0))).toMatchObject({ kind: 'unclear' });
  });

  test('is told of the part that both show, where half of one image is missing or hidden', async () => {
    const half =
      (sample: Sample, value: number): Sample =>
      async (square) =>
        (await sample(square)).map((one, i) =>
          square.west + (i % square.side) * square.resolution < 120 ? value : one,
        );
    for (const value of [Number.NaN, 250]) {
      const found = await find(half(laid(ground(2, 0.3), 2.5, 1), value));
      expect(found.kind).toBe('found');
      if (found.kind === 'found')
        expect(Math.hypot(found.shift.east + 2.5, found.shift.north + 1)).toBeLessThan(0.1);
    }
  });

  test('is not told where nothing is to be seen, where the images have nothing in common, or too little', async () => {
    const flat: Sample = async ({ side }) => new Float32Array(side * side).fill(90);
    const nothing: Sample = async ({ side }) => new Float32Array(side * side).fill(Number.NaN);
    const noise =
      (seed: number): Sample =>
      async ({ side }) =>
        Float32Array.from({ length: side * side }, (_, i) => hash(i, seed));
    const none = { kind: 'unclear', why: 'no_content', parts: [] };
    for (const moving of [flat, nothing]) expect(await find(moving)).toEqual(none);
    expect(await find(noise(6), noise(5))).toMatchObject({ kind: 'unclear' });
    const sample = ground(1, 0.1);
    expect(
      await findShift([0, 0, 40, 40], 1, { reference: sample, moving: sample, correlate: inThread }),
    ).toMatchObject({ kind: 'unclear', why: 'little_ground' });
  });

  test('tells by its arrows what single parts ask for, where it cannot tell', async () => {
    const moving: Sample = async (square) => {
      const one = await laid(ground(1, 0.1), 3, 0)(square);
      const other = await ground(1, 0.1, () => 0)({ ...square, west: square.west + 9_000 });
      return one.map((value, i) =>
        square.west + (i % square.side) < 90 && square.north - Math.floor(i / square.side) > 160
          ? value
          : other[i]! + 50 * hash(i, 3),
      );
    };
    const told = await find(moving);
    expect(told).toMatchObject({ kind: 'unclear', why: 'no_agreement' });
    expect(told.parts.length).toBeGreaterThan(0);
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
        readFileSync(path.join(import.meta.dirname, '../../../field/joplin-points.json'), 'utf8'),
      ) as { points: { before: [number, number]; after: [number, number] }[] };
      const found = await findShift([366_700, 4_103_340, 367_860, 4_104_240], 0.6, {
        reference: reference.sample,
        moving: moving.sample,
        correlate: inThread,
      });
      const pairs = points.map(({ before, after }) => ({ reference: before, moving: after }));
      const left = (shift: { east: number; north: number }) => residualsOf(pairs, shift)!.rms;
      if (found.kind === 'found' || found.kind === 'aligned')
        expect(left(found.shift)).toBeLessThanOrEqual(left({ east: 0, north: 0 }) / 2);
      else expect(found.parts.length).toBeGreaterThan(20);
    },
    60_000,
  );
});

describe('a shift fitted to pairs of points', () => {
  const at = (east: number, north: number) => ({ reference: [east, north], moving: [0, 0] }) as const;

  test('is their mean difference, and of none is refused', () => {
    expect(fitShift([at(2, -1), at(3, -1)])).toEqual({ east: 2.5, north: -1 });
    expect(() => fitShift([])).toThrow('at least one pair');
  });

  test('leaves at each pair what the others put it from where it is', () => {
    const pairs = [at(0, 0), at(0, 3), at(3, 0)];
    const others = [Math.hypot(1.5, 1.5), Math.hypot(1.5, 3), Math.hypot(3, 1.5)];
    const left = leftOutResiduals(pairs, fitShift(pairs))!;
    for (const [i, metres] of others.entries()) expect(left.each[i]).toBeCloseTo(metres, 9);
    expect(left.rms).toBeCloseTo(Math.sqrt(others.reduce((sum, one) => sum + one * one, 0) / 3), 9);
  });

  test('leaves, of two pairs, how far they differ, and of one pair nobody knows what', () => {
    const pairs = [at(2, -1), at(3, -1)];
    expect(leftOutResiduals(pairs, fitShift(pairs))).toEqual({ each: [1, 1], rms: 1 });
    expect(leftOutResiduals([at(1, 1)], { east: 1, north: 1 })).toBeNull();
    expect(leftOutResiduals([at(1, 1)], { east: 1.1, north: 1 })).toBeNull();
    expect(leftOutResiduals([], { east: 0, north: 0 })).toBeNull();
  });

  test('that keys moved afterwards does not count the points as others', () => {
    const pairs = [at(0, 0), at(2, 0)];
    expect(leftOutResiduals(pairs, { east: 1.5, north: 0 })!.each).toEqual([2.5, 1.5]);
  });

  test('is checked by points that did not make it, one of them too', () => {
    expect(residualsOf([at(4, 3)], { east: 0, north: 0 })).toEqual({ each: [5], rms: 5 });
    expect(residualsOf([], { east: 0, north: 0 })).toBeNull();
  });
});
