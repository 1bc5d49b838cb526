import { clamp, cosine, sine, tangent } from '../base/exact-math.ts';
import type { SceneRecipe } from '../base/recipe.ts';
import { frame, sceneAt } from '../base/recipe.ts';
import type { SunPosition } from '../base/sun.ts';
import { sunPosition } from '../base/sun.ts';
import type { Paint } from '../ground/ground.ts';
import { GroundPainter } from '../ground/ground.ts';
import { placeSmallThings, plantHedges, plantTrees } from '../ground/growth.ts';
import { palettes } from '../ground/seasons.ts';
import type { Valley } from '../ground/valley.ts';
import { build } from '../structure/buildings.ts';
import { structures } from '../structure/structures.ts';
import type { Hit, Matter } from '../structure/surface.ts';
import { Surface } from '../structure/surface.ts';
import { CLOUD_HEIGHT, cloudAt } from './clouds.ts';
import { writeLabel } from './label.ts';
import { sensorPixels } from './sensor.ts';
import { paintThing } from './thing-paint.ts';

/** Samples of a pixel on each axis. */
const SAMPLES = 2;

/** Sun above the valley on the scene's date. */
function sunOf(scene: SceneRecipe): SunPosition {
  return sunPosition(new Date(scene.acquired), frame.latitude, frame.longitude);
}

/** Text in the scene's corner. */
function labelOf(scene: SceneRecipe): string {
  return `SYNTHETIC - NO EVIDENCE - ${scene.label} - AFTERIMAGE SAMPLE`;
}

/** Metres above a thing's top from which the sun is looked for: twigs do not shade each other. */
function clearance(matter: Matter): number {
  return matter === 'bare' ? 1.6 : 0.12;
}

function buildSurface(valley: Valley, scene: SceneRecipe, sceneIndex: number): Surface {
  const surface = new Surface();
  for (const structure of structures) build(surface, structure, sceneIndex);
  placeSmallThings(surface, valley, scene.season);
  plantTrees(surface, valley, scene.season);
  plantHedges(surface, valley, scene.season);
  surface.finish();
  return surface;
}

/**
 * Paints one scene: pixel-interleaved RGB, 8 bits, of the fixed grid in recipe.ts. Equal pixels on any engine:
 * nothing but additions, multiplications, divisions and square roots goes into them.
 */
export function renderScene(valley: Valley, sceneIndex: number): Uint8Array {
  const scene = sceneAt(sceneIndex);
  const { widthPixels: width, heightPixels: height, pixelSize } = frame;
  const sun = sunOf(scene);
  const sunX = sine(sun.azimuth);
  const sunY = -cosine(sun.azimuth);
  const rise = tangent(sun.elevation);
  const leanX = sine(scene.viewAzimuth) * tangent(scene.incidenceAngle);
  const leanY = -cosine(scene.viewAzimuth) * tangent(scene.incidenceAngle);
  const light = valley.terrain.light(sunX, sunY, rise);
  const surface = buildSurface(valley, scene, sceneIndex);
  const ground = new GroundPainter(valley, scene.season, sceneIndex);
  const palette = palettes[scene.season];
  // Skylight is bluer than sunlight, and snow throws more of it back into the shade.
  const sky: Paint = palette.snow ? [0.4, 0.45, 0.55] : [0.33, 0.36, 0.42];
  const shadowX = (sunX / rise) * CLOUD_HEIGHT;
  const shadowY = (sunY / rise) * CLOUD_HEIGHT;

  const radiance = new Float32Array(width * height * 3);
  const here: Paint = [0, 0, 0];
  const thing: Paint = [0, 0, 0];
  const hit: Hit = { cell: -1, height: 0, side: false };
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) * pixelSize + scene.shift.north;
    for (let column = 0; column < width; column++) {
      const x = (column + 0.5) * pixelSize - scene.shift.east;
      ground.paint(x, y, here);
      const slopeLight = Math.min(palette.snow ? 1.08 : 1.4, light(x, y));
      const veiled = scene.clouds.length > 0 ? 1 - 0.8 * cloudAt(scene, x + shadowX, y + shadowY) : 1;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const px = x + (((sample % SAMPLES) + 0.5) / SAMPLES - 0.5) * pixelSize;
        const py = y + ((Math.floor(sample / SAMPLES) + 0.5) / SAMPLES - 0.5) * pixelSize;
        surface.look(px, py, leanX, leanY, hit);
        const qx = px - leanX * hit.height;
        const qy = py - leanY * hit.height;
        let colour = here;
        let direct = slopeLight;
        let occlusion = 1;
        if (hit.cell >= 0) {
          colour = thing;
          const painted = paintThing(surface, hit, qx, qy, sunX, sunY, rise, palette, thing);
          direct = painted.direct * slopeLight;
          occlusion = painted.occlusion;
        }
        // A seen side is lit or not as the air just before it.
        const fx = hit.side ? qx + leanX * 0.8 : qx;
        const fy = hit.side ? qy + leanY * 0.8 : qy;
        const from = hit.cell < 0 ? 0.03 : hit.height + clearance(surface.thing(hit.cell).matter);
        if (direct > 0) direct *= veiled * surface.sunlight(fx, fy, from, sunX, sunY, rise);
        red += colour[0] * (sky[0] * occlusion + (1 - sky[0]) * direct);
        green += colour[1] * (sky[1] * occlusion + (1 - sky[1]) * direct);
        blue += colour[2] * (sky[2] * occlusion + (1 - sky[2]) * direct);
      }
      const at = (row * width + column) * 3;
      const cloud = scene.clouds.length > 0 ? cloudAt(scene, x, y) : 0;
      const bright = 255 - 26 * clamp(1 - cloud, 0, 1);
      radiance[at] = (red / 4) * (1 - cloud) + bright * cloud;
      radiance[at + 1] = (green / 4) * (1 - cloud) + bright * cloud;
      radiance[at + 2] = (blue / 4) * (1 - cloud) + bright * cloud;
    }
  }
  const pixels = sensorPixels(radiance, scene, sceneIndex);
  writeLabel(pixels, width, height, labelOf(scene));
  return pixels;
}
