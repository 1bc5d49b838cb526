import { kml } from '@tmcw/togeojson';
import { OverlayRefusal } from './overlay-refusal.ts';
import { type FoundFeature, flattened } from './sound-features.ts';

/** What stands at the top of a KML; some programs leave the root out. */
const TOPS = ['kml', 'document', 'folder', 'placemark'];
const OTHERS: Record<string, string> = {
  gpx: 'It is GPX, which is not read: save it as GeoJSON or KML.',
  html: 'It is a web page, not a KML: save the file itself, not the page that shows it.',
};

/** The features of a KML text, as they stand there. Throws OverlayRefusal. */
export function readKml(text: string): FoundFeature[] {
  if (text.trim() === '') throw new OverlayRefusal('Its KML is empty.');
  const parsed = new DOMParser().parseFromString(text, 'text/xml');
  const top = parsed.documentElement.localName.toLowerCase();
  if (top in OTHERS && !text.includes('<Placemark')) throw new OverlayRefusal(OTHERS[top]!);
  if (parsed.querySelector('parsererror'))
    throw new OverlayRefusal('It is no KML: its XML is broken. Save it again from the program that made it.');
  if (!TOPS.includes(top))
    throw new OverlayRefusal(`It is no KML: it begins with <${top}>. Save it as GeoJSON or KML.`);
  const features = kml(parsed, { skipNullGeometry: true }).features.flatMap((feature) => flattened(feature));
  if (features.length === 0 && parsed.querySelector('NetworkLink'))
    throw new OverlayRefusal(
      'It only links to another file, which is not fetched: open that, save it and lay it over.',
    );
  return features;
}
