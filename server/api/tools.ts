import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { createDocument } from 'zod-openapi';
import type { Config } from '../base/config.ts';
import type { Database } from '../database/client.ts';
import type { EventHub } from '../event/event-hub.ts';
import { createExportLine, type ExportLine } from '../export/export-line.ts';
import type { Spools } from '../export/spool.ts';
import type { IngestQueue } from '../ingest/ingest-queue.ts';
import { createHistograms, type Histograms } from '../look/histograms.ts';
import { createDisplayLookup, type DisplayLookup } from '../scene/display-lookup.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Receiver } from '../upload/receiving.ts';

/** The description of the API, as JSON. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

/** What a server opens before it answers. */
export type Dependencies = {
  config: Config;
  database: Kysely<Database>;
  events: EventHub;
  blobs: BlobStore;
  ingests: IngestQueue;
  log: Logger;
  receiver: Receiver;
  spools: Spools;
};

/** What the routes of one application work with, beside the request. */
export type Tools = Dependencies & {
  document: () => OpenApiDocument;
  displays: DisplayLookup;
  exportLine: ExportLine;
  histograms: Histograms;
};

export function createTools(dependencies: Dependencies, document: () => OpenApiDocument): Tools {
  const { database, blobs } = dependencies;
  return {
    ...dependencies,
    document,
    displays: createDisplayLookup(database, blobs),
    exportLine: createExportLine(),
    histograms: createHistograms(dependencies),
  };
}
