import type { StatedField } from '#domain/vocabulary/statement.contract.ts';

/** One element of a metadata file, whatever its notation. Names are in upper case, without XML's prefixes. */
export type Element = { name: string; text: string; children: Element[] };

/** What a metadata file says of one field as it stands there, not yet checked, with the key that says so. */
export type RawStatement = {
  field: StatedField;
  value: string | number | boolean | undefined;
  key: string;
  caution?: string;
  /** One of several readings, to be taken or left. */
  offered?: true;
};

/** A file that is no metadata we read. The message is a sentence for the analyst. */
export class MetadataRefusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'MetadataRefusal';
  }
}

/** Every element of a name, the outer before the inner, in the order of the file. */
export function elementsNamed(root: Element, name: string): Element[] {
  return elementsBelow([root], name);
}

/** The text of the first element that is reached by names, each anywhere below the one before. */
export function textAt(root: Element | undefined, ...names: string[]): string | undefined {
  let places = root ? [root] : [];
  for (const name of names) places = elementsBelow(places, name);
  return places.find(({ text }) => text !== '')?.text;
}

/** What lies below several places is looked at once, though one place may lie in another. */
function elementsBelow(places: readonly Element[], name: string): Element[] {
  const found: Element[] = [];
  const seen = new Set<Element>();
  const lookInto = ({ children }: Element) => {
    for (const child of children) {
      if (seen.has(child)) continue;
      seen.add(child);
      if (child.name === name) found.push(child);
      lookInto(child);
    }
  };
  for (const place of places) lookInto(place);
  return found;
}

/** The number there, undefined where there is none or it is one of those that stand for none. */
export function numberAt(root: Element | undefined, ...names: string[]): number | undefined {
  return numberIn(textAt(root, ...names));
}

/** Providers write -999 or -1 where they know no value; no angle or share of cloud is stated so. */
export function numberIn(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value > -999 ? value : undefined;
}

/** Elements from nested records, as JSON gives them. */
export function elementFrom(name: string, value: unknown, depth = 0): Element {
  const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < 20;
  return {
    name: name.toUpperCase(),
    text: typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    children: nested ? Object.entries(value).map(([key, inner]) => elementFrom(key, inner, depth + 1)) : [],
  };
}
