import { z } from 'zod';
import { refusedText } from './text-refusal.ts';
import type { TextNode, Word } from './text-tree.ts';

/** Members that say nothing of the place, of any object. */
const remarks = {
  $schema: z.unknown().optional(),
  scope: z.unknown().optional(),
  area: z.unknown().optional(),
  bbox: z.unknown().optional(),
  vertical_extent: z.unknown().optional(),
  temporal_extent: z.unknown().optional(),
  usages: z.unknown().optional(),
  remarks: z.unknown().optional(),
};
const idSchema = z.strictObject({
  authority: z.string(),
  code: z.union([z.string(), z.number()]),
  version: z.unknown().optional(),
  authority_citation: z.unknown().optional(),
  uri: z.unknown().optional(),
});
const identified = { ...remarks, id: idSchema.optional(), ids: z.array(idSchema).max(1).optional() };
const named = { ...identified, name: z.string() };
const unitSchema = z.union([
  z.enum(['metre', 'degree', 'unity']),
  z.strictObject({
    ...named,
    type: z.enum(['LinearUnit', 'AngularUnit', 'ScaleUnit', 'Unit']),
    conversion_factor: z.number(),
  }),
]);
type Unit = z.infer<typeof unitSchema>;
const measure = z.union([z.number(), z.strictObject({ value: z.number(), unit: unitSchema })]);
const meridianSchema = z.strictObject({ ...named, type: z.string().optional(), longitude: measure });
const ellipsoidSchema = z.strictObject({
  ...named,
  type: z.string().optional(),
  semi_major_axis: measure.optional(),
  semi_minor_axis: measure.optional(),
  inverse_flattening: z.number().optional(),
  radius: measure.optional(),
});
const datumSchema = z.strictObject({
  ...named,
  type: z.string().optional(),
  ellipsoid: ellipsoidSchema,
  prime_meridian: meridianSchema.optional(),
  anchor: z.unknown().optional(),
  anchor_epoch: z.unknown().optional(),
  frame_reference_epoch: z.unknown().optional(),
  deformation_models: z.unknown().optional(),
  members: z.unknown().optional(),
  accuracy: z.unknown().optional(),
});
const axesSchema = z.strictObject({
  ...identified,
  subtype: z.string(),
  axis: z.array(
    z.strictObject({
      ...named,
      abbreviation: z.unknown().optional(),
      direction: z.string(),
      meridian: z.strictObject({ longitude: measure }).optional(),
      unit: unitSchema.optional(),
      minimum_value: z.unknown().optional(),
      maximum_value: z.unknown().optional(),
      range_meaning: z.unknown().optional(),
    }),
  ),
});
const methodSchema = z.strictObject(named);
const parameterSchema = z.strictObject({ ...named, value: z.number(), unit: unitSchema.optional() });
const geographicSchema = z.strictObject({
  ...named,
  type: z.string().optional(),
  datum: datumSchema.optional(),
  datum_ensemble: datumSchema.optional(),
  coordinate_system: axesSchema.optional(),
  deformation_models: z.unknown().optional(),
});
const projectedSchema = z.strictObject({
  ...named,
  type: z.string(),
  base_crs: geographicSchema,
  conversion: z.strictObject({
    ...named,
    type: z.string().optional(),
    method: methodSchema,
    parameters: z.array(parameterSchema).optional(),
  }),
  coordinate_system: axesSchema,
});
const compoundSchema = z.strictObject({ ...named, type: z.string(), components: z.array(z.unknown()) });
const boundSchema = z.strictObject({
  ...remarks,
  type: z.string(),
  name: z.unknown().optional(),
  source_crs: z.unknown(),
  target_crs: z.unknown(),
  transformation: z.strictObject({
    ...named,
    type: z.string().optional(),
    source_crs: z.unknown().optional(),
    method: methodSchema,
    parameters: z.array(z.looseObject({ name: z.string(), value: z.union([z.number(), z.string()]) })),
  }),
});

/**
 * PROJJSON as the tree of WKT 2 that says the same. Throws ImageryRefusal reference_system_unsupported where it holds
 * what that tree has no place for.
 */
export function parseProjJson(text: string): TextNode {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refusedText('is JSON that cannot be read to its end');
  }
  return system(json, 0);
}

