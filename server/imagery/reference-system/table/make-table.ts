import { writeFile } from 'node:fs/promises';
import proj4 from 'proj4';
import { compounds, type DatabaseSystem, openProjDatabase, systems, versions } from './epsg.queries.ts';
import {
  better,
  candidateShifts,
  measure,
  projectionError,
  type Sample,
  samplesOf,
  type Truth,
  truthsOf,
} from './measure.ts';
import { exportedDefinition, inTurn, type Operation, operationsToWgs84 } from './proj-tools.ts';

/** What a line says beside the system's names and area. */
type Outcome = {
  projection?: string;
  datum?: string;
  /** The part of `datum` that brings it to WGS 84. */
  shift?: string;
  metres?: number | '?';
  /** Metres by the area of the operation that holds there, best first, then those of all other places. */
  places?: string;
  why?: 'grid' | 'rated' | 'unknown';
  refused?: string;
};

/** Less than this part of an area known, and nothing is said of the rest. */
const LEAST_SHARE_KNOWN = 1 / 3;
const database = openProjDatabase('/usr/share/proj/proj.db');
const all = systems(database);
const byCode = new Map(all.map((system) => [system.code, system]));
const lines = new Map<number, string>();
const flat = all.filter(({ kind }) => kind === 'projected' || kind === 'geographic 2D');

await inTurn([...Map.groupBy(flat, ({ geodetic }) => geodetic)], async ([code, members]) => {
  const geodetic = byCode.get(code)!;
  const operations = await operationsToWgs84(code);
  const ordered = [geodetic, ...members.filter((one) => one !== geodetic)];
  const samples: Sample[][] = [];
  for (const member of ordered) samples.push(await samplesOf(member, geodetic, operations));
  const positions = samples.flat().map(({ angles }) => angles);
  const truths = await truthsOf(geodetic, operations, positions);
  // What rests on a system of angles takes its shift where none is better.
  let [shift, datum]: (string | undefined)[] = [];
  for (const [index, member] of ordered.entries()) {
    const exported = await exportedDefinition(member.code);
    const own = { samples: samples[index]!, truths: truths.splice(0, samples[index]!.length) };
    const outcome = judge({ system: member, geodetic, exported, ...own, operations, shift });
    if (member === geodetic) {
      shift = outcome.shift;
      datum = outcome.datum;
    }
    write(
      member.areas.length === 0 ? { ...member, areas: geodetic.areas } : member,
      outcome.datum === datum && member !== geodetic ? { ...outcome, datum: '', places: '' } : outcome,
    );
  }
});

for (const system of all) {
  if (system.kind === 'geocentric') write(system, { refused: 'is geocentric, which no map can show' });
  if (system.kind === 'geographic 3D') write(system, { projection: `EPSG:${system.geodetic}` });
}
for (const { horizontal, ...named } of compounds(database))
  if (lines.has(horizontal)) write(named, { projection: `EPSG:${horizontal}` });

const made = versions(database);
await writeFile(
  new URL('../base/listed-systems.tsv', import.meta.url),
  [
    `# Made by table/make-table.ts on ${new Date().toISOString().slice(0, 10)} with PROJ ${made['PROJ.VERSION']} (Debian's proj-bin and proj-data), its database of EPSG ${made['EPSG.VERSION']} (${made['EPSG.DATE']}) and ${made['ESRI.VERSION']}, and proj4 ${proj4.version}.`,
    '# Source: EPSG Geodetic Parameter Dataset, IOGP, https://epsg.org, under its terms of use; changed: definitions for proj4, and how far they put places off.',
    '# code, status, geographic system, metres (? unknown), why, area of use (west south east north), name, other names, projection (or the code that tells the place), datum (that of the geographic system where empty), metres by place (metres west south east north; the first that holds counts; those of other places last; those of the geographic system where datum is empty), why refused',
    ...[...lines].sort(([one], [other]) => one - other).map(([, line]) => line),
    '',
  ].join('\n'),
);

type Case = {
  system: DatabaseSystem;
  geodetic: DatabaseSystem;
  exported: string | null;
  samples: readonly Sample[];
  truths: readonly (Truth | null)[];
  operations: readonly Operation[];
  /** That of `geodetic`, once it is chosen. */
  shift: string | undefined;
};

function judge({ system, geodetic, exported, samples, truths, operations, shift }: Case): Outcome {
  const lacking = { refused: `uses a projection that is not at hand (${system.method})` };
  if (exported === null) return lacking;
  const { projection, figure, fixed } = cut(exported, system);
  if (/\+axis=(?!wsu)/.test(projection))
    return { refused: 'counts southings before westings, in which files do not agree' };
  const plain = projection.replace(' +axis=wsu', '');
  const turned =
    plain === projection
      ? samples
      : samples.map((one) => ({ ...one, plane: one.plane && ([-one.plane[0], -one.plane[1]] as const) }));
  if (system.kind === 'projected' && !fixed && !rightlyProjected(plain, figure, system, turned))
    return lacking;
  const choices = fixed
    ? ['']
    : [
        ...new Set([
          ...(shift === undefined ? [] : [shift]),
          ...candidateShifts(geodetic, operations, turned, truths),
        ]),
      ];
  const measured = (choices.length === 0 ? [''] : choices).map((choice) => ({
    shift: choice,
    ...measure(`${plain} ${figure} ${choice}`, turned, truths),
  }));
  const best = measured.reduce((one, other) => (other.mean < one.mean - 0.05 ? other : one));
  const placed = samples.flatMap(({ plane, even }, index) => (plane && even ? [truths[index] ?? null] : []));
  const share = placed.filter((truth) => truth !== null).length / placed.length;
  const common = {
    projection,
    shift: best.shift,
    datum: join(figure, best.shift),
    places: placesOf(best.byOperation, placed.includes(null)),
  };
  const refused =
    system.unit !== null && system.kind !== 'projected' && Math.abs((system.unit * 180) / Math.PI - 1) > 1e-9
      ? { refused: 'counts in grads, not in degrees' }
      : {};
  const metres = told(best.metres);
  if (!(share >= LEAST_SHARE_KNOWN && Number.isFinite(metres)))
    return { ...common, metres: '?', why: 'unknown', ...refused };
  return { ...common, metres, ...(metres > 0 && { why: best.grid ? 'grid' : 'rated' }), ...refused };
}

