import type { Kysely } from 'kysely';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { lockSite } from '../history/history.queries.ts';
import type { IngestResult } from '../imagery/ingest.ts';
import { inspect } from '../imagery/inspect.ts';
import { ImageryRefusal } from '../imagery/refusal.ts';
import { record } from './scene.acts.ts';
import type { Band } from './scene.contract.ts';
import type { SceneFiles } from './scene.files.ts';
import { noteProgress, requireScene, type SceneRow, updateScene } from './scene.queries.ts';

/** Notes how far an ingest has come, 0 to 1, and tells open pages. */
export function reportProgress(database: Kysely<Database>, scene: SceneRow, share: number): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await noteProgress(transaction, scene.id, Math.min(1, Math.max(0, share)));
    await notify(transaction, { kind: 'scene', siteId: scene.site_id, id: scene.id, version: scene.version });
  });
}

/** Makes a scene ready with what its pixels told. One that was deleted meanwhile leaves no display copy. */
export async function finishIngest(
  database: Kysely<Database>,
  files: SceneFiles,
  scene: SceneRow,
  copy: IngestResult,
): Promise<void> {
  const { bands: inspected } = await inspect(files.originalPath(scene.original_sha256));
  const alphaFromEnd = inspected.toReversed().findIndex(({ interpretation }) => interpretation === 'alpha');
  const bands = copy.bands.map(
    ({ name, type, ...statistics }, index): Band => ({
      ...(name && { name }),
      type,
      // A band without a single valid pixel has nothing to stretch.
      min: statistics.min ?? 0,
      max: statistics.max ?? 0,
      p2: statistics.p2 ?? 0,
      p98: statistics.p98 ?? 0,
      ...(copy.bands.length - 1 - index === alphaFromEnd && { alpha: true }),
    }),
  );
  if (copy.bands.every(({ min }) => min === null))
    return failIngest(
      database,
      files,
      scene,
      new ImageryRefusal(
        'image_damaged',
        'The image holds no valid pixel: all of them are marked as no data.',
      ),
    );
  await conclude(database, files, scene, {
    act: 'scene.ingested',
    columns: {
      state: 'ready',
      progress: 1,
      bands: JSON.stringify(bands),
      no_data: copy.noData === null ? null : Number(copy.noData),
      display_sha256: copy.sha256,
      display_size: copy.size,
      failure_code: null,
      failure_detail: null,
    },
    change: { display: { sha256: copy.sha256, size: copy.size }, bands },
  });
}

/** Marks a scene as failed, with a reason for whoever uploaded it. */
export async function failIngest(
  database: Kysely<Database>,
  files: SceneFiles,
  scene: SceneRow,
  error: unknown,
): Promise<void> {
  const failure =
    error instanceof ImageryRefusal
      ? { code: error.code, detail: error.detail }
      : { code: 'internal', detail: 'The server could not finish this scene; its log says more. Try again.' };
  await files.removeDisplay(scene.id);
  await conclude(database, files, scene, {
    act: 'scene.failed',
    columns: { state: 'failed', failure_code: failure.code, failure_detail: failure.detail },
    change: { failure },
  });
}

async function conclude(
  database: Kysely<Database>,
  files: SceneFiles,
  { id, site_id: siteId, created_by: by }: SceneRow,
  { act, columns, change }: { act: string; columns: Parameters<typeof updateScene>[2]; change: unknown },
): Promise<void> {
  const at = new Date();
  const present = await database.transaction().execute(async (transaction) => {
    await lockSite(transaction, siteId);
    const scene = await requireScene(transaction, id).catch(() => undefined);
    if (scene?.state !== 'ingesting') return false;
    const row = await updateScene(transaction, id, { ...columns, updated_at: at });
    await record(transaction, row, { by, at }, act, change);
    return true;
  });
  if (!present) await files.removeDisplay(id);
}
