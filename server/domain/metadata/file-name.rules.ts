import { type DateForm, dateForms, existing } from '#domain/acquired/written-date.rules.ts';
import type { StatedField, Statement } from '#domain/vocabulary/statement.contract.ts';
import { readingsAsStatements } from './product/acquisition.rules.ts';
import type { RawStatement } from './product/element.rules.ts';
import { toldByProduct } from './product/product-name.rules.ts';
import { checkedStatements } from './statement.rules.ts';

/**
 * What a file's name tells: by the pattern of its provider, else a date alone, as exactly as it is told. Where a
 * name can be read in several ways, the date that they share is told, and each is offered. A date that does not
 * exist or lies ahead of `today` is none.
 */
export function statementsOfFileName(fileName: string, today: Date): Statement[] {
  const { acquired, ...told } = toldByProduct(fileName, today) ?? {};
  const statements = Object.entries(told).map(
    ([field, value]): RawStatement => ({ field: field as StatedField, value, key: fileName }),
  );
  // A catalogue id tells no date; one may stand beside it.
  const dates = acquired
    ? readingsAsStatements(
        existing(
          acquired.map((date) => date ?? ''),
          today,
        ),
        fileName,
      )
    : datesIn(fileName, today);
  return checkedStatements({ from: 'name' }, [...statements, ...dates]);
}

/** A date found in a name, with all readings of it. */
type Found = { readings: string[]; unsure: boolean };

function datesIn(fileName: string, today: Date): RawStatement[] {
  let left = fileName.normalize('NFC').replace(/\.[a-z]{3,4}$/i, '');
  const found: Found[] = [];
  // No digit or letter may touch a date, so that parts of longer numbers are not taken for one.
  for (const form of dateForms)
    for (const match of left.matchAll(
      new RegExp(`(?<![0-9${form.glued ? '' : 'A-Za-z'}])${form.form}(?![0-9A-Za-z])`, 'giu'),
    )) {
      const before = left.slice(0, match.index);
      const after = left.slice(match.index + match[0].length);
      const readings = existing(readingsBetween(before, form, match, after), today);
      if (readings.length === 0) continue;
      found.push({ readings, unsure: form.unsure ?? false });
      left = before + match[0].replaceAll(/[^\s_-]/g, TAKEN) + after;
    }
  const sure = found.filter(({ unsure }) => !unsure);
  // A year that a more exact date repeats is no other reading.
  const apart = sure.filter(({ readings }) => !sure.some((other) => refines(other.readings, readings)));
  if (sure.length > 0)
    return readingsAsStatements(
      apart.flatMap(({ readings }) => readings),
      fileName,
    );
  return found.flatMap(({ readings }) =>
    readings.map((value) => ({ field: 'acquired', value, key: fileName, offered: true }) as const),
  );
}
/** Stands for the signs of a date that was found. */
const TAKEN = '\0';

/** True where each of the first dates lies within one of the others, and is more exact. */
function refines(dates: readonly string[], others: readonly string[]): boolean {
  return dates.every((date) => others.some((other) => date !== other && date.startsWith(other)));
}

/** What a date may mean between what stands before and after it in a name. */
function readingsBetween(
  before: string,
  { read, rest, edge, plain }: DateForm,
  { 0: text, groups = {} }: RegExpMatchArray,
  after: string,
): string[] {
  const year = /^\d{4}$/.test(text);
  if (plain && (NUMBERED.test(before) || (text.length < 8 && isMeasure(before, after)))) return [];
  if (year && (CAMERA.test(before) || isDatum(before, text))) return [];
  if (year && isSeason(text, after)) return [text, String(Number(text) + 1)];
  // A year and a month are joined by a hyphen (ISO 8601); parted otherwise, they may be a year and a number.
  const doubtful =
    (edge === 'first' && isPartOfName(before, text)) ||
    groups.from !== undefined ||
    (edge === 'last' && UNIT.test(after)) ||
    (plain && /[^-]/.test(groups.sign ?? ''));
  return doubtful && rest ? [...read(groups), rest(groups)] : read(groups);
}

const END = '(?![\\p{L}\\p{N}])';
const word = (words: string) => `(?<![\\p{L}\\p{N}])(?:${words})`;

