import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database/client.ts';
import { CHANNEL, type ChangeEvent } from '../event/event.queries.ts';
import type { ArealGeometry } from '../geometry/geometry.contract.ts';
import type { ChainHead, entryAfter } from '../history/history.queries.ts';
import { readAcquired } from '../scene/acquired.rules.ts';
import { type Details, detailColumns, type NewVersion, versionColumns } from './annotation.queries.ts';
import type { ClaimedScene } from './claim.rules.ts';

/**
 * Drawing is the act that is done most, often over a poor line and many times in a row: what it must know is
 * read in one statement and what it stores is written in one.
 */

type Ground = {
  there: boolean;
  head: ChainHead | null;
  scenes: { id: string; title: string; acquired: string; footprint: ArealGeometry }[] | null;
};

/** Whether the id is taken, the head of the site's chain, and the claimed scenes by id. Lock the site before. */
export async function readGround(
  transaction: Transaction<Database>,
  siteId: string,
  { id, sceneIds }: { id: string; sceneIds: string[] },
) {
  const { rows } = await sql<Ground>`
    select
      exists (select from annotation where id = ${id}) as there,
      (select jsonb_build_object('seq', seq, 'hash', hash)
        from history where site_id = ${siteId} order by seq desc limit 1) as head,
      (select jsonb_agg(jsonb_build_object(
          'id', id, 'title', title, 'acquired', acquired, 'footprint', footprint))
        from scene
        where site_id = ${siteId} and id = any (${sceneIds}::uuid[]) and state <> 'failed') as scenes
  `.execute(transaction);
  const { there, head, scenes } = rows[0]!;
  return {
    there,
    head: head ?? undefined,
    scenes: new Map(
      (scenes ?? []).map((scene): [string, ClaimedScene] => [
        scene.id,
        { title: scene.title, footprint: scene.footprint, ...readAcquired(scene.acquired)! },
      ]),
    ),
  };
}

export type Drawn = {
  siteId: string;
  number: number;
  /** Of a structure that is there, or an id for a new one. */
  structureId: string;
  details: Details;
  version: NewVersion;
  requestSha256: string;
  history: ReturnType<typeof entryAfter>['row'];
  event: ChangeEvent;
};

/** Stores an annotation, its first version, its structure if new, its entry in history, and tells other pages. */
export async function insertDrawn(transaction: Transaction<Database>, drawn: Drawn): Promise<void> {
  const { siteId, version } = drawn;
  const { id, by, at } = version;
  await (transaction as Kysely<Database>)
    .with('numbered', (query) =>
      query
        .updateTable('site')
        .set({ next_annotation_number: drawn.number + 1 })
        .where('id', '=', siteId)
        .returning('id'),
    )
    .with('structured', (query) =>
      query
        .insertInto('structure')
        .values({ id: drawn.structureId, site_id: siteId, created_by: by, created_at: at })
        .onConflict((structure) => structure.column('id').doNothing())
        .returning('id'),
    )
    .with('drawn', (query) =>
      query
        .insertInto('annotation')
        .values({
          id,
          site_id: siteId,
          structure_id: drawn.structureId,
          number: drawn.number,
          ...detailColumns(drawn.details),
          status: 'observed',
          request_sha256: drawn.requestSha256,
          claim_by: by,
          created_by: by,
          created_at: at,
          updated_by: by,
          updated_at: at,
        })
        .returning('id'),
    )
    .with('versioned', (query) =>
      query.insertInto('annotation_version').values(versionColumns(version)).returning('annotation_id'),
    )
    .with('recorded', (query) => query.insertInto('history').values(drawn.history).returning('seq'))
    .selectNoFrom(sql`pg_notify(${CHANNEL}, ${JSON.stringify(drawn.event)})`.as('told'))
    .execute();
}
