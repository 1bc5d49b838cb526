import type { Affine } from './raster.ts';
import { type TiffField, tags, textField } from './tiff.ts';

const projectedModel = 1;
const geographicModel = 2;
const pixelIsArea = 1;

/**
 * The GeoTIFF fields of a north-up raster (OGC GeoTIFF 1.1).
 *
 * @param epsg code of a projected system, or of a geographic one where `geographic` is true
 * @param affine corner of the first pixel and pixel size, in units of that system; without rotation
 */
export function georeferenceFields(epsg: number, affine: Affine, geographic: boolean): TiffField[] {
  const keys = [
    [1024, 0, 1, geographic ? geographicModel : projectedModel],
    [1025, 0, 1, pixelIsArea],
    [geographic ? 2048 : 3072, 0, 1, epsg],
  ];
  return [
    { tag: tags.modelPixelScale, type: 'double', values: [affine[1], -affine[5], 0] },
    { tag: tags.modelTiepoint, type: 'double', values: [0, 0, 0, affine[0], affine[3], 0] },
    { tag: tags.geoKeyDirectory, type: 'short', values: [1, 1, 0, keys.length, ...keys.flat()] },
  ];
}

/** GDAL's metadata field: items of the whole raster, and the name of each band. */
export function metadataField(
  items: Readonly<Record<string, string>>,
  bandNames: readonly string[],
): TiffField {
  const lines = [
    ...Object.entries(items).map(
      ([name, value]) => `  <Item name="${itemText(name)}">${itemText(value)}</Item>`,
    ),
    ...bandNames.map(
      (name, band) =>
        `  <Item name="DESCRIPTION" sample="${band}" role="description">${itemText(name)}</Item>`,
    ),
  ];
  return textField(tags.gdalMetadata, `<GDALMetadata>\n${lines.join('\n')}\n</GDALMetadata>\n`);
}

/** GDAL escapes its items twice, once as text and once as XML, and reads them so. */
function itemText(text: string): string {
  return escaped(escaped(text));
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
