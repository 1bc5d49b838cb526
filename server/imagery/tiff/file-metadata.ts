import { gdalItems } from './gdal-metadata.rules.ts';
import { tags } from './tiff.ts';
import { readText, type TiffFile } from './tiff-file.ts';

/** What a file says about itself, as it stands there. */
export type FileMetadata = {
  /** GDAL's metadata items of the whole raster, by name. */
  items: Readonly<Record<string, string>>;
  /** Each band's description, null where it has none. */
  bandNames: readonly (string | null)[];
  /** TIFF's ImageDescription. */
  description: string | null;
  /** TIFF's DateTime: by TIFF 6.0 when the file was made, without a time zone. */
  dateTime: string | null;
  copyright: string | null;
};

export async function readFileMetadata(file: TiffFile, bandCount: number): Promise<FileMetadata> {
  const directory = file.image;
  const xml = (await readText(file, directory, tags.gdalMetadata)) ?? '';
  const items: Record<string, string> = {};
  const bandNames = new Array<string | null>(bandCount).fill(null);
  for (const { name, value, sample, role } of gdalItems(xml))
    if (sample === null) items[name] = value;
    else if (role === 'description' && sample in bandNames) bandNames[sample] = value;
  return {
    items,
    bandNames,
    description: await readText(file, directory, tags.imageDescription),
    dateTime: await readText(file, directory, tags.dateTime),
    copyright: await readText(file, directory, tags.copyright),
  };
}
