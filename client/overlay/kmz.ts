import { isolated } from '../../server/text.rules.ts';
import { unpack, ZipRefusal, zipEntries } from './zip.ts';

/** What the worker that unpacks answers. */
export type KmzWord = { kml: Uint8Array<ArrayBuffer> } | { fault: string };

/**
 * The bytes of the KML in a KMZ, at most so many: 'doc.kml' where there is one, else the first that is no part of a
 * folder, else the first. Throws ZipRefusal with a sentence.
 */
export function kmlInside(kmz: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const entries = zipEntries(kmz);
  const kmls = entries.filter(({ name }) => /\.kml$/i.test(name));
  const main =
    kmls.find(({ name }) => name.toLowerCase() === 'doc.kml') ??
    kmls.find(({ name }) => !name.includes('/')) ??
    kmls[0];
  if (main) return unpack(kmz, main, most);
  const inner = entries.find(({ name }) => /\.(?:kmz|zip)$/i.test(name));
  if (inner)
    throw new ZipRefusal(
      `It holds no KML but another archive, '${isolated(inner.name)}': unpack that and lay it over.`,
    );
  if (entries.some(({ name }) => /\.(?:shp|gpkg|tab|gdb)(?:\/|$)/i.test(name)))
    throw new ZipRefusal('It holds no KML but data of another format: save it as GeoJSON or KML.');
  throw new ZipRefusal(entries.length === 0 ? 'It is a ZIP that holds nothing.' : 'It holds no KML.');
}
