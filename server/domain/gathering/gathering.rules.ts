import { boundsOf, coveredArea, type Rectangle, sharedArea } from '#imagery/gather/coverage.rules.ts';
import { bandInName, type NamedBand, orderOfBands, titleOfBand } from './band-name.rules.ts';
import { tileInName } from './tile-name.rules.ts';

/** Where a file's image lies; `affine` as in GDAL, in units of `crs`, from pixel corners, north-up. */
export type Place = {
  crs: string;
  affine: readonly number[];
  width: number;
  height: number;
  bandCount: number;
};

/** A file that may belong to others. Its place is left out until the file has been looked at. */
export type GatherableFile = {
  key: string;
  fileName: string;
  place?: Place;
};

/** A file of a proposal. One that is not chosen belongs to the others, but is rather kept apart. */
export type Member = {
  key: string;
  fileName: string;
  chosen: boolean;
  /** Of a band: the name under which it is kept. */
  bandName?: string;
  /** Of a tile: its place as its name tells it. */
  tile?: string;
  /** Why it is not chosen. */
  reason?: string;
};

/** Files that look like one image. The members' order is that of its bands, or of its tiles. */
export type Proposal = {
  arrangement: 'bands' | 'mosaic';
  /** What their names share. */
  title: string;
  members: readonly Member[];
};

/** So much of the smaller one do two bands of one image share at least, and two tiles of one mosaic at most. */
const HALF = 0.5;

/**
 * Which of these files look like the bands or the tiles of one image, by their names and, as far as they are
 * known, their places. A name alone suffices where it follows a provider's scheme; bare numbers at the end of
 * names say nothing without places.
 */
export function proposeGatherings(files: readonly GatherableFile[]): Proposal[] {
  const bands = bandProposals(files);
  const taken = new Set(bands.flatMap(({ members }) => members.map(({ key }) => key)));
  const others = files.filter(({ key }) => !taken.has(key));
  const tiles = tileProposals(others);
  for (const { members } of tiles) for (const { key } of members) taken.add(key);
  return [...bands, ...tiles, ...neighbourProposals(files.filter(({ key }) => !taken.has(key)))];
}

function bandProposals(files: readonly GatherableFile[]): Proposal[] {
  const named = files.flatMap((file) => {
    const found = bandInName(file.fileName);
    // A number may count bands or tiles: only that its files lie on one another tells.
    const bare = found !== null && /^\d/.test(found.band.code);
    if (found === null || (bare && file.place?.bandCount !== 1)) return [];
    return [{ ...file, ...found, kindOfName: bare ? 'bare' : 'named' }];
  });
  const groups = grouped(named, ({ stem, kindOfName }) => `${kindOfName} ${stem.toLowerCase()}`);
  return groups.flatMap((group) => {
    const base = group.find(({ place, band }) => place !== undefined && band.kind === 'band')?.place;
    const together = group.filter(({ place }) => !place || !base || lieOnOneAnother(place, base));
    const members = orderOfBands(
      together.map(({ key, fileName, band, place }) => ({ ...band, key, fileName, place })),
    ).map((band, _, all): Member => {
      const reason = reasonToKeepApart(band, all);
      const { key, fileName } = band;
      const bandName = titleOfBand(band);
      return { key, fileName, bandName, chosen: reason === undefined, ...(reason && { reason }) };
    });
    const chosen = members.filter((member) => member.chosen);
    if (chosen.length < 2) return [];
    return [{ arrangement: 'bands' as const, title: titleOf(group[0]!.stem), members }];
  });
}

type Candidate = NamedBand & { place: Place | undefined };

function reasonToKeepApart(band: Candidate, all: readonly Candidate[]): string | undefined {
  if (band.kind === 'picture' || (band.place?.bandCount ?? 1) > 1)
    return 'a picture of several bands: a scene of its own';
  if (band.kind === 'quality') return 'a mask or classification, not a picture';
  if (band.kind === 'pan') return 'finer pixels than the others: a scene of its own';
  const finer = all.find(
    (other) =>
      other.code === band.code &&
      other !== band &&
      (pixelSize(other) < pixelSize(band) ||
        (pixelSize(other) === pixelSize(band) && all.indexOf(other) < all.indexOf(band))),
  );
  return finer && 'the same band is there with finer pixels';
}

function pixelSize({ pixelSize: named, place }: Candidate): number {
  return named ?? place?.affine[1] ?? 0;
}

function tileProposals(files: readonly GatherableFile[]): Proposal[] {
  const named = files.flatMap((file) => {
    const found = tileInName(file.fileName);
    if (found === null || (!found.certain && file.place === undefined)) return [];
    return [{ ...file, ...found }];
  });
  // While some have not been looked at, their names are all there is to go by.
  const groups = grouped(named, ({ stem }) => stem.toLowerCase()).flatMap((group) =>
    group.every(({ place }) => place) ? grouped(group, ({ place }) => kindOf(place!)) : [group],
  );
  return groups.flatMap((group) => {
    const together = neighbours(group);
    if (together.length < 2 || new Set(together.map(({ code }) => code)).size < together.length) return [];
    const members = together
      .toSorted((one, other) => compareOrders(one.order, other.order))
      .map(({ key, fileName, code }): Member => ({ key, fileName, tile: code, chosen: true }));
    return [{ arrangement: 'mosaic' as const, title: titleOf(group[0]!.stem.replace('*', '')), members }];
  });
}

