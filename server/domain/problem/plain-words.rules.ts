import { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** A list of values is told as long as somebody may read it. */
const MOST_VALUES_TOLD = 6;

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  date: 'a date',
};

/** Lets every schema say in plain sentences what it refuses, where it has no sentence of its own. */
export function speakPlainly(): void {
  z.config({ customError: plainWords });
}

/** One sentence for what zod found: what is wrong, and what to give instead. */
function plainWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.input, issue.expected, nameOf(issue));
    case 'invalid_value':
      return wrongValue(issue.input, issue.values, nameOf(issue));
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_format':
      return wrongFormat(issue.format);
    case 'not_multiple_of':
      return `Give a multiple of ${issue.divisor}.`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `'${key}'`).join(', ')} ${issue.keys.length === 1 ? 'is' : 'are'} not known here.`;
    case 'invalid_union':
      return issue.input === undefined
        ? `${nameOf(issue)} is missing.`
        : (nearest(issue.errors)?.[0]?.message ??
            `${nameOf(issue)} has none of the forms that are known here.`);
    case 'invalid_key':
      return `A name within ${nameOf(issue)} is not in a form that is known here.`;
    case 'invalid_element':
      return `An entry of ${nameOf(issue)} is not in a form that is known here.`;
    default:
      return `${nameOf(issue)} is not accepted here.`;
  }
}

/** Of the forms that something might have had, what is wrong with the one that it is likest to. */
function nearest<Found extends z.core.$ZodIssue>(forms: readonly Found[][]): Found[] | undefined {
  const faults = (issues: Found[]) =>
    issues.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 1), 0);
  return forms.toSorted((one, other) => faults(one) - faults(other))[0];
}

/** What a sentence calls the place of an issue: its name, or that of the list that it stands in. */
function nameOf({ path = [] }: Issue): string {
  const name = path.findLast((step) => typeof step === 'string');
  if (name === undefined) return 'This';
  return typeof path.at(-1) === 'string' ? `'${name}'` : `An entry of '${name}'`;
}

function wrongType(input: unknown, expected: string, name: string): string {
  const kind = kinds[expected];
  if (input === undefined) return kind ? `${name} is missing: give ${kind}.` : `${name} is missing.`;
  return kind ? `${name} is not ${kind}, and has to be.` : `${name} is not of the kind that is known here.`;
}

function wrongValue(input: unknown, values: readonly unknown[], name: string): string {
  const told = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const choice =
    told.length === 1
      ? `give ${told[0]}`
      : told.length <= MOST_VALUES_TOLD
        ? `give one of ${told.join(', ')}`
        : 'give one of the values that the description of the API lists';
  return `${name} is ${input === undefined ? 'missing' : 'not known here'}: ${choice}.`;
}

function tooBig({ origin, maximum, inclusive }: Issue & { code: 'too_big' }): string {
  const most = Number(maximum).toLocaleString('en');
  if (origin === 'string') return `Write at most ${most} characters here.`;
  if (origin === 'array' || origin === 'set' || origin === 'object') return `Give at most ${most} here.`;
  return inclusive ? `Give at most ${most} here.` : `Give less than ${most} here.`;
}

function tooSmall({ origin, minimum, inclusive }: Issue & { code: 'too_small' }): string {
  const least = Number(minimum).toLocaleString('en');
  if (origin === 'string')
    return minimum === 1 ? 'Write something here.' : `Write at least ${least} characters here.`;
  return inclusive || origin === 'array' ? `Give at least ${least} here.` : `Give more than ${least} here.`;
}

function wrongFormat(format: string): string {
  if (format === 'uuid') return 'Give an id in the form of a UUID.';
  if (format === 'url') return 'Give a whole address, such as https://example.org/page.';
  if (format === 'datetime') return 'Give an instant such as 2012-10-11T02:15:00Z.';
  if (format === 'date') return 'Give a date such as 2012-10-11.';
  return 'This is not in the form that is read here.';
}
