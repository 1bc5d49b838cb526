import { plainLine } from '#domain/text/text.rules.ts';
import { type Found, nameIn } from './found-feature.ts';
import { geometriesIn, groundOutline } from './kml-geometry.ts';
import type { LostPart } from './lost-parts.ts';
import { OverlayRefusal } from './overlay-refusal.ts';
import { childOf, type XmlElement, xmlTree } from './xml-tree.ts';

/** What is read of a KML: besides what it holds, the links to other files. */
export type FoundKml = Found & { links: { href: string; name: string | undefined }[] };

/** What stands at the top of a KML; some programs leave the root out. */
const TOPS = ['kml', 'document', 'folder', 'placemark', 'groundoverlay', 'networklink'];
const OTHERS: Record<string, string> = {
  gpx: 'It is GPX, which is not read: save it as GeoJSON or KML.',
  html: 'It is a web page, not a KML: save the file itself, not the page that shows it.',
  featurecollection: 'It is GML, which is not read: save it as GeoJSON or KML.',
  osm: 'It is OpenStreetMap data, which is not read: save it as GeoJSON or KML.',
  svg: 'It is an SVG drawing, which lies nowhere on earth: save it as GeoJSON or KML.',
  trainingcenterdatabase: 'It is TCX, which is not read: save it as GeoJSON or KML.',
};
/** What changes other files, or what is shown for a while, holds placemarks that are none. */
const CHANGES = ['networklinkcontrol', 'update', 'tour'];
const NEVER_SHOWN: Record<string, LostPart['why']> = {
  photooverlay: 'photo',
  screenoverlay: 'screen',
  tour: 'tour',
};

/** What a KML text holds, WGS 84. Throws OverlayRefusal. */
export function readKml(text: string): FoundKml {
  if (text.trim() === '') throw new OverlayRefusal('Its KML is empty.');
  if (/<(?:\w+:)?kml\s[^>]*\bhint\s*=\s*["'][^"']*target=(?:moon|mars|sky)/i.test(text.slice(0, 4_096)))
    throw new OverlayRefusal('It is of the moon, Mars or the sky, not of the earth.');
  const { top, open } = xmlTree(text);
  const [root] = top.children;
  if (!root) throw new OverlayRefusal('It is no KML: it holds no element. Save it as GeoJSON or KML.');
  if (OTHERS[root.name]) throw new OverlayRefusal(OTHERS[root.name]!);
  if (!TOPS.includes(root.name))
    throw new OverlayRefusal(
      `It is no KML: it begins with <${plainLine(root.name).slice(0, 40)}>. Save it as GeoJSON or KML.`,
    );
  const found: FoundKml = { features: [], lost: [], pictures: 0, links: [], isCut: open.length > 0 };
  collect(top, found, new Set(open));
  return found;
}

function collect(element: XmlElement, found: FoundKml, open: ReadonlySet<XmlElement>): void {
  for (const child of element.children) {
    const name = nameOf(child);
    const lose = (why: LostPart['why']) => found.lost.push({ why, name });
    switch (child.name) {
      case 'placemark':
      case 'groundoverlay': {
        if (open.has(child)) {
          lose('cut');
          break;
        }
        const isPicture = child.name === 'groundoverlay';
        const parts = isPicture ? [groundOutline(child)] : geometriesIn(child);
        if (parts.length === 0) lose('none');
        for (const part of parts)
          if ('why' in part) lose(part.why);
          else {
            found.features.push({ geometry: part, name });
            if (isPicture) found.pictures++;
          }
        break;
      }
      case 'networklink': {
        const link = childOf(child, 'link') ?? childOf(child, 'url');
        found.links.push({ href: (link && childOf(link, 'href')?.text.trim()) ?? '', name });
        break;
      }
      default:
        if (NEVER_SHOWN[child.name]) lose(NEVER_SHOWN[child.name]!);
    }
    // A placemark that was never closed holds those that follow it.
    if (!CHANGES.includes(child.name)) collect(child, found, open);
  }
}

/** Its `name`, else what its data call so. */
function nameOf(element: XmlElement): string | undefined {
  const name = nameIn({ name: childOf(element, 'name')?.text.replaceAll('&nbsp;', ' ') });
  const data = childOf(element, 'extendeddata');
  return name ?? (data && nameIn(dataIn(data)));
}

function dataIn({ children }: XmlElement): Record<string, string> {
  return Object.fromEntries(
    children
      .flatMap((child) => (child.name === 'schemadata' ? child.children : child))
      .map((one) => [one.label ?? '', childOf(one, 'value')?.text ?? one.text]),
  );
}
