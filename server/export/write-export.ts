import type { Kysely } from 'kysely';
import type { AnnotationFilter } from '#domain/annotation/annotation.contract.ts';
import { dateColumns } from '#domain/export/date-columns.rules.ts';
import type { ExportAbout, ExportedScene } from '#domain/export/export.contract.ts';
import type { Scene } from '#domain/scene/scene.contract.ts';
import { toFeature } from '../annotation/annotation.feature.ts';
import { version } from '../base/version.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import type { Database } from '../database/client.ts';
import { type ChainHead, findChainHead } from '../history/history.queries.ts';
import { textsOf } from '../http/list-text.ts';
import { listScenes } from '../scene/scene.queries.ts';
import type { requireSite } from '../site/site.queries.ts';
import { toExportedFeature } from './export.feature.ts';
import { batchesOfAnnotations, inSnapshot, type Summary, summarise } from './export.queries.ts';
import type { Spool } from './spool.ts';

type SiteRow = Awaited<ReturnType<typeof requireSite>>;

/** Features fetched and written at a time: bounds the memory of an export, whatever its length. */
const BATCH = 500;

/** Writes an export of one moment, part by part. */
export function writeExport(
  database: Kysely<Database>,
  spool: Spool,
  site: SiteRow,
  filter: AnnotationFilter,
): Promise<void> {
  const write = (text: string) => spool.write(Buffer.from(text));
  return inSnapshot(database, async (snapshot) => {
    const at = new Date();
    const scenes = await listScenes(snapshot, site.id);
    await write('{"type":"FeatureCollection",\n');
    const summary = await summarise(snapshot, site.id, filter);
    const head = await findChainHead(snapshot, site.id);
    const about = aboutExport(site, filter, at, summary, scenes, head);
    const bbox = summary.bbox ? `"bbox":${JSON.stringify(summary.bbox)},\n` : '';
    await write(`${bbox}"afterimage":${JSON.stringify(about)},\n"features":[`);
    const sceneById = new Map(scenes.map((scene) => [scene.id, scene]));
    let separator = '\n';
    for await (const batch of batchesOfAnnotations(snapshot, site.id, filter, BATCH)) {
      const features = await textsOf(batch, ({ row, ...judged }) =>
        toExportedFeature(toFeature(row), judged, sceneById),
      );
      await write(separator + features.join(',\n'));
      separator = ',\n';
    }
    await write('\n]}\n');
    spool.end();
  });
}

function aboutExport(
  site: SiteRow,
  filter: AnnotationFilter,
  at: Date,
  summary: Summary,
  scenes: Scene[],
  head: ChainHead | undefined,
): ExportAbout {
  const synthetic = scenes.some((scene) => scene.synthetic);
  return {
    format: 'afterimage-export',
    formatVersion: 1,
    software: { name: 'Afterimage', version },
    exportedAt: at.toISOString(),
    ...(synthetic && {
      synthetic: 'Made in part or whole from SYNTHETIC sample imagery: no evidence of anything.',
    }),
    site: {
      id: site.id,
      code: site.code,
      name: site.name,
      ...withoutNulls({ description: site.description }),
    },
    filter,
    counts: { annotations: summary.total, ...summary.counts },
    history: head ?? null,
    scenes: scenes.filter((scene) => scene.state !== 'failed').map(toExportedScene),
    reading: {
      coordinates: 'WGS 84, longitude then latitude, in the frame of the reference scene',
      area: 'square metres, geodesic on the WGS 84 ellipsoid',
      times:
        'UTC; an acquisition is as exact as its precision says, from its earliest day to its latest; its instant is null unless known',
      texts:
        'GDAL and QGIS take a column for dates or times where all its texts look so, as a title 2:3 does: open the file with DATE_AS_STRING=YES, or see textsAsWritten',
      changeBracket:
        'the last scene that shows the earlier state, the first that shows the later one, as a sighting or the claim says; null where observers differ, each of whom changeBrackets tells; changeBracketWords says it in a sentence',
      sightings:
        'what one scene shows of the structure, by one observer; the newest of each that was not withdrawn stands; the dates of its scene stand under scenes',
      likelihood:
        'ICD 203: almost_no_chance 1-5 %, very_unlikely 5-20, unlikely 20-45, roughly_even_chance 45-55, likely 55-80, very_likely 80-95, almost_certain 95-99',
      sources:
        'Admiralty code: reliability A (completely reliable) to F (cannot be judged), credibility 1 (confirmed by other sources) to 6 (cannot be judged)',
      names: 'self-declared: nobody has checked who acted under a name',
    },
    limitations: [
      'What is not marked is not thereby undamaged.',
      'This is a live export: the site may have changed since. The history entry named here tells the moment it shows.',
    ],
  };
}

function toExportedScene({
  bands: _bands,
  display: _display,
  progress: _progress,
  state: _state,
  ...scene
}: Scene): ExportedScene {
  return { ...scene, ...dateColumns('acquired', scene.acquired) };
}
