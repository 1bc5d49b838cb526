/** Where a tile stands in its mosaic, as its name tells: by row and column, or by its number alone. */
export type TileInName = {
  /** The name without its place, by which the tiles of one mosaic know each other. */
  stem: string;
  /** Told again to the analyst: 'R1C2', '0_1'. */
  code: string;
  /** Numbers that put tiles in order, the more significant first. */
  order: readonly number[];
  /** A provider's scheme, which means a tile and nothing else. */
  certain: boolean;
};

const patterns: readonly { pattern: RegExp; certain: boolean }[] = [
  // Maxar and Airbus: 10OCT12021354-M2AS_R1C2-052345678010_01_P001, IMG_PHR1A_PMS_..._R2C1
  { certain: true, pattern: /^(?<before>.*)(?<code>R(?<row>\d{1,3})C(?<column>\d{1,3}))(?<after>.*)$/i },
  // Google Earth Engine's exports: NAME-0000000000-0000008192, row and column of the first pixel
  { certain: true, pattern: /^(?<before>.*-)(?<code>(?<row>\d{10})-(?<column>\d{10}))(?<after>)$/ },
  // Planet's basemaps: L15-1234E-1567N_quad
  {
    certain: true,
    pattern: /^(?<before>.*L\d{1,2}-)(?<code>(?<column>\d{3,4})E-(?<row>\d{3,4})N)(?<after>.*)$/i,
  },
  // Maxar's parts of one order: ...-052345678010_01_P002
  { certain: false, pattern: /^(?<before>.*_)(?<code>P(?<row>\d{3}))(?<after>)$/i },
  // tile_0_1, tile-3, part_2
  {
    certain: true,
    pattern:
      /^(?<before>.*(?:tile|part|quad|chunk|sheet)[_-]?)(?<code>(?<row>\d{1,4})(?:[_x-](?<column>\d{1,4}))?)(?<after>)$/i,
  },
  // gdal_retile's scene_01_02
  {
    certain: false,
    pattern: /^(?<before>.*?[_-])(?<code>(?<row>\d{1,3})[_-](?<column>\d{1,3}))(?<after>)$/,
  },
  // scene_3
  { certain: false, pattern: /^(?<before>.*[_. -])(?<code>(?<row>\d{1,3}))(?<after>)$/ },
];

/** Finds a tile's place in a file's name (without folder; its ending does not matter). */
export function tileInName(fileName: string): TileInName | null {
  const name = fileName.replace(/\.(tiff?|jp2)$/i, '');
  for (const [kind, { pattern, certain }] of patterns.entries()) {
    const found = pattern.exec(name)?.groups;
    if (found === undefined) continue;
    const { before, code, row, column, after } = found;
    const order = column === undefined ? [Number(row)] : [Number(row), Number(column)];
    // Planet counts its rows from the south.
    if (kind === 2) order[0] = -order[0]!;
    return { stem: `${before}*${after}`, code: code!, order, certain };
  }
  return null;
}
