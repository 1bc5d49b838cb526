import { readFileSync } from 'node:fs';

/** A reference system of EPSG's registry, as `listed-systems.tsv` has it. */
export type ListedSystem = {
  epsg: number;
  /** EPSG's name. */
  name: string;
  /**
   * For proj4, x east and y north, with what brings its datum to WGS 84; empty where neither PROJ nor proj4 can
   * say it. It stands also where coordinates in this code are refused, for systems that rest on this one.
   */
  definition: string;
  /** Coordinates of this code are westings and southings: both change their sign before `definition` holds. */
  westSouth: boolean;
  /** EPSG's name of the geographic system, which stands for its datum. */
  datum: string;
  /** EPSG code of the geographic system of two dimensions that it rests on; its own where it is one. */
  geodetic: number;
  /** Area of use: west, south, east, north in degrees; west exceeds east where the antimeridian lies within. */
  area: readonly [west: number, south: number, east: number, north: number];
  /** How far `definition` may put a place in the area off, in metres; 0 for at most a metre, null for unknown. */
  metres: number | null;
  /** The same by place: the first area that holds a place counts; null areas are all the rest. Empty if all are alike. */
  places: readonly { area: ListedSystem['area'] | null; metres: number | null }[];
  /** A sentence that says why it may be off; null where it is not. */
  reason: string | null;
  /** Why coordinates in this code are not taken, as the end of a sentence; null where they are. */
  refused: string | null;
};

/** Why a place may be off, by the table's word for it, of a datum. */
export const reasons = {
  grid: (datum) =>
    `The datum ${datum} needs a table of shifts that is not at hand; a formula stands in for it.`,
  rated: (datum) => `The way from the datum ${datum} to WGS 84 is known only roughly.`,
  unknown: (datum) => `The datum ${datum} has no shift to WGS 84 that is known here.`,
} as const satisfies Record<string, (datum: string) => string>;

/** Of a line of the table, as its head explains them. */
type Columns = [
  epsg: string,
  status: string,
  geodetic: string,
  metres: string,
  why: string,
  area: string,
  name: string,
  others: string,
  projection: string,
  datum: string,
  places: string,
  refused: string,
];

/** The table's lines by their code, cut into columns only when asked for. */
let lines: ReadonlyMap<number, string> | undefined;
let names: { systems: ReadonlyMap<string, number>; datums: ReadonlyMap<string, number> } | undefined;

/** The system of an EPSG code; undefined where EPSG has none of that code that places a map. */
export function listedSystem(epsg: number): ListedSystem | undefined {
  const line = read().get(epsg);
  if (line === undefined) return undefined;
  const [, , base, metres, why, box, name, , projection, ownDatum, ownPlaces, refused] = line.split(
    '\t',
  ) as Columns;
  const horizontal = /^EPSG:(\d+)$/.exec(projection)?.[1];
  if (horizontal !== undefined) {
    const place = listedSystem(Number(horizontal));
    return place && { ...place, epsg, name };
  }
  const geodetic = base === '' ? epsg : Number(base);
  const [, , , , , , datumName, , , baseDatum, basePlaces] = (read().get(geodetic) ?? line).split(
    '\t',
  ) as Columns;
  const turned = projection.replace(' +axis=wsu', '');
  const units = /\+(units|to_meter)=|^\+proj=longlat/.test(projection) ? '' : ' +units=m';
  return {
    epsg,
    name,
    definition:
      projection === '' ? '' : `${turned} ${ownDatum === '' ? baseDatum : ownDatum}${units} +no_defs`,
    westSouth: turned !== projection,
    geodetic,
    datum: datumName,
    area: box.split(' ').map(Number) as unknown as ListedSystem['area'],
    metres: metres === '?' ? null : Number(metres),
    places: (ownDatum === '' ? basePlaces : ownPlaces).split('; ').flatMap((place) => {
      const [off, ...area] = place.split(' ');
      if (off === '') return [];
      return {
        area: area.length === 0 ? null : (area.map(Number) as unknown as ListedSystem['area']),
        metres: off === '?' ? null : Number(off),
      };
    }),
    reason: why === '' ? null : reasons[why as keyof typeof reasons](datumName),
    refused: refused === '' ? null : refused,
  };
}

/** The code of a system by EPSG's or ESRI's name of it, compared without case and punctuation. */
export function codeNamed(name: string): number | undefined {
  return readNames().systems.get(comparable(name));
}

/**
 * The code of the geographic system of two dimensions that stands for a datum, by EPSG's or ESRI's name of the datum
 * or of such a system ('Tokyo', 'D_Tokyo', 'GCS_Tokyo'), compared without case and punctuation.
 */
export function datumNamed(name: string): number | undefined {
  // ESRI marks what a name is of (D_, GCS_); GDAL writes ESRI's names without the mark.
  const bare = name.replace(/^(D|GCS)_/i, '');
  const [found] = [name, bare, `D_${bare}`].flatMap((one) => readNames().datums.get(comparable(one)) ?? []);
  return found;
}

function read(): ReadonlyMap<number, string> {
  lines ??= new Map(
    readFileSync(new URL('listed-systems.tsv', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => [Number.parseInt(line, 10), line]),
  );
  return lines;
}

/** A name that several have is that of a current system before a deprecated one, of two dimensions before three. */
function readNames() {
  if (names) return names;
  const systems = new Map<string, number>();
  const datums = new Map<string, number>();
  const rows = [...read()].map(([epsg, line]) => {
    const [, status, , , , , name, others, projection] = line.split('\t') as Columns;
    const plane = projection === '+proj=longlat';
    const rank = (status === '' ? 0 : 2) + (projection === '' || projection.startsWith('EPSG:') ? 1 : 0);
    return { epsg, name, others: others.split(';'), plane, rank };
  });
  rows.sort((one, other) => one.rank - other.rank || one.epsg - other.epsg);
  const first = (known: Map<string, number>, name: string, epsg: number) => {
    const key = comparable(name);
    if (key !== '' && !known.has(key)) known.set(key, epsg);
  };
  for (const { epsg, name, plane } of rows) {
    first(systems, name, epsg);
    if (plane) first(datums, name, epsg);
  }
  for (const { epsg, others, plane } of rows)
    for (const name of others) {
      first(systems, name, epsg);
      if (plane) first(datums, name, epsg);
    }
  names = { systems, datums };
  return names;
}

function comparable(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}+]/gu, '');
}
