import { type ParameterName, type Parameters, parameterWords } from '../base/method-parameters.ts';
import { type MethodName, takesScale } from '../base/methods.ts';
import { kindOf, methodNamed, type Naming, parameterNamed } from './method-names.ts';
import { refusedText } from './text-refusal.ts';
import { codeIn, nameOf, numbersOf, plainName, readChildren, type TextNode } from './text-tree.ts';
import { angleOf, lengthOf, scaleOf } from './units.ts';

/** The parts of a text that say how a projected system is computed. */
export type ConversionParts = {
  method: TextNode;
  parameters: readonly TextNode[];
};
export type Conversion = {
  naming: Naming;
  method: MethodName;
  parameters: Parameters;
  /** How many of the figures that have to be there for ESRI's Krovak to count east and north are. */
  fixed: number;
};

/**
 * A method and its parameters. `units` are of parameters that name none: degrees, undefined where the text says none,
 * and metres. Throws ImageryRefusal reference_system_unsupported where the method or one of them is not understood.
 */
export function readConversion(
  { method: node, parameters }: ConversionParts,
  units: { angle: number | undefined; length: number | undefined },
): Conversion {
  const naming = methodNamed(nameOf(node), identified(node));
  const given: Partial<Record<ParameterName, number>> = {};
  let fixed = 0;
  for (const parameter of parameters) {
    const name = nameOf(parameter);
    const [value] = numbersOf(parameter, 1, [1]) as [number];
    const required = naming.fixed?.[plainName(name)];
    if (required !== undefined) {
      if (value !== required) throw refusedText(`has ${name} ${value}, with which nothing is computed here`);
      fixed++;
      continue;
    }
    const meaning = parameterNamed(name, identifiedParameter(parameter));
    const known = naming.renamed?.[meaning] ?? meaning;
    if (given[known] !== undefined) throw refusedText(`gives ${name} twice`);
    given[known] = value * sizeOf(parameter, kindOf(known), units);
  }
  const conversion = resolved(naming, given, plainName(nameOf(node)));
  requireStated(conversion, naming.angled ?? false);
  return { naming, fixed, ...conversion };
}

/** Every writer states these, be they 0 and 1: where one is missing, it got lost. */
function requireStated(
  { method, parameters }: { method: MethodName; parameters: Parameters },
  angled: boolean,
): void {
  const unscaled = method === 'lambert_conic_2' || method === 'polar_stereographic_scale';
  const stated = [
    'falseEasting',
    'falseNorthing',
    ...(!unscaled && takesScale(method) ? ['scale'] : []),
    ...(angled ? ['gridAngle'] : []),
  ];
  const lost = stated.find((name) => parameters[name as ParameterName] === undefined);
  if (lost !== undefined) throw refusedText(`does not state its ${parameterWords[lost as ParameterName]}`);
}

/** What some names of methods leave to their figures. */
function resolved(
  { method, oneParallel }: Naming,
  given: Parameters,
  name: string,
): { method: MethodName; parameters: Parameters } {
  if (oneParallel && given.parallel2 === undefined) {
    const { parallel1: parallel, ...rest } = given;
    if (parallel !== given.latitude)
      throw refusedText('has a standard parallel apart from its latitude of origin');
    return { method: 'lambert_conic_1', parameters: rest };
  }
  if (method === 'equirectangular' && given.parallel1 === undefined) {
    // ESRI's name of the square plate has none; GDAL may give it as the latitude of origin.
    if (name !== 'platecarree' && given.latitude !== 0)
      throw refusedText('does not state its standard parallel');
    return { method, parameters: { ...given, parallel1: 0 } };
  }
  if (method !== 'polar_stereographic_parallel') return { method, parameters: given };
  const { parallel1, ...others } = given;
  const pole = /(north|south)pole$/.exec(name)?.[1];
  if (pole !== undefined && Math.sign(parallel1 ?? 0) !== (pole === 'north' ? 1 : -1))
    throw refusedText(`is of the ${pole} pole, with a standard parallel of ${parallel1}`);
  // GDAL's name of the method has the pole there, and a scale.
  return parallel1 !== undefined && Math.abs(parallel1) === 90
    ? { method: 'polar_stereographic_scale', parameters: { ...others, latitude: parallel1 } }
    : { method, parameters: given };
}

function sizeOf(
  node: TextNode,
  kind: ReturnType<typeof kindOf>,
  units: { angle: number | undefined; length: number | undefined },
): number {
  let own: number | undefined;
  const unit = (child: TextNode) => {
    own = { angle: angleOf, length: lengthOf, scale: scaleOf }[kind](child);
  };
  readChildren(node, {
    UNIT: unit,
    ANGLEUNIT: kind === 'angle' ? unit : misplaced,
    LENGTHUNIT: kind === 'length' ? unit : misplaced,
    SCALEUNIT: kind === 'scale' ? unit : misplaced,
    AUTHORITY: 'ignored',
    ID: 'ignored',
  });
  const size = own ?? (kind === 'scale' ? 1 : units[kind]);
  if (size === undefined) throw refusedText(`does not say the unit of ${nameOf(node)}`);
  return size;
}

function misplaced({ keyword }: TextNode): never {
  throw refusedText(`gives a parameter the wrong kind of unit, ${keyword}`);
}

function identified(node: TextNode): number | undefined {
  let code: number | undefined;
  const identify = (child: TextNode) => {
    code = codeIn(child);
  };
  readChildren(node, { AUTHORITY: identify, ID: identify });
  return code;
}

function identifiedParameter({ children }: TextNode): number | undefined {
  const id = children.find(({ keyword }) => keyword === 'ID' || keyword === 'AUTHORITY');
  return id && codeIn(id);
}
