/** What programs and people send that nobody meant: each must be taken or refused, and never be an error of ours. */

const LONE = '\ud800';

/** Stands for a number that JSON can write and no float can hold. */
export const TOO_LARGE_A_NUMBER = '@number too large@';

export const awkwardTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  LONE,
  `x${LONE}y`,
  'https://example.org/\0',
  `https://example.org/${LONE}`,
  'https://example.org/?\0',
  '\u202e\ufeff',
  '__proto__',
  "'; drop table site; --",
  'NaN',
  'Infinity',
  '-1',
  '0',
  '2147483648',
  '9223372036854775808',
  '1e999',
  '0000',
  '0001-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '9999',
  '99999-01-01',
  '2012-02-30',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'urn:uuid:6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  '{6f9619ff-8b86-4d01-b42d-00cf4fc964ff}',
  '+proj=utm +zone=\0',
  'EPSG:999999',
  'PROJCS[',
  'a'.repeat(30_000),
];

export const awkwardValues: readonly unknown[] = [
  ...awkwardTexts,
  null,
  true,
  0,
  -1,
  1.5,
  1e-320,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  TOO_LARGE_A_NUMBER,
  [],
  {},
  [null],
  [['\0']],
  { '\0': 1 },
  { [LONE]: 1 },
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

/** As they stand in an address, where they cannot be written by encodeURIComponent. */
export const awkwardEncodings = [
  '%',
  '%00',
  'a%00b',
  '%C0%80',
  '%ED%A0%80',
  '%FF',
  '%zz',
  '%2e%2e%2f',
  '..%5c',
];

export const awkwardHeaders = [
  '',
  '*',
  '%00',
  '%',
  '%ED%A0%80',
  '\xff',
  '-1',
  '1e3',
  '0x10',
  '9007199254740993',
  '99999999999999999999',
  '"99999999999"',
  '"2147483648"',
  '"-1"',
  'W/"1"',
  '"1", "2"',
  'bytes=0-99999999999999999999',
  'bytes=1-0',
  'bytes=-0',
  'bytes=a-b',
  'filename',
  'filename ====',
  `filename ${Buffer.from('\0').toString('base64')},siteId ${Buffer.from('\0').toString('base64')}`,
  'a'.repeat(5_000),
];

type Schema = {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema | boolean;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** The names of the properties that a schema knows at its top, whichever of its forms is meant, with their schemas. */
function propertiesOf(schema: Schema, schemas: Record<string, Schema>): Map<string, Schema[]> {
  const known = new Map<string, Schema[]>();
  for (const form of formsOf(schema, schemas))
    for (const [name, property] of Object.entries(form.properties ?? {}))
      known.set(name, [...(known.get(name) ?? []), property]);
  return known;
}

function formsOf(schema: Schema, schemas: Record<string, Schema>): Schema[] {
  const meant = schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
  const further = [...(meant.anyOf ?? []), ...(meant.oneOf ?? []), ...(meant.allOf ?? [])];
  return [meant, ...further.flatMap((form) => formsOf(form, schemas))];
}

/**
 * A sound body with one awkward thing at a time in the place of each value, and in each property that its schema
 * knows, and a property more that it does not know.
 */
export function* spoilt(
  body: unknown,
  schema: Schema,
  schemas: Record<string, Schema>,
): Generator<{ place: string; body: unknown }> {
  for (const value of awkwardValues) yield { place: '', body: value };
  if (Array.isArray(body)) {
    yield { place: '', body: Array.from({ length: 20_000 }, () => body[0]) };
    const items = formsOf(schema, schemas).flatMap(({ items: each, prefixItems = [] }) =>
      typeof each === 'object' ? [...prefixItems, each] : prefixItems,
    );
    if (body.length > 0)
      for (const inner of spoilt(body[0], { anyOf: items }, schemas))
        yield { place: `/0${inner.place}`, body: [inner.body, ...body.slice(1)] };
    return;
  }
  if (typeof body !== 'object' || body === null) return;
  const given = body as Record<string, unknown>;
  for (const name of ['unknown', 'a\0b', `a${LONE}`])
    yield { place: `/${name}`, body: { ...given, [name]: 1 } };
  for (const [name, forms] of propertiesOf(schema, schemas))
    for (const inner of spoilt(given[name], { anyOf: forms }, schemas))
      yield { place: `/${name}${inner.place}`, body: { ...given, [name]: inner.body } };
}

/** The text of a body. */
export function textOf(body: unknown): string {
  return JSON.stringify(body).replaceAll(`"${TOO_LARGE_A_NUMBER}"`, '1e999');
}
