import path from 'node:path';
import { Hono } from 'hono';
import pg from 'pg';
import QueryStream from 'pg-query-stream';
import { annotationInputSchema } from '#domain/annotation/annotation.contract.ts';
import { createAnnotation } from '../../server/annotation/create-annotation.acts.ts';
import { exportRoutes } from '../../server/export/export.routes.ts';
import { createExportLine } from '../../server/export/export-line.ts';
import { openSpools } from '../../server/export/spool.ts';
import type { Environment } from '../../server/http/request.ts';
import { tower, valley } from '../support/base/valley.ts';
import { multiply } from '../support/server/many-annotations.ts';
import { benchDatabase } from './database.ts';
import type { Row } from './row.ts';
import { median } from './statistics.ts';

const ANNOTATIONS = 50_000;
const ROUNDS = 3;
const MILLISECONDS_TO_FIRST_BYTE = 50;
const MEBIBYTES_OF_GROWTH = 64;

/**
 * The export of a site with 50,000 annotations, each judged once with a source, against a bare SELECT of the
 * same data (versions, assessments, sources) streamed through pg-query-stream and written as JSON lines.
 */
export async function measure(): Promise<Row[]> {
  const bench = await benchDatabase();
  const { siteId, sceneIds } = await valley(bench.database);
  const input = annotationInputSchema.parse(
    tower(sceneIds[0]!, sceneIds[2]!, { description: 'Legs remain' }),
  );
  const acting = { by: 'Ana', at: new Date() };
  const { annotation } = await createAnnotation(bench.database, siteId, input, acting);
  const owner = new pg.Client(bench.owner);
  await owner.connect();
  await multiply(owner, annotation.id, ANNOTATIONS);
  await owner.end();

  const spools = await openSpools(path.join(bench.folder, 'exports'), 0);
  const app = new Hono<Environment>();
  const { database, log } = bench;
  for (const { mount } of exportRoutes) mount(app, { database, log, spools, exportLine: createExportLine() });
  const pool = new pg.Pool({ ...bench.serving, max: 1 });
  const ours: number[] = [];
  const bare: number[] = [];
  const firstBytes: number[] = [];
  let growth = 0;
  await exported(app, siteId);
  await selected(pool, siteId);
  for (let round = 0; round < ROUNDS; round++) {
    const measured = await exported(app, siteId);
    ours.push(measured.rowsPerSecond);
    firstBytes.push(measured.millisecondsToFirstByte);
    growth = Math.max(growth, measured.mebibytesOfGrowth);
    bare.push(await selected(pool, siteId));
  }
  await pool.end();
  await bench.close();
  const [our, peer, first] = [median(ours), median(bare), median(firstBytes)];
  return [
    {
      name: `export of ${ANNOTATIONS} annotations`,
      ours: `${our.toFixed(0)} rows/s`,
      peer: `${peer.toFixed(0)} rows/s bare SELECT`,
      ratio: our / peer,
      limit: { atLeast: 0.5 },
    },
    {
      name: 'export, first byte',
      ours: `${first.toFixed(0)} ms`,
      peer: `${MILLISECONDS_TO_FIRST_BYTE} ms asked for`,
      ratio: first / MILLISECONDS_TO_FIRST_BYTE,
      limit: { atMost: 1 },
    },
    {
      name: 'export, growth of memory',
      ours: `${growth.toFixed(0)} MiB`,
      peer: `${MEBIBYTES_OF_GROWTH} MiB allowed`,
      ratio: growth / MEBIBYTES_OF_GROWTH,
      limit: { atMost: 1 },
    },
  ];
}

async function exported(app: Hono<Environment>, siteId: string) {
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const response = await app.request(`/api/sites/${siteId}/export.geojson`);
  let peak = before;
  let millisecondsToFirstByte = 0;
  for await (const _part of response.body!) {
    millisecondsToFirstByte ||= performance.now() - began;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  return {
    millisecondsToFirstByte,
    rowsPerSecond: ANNOTATIONS / ((performance.now() - began) / 1_000),
    mebibytesOfGrowth: (peak - before) / 2 ** 20,
  };
}

async function selected(pool: pg.Pool, siteId: string): Promise<number> {
  const client = await pool.connect();
  const began = performance.now();
  const stream = client.query(
    new QueryStream(
      `select annotation.*, annotation_version.*, (
          select jsonb_agg(to_jsonb(assessment) || jsonb_build_object('sources', (
            select jsonb_agg(to_jsonb(assessment_source) || to_jsonb(source))
            from assessment_source join source on source.id = assessment_source.source_id
            where assessment_source.assessment_id = assessment.id)))
          from assessment where assessment.annotation_id = annotation.id) as assessments
        from annotation join annotation_version
          on annotation_version.annotation_id = annotation.id and annotation_version.version = annotation.version
        where site_id = $1 order by number`,
      [siteId],
      { batchSize: 500 },
    ),
  );
  let bytes = 0;
  for await (const row of stream) bytes += JSON.stringify(row).length;
  client.release();
  if (bytes === 0) throw new Error('The bare SELECT gave nothing.');
  return ANNOTATIONS / ((performance.now() - began) / 1_000);
}
