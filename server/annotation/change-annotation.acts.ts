import type { Kysely, Transaction } from 'kysely';
import type { Annotation, AnnotationInput } from '#domain/annotation/annotation.contract.ts';
import { type Claim, claimOf } from '#domain/annotation/claim.rules.ts';
import { statusAfter } from '#domain/annotation/status.rules.ts';
import { canonicalText } from '#domain/history/chain.rules.ts';
import { plainLine } from '#domain/text/text.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import type { Database } from '../database/client.ts';
import { wasDone } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid } from '../http/problem.ts';
import { claimedScenes } from '../scene/claimed-scene.queries.ts';
import { structureOfItsOwn } from '../structure/structure.acts.ts';
import { acceptedScenes, actOn, authorsOf, checkStructure, withWarnings } from './annotation.acts.ts';
import {
  type AnnotationRow,
  detailColumns,
  type HeadChange,
  insertVersion,
  nextVersion,
  selectVersionsLike,
} from './annotation.queries.ts';
import { listJudgements } from './judgement.queries.ts';

/** Replaces what a client may set; a changed claim makes a new version, or is again the one that claimed just that. */
export function changeAnnotation(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  input: AnnotationInput,
  acting: Acting,
): Promise<Annotation> {
  return actOn(
    database,
    id,
    ifMatch,
    acting,
    async (transaction, row) => {
      if (input.id && input.id !== id)
        throw invalid([{ pointer: '/id', detail: 'The id is not the one in the address.' }]);
      const { properties } = input;
      const claim = claimOf(input);
      const scenes = await checkedScenes(transaction, row.site_id, claim);
      const structureId = await structureAfter(transaction, row, properties.structureId, acting);

      const before = claimOfRow(row);
      const claimChanged = !sameValue(before, claim);
      const moved = claimChanged ? await moveTo(transaction, row, claim, acting) : undefined;
      const details = detailColumns(properties);
      const head: HeadChange = {
        ...details,
        structure_id: structureId,
        ...moved?.head,
      };
      const { title, description, count, viewing } = properties;
      return {
        head,
        ...(moved && { version: moved.head.version }),
        act: claimChanged ? 'annotation.claim_changed' : 'annotation.details_changed',
        change: {
          ...(claimChanged && { claim: { old: before, new: claim }, returnsTo: moved?.returnsTo }),
          details: {
            old: {
              title: row.title,
              description: row.description,
              count: row.count,
              structureId: row.structure_id,
            },
            new: { title, description, count, viewing, structureId },
          },
        },
        reply: (annotation) => withWarnings(annotation, claim, scenes),
      };
    },
    (row) => row.deleted_at === null && holds(row, input),
  );
}

/**
 * Where the head goes with another claim: to a new version, which is observed anew; or back to the version that claimed
 * just this, with its author, and the status that its assessments give.
 */
async function moveTo(transaction: Transaction<Database>, row: AnnotationRow, claim: Claim, acting: Acting) {
  const { id, site_id: siteId, created_by: drawnBy } = row;
  const current = row.status as Status;
  const like = await selectVersionsLike(transaction, id, claim);
  const former = like.find((version) => sameValue(claimOfRow(version), claim));
  if (!former) {
    const version = await nextVersion(transaction, id);
    await insertVersion(transaction, { id, version, claim, ...acting });
    const status = statusAfter(current, { act: 'claim_changed' }, authorsOf(row), []);
    return { head: { version, claim_by: acting.by, review_requested: false, status } };
  }
  const { version, created_by: claimBy } = former;
  const asked = { siteId, entityId: id, act: 'annotation.review_requested', version };
  const reviewRequested = await wasDone(transaction, asked);
  const status = statusAfter(
    current,
    { act: 'claim_returned', reviewRequested },
    { drawnBy, claimBy },
    await listJudgements(transaction, id, version),
  );
  return {
    head: { version, claim_by: claimBy, review_requested: reviewRequested, status },
    returnsTo: version,
  };
}

/** Whether an annotation is as a request would make it. */
function holds(row: AnnotationRow, { geometry, properties }: AnnotationInput): boolean {
  const { title, description, count, viewing, structureId = row.structure_id } = properties;
  const details = { title: row.title, description: row.description, count: row.count, viewing: row.viewing };
  const wanted = { title, description, count, viewing: viewing ?? row.viewing };
  const claim = claimOf({ type: 'Feature', geometry, properties });
  return (
    structureId === row.structure_id &&
    sameValue(withoutNulls(details), withoutNulls(wanted)) &&
    sameValue(claimOfRow(row), claim)
  );
}

async function checkedScenes(transaction: Transaction<Database>, siteId: string, claim: Claim) {
  const ids = [claim.beforeSceneId, claim.afterSceneId];
  return acceptedScenes(claim, await claimedScenes(transaction, siteId, ids));
}

/** The structure that a change leads to: the one named, one of its own for null, else the present one. */
async function structureAfter(
  transaction: Transaction<Database>,
  row: AnnotationRow,
  wanted: string | null | undefined,
  acting: Acting,
): Promise<string> {
  if (wanted === null) return structureOfItsOwn(transaction, row, acting);
  const structureId = wanted ?? row.structure_id;
  if (structureId !== row.structure_id) await checkStructure(transaction, row.site_id, structureId);
  return structureId;
}

/** Words that were stored before lines had to be plain make the same claim as what they show. */
function claimOfRow(
  row: Pick<
    AnnotationRow,
    | 'geometry'
    | 'structure'
    | 'structure_other'
    | 'change'
    | 'damage_grade'
    | 'before_scene_id'
    | 'after_scene_id'
  >,
): Claim {
  const properties = {
    structure: row.structure,
    structureOther: row.structure_other === null ? undefined : plainLine(row.structure_other),
    change: row.change,
    damageGrade: row.damage_grade ?? undefined,
    beforeSceneId: row.before_scene_id,
    afterSceneId: row.after_scene_id,
  } as AnnotationInput['properties'];
  return claimOf({ type: 'Feature', geometry: row.geometry, properties });
}

/** Equal as JSON: members that are undefined count as left out. */
function sameValue(one: unknown, other: unknown): boolean {
  const text = (value: unknown) => canonicalText(JSON.parse(JSON.stringify(value)));
  return text(one) === text(other);
}
