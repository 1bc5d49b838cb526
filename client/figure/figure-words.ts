import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import type { Position } from '#domain/geometry/geometry.contract.ts';
import { bandRoles } from '#domain/look/band-role.rules.ts';
import type { Ramp, ShownLook } from '#domain/look/look.contract.ts';
import { isMeasured, rampOf, scalesDiffer } from '#domain/look/look.rules.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { howFar } from '#imagery/reference-system/base/accuracy.rules.ts';
import type { Side } from '../comparison/index.ts';
import { coordinateText } from '../coordinates/index.ts';
import {
  differenceInWords,
  formatAcquired,
  formatDay,
  formatMoment,
  formatResolution,
  labels,
  measuredInWords,
  measuredWords,
  residualInWords,
  scaleEnds,
} from '../i18n/index.ts';
import { type FigureOutline, stereographicMiddle } from '../map/index.ts';
import type { FigureDate, FigurePlan, FigureView } from './figure-plan.ts';

/** What stands at one date of a figure: over the picture, and below it. */
export type DateWords = {
  side: Side;
  label: 'BEFORE' | 'AFTER';
  acquired: string;
  sensor: string;
  /** Laid over the image itself, where it is no evidence. */
  warning: string | undefined;
  facts: string[];
};

/** All that is said on a figure. */
export type FigureWords = {
  title: string;
  dates: DateWords[];
  /** Beside the scale bar. */
  ground: string[];
  legend: { status: Status; text: string }[];
  /** What the two ends of colours that are laid along a ramp stand for. */
  ramps: { ramp: Ramp | 'diverging'; low: string; high: string }[];
  warnings: string[];
  made: string;
};

/** What is known of a picture beside its plan: its ground, its resolution in metres a pixel, when it was made. */
export type FigureFacts = {
  centre: Position;
  /** The code of the system whose grid north is up, such as 'EPSG:32652'. */
  system: string;
  /** Degrees, clockwise, from the upright of the picture to true north. */
  trueNorth: number;
  resolution: number;
  /** Those that the picture shows. */
  outlines: readonly FigureOutline[];
  made: Date;
  version: string;
};

const NO_EVIDENCE = 'SYNTHETIC – no evidence';
const sideLabels = { before: 'BEFORE', after: 'AFTER' } as const;
const HASH_BEGINNING = 16;
/** Degrees below which no eye and no ruler tells true north from grid north. */
const NORTHS_ALIKE = 0.05;

/** Writes a figure's title, labels, facts and warnings. */
export function figureWords(plan: FigurePlan, facts: FigureFacts): FigureWords {
  const { site, change, view, dates } = plan;
  const shared = view.kind !== 'pair' && dates.length > 1;
  return {
    title: change ? `${isolated(site.name)} · ${changeInWords(change)}` : site.name,
    dates: dates.map((date) => ({
      side: date.side,
      label: sideLabels[date.side],
      acquired: formatAcquired(date.scene),
      sensor: [...sensorOf(date.scene), placeIn(view, date.side)].filter(Boolean).join(' · '),
      warning: warningOn(date, shared),
      facts: factsOf(date, facts.resolution),
    })),
    ground: groundInWords(facts),
    legend: legendOf(facts.outlines),
    ramps: rampsOf(plan),
    warnings: warningsOf(plan),
    made: `Made ${formatMoment(facts.made.toISOString())} with Afterimage ${facts.version}.`,
  };
}

/** A name for the figure's file: 'C22-017_2010-11-05_2012-10-11.png', and the mode where dates share one picture. */
export function figureFileName({ site, change, view, dates }: FigurePlan): string {
  const mode = view.kind === 'pair' || view.kind === 'single' ? [] : [view.kind];
  return `${[change?.number ?? site.code, ...dates.map(({ scene }) => formatDay(scene)), ...mode].join('_')}.png`;
}