function system(json: unknown, depth: number): TextNode {
  const type =
    depth < 6 && typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
  if (type === 'GeographicCRS' || type === 'GeodeticCRS')
    return geographic('GEODCRS', read(geographicSchema, json));
  if (type === 'ProjectedCRS') {
    const { name, base_crs, conversion, coordinate_system, ...ids } = read(projectedSchema, json);
    const { method, parameters = [] } = conversion;
    return node(
      'PROJCRS',
      [name],
      [
        geographic('BASEGEODCRS', base_crs),
        node(
          'CONVERSION',
          [conversion.name],
          [node('METHOD', [method.name], id(method)), ...parameters.map(parameter)],
        ),
        ...axes(coordinate_system),
        ...id(ids),
      ],
    );
  }
  if (type === 'CompoundCRS') {
    const { name, components } = read(compoundSchema, json);
    return node(
      'COMPOUNDCRS',
      [name],
      components.map((component) => system(component, depth + 1)),
    );
  }
  if (type === 'BoundCRS') {
    const { source_crs, target_crs, transformation } = read(boundSchema, json);
    const { name, method, parameters } = transformation;
    const shift = parameters.map((figure) =>
      typeof figure.value === 'string'
        ? node('PARAMETERFILE', [figure.name, figure.value], [])
        : parameter(read(parameterSchema, figure)),
    );
    return node(
      'BOUNDCRS',
      [],
      [
        node('SOURCECRS', [], [system(source_crs, depth + 1)]),
        node('TARGETCRS', [], [system(target_crs, depth + 1)]),
        node('ABRIDGEDTRANSFORMATION', [name], [node('METHOD', [method.name], []), ...shift]),
      ],
    );
  }
  if (type === 'VerticalCRS' || type === 'TemporalCRS')
    return node(type === 'VerticalCRS' ? 'VERTCRS' : 'TIMECRS', ['heights or times'], []);
  throw refusedText(`is JSON of a kind that places nothing on a map here: ${String(type)}`);
}

function read<Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined;
  throw refusedText(
    `holds what is not understood here: ${unknown ?? (issue?.path.join('.') || 'its members')}`,
  );
}

function node(
  keyword: string,
  values: readonly (string | number | Word)[],
  children: readonly TextNode[],
): TextNode {
  return { keyword, values, children };
}

function id({ id: one, ids }: { id?: z.infer<typeof idSchema> | undefined; ids?: unknown }): TextNode[] {
  const found = one ?? (ids as z.infer<typeof idSchema>[] | undefined)?.[0];
  return found ? [node('ID', [found.authority, found.code], [])] : [];
}

function geographic(keyword: string, given: z.infer<typeof geographicSchema>): TextNode {
  const { name, datum, datum_ensemble, coordinate_system, ...ids } = given;
  const figure = datum ?? datum_ensemble;
  if (figure === undefined || (datum && datum_ensemble)) throw refusedText('does not name one datum');
  const { prime_meridian: meridian } = figure;
  return node(
    keyword,
    [name],
    [
      node('DATUM', [figure.name], [ellipsoid(figure.ellipsoid)]),
      ...(meridian ? [measured('PRIMEM', meridian.name, meridian.longitude, 'degree', id(meridian))] : []),
      ...(coordinate_system ? axes(coordinate_system) : []),
      ...id(ids),
    ],
  );
}

function ellipsoid(given: z.infer<typeof ellipsoidSchema>): TextNode {
  const { name, semi_major_axis, semi_minor_axis, inverse_flattening, radius } = given;
  const metres = (value: z.infer<typeof measure>) => {
    if (typeof value === 'number') return value;
    if (typeof value.unit === 'object') return value.value * value.unit.conversion_factor;
    return value.value;
  };
  const a = semi_major_axis ?? radius;
  const b = semi_minor_axis ?? radius;
  const figures = [inverse_flattening, semi_minor_axis, radius].filter((figure) => figure !== undefined);
  if (a === undefined || figures.length !== 1) throw refusedText('does not say the size of its ellipsoid');
  const minor = b === undefined ? undefined : metres(b);
  const inverse = inverse_flattening ?? (minor === metres(a) ? 0 : metres(a) / (metres(a) - minor!));
  return node('ELLIPSOID', [name, metres(a), inverse], []);
}

function axes({ subtype, axis }: z.infer<typeof axesSchema>): TextNode[] {
  const kind = subtype === 'ellipsoidal' ? 'degree' : 'metre';
  return [
    node('CS', [{ word: subtype.toLowerCase() }, axis.length], []),
    ...axis.map(({ name, direction, meridian, unit }) =>
      node(
        'AXIS',
        [name, { word: direction.toLowerCase() }],
        [
          ...(meridian ? [measured('MERIDIAN', undefined, meridian.longitude, 'degree', [])] : []),
          unitNode(unit ?? kind),
        ],
      ),
    ),
  ];
}

function parameter({ name, value, unit = 'unity', ...ids }: z.infer<typeof parameterSchema>): TextNode {
  return node('PARAMETER', [name, value], [unitNode(unit), ...id(ids)]);
}

function measured(
  keyword: string,
  name: string | undefined,
  given: z.infer<typeof measure>,
  usual: Unit,
  ids: readonly TextNode[],
): TextNode {
  const { value, unit } = typeof given === 'number' ? { value: given, unit: usual } : given;
  return node(keyword, name === undefined ? [value] : [name, value], [unitNode(unit), ...ids]);
}

const keywords = { LinearUnit: 'LENGTHUNIT', AngularUnit: 'ANGLEUNIT', ScaleUnit: 'SCALEUNIT', Unit: 'UNIT' };

function unitNode(unit: Unit): TextNode {
  if (unit === 'metre') return node('LENGTHUNIT', [unit, 1], []);
  if (unit === 'degree') return node('ANGLEUNIT', [unit, Math.PI / 180], []);
  if (unit === 'unity') return node('SCALEUNIT', [unit, 1], []);
  return node(keywords[unit.type], [unit.name, unit.conversion_factor], id(unit));
}
