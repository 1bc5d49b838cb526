import { smoothStep } from '../base/exact-math.ts';
import { fractalNoise } from '../base/noise.ts';
import type { SceneRecipe } from '../base/recipe.ts';

/** Height of the few small clouds above the ground, metres. */
export const CLOUD_HEIGHT = 150;

/** How much of the ground at (x, y) is behind cloud, 0 to 1. */
export function cloudAt(scene: SceneRecipe, x: number, y: number): number {
  let most = 0;
  for (const cloud of scene.clouds) {
    const dx = (x - cloud.x) / cloud.radius;
    const dy = (y - cloud.y) / cloud.radius;
    const squared = dx * dx + dy * dy * 1.5;
    if (squared > 5) continue;
    const puffs = fractalNoise(x / 26, y / 26, 5, 1101);
    most = Math.max(most, smoothStep(1.15, 0.25, Math.sqrt(squared) - puffs * 0.55));
  }
  return most;
}