/** Whole metres; what is right to a metre is not told of. */
function told(metres: number): number {
  const rounded = Math.round(metres * 10) / 10;
  return rounded <= 1 ? 0 : Math.ceil(rounded);
}

/** Empty where all places are alike. */
function placesOf(byOperation: ReadonlyMap<Operation | null, number>, someUnknown: boolean): string {
  const others = byOperation.get(null);
  const rest = others === undefined ? (someUnknown ? ['?'] : []) : [String(told(others))];
  const rows = [...byOperation].flatMap(([operation, metres]) =>
    operation ? [{ operation, metres: told(metres) }] : [],
  );
  if (new Set([...rows.map(({ metres }) => String(metres)), ...rest]).size <= 1) return '';
  return [
    ...rows
      .sort((one, other) => better(one.operation, other.operation))
      .map(({ operation, metres }) => [metres, ...operation.area].join(' ')),
    ...(rest.length === 0 ? ['?'] : rest),
  ].join('; ');
}

/** PROJ's definition as projection and figure of the Earth; `fixed` where its way to WGS 84 is part of it. */
function cut(exported: string, { equatorialRadius, inverseFlattening }: DatabaseSystem) {
  const fixed = exported.includes('+nadgrids=@null');
  const datums: Record<string, string> = { WGS84: 'WGS84', NAD83: 'GRS80', NAD27: 'clrk66' };
  const parts = exported
    .replace(/\+datum=(\w+)/, (_, name: string) => `+ellps=${datums[name]}`)
    .split(' ')
    .filter((part) => !/^\+(towgs84|no_defs|type)\b/.test(part) && (fixed || !part.startsWith('+nadgrids')));
  const isFigure = (part: string) => /^\+(ellps|a|b|rf|R|pm|nadgrids|wktext)(=|$)/.test(part);
  const figure = parts
    .filter(isFigure)
    .map((part) => (part.startsWith('+ellps=') ? figureOf(part, equatorialRadius, inverseFlattening) : part));
  return {
    projection: parts.filter((part) => !isFigure(part) && part !== '+units=m').join(' '),
    figure: figure.join(' '),
    fixed,
  };
}

/** PROJ's name of an ellipsoid where it means the same to proj4, which takes what it does not know for WGS 84. */
function figureOf(named: string, equatorialRadius: number, inverseFlattening: number): string {
  const { a, es } = new proj4.Proj(`+proj=longlat ${named}`) as unknown as { a: number; es: number };
  const flattening = inverseFlattening === 0 ? 0 : 1 / inverseFlattening;
  if (Math.abs(a - equatorialRadius) < 1e-3 && Math.abs(es - flattening * (2 - flattening)) < 1e-9)
    return named;
  return `+a=${equatorialRadius} ${flattening === 0 ? `+b=${equatorialRadius}` : `+rf=${inverseFlattening}`}`;
}

function rightlyProjected(
  projection: string,
  figure: string,
  system: DatabaseSystem,
  samples: readonly Sample[],
) {
  try {
    return projectionError(`${projection} ${figure}`, `+proj=longlat ${figure}`, system, samples) <= 1;
  } catch {
    return false;
  }
}

function join(figure: string, shift: string): string {
  if (figure === '+ellps=WGS84' && shift === '+towgs84=0,0,0') return '+datum=WGS84';
  return shift === '' ? figure : `${figure} ${shift}`;
}

function write(
  system: Pick<DatabaseSystem, 'code' | 'name'> &
    Omit<Partial<DatabaseSystem>, 'deprecated'> & { deprecated: boolean | number },
  { metres, why, places = '', projection = '', datum = '', refused = '' }: Outcome,
) {
  const { code, name, deprecated, geodetic = code, areas = [], kind, aliases = [], datumNames = [] } = system;
  const comparable = (one: string) => one.toLowerCase().replaceAll(/[^\p{L}\p{N}+]/gu, '');
  // ESRI's names have underscores; what EPSG's users call systems beside their names is of little use.
  const known =
    kind === 'geographic 2D' ? [...aliases, ...datumNames] : aliases.filter((one) => one.includes('_'));
  const others = new Map(known.map((one) => [comparable(one), one]));
  others.delete(comparable(name));
  const box =
    areas.length === 0
      ? [-180, -90, 180, 90]
      : [Math.min, Math.min, Math.max, Math.max].map((of, index) => of(...areas.map((area) => area[index]!)));
  const place = projection.startsWith('EPSG:');
  lines.set(
    code,
    [
      ...[
        code,
        deprecated ? 'deprecated' : '',
        geodetic === code || place ? '' : geodetic,
        metres ?? '',
        why ?? '',
      ],
      ...[place ? '' : box.join(' '), name, [...others.values()].filter((one) => one.length > 3).join(';')],
      ...[projection, datum, places, refused],
    ].join('\t'),
  );
}
