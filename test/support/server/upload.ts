import { makeTiff, type TestTiff, valleyGeoreference } from '../imagery/geotiff.ts';

/** A small GeoTIFF in the valley: 64 x 64 bytes in one band, `shade` in every pixel but the first. */
export function valleyTiff(shade: number, more: Partial<TestTiff> = {}): Buffer {
  const pixels = new Uint8Array(64 * 64).fill(shade);
  pixels[0] = 255;
  return makeTiff({ width: 64, height: 64, pixels, fields: valleyGeoreference, ...more });
}

/** The form of an upload: metadata first, then the file, unless the test has it otherwise. */
export function uploadForm(
  metadata: unknown,
  file: Uint8Array,
  { name = 'valley.tif', order = ['metadata', 'file'] }: { name?: string; order?: string[] } = {},
): FormData {
  const form = new FormData();
  for (const part of order)
    if (part === 'metadata')
      form.append(part, typeof metadata === 'string' ? metadata : JSON.stringify(metadata));
    else form.append(part, new File([new Uint8Array(file)], name, { type: 'image/tiff' }));
  return form;
}
