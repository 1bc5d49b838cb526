/** What the files are called that lie beside an image and say something about it. */
const BESIDE = /\.(?:msk|json|imd|xml|(?:tfw|tiff?w|wld)x?|prj|dim|txt|tab|rpb|rpc|aux)$/i;

/** True for a mask, a file that tells the place, or a file of metadata, told by its name. */
export function isSidecar(fileName: string): boolean {
  return BESIDE.test(fileName);
}

/**
 * The image that a file lies beside, told by the names: scene.tif.msk, scene.tfw, scene.aux.xml and
 * scene_metadata.json, scene_Aux.xml belong to scene.tif, and L8_MTL.txt to L8_B4.TIF. The longest agreement wins, then the
 * first. Undefined where no name agrees.
 */
export function imageOfSidecar<Image extends { fileName: string }>(
  fileName: string,
  images: readonly Image[],
): Image | undefined {
  const bare = bareName(fileName.replace(/\.aux\.xml$/i, '.xml').replace(BESIDE, '')).replace(
    /[-_.](?:mtl|metadata|meta|stac|ang|aux|rpc)$/,
    '',
  );
  const fitting = images
    .map((image) => ({ image, name: bareName(image.fileName) }))
    .filter(({ name }) => name === bare || (name.startsWith(bare) && /[-_.]/.test(name.charAt(bare.length))));
  return fitting.sort((one, other) => one.name.length - other.name.length)[0]?.image;
}

function bareName(fileName: string): string {
  return fileName.replace(/\.tiff?$/i, '').toLowerCase();
}
