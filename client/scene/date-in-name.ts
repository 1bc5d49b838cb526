import { readAcquired } from '../../server/scene/acquired.rules.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** No digit or letter may touch a date, so that parts of longer numbers are not taken for one. */
const START = '(?<![0-9A-Za-z])';
const END = '(?![0-9])';
const YEAR = '(19[4-9]\\d|20\\d{2})';

/** Forms in which providers write an acquisition into a file's name, the more exact first. */
const forms: { form: RegExp; read: (parts: string[]) => string }[] = [
  {
    // 20220912T102031, 20220912_102031 (Copernicus, Planet: UTC)
    form: new RegExp(`${START}${YEAR}(\\d{2})(\\d{2})[T_](\\d{2})(\\d{2})(\\d{2})${END}`),
    read: ([y, m, d, hour, minute, second]) => `${y}-${m}-${d}T${hour}:${minute}:${second}Z`,
  },
  {
    // 12OCT11021354 (DigitalGlobe: year, month, day, then UTC)
    form: new RegExp(`${START}(\\d{2})(${MONTHS.join('|')})(\\d{2})(\\d{2})(\\d{2})(\\d{2})${END}`, 'i'),
    read: ([y, month, d, hour, minute, second]) =>
      `20${y}-${monthNumber(month)}-${d}T${hour}:${minute}:${second}Z`,
  },
  {
    form: new RegExp(`${START}${YEAR}([-_.]?)(\\d{2})\\2(\\d{2})${END}`),
    read: ([y, , m, d]) => `${y}-${m}-${d}`,
  },
  {
    // 11-Oct-2012, 11OCT2012
    form: new RegExp(`${START}(\\d{2})[-_ ]?(${MONTHS.join('|')})[a-z]*[-_ ]?${YEAR}${END}`, 'i'),
    read: ([d, month, y]) => `${y}-${monthNumber(month)}-${d}`,
  },
  { form: new RegExp(`${START}${YEAR}[-_.](\\d{2})${END}`), read: ([y, m]) => `${y}-${m}` },
  { form: new RegExp(`${START}${YEAR}${END}`), read: ([y]) => `${y}` },
];

/**
 * The acquisition that a file's name tells, as exactly as it tells it, such as '2012-10-11' or '2012'.
 * Undefined where it tells none, or one that does not exist or lies ahead. A proposal for the analyst to
 * check: a name may tell a release or processing date.
 */
export function acquiredInName(fileName: string, today: Date): string | undefined {
  for (const { form, read } of forms) {
    const match = form.exec(fileName);
    const text = match && read(match.slice(1).map((part) => part ?? ''));
    const acquired = text ? readAcquired(text) : undefined;
    if (acquired && acquired.start <= today) return text ?? undefined;
  }
  return undefined;
}

function monthNumber(month = ''): string {
  return String(MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
}
