import type { Kysely, Transaction } from 'kysely';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { type Claim, type ClaimedScene, claimFaults, claimWarnings } from '#domain/annotation/claim.rules.ts';
import { annotationNumber } from '#domain/annotation/number.rules.ts';
import { isLong } from '#domain/geometry/ring.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import { asideOf } from '../aside/aside.ts';
import { outlineTooMuch } from '../aside/too-much.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, lockSite } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { findStructure } from '../structure/structure.queries.ts';
import { toFeature } from './annotation.feature.ts';
import { type AnnotationRow, findAnnotation, type HeadChange, updateHead } from './annotation.queries.ts';

const aside = asideOf<{ claimFaults: typeof claimFaults }>(
  '#domain/annotation/claim.rules.ts',
  outlineTooMuch,
);

/** What an act does to an annotation: the change of its head, and how history tells it. */
export type Deed = {
  head: HeadChange;
  act: string;
  change: Record<string, unknown>;
  /** The version after the act, where it moves it. */
  version?: number;
  reply?: (annotation: Annotation) => Annotation;
};

/**
 * Carries out one act on an annotation that is there, under its site's lock: the deed is done, recorded in
 * history and told to other pages, or nothing is. Where `isDone` says that the last act, by the same person and
 * on the revision named, was this very one, it is not done twice. Throws a problem: 404, 410, 412 with `current`.
 */
export function actOn(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  acting: Acting,
  deed: (transaction: Transaction<Database>, row: AnnotationRow) => Promise<Deed>,
  isDone: (row: AnnotationRow) => boolean = () => false,
): Promise<Annotation> {
  return database.transaction().execute(async (transaction) => {
    const row = await locked(transaction, id);
    const isNext = ifMatch === undefined || ifMatch === row.revision - 1;
    if (isNext && row.updated_by === acting.by && isDone(row)) return toFeature(row);
    refuseDeleted(row);
    if (ifMatch !== undefined && ifMatch !== row.revision)
      throw problem('stale_version', {
        detail: `${annotationNumber(row.site_code, row.number)} was changed by ${isolated(row.updated_by)} meanwhile. Nothing of yours is lost: compare both and save again.`,
        current: toFeature(row),
      });
    return record(transaction, row, acting, await deed(transaction, row));
  });
}

/** The annotation, its site locked, so that nothing about it changes before the transaction ends. */
export async function locked(transaction: Transaction<Database>, id: string): Promise<AnnotationRow> {
  const { site_id } = await present(transaction, id);
  await lockSite(transaction, site_id);
  return present(transaction, id);
}

/** 410 for an annotation that was deleted, with how to bring it back. */
export function refuseDeleted(row: AnnotationRow): void {
  if (row.deleted_at)
    throw problem('deleted', {
      detail: `${annotationNumber(row.site_code, row.number)} was deleted by ${isolated(row.updated_by)}${row.deletion_reason ? ` (${isolated(row.deletion_reason)})` : ''}; it can be restored.`,
    });
}

/** Who drew an annotation, and who changed its claim last. */
export function authorsOf(row: AnnotationRow) {
  return { drawnBy: row.created_by, claimBy: row.claim_by };
}

/** Stores a deed, enters it into history and tells other pages. */
export async function record(
  transaction: Transaction<Database>,
  row: AnnotationRow,
  { by, at }: Acting,
  { head, act, change, version = row.version, reply }: Deed,
): Promise<Annotation> {
  await updateHead(transaction, row.id, { ...head, updated_by: by, updated_at: at });
  await appendHistory(transaction, {
    siteId: row.site_id,
    at,
    actor: by,
    act,
    entity: 'annotation',
    entityId: row.id,
    version,
    change: {
      ...change,
      ...(head.status && head.status !== row.status && { status: { old: row.status, new: head.status } }),
    },
  });
  await notify(transaction, {
    kind: 'annotation',
    siteId: row.site_id,
    id: row.id,
    version: row.revision + 1,
    ...(head.deleted_at && { deleted: true }),
  });
  const annotation = toFeature(await present(transaction, row.id));
  return reply ? reply(annotation) : annotation;
}

/** The annotation as it is now, deleted or not; 404 where it is not there. */
export async function present(database: Kysely<Database>, id: string): Promise<AnnotationRow> {
  const row = await findAnnotation(database, id);
  if (!row) throw problem('not_found', { detail: 'There is no annotation under this id.' });
  return row;
}

/** The scenes of a claim that its rules accept; 422 with every fault where they refuse it. */
export async function acceptedScenes<Scene extends ClaimedScene>(claim: Claim, scenes: Map<string, Scene>) {
  const before = scenes.get(claim.beforeSceneId);
  const after = scenes.get(claim.afterSceneId);
  const faults = isLong(claim.geometry)
    ? await aside('claimFaults', claim, { before, after })
    : claimFaults(claim, { before, after });
  if (faults.length) throw invalid(faults);
  return { before: before!, after: after! };
}

/** 422 for a structure that is not one of the site. */
export async function checkStructure(database: Kysely<Database>, siteId: string, structureId: string) {
  const structure = await findStructure(database, structureId);
  if (structure?.site_id !== siteId)
    throw invalid([
      {
        pointer: '/properties/structureId',
        detail: 'The structure is not one of this site: leave it out to make a new one.',
      },
    ]);
}

/** The annotation with what its author should know, where there is anything. */
export function withWarnings(
  annotation: Annotation,
  claim: Claim,
  scenes: { before: ClaimedScene; after: ClaimedScene },
): Annotation {
  const warnings = claimWarnings(claim, scenes);
  return warnings.length ? { ...annotation, afterimage: { warnings } } : annotation;
}
