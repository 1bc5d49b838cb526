import type { Kysely, Transaction } from 'kysely';
import { annotationNumber } from '#domain/annotation/number.rules.ts';
import { originsAfter } from '#domain/metadata/proposal.rules.ts';
import type { Scene, ScenePatch } from '#domain/scene/scene.contract.ts';
import type { Dependents } from '#domain/vocabulary/dependent.contract.ts';
import { dependentsOfScene } from '#domain/vocabulary/dependent.rules.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite, wasJustDone } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { closedColumns } from '../site/site.queries.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { groundSampleDistanceOf } from './placement.columns.ts';
import { patchColumns } from './scene.columns.ts';
import {
  annotationsNaming,
  countReversed,
  lockOriginal,
  type NamingAnnotation,
  otherUsesOfScene,
  removeScene,
  requireScene,
  type SceneRow,
  toScene,
  updateScene,
} from './scene.queries.ts';
import { isOriginalInUse } from './scene-original.queries.ts';

/** Changes what is stated about a scene. Throws 404, 412 for a stale version, 422 for a date that cannot be. */
export function changeScene(
  database: Kysely<Database>,
  blobs: BlobStore,
  id: string,
  ifMatch: number | undefined,
  patch: ScenePatch,
  acting: Acting,
): Promise<SceneRow> {
  return database.transaction().execute(async (transaction) => {
    const before = await lockScene(transaction, id);
    const act = {
      siteId: before.site_id,
      entityId: id,
      actor: acting.by,
      act: 'scene.changed',
      change: patch,
    };
    if (ifMatch === before.version - 1 && (await wasJustDone(transaction, act))) return before;
    refuseStale(before, ifMatch);
    const { offset, closed, ...stated } = patch;
    const closing = closedColumns(before, closed, acting);
    if (offset === undefined && Object.keys({ ...stated, ...closing }).length === 0) return before;
    if (patch.gsd === null) stated.gsd = await groundSampleDistanceOf(before, blobs);
    const { origins, claims: statements } = toScene(before);
    refuseDenial(statements, patch.synthetic);
    const row = await updateScene(transaction, id, {
      ...patchColumns({ ...stated, ...(offset && { offset }) }),
      ...closing,
      origins: JSON.stringify(originsAfter(origins, stated, statements, acting.by)),
      updated_at: acting.at,
    });
    const reversed = patch.acquired === undefined ? 0 : await countReversed(transaction, id);
    if (reversed > 0)
      throw invalid([
        {
          pointer: '/acquired',
          detail: `With this date, ${reversed} annotation(s) would have their before scene after their after scene.`,
        },
      ]);
    await record(transaction, row, acting, 'scene.changed', patch);
    return row;
  });
}

/** A file that says that it is synthetic remains so. */
function refuseDenial(statements: Scene['claims'], synthetic: boolean | undefined): void {
  if (synthetic === false && statements.some(({ field, value }) => field === 'synthetic' && value === true))
    throw invalid([{ pointer: '/synthetic', detail: 'The file itself says that it is synthetic.' }]);
}

/** Takes a scene away with its display copy, and with its original where no other scene has the same. */
export async function deleteScene(
  database: Kysely<Database>,
  blobs: BlobStore,
  id: string,
  ifMatch: number | undefined,
  acting: Acting,
): Promise<void> {
  const { originals } = await database.transaction().execute(async (transaction) => {
    const scene = await lockScene(transaction, id);
    refuseStale(scene, ifMatch);
    const { items, sentence } = await sceneDependents(transaction, id);
    if (sentence !== undefined) throw problem('scene_in_use', { detail: sentence, dependents: items });
    await removeScene(transaction, id);
    const { title, original } = toScene(scene);
    await record(transaction, scene, acting, 'scene.deleted', { title, original });
    return scene;
  });
  await blobs.removeDisplay(id);
  for (const sha256 of new Set(originals.map((part) => part.sha256)))
    await database.transaction().execute(async (transaction) => {
      await lockOriginal(transaction, sha256);
      if (!(await isOriginalInUse(transaction, sha256))) await blobs.removeOriginal(sha256);
    });
}

/** So many annotations are told by their numbers, which are enough to begin with. */
const MOST_NUMBERS = 10;

/** What stands against the removal of a scene. Throws 404. */
export async function sceneDependents(database: Kysely<Database>, id: string): Promise<Dependents> {
  await requireScene(database, id);
  const naming = await annotationsNaming(database, id);
  const deleted = naming.filter((one) => one.deleted).length;
  const annotations = {
    kind: 'annotation' as const,
    count: naming.length,
    ...(deleted > 0 && { deleted }),
    numbers: naming.slice(0, MOST_NUMBERS).map(numberInWords),
  };
  return dependentsOfScene([
    ...(naming.length > 0 ? [annotations] : []),
    ...(await otherUsesOfScene(database, id)),
  ]);
}

function numberInWords({ code, number, deleted, present }: NamingAnnotation): string {
  const marks = [deleted && 'deleted', !present && 'in an earlier version'].filter(Boolean);
  return `${annotationNumber(code, number)}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
}

/** The scene, under the lock of its site, so that nothing comes to name it meanwhile. */
export async function lockScene(transaction: Transaction<Database>, id: string): Promise<SceneRow> {
  const { site_id } = await requireScene(transaction, id);
  await lockSite(transaction, site_id);
  return requireScene(transaction, id);
}

/** Refuses an act that builds on another version than the present one. */
export function refuseStale(scene: SceneRow, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== scene.version)
    throw problem('stale_version', {
      detail: 'The scene has been changed meanwhile.',
      current: toScene(scene),
    });
}

/** Enters an act on a scene into the history and tells open pages of it. */
export async function record(
  transaction: Transaction<Database>,
  { id, site_id: siteId, version }: SceneRow,
  { by, at }: Acting,
  act: string,
  change: unknown,
): Promise<void> {
  await appendHistory(transaction, {
    siteId,
    at,
    actor: by,
    act,
    entity: 'scene',
    entityId: id,
    version,
    change,
  });
  await notify(transaction, { kind: 'scene', siteId, id, version });
}