/** The same facts for whoever reads the file without seeing it: PNG keywords, each with its text. */
export function figureMetadata(
  { dates }: FigurePlan,
  words: FigureWords,
  { made, version }: Pick<FigureFacts, 'made' | 'version'>,
): [keyword: string, text: string][] {
  const perDate = (tell: (scene: Scene) => string) =>
    dates.map(({ side, scene }) => `${sideLabels[side]}: ${tell(scene)}`).join('\n');
  const hashes = perDate(({ original }) => `SHA-256 of the original ${original.sha256}`);
  return [
    ['Title', [words.title, ...words.dates.map(({ acquired }) => acquired)].join(', ')],
    ['Description', `${figureInText(words)}\n${hashes}`],
    [
      'Source',
      perDate((scene) =>
        [formatAcquired(scene), scene.platform, scene.catalogueId, scene.provider]
          .flatMap((told) => (told ? [isolated(told)] : []))
          .join(', '),
      ),
    ],
    ['Copyright', perDate(creditOf)],
    ['Creation Time', made.toISOString()],
    ['Software', `Afterimage ${version}`],
  ];
}

/** All words of a figure in the order in which they are read, a line each. */
export function figureInText({ title, dates, ground, legend, ramps, warnings, made }: FigureWords): string {
  return [
    title,
    ...dates.map(({ label, acquired, sensor, facts }) =>
      [`${label}: ${acquired}`, sensor, ...facts].filter(Boolean).join('. '),
    ),
    ...legend.map(({ text }) => text),
    ...ramps.map(({ ramp, low, high }) => {
      const [lowest, highest] = rampNames[ramp];
      return `${low} is ${lowest}, ${high.charAt(0).toLowerCase()}${high.slice(1)} is ${highest}.`;
    }),
    ...ground,
    ...warnings,
    made,
  ].join('\n');
}

function changeInWords({
  number,
  title,
  structure,
  structureOther,
  change,
}: Annotation['properties']): string {
  const what = isolated(title ?? structureOther ?? labels.structure[structure]);
  return `${number}: ${what}, ${labels.change[change].toLowerCase()}`;
}

/** The angle at the spacecraft, or where only that at the ground is known, this one, by its name. */
function sensorOf({ platform, offNadir, incidenceAngle }: Scene): string[] {
  const lean =
    offNadir !== undefined
      ? [`off-nadir ${round(offNadir)}°`]
      : incidenceAngle !== undefined
        ? [`incidence ${round(incidenceAngle)}°`]
        : [];
  return [isolated(platform ?? 'sensor not stated'), ...lean];
}

/** Where in a shared picture a date is seen. */
function placeIn(view: FigureView, side: Side): string | undefined {
  const after = side === 'after';
  switch (view.kind) {
    case 'swipe':
      if (view.runs === 'upright') return after ? 'right of the line' : 'left of the line';
      return after ? 'below the line' : 'above the line';
    case 'spyglass':
      return after ? 'in the lens' : 'around the lens';
    case 'blend':
      return `${Math.round((after ? view.opacity : 1 - view.opacity) * 100)}% of the blend`;
    default:
      return undefined;
  }
}

function warningOn({ side, scene }: FigureDate, shared: boolean): string | undefined {
  if (!scene.synthetic) return undefined;
  return shared ? `${sideLabels[side]}: ${NO_EVIDENCE}` : NO_EVIDENCE;
}

function factsOf({ scene, look }: FigureDate, resolution: number): string[] {
  const { gsd, offset, original, catalogueId, accuracy } = scene;
  const times = gsd / resolution;
  const size = `Pixels of ${Number(gsd.toPrecision(3))} m${times >= 1.05 ? `, enlarged ${round(times)} times` : times <= 0.95 ? `, reduced ${round(1 / times)} times` : ''}`;
  return [
    creditOf(scene),
    ...(catalogueId ? [`Catalogue id ${isolated(catalogueId)}`] : []),
    size,
    lookInWords(look),
    ...(offset.east !== 0 || offset.north !== 0
      ? [`Laid ${shiftInWords(offset)} by registration; residual ${residualInWords(offset.residual)}`]
      : []),
    ...(accuracy ? [`May lie ${howFar(accuracy.metres)} off`] : []),
    `SHA-256 of the original begins ${original.sha256.slice(0, HASH_BEGINNING)}`,
  ];
}

function creditOf({ provider, licence }: Scene): string {
  return `Credit: ${isolated(provider ?? 'provider not stated')}. ${licence ? `Licence: ${isolated(licence)}` : 'Licence not stated'}`;
}

const rampNames = {
  diverging: ['brown', 'teal'],
  viridis: ['violet', 'yellow'],
  grey: ['black', 'white'],
} as const;

