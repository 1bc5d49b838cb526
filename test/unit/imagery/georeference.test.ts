import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keys } from '#imagery/geo-key/geo-keys.ts';
import { inspect } from '#imagery/inspect/inspect.ts';
import type { HandPlacement } from '#imagery/place/hand-placement.ts';
import { type TiffField, tags, textField } from '#imagery/tiff/tiff.ts';
import { gridAt, inProjected, keyFields, numbers, type TestKey } from '../../support/imagery/geo-keys.ts';
import { makeTiff } from '../../support/imagery/geotiff.ts';

const scratch = await mkdtemp(path.join(tmpdir(), 'afterimage-georeference-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
let count = 0;

async function look(fields: readonly TiffField[], given?: HandPlacement) {
  count++;
  const file = path.join(scratch, `${count}.tif`);
  await writeFile(file, makeTiff({ width: 64, height: 64, pixels: new Uint8Array(64 * 64).fill(9), fields }));
  return inspect(file, given);
}

const doubles = (tag: number, ...values: number[]): TiffField => ({ tag, type: 'double', values });
const scale = (...values: number[]) => doubles(tags.modelPixelScale, ...values);
const ties = (...values: number[]) => doubles(tags.modelTiepoint, ...values);
const matrix = (x: number) =>
  doubles(tags.modelTransformation, 5, 0, 0, x, 0, -5, 0, 4_710_000, 0, 0, 0, 0, 0, 0, 0, 1);
const origin = [0, 0, 0, 576_000, 4_710_000, 0];
const far = [64, 64, 0, 576_320, 4_709_680, 0];
const inUtm = keyFields(...inProjected(32652));

describe('what a file says of its grid', () => {
  // As GDAL 3.6.2 reads each.
  it.each<[string, TiffField[]]>([
    ['a tie point inside the image', [scale(5, 5, 0), ties(10, 20, 0, 576_050, 4_709_900, 0)]],
    ['a height of pixels below nought', [scale(5, -5, 0), ties(...origin)]],
    ['several tie points that agree', [scale(5, 5, 0), ties(...origin, ...far)]],
    ['a matrix and a tie point that agree', [scale(5, 5, 0), ties(...origin), matrix(576_000)]],
    [
      'a matrix that is too short beside a scale',
      [scale(5, 5, 0), ties(...origin), doubles(tags.modelTransformation, 1, 2)],
    ],
  ])('is read: %s', async (_, fields) => {
    const { placement } = await look([...inUtm, ...fields]);
    expect(placement?.grid.affine).toEqual([576_000, 5, 0, 4_710_000, 0, -5]);
  });

  it.each<[string, TiffField[]]>([
    ['a matrix and a tie point', [scale(5, 5, 0), ties(...origin), matrix(577_000)]],
    ['two tie points', [scale(5, 5, 0), ties(...origin, 64, 64, 0, 577_320, 4_709_680, 0)]],
  ])('is asked about where it places the image twice: %s', async (_, fields) => {
    const { placement, placeMissing } = await look([...inUtm, ...fields]);
    expect(placement).toBeNull();
    expect(placeMissing?.detail).toMatch(/twice, at different places/);
    const { placement: given } = await look([...inUtm, ...fields], {
      kind: 'grid',
      transform: [5, 0, 0, -5, 576_002.5, 4_709_997.5],
    });
    expect(given).toMatchObject({ epsg: 32652, grid: { affine: [576_000, 5, 0, 4_710_000, 0, -5] } });
  });

  it('may count longitudes from 0 to 360', async () => {
    const degrees = keyFields([keys.model, 2], [keys.geodeticSystem, 4326]);
    const { placement } = await look([...degrees, ...gridAt(230, 42.5, 0.001)]);
    expect(placement?.footprint.coordinates.flat(2)).toContainEqual(-130);
  });

  it('is asked about where latitudes stand for longitudes', async () => {
    const degrees = keyFields([keys.model, 2], [keys.geodeticSystem, 4326]);
    expect((await look([...degrees, ...gridAt(42.5, 129.9, 0.001)])).placeMissing?.detail).toMatch(
      /reach 42.5\d*, 129.9/,
    );
  });
});

describe('keys that are damaged', () => {
  const withDirectory = (change: (values: number[]) => number[], entries: TestKey[]) =>
    keyFields(...entries).map((field) =>
      field.tag === tags.geoKeyDirectory && 'values' in field
        ? { ...field, values: change(Array.from(field.values)) }
        : field,
    );
  const grid = gridAt(576_000, 4_710_000, 5);
  const spelled: TestKey[] = [
    [keys.model, 1],
    [keys.geodeticSystem, 4326],
    [keys.projectedSystem, 32767],
    [keys.method, 1],
    [keys.naturalOriginLongitude, numbers(129)],
    [keys.naturalOriginLatitude, numbers(0)],
    [keys.scaleAtNaturalOrigin, numbers(0.9996)],
    [keys.falseEasting, numbers(500_000)],
  ];

  it('in their order only are read', async () => {
    const { placement } = await look([...keyFields(...[...spelled].reverse()), ...grid]);
    expect(placement?.footprint.coordinates.flat(3)[0]).toBeCloseTo(129.9255, 3);
  });

  it('that point beyond their numbers are asked about', async () => {
    const beyond = withDirectory((values) => [...values.slice(0, -1), 99], spelled);
    expect((await look([...beyond, ...grid])).placeMissing?.detail).toMatch(/damaged at key 3082/);
  });

  it('that say one thing twice, and differently, are asked about', async () => {
    const twice = keyFields(...inProjected(32652), [keys.projectedSystem, 32651]);
    expect((await look([...twice, ...grid])).placeMissing?.detail).toMatch(/damaged at key 3072/);
  });

  it('beyond their announced number are asked about', async () => {
    const fewer = withDirectory(
      (values) => [...values.slice(0, 3), 3, ...values.slice(4)],
      [...inProjected(32652), [keys.linearUnit, 9003]],
    );
    expect((await look([...fewer, ...grid])).placeMissing?.detail).toMatch(/damaged at key 3076/);
  });

  it('with a text that nobody can read are read all the same', async () => {
    const text = [...inUtm, textField(tags.geoAsciiParams, 'Zone f\u00fcnf \u2014 51|'), ...grid];
    expect((await look(text)).placement?.epsg).toBe(32652);
  });
});

describe('a file that names its system and not its place', () => {
  it('tells the system, which holds for a world file', async () => {
    const missing = await look(inUtm);
    expect(missing.placeMissing?.code).toBe('georeference_missing');
    expect(missing.ownSystem?.epsg).toBe(32652);
    const { placement } = await look(inUtm, {
      kind: 'grid',
      transform: [5, 0, 0, -5, 576_002.5, 4_709_997.5],
    });
    expect(placement).toMatchObject({ epsg: 32652, grid: { affine: [576_000, 5, 0, 4_710_000, 0, -5] } });
  });

  it('in feet beside a code in metres has feet in its world file, too', async () => {
    const feet = keyFields(...inProjected(32119), [keys.linearUnit, 9003]);
    const { placement } = await look(feet, {
      kind: 'grid',
      transform: [5, 0, 0, -5, 2_100_002.5, 739_997.5],
    });
    expect(placement?.footprint.coordinates.flat(3)[0]).toBeCloseTo(-78.66284, 5);
  });

  it('is refused where neither names one', async () => {
    await expect(look([], { kind: 'grid', transform: [5, 0, 0, -5, 0, 0] })).rejects.toMatchObject({
      code: 'reference_system_missing',
    });
  });
});
