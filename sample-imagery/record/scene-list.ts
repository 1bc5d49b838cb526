import type { SceneRecipe } from '../base/recipe.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, frame, scenes } from '../base/recipe.ts';
import { sunPosition } from '../base/sun.ts';
import { cloudAt } from '../painting/clouds.ts';

/** A scene as scenes.json lists it: the metadata of an upload, and its file. Angles in degrees. */
export type SampleScene = {
  file: string;
  title: string;
  acquired: string;
  platform: string;
  provider: string;
  licence: string;
  catalogueId: string;
  /** Metres. */
  gsd: number;
  offNadir: number;
  incidenceAngle: number;
  viewAzimuth: number;
  sunAzimuth: number;
  sunElevation: number;
  /** Per cent. */
  cloudCover: number;
  synthetic: true;
};

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Per cent of the frame behind cloud, from every fourth metre. */
function cloudCover(scene: SceneRecipe): number {
  let sum = 0;
  let count = 0;
  for (let y = 2; y < FRAME_HEIGHT; y += 4)
    for (let x = 2; x < FRAME_WIDTH; x += 4) {
      sum += cloudAt(scene, x - scene.shift.east, y + scene.shift.north) > 0.5 ? 1 : 0;
      count++;
    }
  return hundredth((sum / count) * 100);
}

export function sampleScene(scene: SceneRecipe): SampleScene {
  const sun = sunPosition(new Date(scene.acquired), frame.latitude, frame.longitude);
  return {
    file: `scenes/${scene.id}.tif`,
    title: `SYNTHETIC sample valley, ${scene.label}`,
    acquired: scene.acquired,
    platform: scene.platform,
    provider: 'Afterimage sample imagery',
    licence: 'CC0-1.0',
    catalogueId: `SYNTHETIC-${scene.id}`,
    gsd: frame.pixelSize,
    offNadir: scene.offNadir,
    incidenceAngle: scene.incidenceAngle,
    viewAzimuth: scene.viewAzimuth,
    sunAzimuth: hundredth(sun.azimuth),
    sunElevation: hundredth(sun.elevation),
    cloudCover: cloudCover(scene),
    synthetic: true,
  };
}

/** What the server needs to load the sample: the site and its scenes, oldest first. */
export function sampleList(): object {
  return {
    site: {
      name: 'Camp 22 (synthetic sample)',
      code: 'C22',
      description:
        'SYNTHETIC. An invented valley, painted by a program at the coordinates that public lists give for Camp 22. ' +
        'It shows how Afterimage works; it is no evidence and says nothing about the real place.',
    },
    scenes: scenes.map(sampleScene),
  };
}