/** Files whose names tell nothing, but which lie beside each other and differ in their numbers alone. */
function neighbourProposals(files: readonly GatherableFile[]): Proposal[] {
  const placed = files.filter(({ place }) => place !== undefined);
  const groups = grouped(placed, ({ fileName, place }) =>
    [fileName.toLowerCase().replace(/\d+/g, '#'), datesIn(fileName), kindOf(place!)].join(' '),
  );
  return groups.flatMap((group) => {
    const together = neighbours(group);
    if (together.length < 2) return [];
    const members = together.map(({ key, fileName }): Member => ({ key, fileName, chosen: true }));
    return [{ arrangement: 'mosaic' as const, title: titleOf(sharedStart(together)), members }];
  });
}

/** Days and years in a name: images of different dates are never one. */
function datesIn(name: string): string {
  return (name.match(/(?<!\d)(?:19|20)\d{2}(?:-?\d{2}-?\d{2})?/g) ?? []).join(' ');
}

function kindOf({ crs, affine, bandCount }: Place): string {
  return `${crs} ${affine[1]!.toPrecision(5)} ${bandCount}`;
}

/** The largest set of files in which each touches another and none lies on another. Without places: all. */
function neighbours<File extends GatherableFile>(files: readonly File[]): File[] {
  const placed = files.filter(({ place }) => place !== undefined);
  if (placed.length < files.length) return [...files];
  let largest: File[] = [];
  const left = new Set(files);
  for (const start of files) {
    if (!left.delete(start)) continue;
    const cluster = [start];
    for (const member of cluster)
      for (const other of left)
        if (nearEachOther(member.place!, other.place!)) {
          left.delete(other);
          cluster.push(other);
        }
    if (cluster.length > largest.length) largest = cluster;
  }
  const stacked = largest.some((one, index) =>
    largest.slice(index + 1).some((other) => lieOnOneAnother(one.place!, other.place!)),
  );
  return stacked ? [] : largest;
}

/** True where two images touch, overlap, or have no more between them than a tile that is missing. */
function nearEachOther(one: Place, other: Place): boolean {
  const [a, b] = [rectangleOf(one), rectangleOf(other)];
  const grown = { x: a.x - a.width, y: a.y - a.height, width: 3 * a.width, height: 3 * a.height };
  const touching = { ...grown, width: grown.width * (1 + 1e-6), height: grown.height * (1 + 1e-6) };
  return one.crs === other.crs && sharedArea(touching, b) > 0;
}

function lieOnOneAnother(one: Place, other: Place): boolean {
  const [a, b] = [rectangleOf(one), rectangleOf(other)];
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return one.crs === other.crs && sharedArea(a, b) > HALF * smaller;
}

/** The ground of a north-up image, in units of its system; y counts southwards. */
function rectangleOf({ affine, width, height }: Place): Rectangle {
  return { x: affine[0]!, y: -affine[3]!, width: affine[1]! * width, height: -affine[5]! * height };
}

/** How the tiles of a mosaic lie, for a drawing of it: rectangles from 0 to 1 of the longer side. */
export type MosaicSketch = {
  tiles: readonly Rectangle[];
  /** Height by width. */
  aspect: number;
  /** The share of the mosaic that no tile covers. */
  gaps: number;
  /** Pairs of tiles that overlap by more than rounding makes of them. */
  overlaps: number;
};

export function sketchMosaic(places: readonly Place[]): MosaicSketch {
  const tiles = places.map(rectangleOf);
  const whole = boundsOf(tiles);
  const longer = Math.max(whole.width, whole.height);
  const pixel = places[0]?.affine[1] ?? 0;
  const overlaps = tiles.flatMap((one, index) =>
    tiles.slice(index + 1).filter((other) => {
      const shrunk = { ...other, x: other.x + pixel, y: other.y + pixel };
      return (
        sharedArea(one, { ...shrunk, width: other.width - 2 * pixel, height: other.height - 2 * pixel }) > 0
      );
    }),
  ).length;
  const gaps = 1 - coveredArea(tiles) / (whole.width * whole.height);
  return {
    tiles: tiles.map(({ x, y, width, height }) => ({
      x: (x - whole.x) / longer,
      y: (y - whole.y) / longer,
      width: width / longer,
      height: height / longer,
    })),
    aspect: whole.height / whole.width,
    // Coordinates are rounded: a hair between two tiles is none.
    gaps: gaps < 1e-4 ? 0 : gaps,
    overlaps,
  };
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  return [...Map.groupBy(items, keyOf).values()].filter((group) => group.length > 1);
}

function compareOrders(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((value, index) => value !== other[index]);
  return differing < 0 ? 0 : one[differing]! - (other[differing] ?? 0);
}

/** The words that all names begin with. */
function sharedStart(files: readonly GatherableFile[]): string {
  const [first = '', ...rest] = files.map(({ fileName }) => fileName);
  const differing = [...first].findIndex((letter, at) => rest.some((name) => name[at] !== letter));
  return differing < 0 ? first : first.slice(0, differing).replace(/[^\s_.-]*$/, '');
}

/** What names share, without the marks that led over to what they do not. */
function titleOf(stem: string): string {
  return stem.replace(/^[\s_.-]+|[\s_.-]+$/g, '').replace(/[_-]{2,}/g, '_');
}
