import { MetadataRefusal } from '#domain/metadata/product/element.rules.ts';
import { ImageryRefusal } from '#imagery/base/refusal.ts';
import { invalid } from '../http/problem.ts';

/** The refusal of an outline that takes too much to be judged, such as 'longer than a minute'. */
export function outlineTooMuch(tooMuch: string): Error {
  const detail = `To judge the outline takes ${tooMuch}: leave out some of its corners.`;
  return invalid([{ pointer: '/geometry', detail }]);
}

/** The refusal of a metadata file that takes too much to be read. */
export function metadataTooMuch(tooMuch: string): Error {
  return new MetadataRefusal(
    `To read it takes ${tooMuch}; leave it out, or send one that describes this image alone.`,
  );
}

/** The refusal of an image that takes too much to be looked at. */
export function imageTooMuch(tooMuch: string): Error {
  return new ImageryRefusal(
    'out_of_time',
    `To look at the file takes ${tooMuch}. Save it anew with "gdal_translate -of COG INPUT.tif OUTPUT.tif" and try again.`,
  );
}
