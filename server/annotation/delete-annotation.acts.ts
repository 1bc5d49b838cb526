import type { Kysely, Transaction } from 'kysely';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { deletionNeedsReason } from '#domain/annotation/deletion.rules.ts';
import { annotationNumber } from '#domain/annotation/number.rules.ts';
import { isolated } from '#domain/text/text.rules.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { actOn, authorsOf, locked, record } from './annotation.acts.ts';
import { toFeature } from './annotation.feature.ts';
import { type AnnotationRow, selectReplacedBy } from './annotation.queries.ts';
import { isJudged } from './judgement.queries.ts';

/**
 * Takes an annotation out of all lists. Its history stays, and `restoreAnnotation` brings it back. Throws a problem:
 * 422 where it is another's, or was judged, and no reason is given.
 */
export function deleteAnnotation(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  reason: string | undefined,
  acting: Acting,
): Promise<Annotation> {
  return actOn(
    database,
    id,
    ifMatch,
    acting,
    async (transaction, row) => {
      const [replaced] = await selectReplacedBy(transaction, id);
      if (replaced)
        throw problem('conflict', {
          detail: `${annotationNumber(row.site_code, replaced.number)} is superseded by this annotation: take that back first.`,
        });
      if (reason === undefined) await refuseWithoutReason(transaction, row, acting.by);
      return {
        head: { deleted_at: acting.at, deletion_reason: reason ?? null },
        act: 'annotation.deleted',
        change: { deleted: true, reason },
      };
    },
    (row) => row.deleted_at !== null,
  );
}

/** Brings a deleted annotation back as it was. One that is not deleted is given unchanged. */
export function restoreAnnotation(
  database: Kysely<Database>,
  id: string,
  acting: Acting,
): Promise<Annotation> {
  return database.transaction().execute(async (transaction) => {
    const row = await locked(transaction, id);
    if (!row.deleted_at) return toFeature(row);
    return record(transaction, row, acting, {
      head: { deleted_at: null, deletion_reason: null },
      act: 'annotation.restored',
      change: { deleted: false },
    });
  });
}

async function refuseWithoutReason(transaction: Transaction<Database>, row: AnnotationRow, by: string) {
  const judged = await isJudged(transaction, row.id);
  if (!deletionNeedsReason(by, authorsOf(row), judged)) return;
  const why = judged ? 'It was judged' : `It is by ${isolated(row.created_by)}`;
  throw invalid([{ pointer: '/reason', detail: `${why}: say why it is deleted.` }]);
}
