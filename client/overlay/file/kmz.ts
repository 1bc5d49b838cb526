import { isolated } from '#domain/text/text.rules.ts';
import type { Found } from './found-feature.ts';
import { OverlayRefusal } from './overlay-refusal.ts';
import { type FoundKml, readKml } from './read-kml.ts';
import { unpack, type ZipEntry, zipEntries } from './zip.ts';

/**
 * What the KML files in a KMZ hold, at most so many bytes of them together: 'doc.kml' where there is one, else the first
 * that is no part of a folder, else the first; and those that it links to within the archive, each once. The others are
 * lost parts, as are links that lead elsewhere. `decode` gives the text of each. Throws OverlayRefusal with a sentence.
 */
export function readKmz(kmz: Uint8Array, most: number, decode: (bytes: Uint8Array) => string): Found {
  const entries = zipEntries(kmz).filter(({ name }) => !/^__MACOSX\/|(?:^|\/)\._|\/$/.test(name));
  const kmls = entries.filter(({ name }) => /\.kml$/i.test(name));
  const main =
    kmls.find(({ name }) => name.toLowerCase() === 'doc.kml') ??
    kmls.find(({ name }) => !name.includes('/')) ??
    kmls[0];
  if (!main) throw refusalWithout(entries);
  const all: Found = { features: [], lost: [], pictures: 0, isCut: false };
  const byName = new Map(entries.map((entry) => [comparable(entry.name), entry]));
  const known = new Set([main]);
  let left = most;
  // A set that grows is gone through to its last entry.
  for (const entry of known) {
    const bytes = unpack(kmz, entry, left);
    left -= bytes.length;
    const read = entry === main ? readKml(decode(bytes)) : linked(() => readKml(decode(bytes)));
    if (!read) {
      all.lost.push({ why: 'file', name: entry.name });
      continue;
    }
    const { features, lost, pictures, links, isCut } = read;
    for (const feature of features) all.features.push(feature);
    for (const part of lost) all.lost.push(part);
    all.pictures += pictures;
    all.isCut ||= isCut;
    for (const link of links) {
      const inner = entryOf(link.href, entry, byName);
      if (inner) known.add(inner);
      else all.lost.push({ why: 'link', name: link.name });
    }
  }
  for (const entry of kmls) if (!known.has(entry)) all.lost.push({ why: 'unlinked', name: entry.name });
  return all;
}

/** Of a file that is linked to and cannot be read the others are shown all the same. */
function linked(read: () => FoundKml): FoundKml | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof OverlayRefusal) return undefined;
    throw error;
  }
}

/** What a link leads to within the archive: from the folder of the file that it stands in, else from the top. */
function entryOf(href: string, from: ZipEntry, byName: ReadonlyMap<string, ZipEntry>): ZipEntry | undefined {
  if (/^[a-z][\w+.-]*:|^\/\//i.test(href)) return undefined;
  const path = href.replace(/[?#].*$/s, '');
  const folder = from.name.split(/[\\/]/).slice(0, -1);
  const wanted = [[...folder, path].join('/'), path];
  return wanted.map((one) => byName.get(comparable(one))).find((entry) => entry !== undefined);
}

/** A path without '.' and '..', composed, in one case; also where it is written as in an address. */
function comparable(path: string): string {
  let plain = path;
  try {
    plain = decodeURIComponent(path);
  } catch {
    // A name that holds a per cent sign of its own.
  }
  const steps: string[] = [];
  for (const step of plain.split(/[\\/]/))
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  return steps.join('/').normalize('NFC').toLowerCase();
}

function refusalWithout(entries: readonly ZipEntry[]): OverlayRefusal {
  const named = (pattern: RegExp) => entries.find(({ name }) => pattern.test(name));
  const inner = named(/\.(?:kmz|zip)$/i);
  if (inner)
    return new OverlayRefusal(
      `It holds no KML but another archive, '${isolated(inner.name)}': unpack that and lay it over.`,
    );
  const geojson = named(/\.(?:geo)?json$/i);
  if (geojson)
    return new OverlayRefusal(
      `It holds no KML, but '${isolated(geojson.name)}': unpack that and lay it over.`,
    );
  if (named(/\.shp$/i))
    return new OverlayRefusal(
      'It holds a shapefile, which is not read: save it as GeoJSON in WGS 84, or as KML.',
    );
  if (named(/\.(?:gpkg|tab|gdb)(?:\/|$)/i))
    return new OverlayRefusal('It holds no KML but data of another format: save it as GeoJSON or KML.');
  return new OverlayRefusal(entries.length === 0 ? 'It is a ZIP that holds nothing.' : 'It holds no KML.');
}
