import { type Kysely, sql, type Transaction } from 'kysely';
import type { AnnotationFilter } from '#domain/annotation/annotation.contract.ts';
import type { Assessment } from '#domain/assessment/assessment.contract.ts';
import type { BoundingBox } from '#domain/geometry/geometry.contract.ts';
import type { StandingSighting } from '#domain/structure/structure.contract.ts';
import type { Status } from '#domain/vocabulary/status.contract.ts';
import { type AnnotationRow, selectFiltered } from '../annotation/annotation.queries.ts';
import { selectAssessments, toAssessment } from '../assessment/assessment.queries.ts';
import { anyOf } from '../database/any-of.ts';
import type { Database } from '../database/client.ts';
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
 * How many annotations a filter lets through, by status, and the tightest box around them in degrees. Around the
 * antimeridian the box's west lies east of its east (RFC 7946, section 5.2).
 */
export async function summarise(
  snapshot: Kysely<Database>,
  siteId: string,
  filter: AnnotationFilter,
): Promise<Summary> {
  const rows = await selectFiltered(snapshot, siteId, filter)
    .clearSelect()
    .clearOrderBy()
    .select([
      'a.status',
      sql<string>`count(*)`.as('count'),
      sql<number>`min((v.bounds[1])[1])`.as('south'),
      sql<number>`max((v.bounds[0])[1])`.as('north'),
    ])
    .groupBy('a.status')
    .execute();
  const longitudes = await tightestLongitudes(snapshot, siteId, filter);
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, Number(row.count)])),
    total: rows.reduce((total, row) => total + Number(row.count), 0),
    bbox: longitudes && [
      longitudes.west,
      Math.min(...rows.map((row) => row.south)),
      longitudes.east,
      Math.max(...rows.map((row) => row.north)),
    ],
  };
}

/** What leaves out the widest gap between all outlines, each part of one that is cut by itself. */
async function tightestLongitudes(snapshot: Kysely<Database>, siteId: string, filter: AnnotationFilter) {
  const outlines = selectFiltered(snapshot, siteId, filter)
    .clearSelect()
    .clearOrderBy()
    .select(['a.id', 'v.bounds', 'v.geometry', sql<boolean>`v.geometry ->> 'type' = 'Polygon'`.as('whole')]);
  const { rows } = await sql<{ west: number; east: number; gapFrom: number | null; gapTo: number }>`
    with outline as (${outlines}), part as (
      select (bounds[1])[0] as west, (bounds[0])[0] as east from outline where whole
      union all
      select min((position ->> 0)::float8), max((position ->> 0)::float8)
      from outline, jsonb_array_elements(geometry -> 'coordinates') with ordinality as polygon (rings, place),
        jsonb_array_elements(rings -> 0) as position
      where not whole group by id, place
    ), reached as (
      select west, east, max(east) over (order by west rows between unbounded preceding and 1 preceding) as reach
      from part
    )
    select min(west) over () as west, max(east) over () as east, reach as "gapFrom", west as "gapTo"
    from reached order by west - reach desc nulls last limit 1`.execute(snapshot);
  const [all] = rows;
  if (!all) return undefined;
  const { west, east, gapFrom, gapTo } = all;
  const aroundTheAntimeridian = gapFrom !== null && gapTo - gapFrom > 360 - (east - west);
  return aroundTheAntimeridian ? { west: gapTo, east: gapFrom } : { west, east };
}

type Judged = { row: AnnotationRow; assessments: Assessment[]; sightings: StandingSighting[] };

/** Annotations with all their assessments and what stands of their structures, `size` at a time, by number; the next are read while these are used. */
export async function* batchesOfAnnotations(
  snapshot: Kysely<Database>,
  siteId: string,
  filter: AnnotationFilter,
  size: number,
): AsyncGenerator<Judged[]> {
  const ahead = (afterNumber: number) => {
    const batch = readBatch(snapshot, siteId, filter, size, afterNumber);
    // It may fail while the batch before is still being used: then it is awaited later.
    batch.catch(() => {});
    return batch;
  };
  let next = ahead(0);
  try {
    for (let batch = await next; batch.length > 0; batch = await next) {
      next = ahead(batch.at(-1)!.row.number);
      yield batch;
    }
  } finally {
    // Where the reader leaves early, the batch under way ends before the transaction does.
    await next.catch(() => {});
  }
}

async function readBatch(
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
    sightings: (sightings.get(row.structure_id) ?? []).map(({ structureId, ...sighting }) => sighting),
  }));
}