/** Words that say of a number right behind them that it is a day. */
const DATED = new RegExp(
  `${word('on|of|from|dated?|acquired|taken|captured|imaged|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?')}[\\s_,]*$`,
  'iu',
);

/** Whether the number that begins a date may belong to the name before it: 'Camp 22 Oct 2012', 'T-34 May 2013'. */
function isPartOfName(before: string, text: string): boolean {
  if (DATED.test(before) || /^\d+(?:st|nd|rd|th)/i.test(text)) return false;
  const joined = /^\d+[a-z]/i.test(text) ? /\d[-–/+&]$/ : /[\p{L}\d][-–/+&]$/u;
  return /(?:\p{L}\.?|[#№])[\s_]*$/u.test(before) || joined.test(before);
}

/** Words before the number of a thing, and what else makes digits a number. */
const NUMBERED = new RegExp(
  `(?:${word(
    'sheet|map|tile|frame|roll|strip|row|col(?:umn)?|path|orbit|no|nr|num(?:ber)?|cat(?:alog(?:ue)?)?|catid|id|ref|order|item|page|plate|fig(?:ure)?|scale|size|width|height|elev(?:ation)?|alt(?:itude)?|gsd|res(?:olution)?|mission|ver(?:sion)?|rev(?:ision)?|release|build|part|job|unit|building|bldg|house|block|room|hill|point|target|object|sector|zone|route|box|lot|model|epsg|srid|code',
  )}\\.?(?:[\\s_-]*(?:no|nr|id|number)\\.?)?[\\s_:#-]*(?:\\d{1,3}[-:])?|[#№$€]\\s?|\\d[.:])$`,
  'iu',
);
/** Cameras count their pictures; eight digits behind these are a date. */
const CAMERA = new RegExp(`${word('img|dsc|dscn|dscf|image|photo|pict?|picture|scan')}[\\s_-]*$`, 'iu');

const UNIT = new RegExp(
  `^[\\s_-]?(?:px|pix(?:els?)?|m|met(?:er|re)s?|[cmk]m|f(?:oo|ee)?t|dpi|ppi|[kmg]b|bits?|nm|h|hrs?|hours?|utc|gmt|kst|z|local|by|%|[x×*][\\s_-]?\\d+)${END}`,
  'iu',
);
/** Whether digits are a size, a time, a share, a number with decimals, or one of a map's sheets ('1950 II'). */
const isMeasure = (before: string, after: string) =>
  UNIT.test(after) ||
  /^\.\d/.test(after) ||
  /^[\s_-](?:I{1,3}|IV)(?![\p{L}\p{N}])/u.test(after) ||
  /\d[\s_-]?[x×*][\s_-]?$/i.test(before);

/** Geodetic datums and ellipsoids, whose names end with a year; a realisation of NAD83 or ETRS89 has another. */
const DATUM = new RegExp(
  `${word('WGS|NAD|ED|E[TP]RS|[EI]TRF|JGD|KGD|CGCS|GDA|NZGD|SIRGAS|GRS|datum|spheroid|ellipsoid|Tokyo|Pulkovo|NAD[\\s_-]?83|ETRS[\\s_-]?89')}[^\\p{L}\\p{N}]{0,3}$`,
  'iu',
);
/** Those named for places and persons, with their years: 'North Korea 2012' is none. */
const OWN_YEAR = new RegExp(
  `${word('(?<!(?:north|south)[\\s_-]?)Korean?[\\s_-]*(?:1985|1995|200[02])|Beijing[\\s_-]*1954|Xi.?an[\\s_-]*1980|European[\\s_-]*19(?:50|79|87)|International[\\s_-]*1924|Krass?ows?ky[\\s_-]*1940|SK?[\\s_-]*19(?:42|63|95)|Indian[\\s_-]*19(?:54|60|75)|Hu[\\s_-]?Tzu[\\s_-]?Shan[\\s_-]*1950')}$`,
  'iu',
);
const isDatum = (before: string, year: string) => DATUM.test(before) || OWN_YEAR.test(before + year);

/** Whether a year and the next one are named together: '2012-13'. */
function isSeason(year: string, after: string): boolean {
  const next = /^[-–/](\d{2})(?![-\d])/.exec(after)?.[1];
  return next !== undefined && Number(next) === (Number(year) + 1) % 100;
}
