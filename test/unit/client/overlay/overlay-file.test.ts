import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { isOverlay } from '../../../../client/overlay/file/overlay-file.ts';

const KML = '<?xml version="1.0"?>\n<!-- made > by hand -->\n<kml xmlns="http://www.opengis.net/kml/2.2"/>';
const point = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [1, 2] } };
const drawing = JSON.stringify({ crs: null, features: [point], type: 'FeatureCollection' });
const stac = { ...point, stac_version: '1.0.0', assets: {}, links: [] };
const utf16 = (text: string) =>
  Uint8Array.from([...text].flatMap((character) => [character.charCodeAt(0), 0]));
const TIFF = 'II*\0\u0008\0\0\0';

it.each<[boolean, string, string | Uint8Array<ArrayBuffer>]>([
  [true, 'sketch.geojson', drawing],
  [true, 'sketch.json', drawing],
  [true, 'sketch.txt', drawing],
  [true, 'sketch', drawing],
  [true, 'sketch.tif', drawing],
  [true, 'sketch.json', `\ufeff \n${drawing}`],
  [true, 'feature.json', JSON.stringify(point)],
  [true, 'geometry.json', JSON.stringify(point.geometry)],
  [true, 'list.json', JSON.stringify([point])],
  [true, 'sketch.xml', KML],
  [true, 'sketch.xml', utf16(KML) as Uint8Array<ArrayBuffer>],
  [true, 'sketch.txt', KML],
  [true, 'sketch.zip', zipSync({ 'doc.kml': new Uint8Array(1) })],
  [true, 'sketch.tif', zipSync({ 'a/b.KML': new Uint8Array(1) })],
  // What is called so and is broken is told of where overlays are.
  [true, 'cut.kml', ''],
  [true, 'cut.kmz', 'PK'],
  [true, 'words.geojson', 'Dear colleague'],
  [true, 'packed.kml.gz', '\x1f\x8b'],
  [false, 'image.kml', TIFF],
  [false, 'image.geojson', TIFF],
  [false, 'image.tif', TIFF],
  [false, 'item.json', JSON.stringify(stac)],
  [false, 'items.json', JSON.stringify({ type: 'FeatureCollection', features: [stac] })],
  [false, 'planet_metadata.json', JSON.stringify({ ...point, _links: {}, _permissions: [] })],
  [false, 'metadata.json', '{"acquired":"2012-10-11"}'],
  [false, 'cut.json', '{"type":"FeatureCollection"'],
  [false, 'maxar.xml', '<?xml version="1.0"?><isd><IMD/></isd>'],
  [false, 'image.tif.aux.xml', '<PAMDataset/>'],
  [false, 'L8_MTL.txt', 'GROUP = L1_METADATA_FILE\n'],
  [false, 'image.tfw', '0.5\n0\n0\n-0.5\n'],
  [false, 'image.prj', 'PROJCS["a"]'],
  [false, 'photos.zip', zipSync({ 'a.png': new Uint8Array(1) })],
  [false, 'empty', ''],
])('%s: %s is an overlay', async (expected, name, content) => {
  expect(await isOverlay(new File([content], name))).toBe(expected);
});
