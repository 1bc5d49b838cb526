import type { Kysely, Transaction } from 'kysely';
import type { Annotation } from '#domain/annotation/annotation.contract.ts';
import { annotationNumber } from '#domain/annotation/number.rules.ts';
import { isOther, isOwnSource, statusAfter } from '#domain/annotation/status.rules.ts';
import type { Assessment, NewAssessment } from '#domain/assessment/assessment.contract.ts';
import { canonicalText, sha256Hex } from '#domain/history/chain.rules.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { actOn, authorsOf, locked, refuseDeleted } from '../annotation/annotation.acts.ts';
import { toFeature } from '../annotation/annotation.feature.ts';
import { type AnnotationRow, findAnnotation, updateHead } from '../annotation/annotation.queries.ts';
import { listJudgements } from '../annotation/judgement.queries.ts';
import type { Database } from '../database/client.ts';
import { notify } from '../event/event.queries.ts';
import { appendHistory, Withheld } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { invalid, problem } from '../http/problem.ts';
import { claimedScenes } from '../scene/claimed-scene.queries.ts';
import {
  findSources,
  insertAssessment,
  insertSource,
  type SourceUse,
  selectAssessments,
  toAssessment,
} from './assessment.queries.ts';

/**
 * Adds one person's judgement of the present version; the status follows in the same transaction. The same
 * sent again (by its id) gives what is there. Throws a problem: 404, 410, 409 where `version` is no longer
 * the present one (with `current`) or the id is taken, 422 for sources that are not the site's.
 */
export function assess(
  database: Kysely<Database>,
  annotationId: string,
  input: NewAssessment,
  acting: Acting,
): Promise<{ assessment: Assessment; status: Status; revision: number; created: boolean }> {
  const { by, at } = acting;
  const requestSha256 = sha256Hex(canonicalText(JSON.parse(JSON.stringify(input))));
  const { id = crypto.randomUUID(), sources: named, ...judged } = input;
  return database.transaction().execute(async (transaction) => {
    const row = await locked(transaction, annotationId);
    refuseDeleted(row);
    const there = await findAssessment(transaction, id);
    if (there) {
      if (there.request_sha256 !== requestSha256 || there.annotation_id !== annotationId)
        throw problem('id_taken', {
          detail: 'Another assessment has this id: send yours with one of its own.',
        });
      const status = row.status as Status;
      return { assessment: toAssessment(there), status, revision: row.revision, created: false };
    }
    refuseOutdated(row, input.version);
    const sources = await namedSources(transaction, row, input, acting);
    const claim = { beforeSceneId: row.before_scene_id, afterSceneId: row.after_scene_id };
    const judgement = {
      by,
      verdict: input.verdict,
      ownSource: sources.some((source) =>
        isOwnSource({ kind: source.kind, sceneId: source.scene_id }, claim),
      ),
      settles: input.settles !== undefined,
    };
    const authors = authorsOf(row);
    const status = statusAfter(
      row.status as Status,
      { act: 'assessed', judgement },
      authors,
      await listJudgements(transaction, annotationId, row.version),
    );
    await insertAssessment(transaction, {
      id,
      annotationId,
      input,
      sources,
      secondReading: isOther(by, authors),
      statusAfter: status,
      requestSha256,
      by,
      at,
    });
    await updateHead(transaction, annotationId, { status });
    await appendHistory(transaction, {
      siteId: row.site_id,
      at,
      actor: by,
      act: 'annotation.assessed',
      entity: 'assessment',
      entityId: id,
      version: row.version,
      change: {
        annotationId,
        ...judged,
        sources: named.map((source, index) => recordedSource(source, sources[index]!)),
        status: { old: row.status, new: status },
      },
    });
    const event = { siteId: row.site_id, id: annotationId, version: row.revision + 1 };
    await notify(transaction, { kind: 'assessment', ...event });
    const stored = await findAssessment(transaction, id);
    return { assessment: toAssessment(stored!), status, revision: row.revision + 1, created: true };
  });
}

/** Asks for a second reading of the present version. */
export function requestReview(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  acting: Acting,
): Promise<Annotation> {
  return actOn(
    database,
    id,
    ifMatch,
    acting,
    async (_transaction, row) => ({
      head: {
        review_requested: true,
        status: statusAfter(row.status as Status, { act: 'review_requested' }, authorsOf(row), []),
      },
      act: 'annotation.review_requested',
      change: { reviewRequested: true },
    }),
    (row) => row.deleted_at === null && row.review_requested,
  );
}

