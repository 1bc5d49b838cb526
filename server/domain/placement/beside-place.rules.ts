import type { HandPlacement } from './placement.contract.ts';

type Grid = Extract<HandPlacement, { kind: 'grid' }>;
type Points = Extract<HandPlacement, { kind: 'control_points' }>['points'];

/** What one file beside an image says of its place. */
export type BesidePlace = {
  /** A code or a definition, as it stands there. */
  crs?: string;
  /** In the order of a world file: x and y by column, x and y by row, x and y of the first pixel's middle. */
  transform?: NonNullable<Grid['transform']>;
  points?: Points;
  /** A sentence on what is left unread. */
  unread?: string;
};

/** World files, .prj, the notes of GDAL and ArcGIS, and formats that are named and not read. */
const PLACE_FILE = /\.(?:(?:tfw|tiff?w|wld)x?|prj|aux\.xml|tab|rpb|rpc|aux)$/i;
const WORLD_FILE = /\.(?:tfw|tiff?w|wld)x?$/i;

const MAXIMUM_POINTS = 1000;

export function isPlaceFile(fileName: string): boolean {
  return PLACE_FILE.test(fileName);
}

/** Reads a file that may say where its image lies; undefined where its name is that of none. */
export function placeBeside(fileName: string, bytes: Uint8Array): BesidePlace | undefined {
  if (!isPlaceFile(fileName)) return undefined;
  if (WORLD_FILE.test(fileName)) return worldFile(textOf(bytes));
  if (/\.prj$/i.test(fileName)) {
    const crs = textOf(bytes).trim();
    return DEFINITION.test(crs)
      ? { crs }
      : { unread: 'It holds no reference system that is read (WKT, PROJ or a code).' };
  }
  if (/\.aux\.xml$/i.test(fileName)) return auxiliary(textOf(bytes));
  if (/\.tab$/i.test(fileName)) return { unread: "MapInfo's tables are not read; type the control points." };
  if (/\.aux$/i.test(fileName)) return { unread: 'Old ERDAS notes (.aux) are not read.' };
  return { unread: 'A camera model (RPC) is not applied; lay the image out with gdalwarp -rpc first.' };
}

/** Text in UTF-8, or in UTF-16 by its byte order mark, without that mark. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** How texts begin that name or spell out a system: WKT, PROJ's language, PROJJSON, codes, URNs and URLs. */
const DEFINITION = /^(?:[a-z_]\w*\s*[[(]|\+|\{|EPSG:|urn:|https?:|\d{4,6}$)/i;
const NO_WORLD_FILE = 'A world file has six lines, a number in each; this one has not.';

function worldFile(text: string): BesidePlace {
  const figures = text
    .replaceAll('\0', ' ')
    .split(/[\s;]+/)
    .filter(Boolean)
    .slice(0, 6);
  const commas =
    figures.some((figure) => figure.includes(',')) && !figures.some((figure) => figure.includes('.'));
  const numbers = figures.map((figure) => Number(commas ? figure.replace(',', '.') : figure));
  const [a, b, c, d, x, y] = numbers;
  if (numbers.length < 6 || !numbers.every(Number.isFinite)) return { unread: NO_WORLD_FILE };
  return { transform: [a!, b!, c!, d!, x!, y!] };
}

/** GDAL's notes (PAM), and what ArcGIS writes into the same file. They are flat where the place stands. */
function auxiliary(xml: string): BesidePlace {
  const srs = elementIn(xml, 'SRS');
  const place: BesidePlace = {};
  const arcGis = /<SpatialReference\b[^>]*>.*?<WKT>([^<]*)<\/WKT>/s.exec(xml)?.[1];
  const list = elementIn(xml, 'GCPList');
  const system = srs ?? (list && { text: list.attribute('Projection') ?? '', attribute: list.attribute });
  if (system && isLatitudeFirst(system.text, system.attribute('dataAxisToSRSAxisMapping')))
    return { unread: 'It counts latitude before longitude, which is not read.' };
  const crs = (system?.text || unescaped(arcGis ?? '')).trim();
  if (crs !== '') place.crs = crs;
  const figures = (elementIn(xml, 'GeoTransform')?.text ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  if (figures.length === 6 && figures.every(Number.isFinite)) {
    const [x, a, b, y, c, d] = figures as [number, number, number, number, number, number];
    place.transform = [a, c, b, d, x + (a + b) / 2, y + (c + d) / 2];
  }
  const points = [...xml.matchAll(/<GCP\b([^<>]*)\/?>/g)].map(([, attributes = '']) => {
    const number = (name: string) => Number(attributeIn(attributes, name) ?? Number.NaN);
    return { column: number('Pixel'), row: number('Line'), x: number('X'), y: number('Y') };
  });
  const whole = points.every((point) => Object.values(point).every(Number.isFinite));
  if (points.length >= 3 && points.length <= MAXIMUM_POINTS && whole) place.points = points;
  // Programs differ in whether ArcGIS counts its rows from the top or from the foot.
  if (/<SourceGCPs\b/.test(xml))
    place.unread = "ArcGIS's control points in it are not read; save the image as a GeoTIFF there.";
  return place;
}

function elementIn(xml: string, name: string) {
  const [, attributes = '', text] = new RegExp(`<${name}\\b([^<>]*)>([^<]*)<`).exec(xml) ?? [];
  if (text === undefined) return undefined;
  return { text: unescaped(text).trim(), attribute: (key: string) => attributeIn(attributes, key) };
}

function attributeIn(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/** GDAL says which axis of the text each of its coordinates is; here x is east and y is north. */
function isLatitudeFirst(text: string, mapping: string | undefined): boolean {
  const firstAxis = [...text.matchAll(/AXIS\["[^"]*",\s*(\w+)/gi)].at(-2)?.[1]?.toUpperCase();
  const first = /^\s*([12])\s*,\s*[12]/.exec(mapping ?? '')?.[1];
  if (firstAxis === undefined || first === undefined) return false;
  return (firstAxis === 'NORTH') === (first === '1');
}

/**
 * Where the files beside an image place it, each by itself; a world file and a .prj are halves of one word. What a
 * file leaves out is left to the image's own.
 */
export function placesBeside(files: readonly BesideFile[]): { fileName: string; given: HandPlacement }[] {
  const read = files.flatMap(({ fileName, bytes }) => {
    const place = placeBeside(fileName, bytes);
    return place ? [{ fileName, place }] : [];
  });
  const world = read.find(({ place, fileName }) => place.transform && WORLD_FILE.test(fileName));
  const prj = read.find(({ fileName, place }) => /\.prj$/i.test(fileName) && place.crs);
  const halves = world ?? prj;
  const notes = read.filter(({ fileName }) => /\.aux\.xml$/i.test(fileName));
  const pair = halves && {
    fileName: halves.fileName,
    place: { ...world?.place, ...(prj?.place.crs !== undefined && { crs: prj.place.crs }) },
  };
  return [...notes, ...(pair ? [pair] : [])].flatMap(({ fileName, place }) => {
    const given = placementOf(place);
    return given ? [{ fileName, given }] : [];
  });
}
export type BesideFile = { fileName: string; bytes: Uint8Array };

function placementOf({ crs, transform, points }: BesidePlace): HandPlacement | undefined {
  if (points && !transform && crs !== undefined) return { kind: 'control_points', crs, points };
  if (!transform && crs === undefined) return undefined;
  return { kind: 'grid', ...(crs !== undefined && { crs }), ...(transform && { transform }) };
}
