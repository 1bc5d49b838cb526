/** Why a file is refused, or why its decoding ended. */
export const refusalCodes = [
  'not_a_tiff',
  'directory_damaged',
  'directory_loop',
  'directory_excessive',
  'image_too_large',
  'block_too_large',
  'file_truncated',
  'compression_implausible',
  'codec_unsupported',
  'pixel_type_unsupported',
  'layout_unsupported',
  'georeference_missing',
  'georeference_unsupported',
  'reference_system_missing',
  'reference_system_unclear',
  'reference_system_unsupported',
  'not_on_earth',
  'parts_do_not_fit',
  'image_damaged',
  'mask_does_not_fit',
  'out_of_memory',
  'out_of_time',
  'storage_failed',
  'decoder_failed',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/**
 * A file that this project will not turn into a scene. `detail` is one plain sentence for the analyst: what
 * is wrong and what to do.
 */
export class ImageryRefusal extends Error {
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'ImageryRefusal';
    this.code = code;
    this.detail = detail;
  }
}

/** The refusal of a place that an analyst may name instead; `why` is a sentence that says what is unclear. */
export function unclear(why: string): ImageryRefusal {
  return new ImageryRefusal(
    'reference_system_unclear',
    `${why} Name the reference system of its coordinates by its code.`,
  );
}
