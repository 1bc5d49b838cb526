import { XMLParser } from 'fast-xml-parser';
import { type Element, MetadataRefusal } from './element.rules.ts';

const MAXIMUM_TAGS = 200_000;
const MAXIMUM_DEPTH = 60;

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: false,
  maxNestedTags: MAXIMUM_DEPTH,
});

/**
 * Reads XML into elements; attributes and comments are left out. Nothing is fetched and nothing is expanded:
 * what declares entities of its own is refused, as is what is nested deeper or has more tags than any
 * metadata. Throws MetadataRefusal.
 */
export function readXml(text: string): Element {
  if (/<!ENTITY|<!DOCTYPE[^<>[]*\[/i.test(text))
    throw new MetadataRefusal('It declares entities of its own, which are not read; save it without them.');
  if (text.split('<', MAXIMUM_TAGS + 1).length > MAXIMUM_TAGS)
    throw new MetadataRefusal('It holds more tags than any metadata file.');
  try {
    return { name: '', text: '', children: (parser.parse(text, true) as Node[]).flatMap(toElement) };
  } catch (error) {
    if (error instanceof MetadataRefusal) throw error;
    throw new MetadataRefusal('It is no well-formed XML; fetch it again.');
  }
}

/** One tag with its content, or a piece of text, as the parser gives them. */
type Node = { [name: string]: Node[] | string };

function toElement(node: Node): Element[] {
  return Object.entries(node).flatMap(([name, content]) =>
    Array.isArray(content)
      ? [
          {
            name: name.toUpperCase(),
            text: content
              .map((inner) => (typeof inner['#text'] === 'string' ? inner['#text'] : ''))
              .join('')
              .trim(),
            children: content.flatMap(toElement),
          },
        ]
      : [],
  );
}
