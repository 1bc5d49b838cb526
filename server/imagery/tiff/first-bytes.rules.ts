/** A format told by its first bytes, with what an analyst is told who takes a file of it for a GeoTIFF. */
type OtherFormat = {
  /** Latin-1 text at the start of the file, or `at` bytes from it. */
  starts: readonly string[];
  at?: number;
  sentence: string;
};

const convert = (what: string) =>
  `The file is ${what}, not a GeoTIFF; convert it with "gdal_translate -of COG INPUT OUTPUT.tif" and upload the result.`;

const unpack = (what: string) =>
  `The file is ${what}, not a GeoTIFF; unpack it and upload the GeoTIFF that is inside.`;

const chooseLayer = (what: string) =>
  `The file is ${what}, not a GeoTIFF; list its images with "gdalinfo INPUT", convert the one you mean with "gdal_translate -of COG SUBDATASET OUTPUT.tif" and upload the result.`;

const picture = (what: string) =>
  `The file is ${what}, which does not say where on Earth it lies; upload the GeoTIFF that it was made from, or convert it with "gdal_translate INPUT OUTPUT.tif" and give its place by hand.`;

const formats: readonly OtherFormat[] = [
  { starts: ['\x00\x00\x00\x0cjP  \r\n\x87\n', '\xff\x4f\xff\x51'], sentence: convert('JPEG 2000') },
  { starts: ['\x89PNG\r\n\x1a\n'], sentence: picture('a PNG picture') },
  { starts: ['\xff\xd8\xff'], sentence: picture('a JPEG picture') },
  { starts: ['GIF8'], sentence: picture('a GIF picture') },
  { starts: ['WEBP'], at: 8, sentence: picture('a WebP picture') },
  { starts: ['ftypheic', 'ftypheix', 'ftypmif1', 'ftypavif'], at: 4, sentence: picture('an HEIF picture') },
  { starts: ['\x89HDF\r\n\x1a\n'], sentence: chooseLayer('HDF5 or netCDF') },
  { starts: ['\x0e\x03\x13\x01'], sentence: chooseLayer('HDF4') },
  { starts: ['CDF\x01', 'CDF\x02', 'CDF\x05'], sentence: chooseLayer('netCDF') },
  { starts: ['NITF0', 'NSIF0'], sentence: convert('NITF') },
  { starts: ['EHFA_HEADER_TAG'], sentence: convert('ERDAS Imagine') },
  { starts: ['GRIB'], sentence: convert('GRIB') },
  { starts: ['SIMPLE  ='], sentence: convert('FITS') },
  { starts: ['SQLite format 3\x00'], sentence: convert('a GeoPackage or MBTiles database') },
  { starts: ['%PDF'], sentence: convert('a PDF') },
  {
    starts: ['msid'],
    sentence:
      "The file is MrSID, which only its maker's programs read; convert it to GeoTIFF with them, or ask the provider for a GeoTIFF.",
  },
  { starts: ['PK\x03\x04', 'PK\x05\x06'], sentence: unpack('a ZIP archive') },
  { starts: ['\x1f\x8b'], sentence: unpack('packed with gzip') },
  { starts: ['7z\xbc\xaf\x27\x1c'], sentence: unpack('a 7-Zip archive') },
  { starts: ['Rar!\x1a\x07'], sentence: unpack('a RAR archive') },
  { starts: ['\x28\xb5\x2f\xfd'], sentence: unpack('packed with Zstandard') },
  { starts: ['\xfd7zXZ\x00'], sentence: unpack('packed with xz') },
  { starts: ['BZh'], sentence: unpack('packed with bzip2') },
];

/**
 * What is wrong with a file that its first bytes show to be no TIFF, in one sentence; undefined where they are those
 * of a TIFF or BigTIFF. `head` is the file's first 32 bytes or more; fewer only where the file has no more.
 */
export function refusalByFirstBytes(head: Uint8Array): string | undefined {
  if (head.length === 0) return 'The file is empty; fetch or save it again.';
  const start = String.fromCharCode(...head.subarray(0, 64));
  if (['II*\0', 'II+\0', 'MM\0*', 'MM\0+'].includes(start.slice(0, 4))) return undefined;
  const format = formats.find(({ starts, at = 0 }) => starts.some((text) => start.startsWith(text, at)));
  if (format !== undefined) return format.sentence;
  // A byte order mark may stand before text; some programs write TEXT in 16 bits a letter.
  const text = start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
  const words = text.trimStart().toLowerCase();
  if (words.startsWith('<vrtdataset'))
    return 'The file is a VRT, a text that only points at images; make a GeoTIFF of it with "gdal_translate -of COG INPUT OUTPUT.tif" and upload that.';
  if (words.startsWith('<!doctype html') || words.startsWith('<html'))
    return 'The file is a web page, so the download may have failed; fetch the GeoTIFF again.';
  if (words.startsWith('<')) return 'The file is XML, not an image; upload the GeoTIFF that it describes.';
  if (words.startsWith('{') || words.startsWith('['))
    return 'The file is JSON, not an image; upload the GeoTIFF that it describes.';
  if (words.startsWith('version https://git-lfs'))
    return 'The file is a Git LFS pointer, not the image itself; fetch the image with "git lfs pull" and upload that.';
  return 'The file is not a GeoTIFF: its first bytes are not those of a TIFF; upload the GeoTIFF itself.';
}
