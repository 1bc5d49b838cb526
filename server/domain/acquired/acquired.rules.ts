/** How exactly an acquisition is known. */
export type AcquiredPrecision = 'instant' | 'day' | 'month' | 'year';

/** An acquisition as stated: its normal form, how exact it is, and the UTC interval it stands for. */
export type Acquired = { value: string; precision: AcquiredPrecision; start: Date; end: Date };

const FORM =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/**
 * Reads '2012', '2012-10', '2012-10-11' or an instant with its offset ('2012-10-11T02:13:00Z') without
 * inventing what is not stated. Instants are told in UTC to the millisecond. The interval runs from its
 * first millisecond to its last, both included. Undefined where the text is no such date or no date that
 * exists (30 February).
 */
export function readAcquired(text: string): Acquired | undefined {
  const parts = FORM.exec(text.trim());
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone] = parts;
  const calendar = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const exists =
    Number(year) > 0 &&
    calendar.getUTCFullYear() === Number(year) &&
    calendar.getUTCMonth() === Number(month ?? 1) - 1 &&
    calendar.getUTCDate() === Number(day ?? 1);
  if (!exists) return undefined;
  if (hour !== undefined) {
    const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
    const start = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${zone}`);
    if (Number.isNaN(start.getTime()) || Number(hour) > 23) return undefined;
    const value = start.toISOString();
    // An offset may lead out of the years 1 to 9999, and what was written then could not be read again.
    if (!/^(?!0000)\d{4}-/.test(value)) return undefined;
    return { value, precision: 'instant', start, end: start };
  }
  const precision = day ? 'day' : month ? 'month' : 'year';
  const next = new Date(calendar);
  if (precision === 'day') next.setUTCDate(next.getUTCDate() + 1);
  if (precision === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  if (precision === 'year') next.setUTCFullYear(next.getUTCFullYear() + 1);
  return { value: text.trim(), precision, start: calendar, end: new Date(next.getTime() - 1) };
}

/**
 * The most exact date that holds each of several, in the form that readAcquired() gives: the instant itself, or
 * their day, month or year in UTC. Undefined where they share no year.
 */
export function sharedDate(values: readonly string[]): string | undefined {
  const [first, ...others] = values;
  return first === undefined
    ? undefined
    : [first.length, 10, 7, 4]
        .map((length) => first.slice(0, length))
        .find((date) => others.every((other) => other.startsWith(date)));
}

/** Orders acquisitions by the start of their interval, then by its end. Negative where `one` is earlier. */
export function compareAcquired(
  one: Pick<Acquired, 'start' | 'end'>,
  other: Pick<Acquired, 'start' | 'end'>,
) {
  return one.start.getTime() - other.start.getTime() || one.end.getTime() - other.end.getTime();
}
