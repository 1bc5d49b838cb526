import { readAcquired } from './acquired.rules.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Whole words alone: a marble is no March. Nor is the rocket Long March. */
export const MONTH =
  '(?<!long[-_ ])(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** Of photographs from the air too; four digits before are a number of something else. */
const YEAR = '(?<year>19[4-9]\\d|20\\d{2})';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
/** What may stand between the words of a date; a hyphen among blanks parts it from what stands before. */
const JOIN = '(?:[-_/]|[.,]? ?)';
/** Hours and minutes alone need a T, a colon or their zone: '2012-10-11 2013' is no time. */
const TIME =
  '(?:(?:T|[_ -]?(?=\\d\\d:|\\d{6}(?!\\d)|\\d\\d-\\d\\d-\\d\\d(?!\\d)|\\d{4} ?(?:Z|UTC|GMT|[+-]\\d\\d:)))' +
  '(?<hour>[01]\\d|2[0-3])(?<colon>[-:]?)(?<minute>[0-5]\\d)(?:\\k<colon>(?<second>[0-5]\\d)(?:[.,]\\d{1,9})?)?' +
  '(?: ?(?<zone>Z|UTC|GMT|[+-]\\d\\d:\\d\\d))?)?';

type Groups = Readonly<Record<string, string | undefined>>;

/** One way in which people write dates. `form` is the source of a regular expression that knows no case. */
export type DateForm = {
  form: string;
  /** The dates that may be meant, in the form that readAcquired() gives; some may not exist. */
  read: (groups: Groups) => string[];
  /** What remains where a number at its edge is part of a name or counts something. */
  rest?: (groups: Groups) => string;
  /** The number at its edge: before a month, or after a year. */
  edge?: 'first' | 'last';
  /** Digits that any number may have: no date where something makes them one. */
  plain?: true;
  /** The first number may stand right behind letters, as in 'Camp22Oct2012'. */
  glued?: true;
  /** So short that it need be no date: it is asked, never taken. */
  unsure?: true;
};

/** The ways in which people write dates, the more exact first. */
export const dateForms: readonly DateForm[] = [
  { form: `${YEAR}(?<month>\\d{2})(?<day>\\d{2})${TIME}`, read: timed, plain: true },
  { form: `${YEAR}(?<sign>[-_./ :])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})${TIME}`, read: timed },
  {
    form: `${YEAR} ?[년年] ?(?:(?<month>\\d{1,2}) ?[월月] ?(?:(?<day>\\d{1,2}) ?[일日])?)?`,
    read: ({ year, month, day }) => [[year, month, day].filter(Boolean).map(two).join('-')],
  },
  {
    form: `${MONTH}${JOIN}${DAY},?${JOIN}${YEAR}${TIME}`,
    read: timed,
  },
  {
    // 22-23 Oct 2012: days of which one may be meant
    form: `(?:(?<from>\\d{1,2})[-–/+&])?${DAY}(?: of)?(?:[-_/]|\\.? ?)${MONTH}${JOIN}${YEAR}${TIME}`,
    read: (groups) => [...(groups.from ? timed({ ...groups, day: groups.from }) : []), ...timed(groups)],
    rest: ({ year, month }) => `${year}-${monthNumber(month)}`,
    edge: 'first',
    glued: true,
  },
  {
    form: `${YEAR}${JOIN}${MONTH}${JOIN}${DAY}`,
    read: timed,
    rest: ({ year, month }) => `${year}-${monthNumber(month)}`,
    edge: 'last',
  },
  {
    // 01-02-2012: both orders are in use
    form: `(?<first>\\d{1,2})(?<sign>[-_./ ])(?<second>\\d{1,2})\\k<sign>${YEAR}`,
    read: ({ first, second, year }) => [
      `${year}-${two(second)}-${two(first)}`,
      `${year}-${two(first)}-${two(second)}`,
    ],
    rest: ({ second, year }) => `${year}-${two(second)}`,
    edge: 'first',
  },
  {
    form: `${MONTH}${JOIN}${YEAR}`,
    read: ({ year, month }) => [`${year}-${monthNumber(month)}`],
  },
  {
    form: `${YEAR}${JOIN}${MONTH}`,
    read: ({ year, month }) => [`${year}-${monthNumber(month)}`],
  },
  {
    form: `${YEAR}(?<sign>[-_./ ])(?<month>\\d{2})`,
    read: ({ year, month }) => [`${year}-${month}`],
    rest: ({ year }) => `${year}`,
    edge: 'last',
    plain: true,
  },
  {
    form: `(?<month>\\d{1,2})(?<sign>[-_./ ])${YEAR}`,
    read: ({ year, month }) => [`${year}-${two(month)}`],
    // What no month can be is before the point of a number: 42.2012.
    rest: ({ year, month }) => (Number(month) <= 12 ? `${year}` : ''),
    edge: 'first',
    plain: true,
  },
  { form: YEAR, read: ({ year }) => [`${year}`], plain: true },
  {
    form: `(?<first>\\d{1,2})${JOIN}${MONTH}${JOIN}'?(?<last>\\d{2})`,
    read: ({ first, month, last }) => [
      `${fullYear(last)}-${monthNumber(month)}-${two(first)}`,
      `${fullYear(first)}-${monthNumber(month)}-${two(last)}`,
    ],
    unsure: true,
  },
  {
    form: `(?<first>\\d{1,2})(?<sign>[-_./ ])(?<second>\\d{1,2})\\k<sign>(?<third>\\d{2})`,
    read: ({ first, second, third }) => [
      `${fullYear(first)}-${two(second)}-${two(third)}`,
      `${fullYear(third)}-${two(second)}-${two(first)}`,
      `${fullYear(third)}-${two(first)}-${two(second)}`,
    ],
    unsure: true,
  },
];

