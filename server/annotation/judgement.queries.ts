import { type Kysely, sql } from 'kysely';
import type { Judgement } from '#domain/annotation/status.rules.ts';
import type { Verdict } from '#domain/assessment/assessment.contract.ts';
import type { Database } from '../database/client.ts';

/** Of `source`, whether it stands beside the scenes of `judged`, the version that is assessed: see isOwnSource. */
export const ownSource = sql<boolean>`(source.kind <> 'imagery' or coalesce(
  source.scene_id not in (judged.before_scene_id, judged.after_scene_id), false))`;

/** What the status needs to know of the assessments of one version, oldest first. */
export function listJudgements(
  database: Kysely<Database>,
  annotationId: string,
  version: number,
): Promise<Judgement[]> {
  return database
    .selectFrom('assessment')
    .select(['by', 'verdict'])
    .select([
      sql<boolean>`settles is not null`.as('settles'),
      sql<boolean>`exists (
        select from assessment_source
        join source on source.id = assessment_source.source_id
        join annotation_version as judged
          on judged.annotation_id = assessment.annotation_id and judged.version = assessment.version
        where assessment_source.assessment_id = assessment.id and ${ownSource})`.as('ownSource'),
    ])
    .$narrowType<{ verdict: Verdict }>()
    .where('annotation_id', '=', annotationId)
    .where('version', '=', version)
    .orderBy('ordinal')
    .execute();
}

/** Whether anybody judged an annotation, in whatever version. */
export async function isJudged(database: Kysely<Database>, annotationId: string): Promise<boolean> {
  const judged = await database
    .selectFrom('assessment')
    .select('id')
    .where('annotation_id', '=', annotationId)
    .limit(1)
    .executeTakeFirst();
  return judged !== undefined;
}
