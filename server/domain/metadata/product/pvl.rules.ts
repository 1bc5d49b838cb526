import { type Element, MetadataRefusal } from './element.rules.ts';

const MAXIMUM_DEPTH = 20;
const STATEMENT = /^\s*([\w.]+)\s*=(.*)$/;

/**
 * Reads the keyword notation of DigitalGlobe's .IMD (BEGIN_GROUP = IMAGE_1, values closed by a semicolon) and
 * of Landsat's MTL (GROUP = IMAGE_ATTRIBUTES). Quotes are taken off; lists in brackets are passed over. Throws
 * MetadataRefusal.
 */
export function readKeywords(text: string): Element {
  const root: Element = { name: '', text: '', children: [] };
  const open: Element[] = [root];
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', stated = ''] = STATEMENT.exec(line.slice(0, 2_000)) ?? [];
    const value = stated.trim().replace(/;$/, '').trimEnd();
    const keyword = key.toUpperCase();
    if (keyword === 'BEGIN_GROUP' || keyword === 'GROUP') {
      if (open.length > MAXIMUM_DEPTH) throw new MetadataRefusal('Its groups are nested too deeply.');
      const group: Element = { name: value.toUpperCase(), text: '', children: [] };
      open.at(-1)?.children.push(group);
      open.push(group);
    } else if (keyword === 'END_GROUP') {
      if (open.length > 1) open.pop();
    } else if (keyword !== '')
      open.at(-1)?.children.push({ name: keyword, text: value.replace(/^"(.*)"$/, '$1'), children: [] });
  }
  return root;
}
