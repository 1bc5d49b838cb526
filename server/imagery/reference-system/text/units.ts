import { refusedText } from './text-refusal.ts';
import { codeIn, nameOf, numbersOf, plainName, readChildren, type TextNode } from './text-tree.ts';

type Unit = {
  names: readonly string[];
  /** EPSG's code. */
  code: number;
  /** Metres, or degrees. */
  size: number;
};

const US_FOOT = 1200 / 3937;
const CLARKE_FOOT = 0.3047972654;

/** EPSG's, ESRI's and PROJ's names, without case and punctuation. Those of plain 'foot' are of either foot. */
const lengths: readonly Unit[] = [
  { names: ['metre', 'meter', 'metres', 'meters', 'm'], code: 9001, size: 1 },
  { names: ['kilometre', 'kilometer', 'km'], code: 9036, size: 1000 },
  { names: ['centimetre', 'centimeter', 'cm'], code: 1033, size: 0.01 },
  { names: ['millimetre', 'millimeter', 'mm'], code: 1025, size: 0.001 },
  {
    names: ['foot', 'feet', 'ft', 'internationalfoot', 'footinternational', 'footintl'],
    code: 9002,
    size: 0.3048,
  },
  {
    names: ['ussurveyfoot', 'footus', 'usfoot', 'usft', 'surveyfoot', 'foot', 'feet', 'ft', 'ftus'],
    code: 9003,
    size: US_FOOT,
  },
  { names: ['clarkesfoot', 'footclarke', 'clarkefoot'], code: 9005, size: CLARKE_FOOT },
  { names: ['goldcoastfoot', 'footgoldcoast'], code: 9094, size: 6378300 / 20926201 },
  { names: ['britishfootsears1922', 'footsears', 'footbritish1922'], code: 9041, size: 0.3047994715386762 },
  { names: ['britishfoot1936', 'footbritish1936'], code: 9095, size: 0.3048007491 },
  { names: ['indianfoot', 'footindian'], code: 9080, size: 0.30479951024814694 },
  { names: ['indianfoot1937', 'footindian1937', 'indft'], code: 9081, size: 0.30479841 },
  { names: ['yard', 'yd'], code: 9096, size: 0.9144 },
  { names: ['usyd', 'usyard', 'yardus'], code: 0, size: 3 * US_FOOT },
  { names: ['indianyard', 'yardindian'], code: 9084, size: 0.9143985307444408 },
  { names: ['indianyard1937', 'yardindian1937', 'indyd'], code: 9085, size: 0.91439523 },
  { names: ['britishyardsears1922', 'yardsears'], code: 9040, size: 0.9143984146160287 },
  { names: ['clarkesyard', 'yardclarke'], code: 9037, size: 3 * CLARKE_FOOT },
  { names: ['chain', 'ch'], code: 9097, size: 20.1168 },
  { names: ['ussurveychain', 'chainus', 'usch'], code: 9033, size: 66 * US_FOOT },
  { names: ['britishchainsears1922', 'chainsears'], code: 9042, size: 20.116765121552632 },
  { names: ['britishchainsears1922truncated', 'chainsears1922truncated'], code: 9301, size: 20.116756 },
  { names: ['clarkeschain', 'chainclarke'], code: 9038, size: 66 * CLARKE_FOOT },
  { names: ['link'], code: 9098, size: 0.201168 },
  { names: ['clarkeslink', 'linkclarke'], code: 9039, size: 0.66 * CLARKE_FOOT },
  { names: ['ussurveylink', 'linkus'], code: 9034, size: 0.66 * US_FOOT },
  { names: ['germanlegalmetre', 'metergerman', 'legalmetre'], code: 9031, size: 1.0000135965 },
  { names: ['mile', 'statutemile', 'mi'], code: 9093, size: 1609.344 },
  { names: ['ussurveymile', 'mileus', 'usmi'], code: 9035, size: 5280 * US_FOOT },
  { names: ['nauticalmile', 'kmi'], code: 9030, size: 1852 },
  { names: ['fathom', 'fath'], code: 9014, size: 1.8288 },
];

/** EPSG's minutes and seconds packed into one number are none of these, and refused. */
const angles: readonly Unit[] = [
  { names: ['degree', 'degrees', 'deg'], code: 9122, size: 1 },
  { names: ['degree', 'degrees', 'degreesupplierdefinedrepresentation'], code: 9102, size: 1 },
  { names: ['grad', 'gon', 'grade', 'grads'], code: 9105, size: 0.9 },
  { names: ['gon'], code: 9106, size: 0.9 },
  { names: ['radian', 'rad'], code: 9101, size: 180 / Math.PI },
  { names: ['minute', 'arcminute', 'minutes'], code: 9103, size: 1 / 60 },
  { names: ['second', 'arcsecond', 'seconds'], code: 9104, size: 1 / 3600 },
  { names: ['microradian'], code: 9109, size: 180e-6 / Math.PI },
];

/** A unit by the name that PROJ's language has for it, in metres; undefined for none of length. */
export function lengthNamed(name: string): number | undefined {
  return lengths.find(({ names }) => names.includes(plainName(name)))?.size;
}

/** A unit of length in metres. Throws ImageryRefusal where its name, its code and its size disagree. */
export function lengthOf(node: TextNode): number {
  return unitOf(node, lengths, 1);
}

/** A unit of angles in degrees. Throws ImageryRefusal where its name, its code and its size disagree. */
export function angleOf(node: TextNode): number {
  return unitOf(node, angles, 180 / Math.PI);
}

function unitOf(node: TextNode, units: readonly Unit[], size: number): number {
  const name = nameOf(node);
  const stated = numbersOf(node, 1, [1])[0]! * size;
  let code: number | undefined;
  const identified = (child: TextNode) => {
    code = codeIn(child);
  };
  readChildren(node, { AUTHORITY: identified, ID: identified });
  // Writers round sizes to seven digits and more; the exact size then is that of the name.
  const near = (unit: Unit) => Math.abs(stated / unit.size - 1) < 1e-7;
  const named = units.filter(({ names }) => names.includes(plainName(name)));
  const coded = units.filter((unit) => unit.code === code);
  const other = (units === lengths ? angles : lengths).some(({ names }) => names.includes(plainName(name)));
  const disagrees = [named, coded].some((found) => found.length > 0 && !found.some(near));
  if (other) throw refusedText(`gives the unit '${name}' to what it does not measure`);
  if (disagrees || !(stated > 1e-7 && stated < 1e6))
    throw refusedText(`names a unit '${name}' whose size is not ${node.values[1]}`);
  return [...coded, ...named].find(near)?.size ?? stated;
}

/** A unit of plain ratios, such as parts per million. */
export function scaleOf(node: TextNode): number {
  readChildren(node, { AUTHORITY: 'ignored', ID: 'ignored' });
  const [size] = numbersOf(node, 1, [1]) as [number];
  const expected = { unity: 1, partspermillion: 1e-6, partsperbillion: 1e-9 }[plainName(nameOf(node))];
  if (expected === undefined || Math.abs(size / expected - 1) > 1e-9)
    throw refusedText(`names a unit '${nameOf(node)}' whose size is not ${size}`);
  return expected;
}
