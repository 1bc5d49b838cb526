import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { sceneMetadataSchema } from '#domain/scene/scene.contract.ts';
import { newSiteSchema } from '#domain/site/site.contract.ts';
import { SERVER_ITSELF } from '../history/history.queries.ts';
import { createScene } from '../scene/create-scene.acts.ts';
import { createSite } from '../site/site.acts.ts';
import { hasSites } from '../site/site.queries.ts';
import type { Server } from './server.ts';

const LIST = path.join(import.meta.dirname, '../../sample-imagery/scenes.json');

const sampleSchema = z.object({
  site: newSiteSchema,
  scenes: z.array(sceneMetadataSchema.extend({ file: z.string() })),
});

/** Loads the sample site with its scenes into a database without sites, as if an analyst had uploaded them. */
export async function loadSample({ database, blobs, ingests, log }: Server): Promise<void> {
  if (!existsSync(LIST) || (await hasSites(database))) return;
  const sample = sampleSchema.parse(JSON.parse(await readFile(LIST, 'utf8')));
  const folder = path.dirname(LIST);
  // Copied before anything is stored: a server that is stopped meanwhile begins again with an empty database.
  const uploads = await Promise.all(
    sample.scenes.map(async ({ file, ...metadata }) => ({
      metadata,
      fileName: path.basename(file),
      file: await blobs.receive(createReadStream(path.join(folder, file))),
    })),
  );
  const acting = { by: SERVER_ITSELF, at: new Date() };
  const { row: site } = await createSite(database, sample.site, acting);
  for (const { metadata, ...image } of uploads) {
    const order = { metadata, images: [image], beside: [] };
    await createScene({ database, blobs, ingests }, site.id, order, acting);
    await blobs.discard(image.file);
  }
  log.info({ scenes: uploads.length }, 'the sample site is being loaded');
}