/** Those of several dates that exist and do not lie ahead of `today`, each once, in their normal form. */
export function existing(dates: readonly string[], today: Date): string[] {
  const read = dates.map(readAcquired).filter((date) => date !== undefined && date.start <= today);
  return [...new Set(read.map((date) => date!.value))];
}

/**
 * The dates that a typed text may mean: '24 May 2011', 'May 2011', '24.5.2011', '2011/05/24'. More than one where it
 * can be read in several ways ('05/06/2011'); none where it is no date up to `today`.
 */
export function readingsOfDate(text: string, today: Date): string[] {
  const plain = text.trim();
  const stated = readAcquired(plain);
  if (stated) return [stated.value];
  for (const { form, read } of dateForms) {
    const groups = new RegExp(`^${form}$`, 'iu').exec(plain)?.groups;
    const readings = groups ? existing(read(groups), today) : [];
    if (readings.length > 0) return readings;
  }
  return [];
}

/** The date that a typed text means, in its normal form; the text as it is where it means none, or several. */
export function meantDate(text: string, today: Date): string {
  const [reading = text, another] = readingsOfDate(text, today);
  return another === undefined ? reading : text;
}

/** A day, or an instant where the zone of the time is stated: without one, no time is known. */
function timed({ year, month, day, hour, minute, second = '00', zone }: Groups): string[] {
  const date = `${year}-${/\d/.test(month ?? '') ? two(month) : monthNumber(month)}-${two(day)}`;
  return [zone ? `${date}T${hour}:${minute}:${second}${/\d/.test(zone) ? zone : 'Z'}` : date];
}

/** The number of an English month, by its first three letters, in two digits. */
export function monthNumber(month = ''): string {
  return two(String(MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1));
}

function two(text = ''): string {
  return text.padStart(2, '0');
}

/** Satellites have looked at the Earth since 1959: years of two digits from 60 on are of that century. */
function fullYear(text = ''): string {
  return `${Number(text) >= 60 ? '19' : '20'}${two(text)}`;
}
