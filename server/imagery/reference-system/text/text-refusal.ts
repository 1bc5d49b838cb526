import { ImageryRefusal } from '../../base/refusal.ts';

/** The refusal of a reference system that a text spells out; `why` goes on after 'The text of the reference system'. */
export function refusedText(why: string): ImageryRefusal {
  return new ImageryRefusal(
    'reference_system_unsupported',
    `The text of the reference system ${why}. Name the system by its EPSG code, or warp the image to EPSG:4326 first.`,
  );
}
