import { MOST_POSITIONS, positionsOf } from '#domain/overlay/overlay.contract.ts';
import { plainLine } from '#domain/text/text.rules.ts';
import type { Found, FoundFeature } from './found-feature.ts';
import { readKmz } from './kmz.ts';
import type { LostPart } from './lost-parts.ts';
import { OverlayRefusal } from './overlay-refusal.ts';
import { type DecodedText, decodedText } from './overlay-text.ts';
import { readGeoJson } from './read-geojson.ts';
import { readKml } from './read-kml.ts';
import { gunzipped } from './zip.ts';

/** What a file holds that can be laid over once it is in WGS 84, and in sentences what it lacks. */
export type OverlayContent = { features: FoundFeature[]; lost: LostPart[]; remarks: string[] };

const SAVE = 'save it as GeoJSON or KML.';
/** How files of other kinds begin, and what is said of them. */
const OTHERS: [start: RegExp, why: string][] = [
  [/^SQLite format 3\0/, `It is a GeoPackage or another database, which is not read: ${SAVE}`],
  [/^\0\0'\n/, `It is a shapefile, which is not read: save it as GeoJSON in WGS 84, or as KML.`],
  [/^fgb/, `It is FlatGeobuf, which is not read: ${SAVE}`],
  [/^PAR1/, `It is GeoParquet, which is not read: ${SAVE}`],
  [/^(?:II[*+]\0|MM\0[*+])/, 'It is a TIFF image: add it as a scene.'],
  [
    /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF|BM)/,
    'It is a picture, which lies nowhere on earth: lay over what was drawn.',
  ],
  [/^%PDF/, `It is a PDF, which is not read: ${SAVE}`],
  [
    /^(?:Rar!|7z\xbc\xaf)/,
    'It is packed in a way that is not read: unpack it, and lay over what lies in it.',
  ],
];
/** The same of text. */
const OTHER_TEXTS: [start: RegExp, why: string][] = [
  [
    /^(?:SRID=\d+;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b/i,
    `It is WKT, which is not read: ${SAVE}`,
  ],
  [/^(?:999\r?\n|\s*0\r?\n\s*SECTION)/, `It is DXF, which is not read: ${SAVE}`],
  [/^[^\n{<]*[,;\t][^\n]*\r?\n[^\n]*[,;\t]/, `It looks like a table (CSV), which is not read: ${SAVE}`],
];

/**
 * Reads the bytes of a file, which may unpack to at most so many; what kind it is, its content tells. Throws
 * OverlayRefusal with a sentence where it is of a kind that is not read, or broken.
 */
export function readContent(given: Uint8Array, most: number): OverlayContent {
  const bytes = isGzip(given) ? gunzipped(given, most) : given;
  if (isGzip(bytes)) throw new OverlayRefusal('It is packed twice: unpack it, and lay over what lies in it.');
  if (bytes.length === 0) throw new OverlayRefusal('It is empty.');
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  refuseOthers(OTHERS, start);
  const texts: DecodedText[] = [];
  const decode = (part: Uint8Array) => {
    const decoded = decodedText(part);
    texts.push(decoded);
    return decoded.text;
  };
  const found = start.startsWith('PK') ? readKmz(bytes, most, decode) : readText(decode(bytes));
  refuseTooMany(found);
  const broken = texts.find(({ isDamaged }) => isDamaged);
  return { ...found, remarks: [...remarksOf(found), ...(broken ? withoutBrokenNames(found, broken) : [])] };
}

function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function readText(text: string): Found {
  // Before each text of a sequence (RFC 8142) stands a record separator.
  const start = text.replaceAll('\u001e', '\n').trimStart();
  if (start === '') throw new OverlayRefusal('It is empty.');
  if (start.startsWith('<')) {
    const { links, lost, ...found } = readKml(text);
    return { ...found, lost: [...lost, ...links.map(({ name }) => ({ why: 'link' as const, name }))] };
  }
  if (/^[{[]/.test(start)) return readGeoJson(start);
  refuseOthers(OTHER_TEXTS, start);
  throw new OverlayRefusal('It is none of GeoJSON, KML and KMZ: save it as one of these.');
}

function refuseOthers(others: readonly [start: RegExp, why: string][], start: string): void {
  const other = others.find(([pattern]) => pattern.test(start.slice(0, 4_096)));
  if (other) throw new OverlayRefusal(other[1]);
}

function refuseTooMany({ features, lost }: Found): void {
  const most = MOST_POSITIONS.toLocaleString('en');
  if (lost.length > MOST_POSITIONS)
    throw new OverlayRefusal(`More than ${most} features of it cannot be read: export it again.`);
  let count = 0;
  for (const { geometry } of features) {
    count += positionsOf(geometry).length;
    if (count > MOST_POSITIONS)
      throw new OverlayRefusal(
        `It holds more than ${most} positions: simplify it or cut out the part around the site.`,
      );
  }
}

function remarksOf({ pictures, isCut }: Found): string[] {
  return [
    ...(isCut ? ['The file is cut short: what stood at its end is missing.'] : []),
    ...(pictures === 1 ? ['A picture that it lays over the ground is shown as its outline.'] : []),
    ...(pictures > 1
      ? [
          `${pictures.toLocaleString('en')} pictures that it lays over the ground are shown as their outlines.`,
        ]
      : []),
  ];
}

/** Takes out the names that hold bytes which are none of the encoding, and says so. */
function withoutBrokenNames({ features, lost }: Found, { encoding, isNamed }: DecodedText): string[] {
  const broken = [...features, ...lost].filter(({ name }) => name?.includes('\ufffd'));
  for (const part of broken) part.name = undefined;
  if (broken.length === 0) return [];
  const names = broken.length === 1 ? '1 name is' : `${broken.length.toLocaleString('en')} names are`;
  const where = isNamed
    ? `not readable in ${plainLine(encoding).slice(0, 40)}, the encoding that the file names`
    : 'not readable in UTF-8, and the file names no other encoding';
  return [`${names} left out: ${where}. Save it in UTF-8 to have them.`];
}
