/** What a file's name says of the band that it holds. */
export type NamedBand = {
  /** As the provider writes it: B04, SR_B4, red. */
  code: string;
  /** What it sees, in plain words; null where the name does not tell. */
  colour: string | null;
  /**
   * 'band' for what is shown; 'pan' for one of finer pixels, 'quality' for masks and classifications, 'picture'
   * for a picture made of other bands: these are scenes or notes of their own.
   */
  kind: 'band' | 'pan' | 'quality' | 'picture';
  /** Of several copies of one band in different pixel sizes: metres. */
  pixelSize: number | null;
};

/** The band in a name, and the name without it, by which the files of one image know each other. */
export type BandInName = {
  stem: string;
  band: NamedBand;
};

const sentinel2: Readonly<Record<string, string>> = {
  B01: 'coastal aerosol',
  B02: 'blue',
  B03: 'green',
  B04: 'red',
  B05: 'red edge 1',
  B06: 'red edge 2',
  B07: 'red edge 3',
  B08: 'near infrared',
  B8A: 'near infrared, narrow',
  B09: 'water vapour',
  B10: 'cirrus',
  B11: 'shortwave infrared 1',
  B12: 'shortwave infrared 2',
};

const operationalLandImager: Readonly<Record<string, string>> = {
  B1: 'coastal aerosol',
  B2: 'blue',
  B3: 'green',
  B4: 'red',
  B5: 'near infrared',
  B6: 'shortwave infrared 1',
  B7: 'shortwave infrared 2',
  B8: 'panchromatic',
  B9: 'cirrus',
  B10: 'thermal 1',
  B11: 'thermal 2',
};

const thematicMapper: Readonly<Record<string, string>> = {
  B1: 'blue',
  B2: 'green',
  B3: 'red',
  B4: 'near infrared',
  B5: 'shortwave infrared 1',
  B6: 'thermal',
  B7: 'shortwave infrared 2',
  B8: 'panchromatic',
};

/** The Multispectral Scanner numbers its bands 4 to 7 on Landsat 1 to 3, 1 to 4 on Landsat 4 and 5. */
const earlyScanner: Readonly<Record<string, string>> = {
  B4: 'green',
  B5: 'red',
  B6: 'near infrared 1',
  B7: 'near infrared 2',
};

const lateScanner: Readonly<Record<string, string>> = {
  B1: 'green',
  B2: 'red',
  B3: 'near infrared 1',
  B4: 'near infrared 2',
};

/** Words that people and programs put into names, with what they mean. */
const words: Readonly<Record<string, string>> = {
  coastal: 'coastal aerosol',
  blue: 'blue',
  green: 'green',
  yellow: 'yellow',
  red: 'red',
  rededge: 'red edge',
  're-edge': 'red edge',
  nir: 'near infrared',
  nir1: 'near infrared 1',
  nir2: 'near infrared 2',
  swir: 'shortwave infrared',
  swir1: 'shortwave infrared 1',
  swir2: 'shortwave infrared 2',
  swir16: 'shortwave infrared 1',
  swir22: 'shortwave infrared 2',
  thermal: 'thermal',
  lwir: 'thermal',
  pan: 'panchromatic',
  panchromatic: 'panchromatic',
};

/**
 * Finds the band in a file's name (without folder; its ending does not matter), by the naming of Sentinel-2
 * (L1C and L2A, https://sentiwiki.copernicus.eu), of Landsat 4 to 9 (Collections 1 and 2 and before,
 * https://www.usgs.gov/landsat-missions), and by words and numbers that programs use.
 */
export function bandInName(fileName: string): BandInName | null {
  const name = fileName.replace(/\.(tiff?|jp2)$/i, '');
  return landsatBand(name) ?? sentinelBand(name) ?? wordBand(name) ?? numberedBand(name);
}

