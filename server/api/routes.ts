import { annotationRoutes } from '../annotation/annotation.routes.ts';
import { assessmentRoutes } from '../assessment/assessment.routes.ts';
import { eventRoutes } from '../event/event.routes.ts';
import { exportRoutes } from '../export/export.routes.ts';
import { historyRoutes } from '../history/history.routes.ts';
import type { Route } from '../http/route.ts';
import { ingestRoutes } from '../ingest/ingest.routes.ts';
import { lookRoutes } from '../look/look.routes.ts';
import { overlayRoutes } from '../overlay/overlay.routes.ts';
import { sceneRoutes } from '../scene/scene.routes.ts';
import { sceneDownloadRoutes } from '../scene/scene-download.routes.ts';
import { sceneMetadataRoutes } from '../scene/scene-metadata.routes.ts';
import { siteRoutes } from '../site/site.routes.ts';
import { structureRoutes } from '../structure/structure.routes.ts';
import { newSceneRoutes } from '../upload/new-scene.routes.ts';
import { uploadRoutes } from '../upload/upload.routes.ts';
import { serverRoutes } from './server.routes.ts';
import type { Tools } from './tools.ts';

/** Every operation of the API, in the order of its document. */
export const routes: readonly Route<Tools>[] = [
  ...siteRoutes,
  ...sceneRoutes,
  ...newSceneRoutes,
  ...sceneDownloadRoutes,
  ...sceneMetadataRoutes,
  ...ingestRoutes,
  ...uploadRoutes,
  ...lookRoutes,
  ...overlayRoutes,
  ...annotationRoutes,
  ...assessmentRoutes,
  ...structureRoutes,
  ...historyRoutes,
  ...exportRoutes,
  ...eventRoutes,
  ...serverRoutes,
];
