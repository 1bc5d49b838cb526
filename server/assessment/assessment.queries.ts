import { type Kysely, sql, type Transaction } from 'kysely';
import type {
  AssessedSource,
  Assessment,
  NewAssessment,
  SiteSource,
  SourceKind,
  Verdict,
} from '#domain/assessment/assessment.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { ownSource } from '../annotation/judgement.queries.ts';
import { withoutNulls } from '../base/without-nulls.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
import type { Acting } from '../http/acting.ts';

type StoredSource = {
  source_id: string;
  kind: SourceKind;
  title: string;
  reference: string | null;
  url: string | null;
  scene_id: string | null;
  date: string | null;
  reliability: AssessedSource['reliability'];
  withheld: boolean;
  credibility: AssessedSource['credibility'];
  note: string | null;
  own: boolean;
};

/** Assessments with the sources they rest on, oldest first by annotation. */
export function selectAssessments(database: Kysely<Database>) {
  return database
    .selectFrom('assessment')
    .selectAll('assessment')
    .select(
      sql<StoredSource[] | null>`(
        select jsonb_agg(jsonb_build_object(
          'source_id', source.id, 'kind', source.kind, 'title', source.title, 'reference', source.reference,
          'url', source.url, 'scene_id', source.scene_id, 'date', source.date,
          'reliability', source.reliability, 'withheld', source.withheld,
          'credibility', assessment_source.credibility, 'note', assessment_source.note,
          'own', ${ownSource}
        ) order by assessment_source.ordinal)
        from assessment_source
        join source on source.id = assessment_source.source_id
        join annotation_version as judged
          on judged.annotation_id = assessment.annotation_id and judged.version = assessment.version
        where assessment_source.assessment_id = assessment.id)`.as('sources'),
    )
    .$narrowType<{
      verdict: Verdict;
      confidence: NonNullable<Assessment['confidence']> | null;
      likelihood: NonNullable<Assessment['likelihood']> | null;
      rivals: Assessment['rivals'];
      status_after: Status;
    }>()
    .orderBy('assessment.annotation_id')
    .orderBy('assessment.ordinal');
}

type AssessmentRow = Awaited<ReturnType<ReturnType<typeof selectAssessments>['executeTakeFirstOrThrow']>>;

export function toAssessment(row: AssessmentRow): Assessment {
  return {
    id: row.id,
    annotationId: row.annotation_id,
    version: row.version,
    verdict: row.verdict,
    sources: (row.sources ?? []).map(toAssessedSource),
    rivals: row.rivals,
    by: row.by,
    at: row.at.toISOString(),
    selfDeclared: row.self_declared,
    secondReading: row.second_reading,
    statusAfter: row.status_after,
    ...withoutNulls({
      confidence: row.confidence,
      confidenceReason: row.confidence_reason,
      likelihood: row.likelihood,
      settles: row.settles,
      note: row.note,
    }),
  };
}

function toAssessedSource(source: StoredSource): AssessedSource {
  const { source_id, scene_id, kind, title, reliability, credibility, withheld, own, ...words } = source;
  return {
    sourceId: source_id,
    kind,
    title,
    reliability,
    credibility,
    own,
    ...withoutNulls({ sceneId: scene_id, ...words }),
    ...(withheld && { withheld }),
  };
}

/** A source of a site, as an assessment names it. */
export type SourceUse = {
  id: string;
  kind: SourceKind;
  scene_id: string | null;
  withheld: boolean;
  credibility: number;
  note: string | undefined;
};

export function findSources(database: Kysely<Database>, siteId: string, ids: string[]) {
  return database
    .selectFrom('source')
    .select(['id', 'kind', 'scene_id', 'withheld'])
    .$narrowType<{ kind: SourceKind }>()
    .where('site_id', '=', siteId)
    .where('id', '=', anyOf(ids))
    .execute();
}

type NewSource = Exclude<NewAssessment['sources'][number], { sourceId: string }>;

export async function insertSource(
  transaction: Transaction<Database>,
  siteId: string,
  source: NewSource,
  { by, at }: Acting,
): Promise<string> {
  const { id } = await transaction
    .insertInto('source')
    .values({
      site_id: siteId,
      kind: source.kind,
      title: source.title,
      reference: source.reference ?? null,
      url: source.url ?? null,
      scene_id: source.sceneId ?? null,
      date: source.date ?? null,
      reliability: source.reliability,
      withheld: source.withheld ?? false,
      created_by: by,
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function insertAssessment(
  transaction: Transaction<Database>,
  assessment: {
    id: string;
    annotationId: string;
    input: NewAssessment;
    sources: SourceUse[];
    secondReading: boolean;
    statusAfter: string;
    requestSha256: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { id, input, sources } = assessment;
  await transaction
    .insertInto('assessment')
    .values({
      id,
      annotation_id: assessment.annotationId,
      version: input.version,
      verdict: input.verdict,
      confidence: input.confidence ?? null,
      confidence_reason: input.confidenceReason ?? null,
      likelihood: input.likelihood ?? null,
      rivals: JSON.stringify(input.rivals),
      settles: input.settles ?? null,
      note: input.note ?? null,
      second_reading: assessment.secondReading,
      status_after: assessment.statusAfter,
      request_sha256: assessment.requestSha256,
      by: assessment.by,
      self_declared: true,
      at: assessment.at,
    })
    .execute();
  if (sources.length)
    await transaction
      .insertInto('assessment_source')
      .values(
        sources.map((source, ordinal) => ({
          assessment_id: id,
          source_id: source.id,
          ordinal,
          credibility: source.credibility,
          note: source.note ?? null,
        })),
      )
      .execute();
}

/** All sources named at a site, so that they can be named again. */
export async function listSources(database: Kysely<Database>, siteId: string): Promise<SiteSource[]> {
  const rows = await database
    .selectFrom('source')
    .select(['id', 'kind', 'title', 'reference', 'url', 'scene_id', 'date', 'reliability', 'withheld'])
    .$narrowType<{ kind: SourceKind; reliability: SiteSource['reliability'] }>()
    .where('site_id', '=', siteId)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id, kind, title, reliability, withheld, scene_id, ...words }) => ({
    sourceId: id,
    kind,
    title,
    reliability,
    withheld,
    ...withoutNulls({ sceneId: scene_id, ...words }),
  }));
}