function sentinelBand(name: string): BandInName | null {
  const match =
    /^(.*?)(?:^|[_.-])(B0[1-9]|B1[0-2]|B8A|AOT|WVP|SCL|TCI|CLDPRB|SNWPRB|CLD|SNW)(?:[_-](10|20|60)m)?(?:[_-]?\(?raw\)?)?$/i.exec(
      name,
    );
  if (match === null) return null;
  const code = match[2]!.toUpperCase();
  const colour = sentinel2[code] ?? null;
  const kind = code === 'TCI' ? 'picture' : colour === null ? 'quality' : 'band';
  const pixelSize = match[3] === undefined ? null : Number(match[3]);
  return { stem: match[1]!, band: { code, colour, kind, pixelSize } };
}

const LANDSAT_NAME =
  /^((?:L([COTEM])0?([1-9])_?\w{4}_\d{6}_\d{8}_\d{8}_\d{2}_(?:T1|T2|RT|A1|A2))|(?:L([COTEM])([1-9])\d{13}[A-Z]{3}\d{2}))_(.+)$/i;

function landsatBand(name: string): BandInName | null {
  const match = LANDSAT_NAME.exec(name);
  if (match === null) return null;
  const table = landsatBands((match[2] ?? match[4])!.toUpperCase(), Number(match[3] ?? match[5]));
  const code = match[6]!.toUpperCase();
  const numbered = /^(?:(?:SR|ST)_)?(B\d{1,2})(_VCID_[12])?$/.exec(code);
  const colour = numbered === null ? undefined : table[numbered[1]!];
  const stem = match[1]!;
  if (colour === undefined) return { stem, band: { code, colour: null, kind: 'quality', pixelSize: null } };
  const gain = { _VCID_1: ', low gain', _VCID_2: ', high gain' }[numbered?.[2] ?? ''] ?? '';
  const kind = colour === 'panchromatic' ? 'pan' : 'band';
  return { stem, band: { code, colour: colour + gain, kind, pixelSize: null } };
}

/** C and O are OLI with and without TIRS, T is TIRS alone from Landsat 8 on and TM before, E is ETM+, M is MSS. */
function landsatBands(sensor: string, satellite: number): Readonly<Record<string, string>> {
  if (satellite >= 8) return operationalLandImager;
  if (sensor === 'M') return satellite >= 4 ? lateScanner : earlyScanner;
  return thematicMapper;
}

function wordBand(name: string): BandInName | null {
  const match = /^(.*?)(?:^|[_. -])(?:band[_-]?)?([a-z][a-z-]*\d{0,2})$/i.exec(name);
  if (match === null) return null;
  const colour = words[match[2]!.toLowerCase()];
  if (colour === undefined) return null;
  const kind = colour === 'panchromatic' ? 'pan' : 'band';
  return { stem: match[1]!, band: { code: match[2]!, colour, kind, pixelSize: null } };
}

/** 'b4', 'band_4', 'B04' at the end, or a bare number of at most two digits: what it sees is not told. */
function numberedBand(name: string): BandInName | null {
  const match = /^(.*?)(?:^|[_. -])((?:b|band|ch|channel)[_-]?\d{1,2}|\d{1,2})$/i.exec(name);
  if (match === null) return null;
  return { stem: match[1]!, band: { code: match[2]!, colour: null, kind: 'band', pixelSize: null } };
}

/** The name under which a band is kept: 'B04 red', 'nir near infrared' being 'near infrared' alone. */
export function titleOfBand({ code, colour }: Pick<NamedBand, 'code' | 'colour'>): string {
  if (colour === null) return code;
  return words[code.toLowerCase()] === colour ? colour : `${code} ${colour}`;
}

const natural = ['red', 'green', 'blue'];
const infrared = ['near infrared', 'red', 'green'];

/**
 * Puts bands into the order in which they are kept: the page shows the first three as red, green and blue, so
 * true colours go first where all three are there, else near infrared, red and green; the rest by their codes.
 */
export function orderOfBands<Band extends Pick<NamedBand, 'code' | 'colour'>>(
  bands: readonly Band[],
): Band[] {
  const seen = (colour: string) => bands.find((band) => band.colour === colour);
  const first = [natural, infrared].map((colours) => colours.map(seen)).find((all) => all.every(Boolean));
  const leading = (first ?? []).filter((band) => band !== undefined);
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const rest = bands.filter((band) => !leading.includes(band)).toSorted((a, b) => compare(a.code, b.code));
  return [...leading, ...rest];
}
