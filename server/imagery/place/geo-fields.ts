import type { Affine } from '../base/raster.ts';
import { keys, models, rasterTypes, USER_DEFINED } from '../geo-key/geo-keys.ts';
import { referenceSystem } from '../reference-system/base/reference-system.ts';
import { type TiffField, tags, textField } from '../tiff/tiff.ts';
import { readField, type TiffFile } from '../tiff/tiff-file.ts';
import type { Placement } from './placement.ts';

/**
 * The GeoTIFF fields of a north-up raster (OGC GeoTIFF 1.1). `epsg` is the code of a projected system, or of a
 * geographic one where `geographic` is true, `affine` gives the corner of the first pixel and the pixel size, in
 * units of that system, without rotation.
 */
export function georeferenceFields(epsg: number, affine: Affine, geographic: boolean): TiffField[] {
  const entries = [
    [keys.model, 0, 1, geographic ? models.geographic : models.projected],
    [keys.rasterType, 0, 1, rasterTypes.pixelIsArea],
    [geographic ? keys.geodeticSystem : keys.projectedSystem, 0, 1, epsg],
  ];
  return [
    ...gridFields(affine),
    { tag: tags.geoKeyDirectory, type: 'short', values: [1, 1, 0, entries.length, ...entries.flat()] },
  ];
}

/** The fields of a north-up grid, from the corner of its first pixel. */
function gridFields(affine: Affine): TiffField[] {
  return [
    { tag: tags.modelPixelScale, type: 'double', values: [affine[1], -affine[5], 0] },
    { tag: tags.modelTiepoint, type: 'double', values: [0, 0, 0, affine[0], affine[3], 0] },
  ];
}

/**
 * The GeoTIFF fields of a display copy. A system that only the file defines keeps the file's own keys, but for
 * the half pixel of PixelIsPoint, which the transform has taken in; one that an analyst gave as a definition is
 * named by that definition.
 */
export async function placementFields(file: TiffFile, placement: Placement): Promise<TiffField[]> {
  const { epsg, projection, grid } = placement;
  if (epsg !== null) return georeferenceFields(epsg, grid.affine, referenceSystem(epsg).geographic);
  const keyTags = [tags.geoKeyDirectory, tags.geoDoubleParams, tags.geoAsciiParams];
  const own = (await Promise.all(keyTags.map((tag) => readField(file, file.image, tag)))).filter(
    (field) => field !== null,
  );
  if (placement.origin === 'file' && !placement.axesTurned)
    return [...gridFields(grid.affine), ...own.map(asArea)];
  const text = `${projection}|`;
  const entries = [
    [keys.model, 0, 1, models.projected],
    [keys.rasterType, 0, 1, rasterTypes.pixelIsArea],
    [keys.citation, tags.geoAsciiParams, text.length, 0],
    [keys.projectedSystem, 0, 1, USER_DEFINED],
  ];
  return [
    ...gridFields(grid.affine),
    { tag: tags.geoKeyDirectory, type: 'short', values: [1, 1, 0, entries.length, ...entries.flat()] },
    textField(tags.geoAsciiParams, text),
  ];
}

function asArea(field: TiffField): TiffField {
  if (field.tag !== tags.geoKeyDirectory || !('values' in field)) return field;
  const values = Array.from(field.values);
  for (let at = 4; at + 3 < values.length; at += 4)
    if (values[at] === keys.rasterType) values[at + 3] = rasterTypes.pixelIsArea;
  return { ...field, values };
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
