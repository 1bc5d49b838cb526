import { writeCog } from '#imagery/cog/cog-writer.ts';
import { georeferenceFields, metadataField } from '#imagery/place/geo-fields.ts';
import { photometrics, tags, textField } from '#imagery/tiff/tiff.ts';
import type { SceneRecipe } from '../base/recipe.ts';
import { frame } from '../base/recipe.ts';
import { sampleScene } from './scene-list.ts';

/** Writes a painted scene (pixel-interleaved RGB) as a GeoTIFF that says in its tags that it is synthetic. */
export async function writeSceneFile(scene: SceneRecipe, pixels: Uint8Array, path: string): Promise<void> {
  const { widthPixels: width, heightPixels: height, pixelSize } = frame;
  const metadata = sampleScene(scene);
  await writeCog({
    path,
    width,
    height,
    bandCount: 3,
    pixelType: 'uint8',
    photometric: photometrics.rgb,
    extraSamples: [],
    noData: null,
    compression: { predictor: 2, level: 4 },
    fields: [
      ...georeferenceFields(frame.epsg, [frame.west, pixelSize, 0, frame.north, 0, -pixelSize], false),
      textField(tags.imageDescription, `${metadata.title}. An invented valley; no evidence of anything.`),
      textField(tags.dateTime, scene.acquired.replaceAll('-', ':').replace('T', ' ').replace('Z', '')),
      metadataField(
        {
          SYNTHETIC: 'YES',
          TITLE: metadata.title,
          ACQUIRED: metadata.acquired,
          PLATFORM: metadata.platform,
          PROVIDER: metadata.provider,
          LICENCE: metadata.licence,
          CATALOGUE_ID: metadata.catalogueId,
          OFF_NADIR: String(metadata.offNadir),
          INCIDENCE_ANGLE: String(metadata.incidenceAngle),
          VIEW_AZIMUTH: String(metadata.viewAzimuth),
          SUN_AZIMUTH: String(metadata.sunAzimuth),
          SUN_ELEVATION: String(metadata.sunElevation),
          CLOUD_COVER: String(metadata.cloudCover),
        },
        ['red', 'green', 'blue'],
      ),
    ],
    source: {
      read: async (window) => {
        if (window.x === 0 && window.width === width)
          return pixels.subarray(window.y * width * 3, (window.y + window.height) * width * 3);
        const part = new Uint8Array(window.width * window.height * 3);
        for (let row = 0; row < window.height; row++) {
          const from = ((window.y + row) * width + window.x) * 3;
          part.set(pixels.subarray(from, from + window.width * 3), row * window.width * 3);
        }
        return part;
      },
    },
  });
}
