import path from 'node:path';
import { fromFile } from 'geotiff';
import proj4 from 'proj4';
import type { GroundShift } from '#domain/geometry/registration.rules.ts';
import { findShift, type Sample } from '../../../client/registration/shift/find-shift.ts';
import type { Ground } from '../../../client/registration/shift/judgement.ts';
import { correlate } from '../../../client/registration/shift/phase-correlation.ts';
import { sampleSquare } from '../../../client/registration/shift/sampling.ts';
import { fieldData } from '../base/field-data.ts';
import type { Chance } from '../base/random.ts';

const folder = fieldData();

type Image = { sample: Sample; box: Ground };
export type Pair = { name: string; pixel: number; reference: Image; moving: Image };

/** The first three bands of a file, or its only one, in a system of metres; `own` is the file's where it is another. */
async function open(file: string, view = '', own = ''): Promise<Image> {
  const image = await (await fromFile(path.join(folder!, file))).getImage();
  const colours = Math.min(3, image.getSamplesPerPixel());
  const samples = Array.from({ length: colours }, (_, band) => band);
  const data = (await image.readRasters({ interleave: true, samples })) as unknown as ArrayLike<number>;
  const [width, height] = [image.getWidth(), image.getHeight()];
  const extent = image.getBoundingBox();
  const project = own ? proj4(view, own) : undefined;
  const hasNoData = image.getGDALNoData() !== null;
  const corners = [0, 2].flatMap((x) => [1, 3].map((y) => [extent[x]!, extent[y]!]));
  const placed = corners.map((corner) => (project ? project.inverse(corner) : corner));
  const [xs, ys] = [placed.map(([x]) => x!), placed.map(([, y]) => y!)];
  return {
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    sample: async (square) =>
      sampleSquare([{ data, bandCount: colours, width, height, extent }], square, {
        colours,
        toOwn: (position) => (project ? project.forward(position) : position),
        isValid: (_, at) => !hasNoData || data[at] !== 0,
      }),
  };
}

const zone = (number: number, south = false) =>
  `+proj=utm +zone=${number} +datum=WGS84${south ? ' +south' : ''}`;

/** Real scenes of one ground at two dates. */
export async function openPairs(): Promise<Pair[]> {
  const pair = async (name: string, pixel: number, files: [string, string], view = '', own = ['', '']) => {
    const [reference, moving] = await Promise.all(files.map((file, i) => open(file, view, own[i])));
    return { name, pixel, reference: reference!, moving: moving! };
  };
  const years = ['1985', '1990', '1995', '2000', '2005', '2010', '2015', '2020'];
  const degrees = ['EPSG:4326', 'EPSG:4326'];
  return Promise.all([
    pair('guiana', 10, ['pairs/guiana/example_t0.tif', 'pairs/guiana/example_t1.tif'], zone(21), degrees),
    pair(
      'joplin',
      0.6,
      ['pairs/joplin/joplin-before-epsg26915.tif', 'pairs/joplin/joplin-after-epsg4326.tif'],
      zone(15),
      ['', 'EPSG:4326'],
    ),
    ...[0, 1].map((tile) =>
      pair(`joplin-tile-${tile}`, 0.45128, [
        `pairs/joplin-tiles/joplin-tile-${tile}-before.tif`,
        `pairs/joplin-tiles/joplin-tile-${tile}-after.tif`,
      ]),
    ),
    pair('taizhou', 30, ['pairs/taizhou/taizhou-before.tif', 'pairs/taizhou/taizhou-after.tif']),
    ...[...years.slice(1), '1985'].map((year, i) =>
      pair(
        `pucallpa ${years[i]} and ${year === '1985' ? '1985 again' : year}`,
        89,
        [`pairs/pucallpa/${years[i]}.tif`, `pairs/pucallpa/${year}.tif`],
        zone(18, true),
        degrees,
      ),
    ),
    pair('red and near infrared of one instant', 10, [
      'geotiff/openlayers__sentinel-b04.tif',
      'geotiff/openlayers__sentinel-b08.tif',
    ]),
  ]);
}

/** In this thread, where there is no worker. */
export const inThread = async (...order: Parameters<typeof correlate>) => correlate(...order);
const common = (one: Ground, other: Ground): Ground => [
  Math.max(one[0], other[0]),
  Math.max(one[1], other[1]),
  Math.min(one[2], other[2]),
  Math.min(one[3], other[3]),
];

