import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/*
 * What the STAC specification asks of an Item, as JSON Schema written for these tests, since its own schema files
 * are in no package and tests use no network. After the texts of: STAC 1.0.0 (item-spec, common metadata,
 * radiantearth/stac-spec), and the extensions eo 1.1.0, file 2.1.0, projection 2.0.0, raster 1.1.0 and view 1.0.0
 * (github.com/stac-extensions). Where an extension knows every field under its prefix, others are refused here too.
 */

const text = { type: 'string', minLength: 1 };
const instant = { type: 'string', format: 'date-time', pattern: '(\\+00:00|Z)$' };
const between = (minimum: number, maximum: number) => ({ type: 'number', minimum, maximum });
const list = (items: object, minItems: number) => ({ type: 'array', minItems, items });
/** An object whose members under a prefix are those given and no others. */
const prefixed = (prefix: string, properties: object) => ({
  type: 'object',
  properties,
  patternProperties: { [`^(?!${prefix}:)`]: {} },
  additionalProperties: false,
});
const oneOf = (names: string[]) => ({ anyOf: names.map((name) => ({ required: [name] })) });

const link = {
  type: 'object',
  required: ['rel', 'href'],
  properties: { rel: text, href: { ...text, format: 'iri-reference' }, type: { type: 'string' } },
};
const position = { type: 'array', minItems: 2, maxItems: 3, items: { type: 'number' } };
const polygon = list({ ...list(position, 4) }, 1);

const core = {
  type: 'object',
  required: ['stac_version', 'type', 'id', 'geometry', 'bbox', 'links', 'assets', 'properties'],
  properties: {
    stac_version: { const: '1.0.0' },
    stac_extensions: { type: 'array', uniqueItems: true, items: { type: 'string', format: 'iri' } },
    type: { const: 'Feature' },
    id: text,
    geometry: {
      oneOf: [
        {
          required: ['type', 'coordinates'],
          properties: { type: { const: 'Polygon' }, coordinates: polygon },
        },
        {
          required: ['type', 'coordinates'],
          properties: { type: { const: 'MultiPolygon' }, coordinates: list(polygon, 1) },
        },
      ],
    },
    bbox: { oneOf: [4, 6].map((count) => ({ ...list({ type: 'number' }, count), maxItems: count })) },
    links: list(link, 0),
    assets: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['href'],
        properties: {
          href: { ...text, format: 'iri-reference' },
          title: { type: 'string' },
          type: { type: 'string' },
          roles: list({ type: 'string' }, 0),
        },
      },
    },
    properties: {
      type: 'object',
      required: ['datetime'],
      properties: {
        datetime: { anyOf: [instant, { type: 'null' }] },
        start_datetime: instant,
        end_datetime: instant,
        created: instant,
        updated: instant,
        title: { type: 'string' },
        platform: { type: 'string' },
        instruments: list({ type: 'string' }, 1),
        gsd: { type: 'number', exclusiveMinimum: 0 },
        license: { type: 'string', pattern: '^[\\w\\-\\.\\+]+$' },
        providers: list({ type: 'object', required: ['name'], properties: { name: text } }, 1),
      },
      if: { properties: { datetime: { type: 'null' } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: ['start_datetime', 'end_datetime'] },
      dependentRequired: { start_datetime: ['end_datetime'], end_datetime: ['start_datetime'] },
    },
  },
};

const properties = (schema: object) => ({ properties: { properties: schema } });
const assets = (schema: object) => ({ properties: { assets: { additionalProperties: schema } } });
const statistics = {
  type: 'object',
  minProperties: 1,
  properties: { minimum: { type: 'number' }, maximum: { type: 'number' } },
};

const extensions: Record<string, object> = {
  'eo/v1.1.0': {
    anyOf: [
      properties(oneOf(['eo:cloud_cover', 'eo:snow_cover'])),
      { properties: { assets: { not: { additionalProperties: { not: { required: ['eo:bands'] } } } } } },
    ],
    allOf: [
      properties(prefixed('eo', { 'eo:cloud_cover': between(0, 100), 'eo:snow_cover': between(0, 100) })),
      assets(
        prefixed('eo', {
          'eo:bands': list({ type: 'object', minProperties: 1, properties: { name: { type: 'string' } } }, 1),
        }),
      ),
    ],
  },
  'file/v2.1.0': assets(
    prefixed('file', {
      'file:checksum': { type: 'string', pattern: '^[a-f0-9]+$' },
      'file:size': { type: 'integer', minimum: 0 },
    }),
  ),
  'projection/v2.0.0': properties(
    prefixed('proj', {
      'proj:code': { anyOf: [{ type: 'string', pattern: '^\\w+:\\w+$' }, { type: 'null' }] },
      'proj:shape': { ...list({ type: 'integer' }, 2), maxItems: 2 },
      'proj:transform': {
        oneOf: [6, 9].map((count) => ({ ...list({ type: 'number' }, count), maxItems: count })),
      },
    }),
  ),
  'raster/v1.1.0': assets(
    prefixed('raster', {
      'raster:bands': list(
        {
          type: 'object',
          minProperties: 1,
          properties: {
            data_type: {
              enum: ['uint8', 'uint16', 'int8', 'int16', 'uint32', 'int32', 'float32', 'float64'],
            },
            nodata: { anyOf: [{ type: 'number' }, { enum: ['nan', 'inf', '-inf'] }] },
            statistics,
          },
        },
        1,
      ),
    }),
  ),
  'view/v1.0.0': {
    allOf: [
      properties(
        oneOf(
          ['off_nadir', 'incidence_angle', 'azimuth', 'sun_azimuth', 'sun_elevation'].map(
            (name) => `view:${name}`,
          ),
        ),
      ),
      properties(
        prefixed('view', {
          'view:off_nadir': between(0, 90),
          'view:incidence_angle': between(0, 90),
          'view:azimuth': between(0, 360),
          'view:sun_azimuth': between(0, 360),
          'view:sun_elevation': between(-90, 90),
        }),
      ),
    ],
  },
};

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addFormat('iri', true).addFormat('iri-reference', true);
const validators = new Map<string, ValidateFunction>(
  Object.entries({ core, ...extensions }).map(([name, schema]) => [name, ajv.compile(schema)]),
);

/** What is wrong with a STAC Item by the core specification and each extension that it names; empty where nothing. */
export function stacFaults(item: { stac_extensions?: string[] }): string[] {
  const named = (item.stac_extensions ?? []).map(
    (address) => /^https:\/\/stac-extensions\.github\.io\/(.+)\/schema\.json$/.exec(address)?.[1] ?? address,
  );
  return ['core', ...named].flatMap((name) => {
    const validate = validators.get(name);
    if (!validate) return [`${name}: no schema for it`];
    validate(item);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}: ${instancePath} ${message}`);
  });
}
