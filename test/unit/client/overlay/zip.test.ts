import { deflateSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readKmz } from '../../../../client/overlay/file/kmz.ts';
import { unpack, zipEntries } from '../../../../client/overlay/file/zip.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (given: Uint8Array) => new TextDecoder().decode(given);
const MOST = 1_000_000;
/** The text of the KML that a KMZ is opened with. */
function kmlInside(zip: Uint8Array, most: number): string {
  let text = '';
  readKmz(zip, most, (given) => {
    text = textOf(given);
    return '<kml/>';
  });
  return text;
}

/** Changes two bytes of the entry of a ZIP with one file, in its directory. */
function patched(zip: Uint8Array, field: number, value: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  const directory = view.getUint32(copy.length - 22 + 16, true);
  view.setUint16(directory + field, value, true);
  return copy;
}

describe('a KMZ', () => {
  it.each([
    ['deflated', 9],
    ['as it is', 0],
  ] as const)('gives its KML, packed %s, whatever lies beside it', (_, level) => {
    const zip = zipSync({ 'files/a.png': bytes('png'), 'doc.kml': bytes('<kml>ö</kml>') }, { level });
    expect(kmlInside(zip, MOST)).toBe('<kml>ö</kml>');
  });

  it('of several gives doc.kml, else the first that lies in no folder', () => {
    const many = { 'sub/z.kml': bytes('z'), 'a.kml': bytes('a'), 'DOC.KML': bytes('doc') };
    expect(kmlInside(zipSync(many), MOST)).toBe('doc');
    expect(kmlInside(zipSync({ 'sub/z.kml': bytes('z'), 'a.kml': bytes('a') }), MOST)).toBe('a');
    expect(kmlInside(zipSync({ 'sub/z.kml': bytes('z') }), MOST)).toBe('z');
  });

  it('that swells is left as soon as it has more than it may, whatever size it says', () => {
    const bomb = zipSync({ 'doc.kml': new Uint8Array(20_000_000) });
    expect(bomb.length).toBeLessThan(30_000);
    for (const size of [24, 26]) {
      const lying = patched(patched(bomb, 24, 10), size, 0);
      expect(() => kmlInside(lying, MOST)).toThrow("'doc.kml' unpacks to more than 1 MB.");
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['is cut short', zipSync({ 'doc.kml': bytes('<kml/>') }).subarray(0, 60), /^The ZIP is broken/],
    ['has no KML', zipSync({ 'a.txt': bytes('a') }), /^It holds no KML\.$/],
    ['holds nothing', zipSync({}), /^It is a ZIP that holds nothing\.$/],
    [
      'holds another',
      zipSync({ 'in.kmz': zipSync({ 'doc.kml': bytes('a') }) }),
      /another archive, 'in\.kmz'/,
    ],
    ['holds a shapefile', zipSync({ 'a.shp': bytes('a') }), /^It holds a shapefile/],
    ['is encrypted', patched(zipSync({ 'doc.kml': bytes('a') }), 8, 1), /^It is encrypted/],
    ['is packed otherwise', patched(zipSync({ 'doc.kml': bytes('a') }), 10, 14), /method 14/],
    ['points beyond itself', patched(zipSync({ 'doc.kml': bytes('a') }), 42, 60_000), /^The ZIP is broken/],
  ])('that %s is refused with a sentence', (_, zip, sentence) => {
    expect(() => kmlInside(zip, MOST)).toThrow(sentence);
  });

  it('with a byte that changed on its way is refused, not half read', () => {
    const zip = zipSync({ 'doc.kml': bytes('<kml>129.93,42.54</kml>') }, { level: 0 });
    const at = textOf(zip).indexOf('42.54');
    zip[at] = '3'.charCodeAt(0);
    expect(() => kmlInside(zip, MOST)).toThrow(/^The ZIP is broken/);
  });

  it('of very many files is refused', () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, i) => [`${i}.txt`, new Uint8Array(0)]),
    );
    expect(() => zipEntries(zipSync(many, { level: 0 }))).toThrow('It holds more than 10,000 files.');
  });

  it('whose packed bytes are no deflate is refused', () => {
    const packed = deflateSync(bytes('<kml/>'));
    const zip = zipSync({ 'doc.kml': bytes('<kml/>') }, { level: 9 });
    const entry = zipEntries(zip)[0]!;
    expect(entry.packedSize).toBe(packed.length);
    const broken = zip.slice();
    broken.fill(0xff, 30 + 'doc.kml'.length, 30 + 'doc.kml'.length + packed.length);
    expect(() => unpack(broken, entry, MOST)).toThrow(/^The ZIP is broken/);
  });
});