/** What is found where the other date is laid so many metres elsewhere. */
export function findLaid({ pixel, reference, moving }: Pair, { east, north }: GroundShift) {
  const [w, s, e, n] = moving.box;
  return findShift(common(reference.box, [w + east, s + north, e + east, n + north]), pixel, {
    reference: reference.sample,
    moving: (square) => moving.sample({ ...square, west: square.west - east, north: square.north - north }),
    correlate: inThread,
  });
}

/** A square of an image about a place, `size` of its pixels wide, turned counter-clockwise and so many times as large. */
async function crop(
  { sample }: Image,
  { pixel, place: [x, y], size, turn = 0, scale = 1 }: Crop,
): Promise<Sample> {
  const wide = Math.ceil(size * 1.6);
  const half = (wide * pixel) / 2;
  const around = await sample({ west: x - half, north: y + half, resolution: pixel, side: wide });
  const [cosine, sine] = [Math.cos(turn) / scale, Math.sin(turn) / scale];
  const extent = [-wide / 2, -wide / 2, wide / 2, wide / 2];
  const whole = { west: -size / 2, north: size / 2, resolution: 1, side: size };
  const data = sampleSquare([{ data: around, bandCount: 1, width: wide, height: wide, extent }], whole, {
    colours: 1,
    toOwn: ([east, north]) => [east * cosine + north * sine, north * cosine - east * sine],
    isValid: () => true,
  });
  const raster = {
    data,
    bandCount: 1,
    width: size,
    height: size,
    extent: extent.map((edge) => Math.sign(edge) * (size / 2)),
  };
  return async (square) =>
    sampleSquare([raster], square, { colours: 1, toOwn: (position) => position, isValid: () => true });
}
type Crop = { pixel: number; place: readonly [number, number]; size: number; turn?: number; scale?: number };

/** Two crops of some size in pixels: of two scenes, far apart in one, or of one place, one of them turned. */
export async function drawCrops(pairs: readonly Pair[], chance: Chance, way: number) {
  const size = chance.pick([96, 128, 128, 160, 200]);
  const length = ({ pixel, reference, moving }: Pair) => {
    const [w, s, e, n] = common(reference.box, moving.box);
    return Math.min(e - w, n - s) / pixel;
  };
  const among = (value: number) => (chance.below(1_000_001) / 1_000_000) * value;
  const placeIn = ({ pixel, reference, moving }: Pair): [number, number] => {
    const [w, s, e, n] = common(reference.box, moving.box);
    const rim = size * pixel;
    return [w + rim / 2 + among(e - w - rim), s + rim / 2 + among(n - s - rim)];
  };
  const one = chance.pick(pairs.filter((pair) => length(pair) >= (way === 1 ? 3 * size : size)));
  const place = placeIn(one);
  const reference = await crop(one.reference, { pixel: one.pixel, place, size });
  const other = chance.pick([one.reference, one.moving]);
  if (way === 0) {
    // Scenes of one place show the same ground.
    const elsewhere = pairs.filter(({ name }) => name.slice(0, 6) !== one.name.slice(0, 6));
    const second = chance.pick(elsewhere.filter((pair) => length(pair) >= size));
    const { pixel } = second;
    const moving = await crop(second.moving, { pixel, place: placeIn(second), size });
    return { kind: 'unrelated', name: `${one.name}, ${second.name}`, size, reference, moving };
  }
  if (way === 1) {
    // Half the pair's ground away, round its edge: at least a whole crop, to east or west, or north or south.
    const [w, s, e, n] = common(one.reference.box, one.moving.box);
    const rim = size * one.pixel;
    const round = (value: number, from: number, to: number) =>
      from + ((value - from + (to - from) / 2) % (to - from));
    const far: [number, number] = [
      round(place[0], w + rim / 2, e - rim / 2),
      round(place[1], s + rim / 2, n - rim / 2),
    ];
    return {
      kind: 'far apart',
      name: one.name,
      size,
      reference,
      moving: await crop(other, { pixel: one.pixel, place: far, size }),
    };
  }
  const degrees = (chance.below(2) ? 1 : -1) * (1 + among(9));
  const scale = chance.pick([1, 1, 0.97, 0.98, 1.02, 1.05]);
  const turn = (degrees * Math.PI) / 180;
  const moving = await crop(other, { pixel: one.pixel, place, size, turn, scale });
  return {
    kind: 'turned',
    name: `${one.name} by ${degrees} degrees, ${scale} times`,
    size,
    reference,
    moving,
  };
}