/** One for the difference; else one for each scale that the dates have. */
function rampsOf({ view, dates }: FigurePlan): FigureWords['ramps'] {
  const measured = dates.filter(({ look }) => isMeasured(look.colours));
  if (view.kind === 'difference') {
    const { low, high } = differenceInWords(dates.map(({ look }) => look));
    return [{ ramp: 'diverging', low, high }];
  }
  const scales = Map.groupBy(measured, ({ scene, look }) =>
    JSON.stringify([
      capital(measuredInWords(look.colours, bandRoles(scene)) ?? ''),
      scaleEnds(look.limits[0]!),
    ]),
  );
  return [...scales].map(([key, alike]) => {
    const [what, [low, high]] = JSON.parse(key) as [string, [string, string]];
    const sides = alike.map(({ side }) => sideLabels[side]).join(' and ');
    return { ramp: rampOf(alike[0]!.look.colours), low: `${what}, ${sides}: ${low}`, high };
  });
}

function lookInWords({ colours, limits, brightness, contrast, gamma, sharpen }: ShownLook): string {
  const bands =
    colours.kind === 'mix'
      ? `Bands ${colours.red}, ${colours.green}, ${colours.blue} as red, green, blue`
      : colours.kind === 'single'
        ? `Band ${colours.band} in ${colours.ramp === 'grey' ? 'grey' : 'colours from dark to bright (viridis)'}`
        : `Index (${colours.first} − ${colours.second}) / (${colours.first} + ${colours.second}) of its bands`;
  if (isMeasured(colours)) return `${bands}, from ${scaleEnds(limits[0]!).join(' to ')}`;
  const toned = brightness !== 0 || contrast !== 0 || gamma !== 1;
  return [bands, 'stretched', toned && 'its tones changed', sharpen > 0 && 'sharpened']
    .filter(Boolean)
    .join(', ');
}

function shiftInWords({ east, north }: { east: number; north: number }): string {
  const part = (value: number, positive: string, negative: string) =>
    `${Math.abs(value).toFixed(2)} m ${value < 0 ? negative : positive}`;
  return `${part(east, 'east', 'west')}, ${part(north, 'north', 'south')}`;
}

function groundInWords({ centre, system, trueNorth, resolution }: FigureFacts): string[] {
  const [, hemisphere, zone] = /^EPSG:32([67])(\d\d)$/.exec(system) ?? [];
  const around = stereographicMiddle(system);
  const grid = around
    ? `the stereographic projection around ${coordinateText(around, 'decimal')}`
    : `UTM zone ${zone}${hemisphere === '7' ? 'S' : 'N'}`;
  const apart = Math.abs(trueNorth);
  const north =
    apart < NORTHS_ALIKE
      ? 'True north is up.'
      : `The arrow points to true north; up is grid north of ${grid}, ${apart.toFixed(1)}° ${trueNorth > 0 ? 'west' : 'east'} of it.`;
  return [
    `Centre ${coordinateText(centre, 'decimal')} (WGS 84). Shown at ${formatResolution(resolution)}.`,
    north,
  ];
}

/** One line for each status; a change that stands alone is named. */
function legendOf(outlines: readonly FigureOutline[]): FigureWords['legend'] {
  const [first, ...others] = outlines;
  if (first && others.length === 0)
    return [{ status: first.status, text: `${first.number}: ${labels.status[first.status]}` }];
  return [...new Set(outlines.map(({ status }) => status))].map((status) => ({
    status,
    text: labels.status[status],
  }));
}

function warningsOf({ view, dates, change }: FigurePlan): string[] {
  const synthetic = dates.filter(({ scene }) => scene.synthetic);
  return [
    ...(synthetic.length === dates.length
      ? [`${NO_EVIDENCE}: ${dates.length > 1 ? 'these images were' : 'this image was'} made by software.`]
      : synthetic.map(({ side }) => `${NO_EVIDENCE}: the image ${side} was made by software.`)),
    ...(view.kind === 'difference' ? [differenceInWords(dates.map(({ look }) => look)).note] : []),
    ...(dates.some(({ look }) => scalesDiffer(look, dates[0]!.look)) ? [measuredWords.differ] : []),
    ...(change?.status === 'corroborated' && change.selfDeclared
      ? ['Corroborated by readers whose names nobody checked.']
      : []),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function round(value: number): string {
  return String(Number(value.toPrecision(2)));
}
