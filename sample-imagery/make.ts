/** Makes the sample imagery anew, byte for byte: `npm run sample-imagery`, or with a folder to make it elsewhere. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenes } from './base/recipe.ts';
import { makeValley } from './ground/valley.ts';
import { renderScene } from './painting/render.ts';
import { writeSceneFile } from './record/scene-file.ts';
import { sampleList } from './record/scene-list.ts';
import { truth } from './record/truth.ts';

const folder = process.argv[2] ?? import.meta.dirname;
await mkdir(join(folder, 'scenes'), { recursive: true });
await writeFile(join(folder, 'scenes.json'), `${JSON.stringify(sampleList(), null, 2)}\n`);
await writeFile(join(folder, 'truth.geojson'), `${JSON.stringify(truth(), null, 2)}\n`);
const valley = makeValley();
for (const [index, scene] of scenes.entries()) {
  const path = join(folder, 'scenes', `${scene.id}.tif`);
  await writeSceneFile(scene, renderScene(valley, index), path);
  const { size } = await stat(path);
  console.log(`${path}: ${(size / 1e6).toFixed(2)} MB`);
}
