import { Parser } from 'htmlparser2';
import { OverlayRefusal } from './overlay-refusal.ts';

/** An element: its name in lower case without a prefix, its attribute `name`, its own text, and what lies in it. */
export type XmlElement = {
  name: string;
  label: string | undefined;
  text: string;
  children: XmlElement[];
};

const DEEPEST = 200;

/**
 * The elements of an XML that need not be well-formed: prefixes need no declaration, entities that are not known stand
 * as they are, what is declared in a DOCTYPE is passed over, and what is left open is closed with what it lies in.
 * `open` is what the text leaves open at its end, outermost first. Throws OverlayRefusal where it is nested without end.
 */
export function xmlTree(text: string): { top: XmlElement; open: XmlElement[] } {
  const top: XmlElement = { name: '', label: undefined, text: '', children: [] };
  const open: XmlElement[] = [];
  const parser = new Parser(
    {
      onopentag(tag, { name: label }) {
        const name = tag.slice(tag.indexOf(':') + 1).toLowerCase();
        const element: XmlElement = { name, label, text: '', children: [] };
        (open.at(-1) ?? top).children.push(element);
        open.push(element);
        if (open.length > DEEPEST)
          throw new OverlayRefusal('Its elements lie within each other without end. Export it again.');
      },
      ontext(piece) {
        const element = open.at(-1);
        if (element) element.text += piece;
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true },
  );
  parser.write(text);
  const left = [...open];
  parser.end();
  return { top, open: left };
}

/** The first element of a name that lies in another one. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