/** Puts another annotation in the place of this one. 422 where that one is not another of the same site. */
export function supersede(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  replacementId: string,
  acting: Acting,
): Promise<Annotation> {
  return actOn(
    database,
    id,
    ifMatch,
    acting,
    async (transaction, row) => {
      const refuse = (detail: string) => invalid([{ pointer: '/by', detail }]);
      if (replacementId === id) throw refuse('An annotation cannot supersede itself.');
      const replacement = await findAnnotation(transaction, replacementId);
      if (!replacement || replacement.deleted_at || replacement.site_id !== row.site_id)
        throw refuse('The annotation that replaces this one is not there.');
      if (replacement.superseded_by)
        throw refuse('The annotation that replaces this one is itself superseded: name the newest.');
      return {
        head: { superseded_by: replacementId, status: 'superseded' },
        act: 'annotation.superseded',
        change: {
          supersededBy: {
            id: replacementId,
            number: annotationNumber(replacement.site_code, replacement.number),
          },
        },
      };
    },
    (row) => row.deleted_at === null && row.superseded_by === replacementId,
  );
}

/** Takes a supersession back: the status is again what the assessments of the present version give. */
export function takeSupersessionBack(
  database: Kysely<Database>,
  id: string,
  ifMatch: number | undefined,
  acting: Acting,
): Promise<Annotation> {
  return actOn(database, id, ifMatch, acting, async (transaction, row) => {
    if (!row.superseded_by) throw problem('conflict', { detail: 'The annotation is not superseded.' });
    const judgements = await listJudgements(transaction, id, row.version);
    const act = { act: 'supersession_taken_back', reviewRequested: row.review_requested } as const;
    return {
      head: { superseded_by: null, status: statusAfter('superseded', act, authorsOf(row), judgements) },
      act: 'annotation.supersession_taken_back',
      change: { supersededBy: null },
    };
  });
}

async function findAssessment(transaction: Transaction<Database>, id: string) {
  return selectAssessments(transaction).where('assessment.id', '=', id).executeTakeFirst();
}

function refuseOutdated(row: AnnotationRow, version: number): void {
  if (version === row.version) return;
  throw problem('conflict', {
    detail: `You judged version ${version}, and version ${row.version} is the present one. What you wrote is kept: look at the change, then send it for that version.`,
    errors: [{ pointer: '/version', detail: `Version ${row.version} is the present one.` }],
    current: toFeature(row),
  });
}

async function namedSources(
  transaction: Transaction<Database>,
  row: AnnotationRow,
  input: NewAssessment,
  acting: Acting,
): Promise<SourceUse[]> {
  const ids = input.sources.flatMap((source) => ('sourceId' in source ? [source.sourceId] : []));
  const known = new Map(
    ids.length ? (await findSources(transaction, row.site_id, ids)).map((source) => [source.id, source]) : [],
  );
  const sceneIds = input.sources.flatMap((source) =>
    'sceneId' in source && source.sceneId ? [source.sceneId] : [],
  );
  const scenes = sceneIds.length ? await claimedScenes(transaction, row.site_id, sceneIds) : new Map();
  const faults = input.sources.flatMap((source, index) => {
    if ('sourceId' in source)
      return known.has(source.sourceId)
        ? []
        : [{ pointer: `/sources/${index}/sourceId`, detail: 'The source is not one of this site.' }];
    return source.sceneId && !scenes.has(source.sceneId)
      ? [{ pointer: `/sources/${index}/sceneId`, detail: 'The scene is not one of this site.' }]
      : [];
  });
  if (faults.length) throw invalid(faults);
  const uses: SourceUse[] = [];
  for (const source of input.sources) {
    const { credibility, note } = source;
    if ('sourceId' in source) uses.push({ ...known.get(source.sourceId)!, credibility, note });
    else {
      const id = await insertSource(transaction, row.site_id, source, acting);
      const { kind, sceneId = null, withheld = false } = source;
      uses.push({ id, kind, scene_id: sceneId, withheld, credibility, note });
    }
  }
  return uses;
}

/** A source as history tells it: the words of one that may have to be withheld enter only as a salted hash. */
function recordedSource(source: NewAssessment['sources'][number], { id, withheld }: SourceUse) {
  if (!withheld) return { ...source, sourceId: id };
  if ('sourceId' in source)
    return { ...source, ...(source.note !== undefined && { note: new Withheld(source.note) }) };
  const { kind, reliability, credibility, sceneId, date, title, reference, url, note } = source;
  return {
    sourceId: id,
    kind,
    reliability,
    credibility,
    sceneId,
    date,
    withheld,
    words: new Withheld(JSON.parse(JSON.stringify({ title, reference, url, note }))),
  };
}
