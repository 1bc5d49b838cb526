import { createDocument } from 'zod-openapi';
import { positionSchema } from '#domain/geometry/geometry.contract.ts';
import { annotationPaths } from '../annotation/annotation.routes.ts';
import { assessmentPaths } from '../assessment/assessment.routes.ts';
import { version } from '../base/version.ts';
import { eventPaths } from '../event/event.routes.ts';
import { exportPaths } from '../export/export.routes.ts';
import { historyPaths } from '../history/history.routes.ts';
import type { Paths } from '../http/openapi.ts';
import { ingestPaths } from '../ingest/ingest.routes.ts';
import { lookPaths } from '../look/look.routes.ts';
import { overlayPaths } from '../overlay/overlay.routes.ts';
import { scenePaths } from '../scene/scene.routes.ts';
import { sceneDownloadPaths } from '../scene/scene-download.routes.ts';
import { sceneMetadataPaths } from '../scene/scene-metadata.routes.ts';
import { sitePaths } from '../site/site.routes.ts';
import { structurePaths } from '../structure/structure.routes.ts';
import { newScenePaths } from '../upload/new-scene.routes.ts';
import { uploadPaths } from '../upload/upload.routes.ts';

/** What a checked position becomes: zod's description of the API's replies stands on this side of it. */
const positionOutput = positionSchema.out;

/** OpenAPI 3.1 of the whole API, made from the very schemas that check requests. */
export function openApiDocument() {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Afterimage',
        version,
        description:
          'Lengths in metres, angles in degrees, areas in square metres, times in ISO 8601 UTC, coordinates as ' +
          'longitude and latitude in WGS 84. Every write says who acts in the header Analyst.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      paths: joined([
        sitePaths,
        scenePaths,
        newScenePaths,
        sceneDownloadPaths,
        sceneMetadataPaths,
        ingestPaths,
        uploadPaths,
        lookPaths,
        overlayPaths,
        annotationPaths,
        assessmentPaths,
        structurePaths,
        historyPaths,
        exportPaths,
        eventPaths,
      ]),
    },
    {
      // A position is checked, then cut to two figures: the latter has no schema of its own.
      allowEmptySchema: { transform: true },
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema === positionSchema || zodSchema === positionOutput)
          Object.assign(jsonSchema, {
            type: 'array',
            items: { type: 'number' },
            minItems: 2,
            maxItems: 3,
            description: 'Longitude, latitude',
          });
      },
    },
  );
}

/** The paths of all rooms. One address may have methods of two of them. */
function joined(rooms: readonly Paths[]): Paths {
  const paths: Paths = {};
  for (const room of rooms)
    for (const [address, methods] of Object.entries(room)) paths[address] = { ...paths[address], ...methods };
  return paths;
}
