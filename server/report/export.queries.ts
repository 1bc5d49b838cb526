import { type Kysely, sql, type Transaction } from 'kysely';
import type { AnnotationFilter, Status } from '../annotation/annotation.contract.ts';
import { type AnnotationRow, selectFiltered } from '../annotation/annotation.queries.ts';
import type { Assessment } from '../assessment/assessment.contract.ts';
import { selectAssessments, toAssessment } from '../assessment/assessment.queries.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
import type { BoundingBox } from '../geometry/geometry.contract.ts';
import type { StandingSighting } from '../structure/structure.contract.ts';
import { listStanding } from '../structure/structure.queries.ts';

/** Runs `read` in a transaction that sees one moment of the database and cannot write. */
export function inSnapshot<T>(
  database: Kysely<Database>,
  read: (snapshot: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}

export type Summary = {
  counts: Partial<Record<Status, number>>;
  total: number;
  bbox: BoundingBox | undefined;
};

/**
 * How many annotations a filter lets through, by status, and the box around them in degrees. Around the
 * antimeridian the box's west lies east of its east (RFC 7946, section 5.2).
 */
export async function summarise(
  snapshot: Kysely<Database>,
  siteId: string,
  filter: AnnotationFilter,
): Promise<Summary> {
  const west = sql<number>`(v.bounds[1])[0]`;
  const east = sql<number>`(v.bounds[0])[0]`;
  const rows = await selectFiltered(snapshot, siteId, filter)
    .clearSelect()
    .clearOrderBy()
    .select([
      'a.status',
      sql<string>`count(*)`.as('count'),
      sql<number>`min(${west})`.as('west'),
      sql<number>`min((v.bounds[1])[1])`.as('south'),
      sql<number>`max(${east})`.as('east'),
      sql<number>`max((v.bounds[0])[1])`.as('north'),
      sql<number | null>`min(${west}) filter (where ${west} >= 0)`.as('easternWest'),
      sql<number | null>`max(${east}) filter (where ${east} < 0)`.as('westernEast'),
    ])
    .groupBy('a.status')
    .execute();
  const least = (values: (number | null)[]) => Math.min(...values.filter((value) => value !== null));
  const most = (values: (number | null)[]) => Math.max(...values.filter((value) => value !== null));
  const box: BoundingBox = [
    least(rows.map((row) => row.west)),
    least(rows.map((row) => row.south)),
    most(rows.map((row) => row.east)),
    most(rows.map((row) => row.north)),
  ];
  const around = box[2] - box[0] > 180;
  if (around) {
    box[0] = least(rows.map((row) => row.easternWest));
    box[2] = most(rows.map((row) => row.westernEast));
  }
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, Number(row.count)])),
    total: rows.reduce((total, row) => total + Number(row.count), 0),
    bbox: rows.length ? box : undefined,
  };
}

type Judged = { row: AnnotationRow; assessments: Assessment[]; sightings: StandingSighting[] };

/** Annotations with all their assessments and what stands of their structures, `size` at a time, by number; the next are read while these are used. */
export async function* pagesOfAnnotations(
  snapshot: Kysely<Database>,
  siteId: string,
  filter: AnnotationFilter,
  size: number,
): AsyncGenerator<Judged[]> {
  const ahead = (afterNumber: number) => {
    const page = readPage(snapshot, siteId, filter, size, afterNumber);
    // It may fail while the page before is still being used: then it is awaited later.
    page.catch(() => {});
    return page;
  };
  let next = ahead(0);
  try {
    for (let page = await next; page.length > 0; page = await next) {
      next = ahead(page.at(-1)!.row.number);
      yield page;
    }
  } finally {
    // Where the reader leaves early, the page under way ends before the transaction does.
    await next.catch(() => {});
  }
}

async function readPage(
  snapshot: Kysely<Database>,
  siteId: string,
  filter: AnnotationFilter,
  size: number,
  afterNumber: number,
): Promise<Judged[]> {
  const rows = await selectFiltered(snapshot, siteId, filter)
    .where('a.number', '>', afterNumber)
    .limit(size)
    .execute();
  const judged = await selectAssessments(snapshot)
    .where('assessment.annotation_id', '=', anyOf(rows.map((row) => row.id)))
    .execute();
  const assessments = Map.groupBy(judged.map(toAssessment), (assessment) => assessment.annotationId);
  const standing = await listStanding(snapshot, [...new Set(rows.map((row) => row.structure_id))]);
  const sightings = Map.groupBy(standing, ({ structureId }) => structureId);
  return rows.map((row) => ({
    row,
    assessments: assessments.get(row.id) ?? [],
    sightings: (sightings.get(row.structure_id) ?? []).map(({ structureId: _, ...sighting }) => sighting),
  }));
}
