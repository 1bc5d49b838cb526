import { type Kysely, sql } from 'kysely';
import { type Acquired, readAcquired } from '#domain/acquired/acquired.rules.ts';
import type { ClaimedScene } from '#domain/annotation/claim.rules.ts';
import type { ChangeEvent } from '#domain/event/event.contract.ts';
import type { ArealGeometry } from '#domain/geometry/geometry.contract.ts';
import type { Database } from '../database/client.ts';
import { CHANNEL } from '../event/event.queries.ts';
import type { ChainHead, entryAfter } from '../history/history.queries.ts';
import { problem } from '../http/problem.ts';
import type { detailColumns, versionColumns } from './annotation.queries.ts';

/**
 * Drawing is the act that is done most, often over a poor line and many times in a row: what it must know is
 * read in one statement and what it stores is written in one.
 */

type GroundRow = {
  site: { code: string; number: number } | null;
  there: boolean;
  head: ChainHead | null;
  scenes: { id: string; title: string; acquired: string; footprint: ArealGeometry }[] | null;
};

/**
 * The site's code and next number, whether the id is taken, the head of the chain, and the claimed scenes by
 * id. 404 where the site is not there.
 */
export async function readGround(
  database: Kysely<Database>,
  siteId: string,
  { id, sceneIds }: { id: string; sceneIds: string[] },
) {
  const { rows } = await sql<GroundRow>`
    select
      (select jsonb_build_object('code', code, 'number', next_annotation_number)
        from site where id = ${siteId} and removed_at is null) as site,
      exists (select from annotation where id = ${id}) as there,
      (select jsonb_build_object('seq', seq, 'hash', hash)
        from history where site_id = ${siteId} order by seq desc limit 1) as head,
      (select jsonb_agg(jsonb_build_object(
          'id', id, 'title', title, 'acquired', acquired, 'footprint', footprint))
        from scene
        where site_id = ${siteId} and id = any (${sceneIds}::uuid[]) and state <> 'failed') as scenes
  `.execute(database);
  const { site, there, head, scenes } = rows[0]!;
  if (!site) throw problem('not_found', { detail: 'There is no site under this id.' });
  return {
    site,
    there,
    head: head ?? undefined,
    scenes: new Map(
      (scenes ?? []).map((scene): [string, ClaimedScene & Acquired] => [
        scene.id,
        { title: scene.title, footprint: scene.footprint, ...readAcquired(scene.acquired)! },
      ]),
    ),
  };
}

export type Ground = Awaited<ReturnType<typeof readGround>>;

export type Drawn = {
  siteId: string;
  number: number;
  /** Of a structure that is there, or an id for a new one. */
  structureId: string;
  details: ReturnType<typeof detailColumns>;
  version: ReturnType<typeof versionColumns>;
  requestSha256: string;
  history: ReturnType<typeof entryAfter>['row'];
  event: ChangeEvent;
};

/** What a write was made from has been overtaken by another writer: read again, under the site's lock. */
export class MovedOn extends Error {}

/**
 * Stores an annotation, its first version, its structure if new, its entry in history, and tells other pages,
 * all in one statement. Since every act at a site adds to its chain, an entry that does not follow the newest
 * one tells that what was read before is out of date: throws MovedOn, and nothing is stored. The site's
 * row is taken first, as by every other act, so that writers queue instead of blocking each other.
 */
export async function insertDrawn(database: Kysely<Database>, drawn: Drawn): Promise<void> {
  const { siteId, structureId, number, details, version: claim, history } = drawn;
  const { annotation_id: id, created_by: by, created_at: at } = claim;
  try {
    const { rows } = await sql`
      with numbered as (
        update site set next_annotation_number = ${number + 1}
        where id = ${siteId} and next_annotation_number = ${number} and (
          ${history.seq}::bigint = 1 or exists (
            select from history where site_id = ${siteId}
              and seq = ${history.seq}::bigint - 1 and hash = ${history.previous_hash}::text))
        returning id
      ), structured as (
        insert into structure (id, site_id, created_by, created_at)
        select ${structureId}::uuid, id, ${by}::text, ${at}::timestamptz from numbered
        on conflict (id) do nothing
      ), drawn as (
        insert into annotation (
          id, site_id, structure_id, number, title, description, count, viewing, status, request_sha256,
          claim_by, created_by, created_at, updated_by, updated_at)
        select
          ${id}::uuid, id, ${structureId}::uuid, ${number}::integer, ${details.title}::text,
          ${details.description}::text, ${details.count}::integer, ${details.viewing ?? null}::jsonb,
          'observed', ${drawn.requestSha256}::text,
          ${by}::text, ${by}::text, ${at}::timestamptz, ${by}::text, ${at}::timestamptz
        from numbered
      ), versioned as (
        insert into annotation_version (
          annotation_id, version, geometry, bounds, structure, structure_other, change, damage_grade,
          before_scene_id, after_scene_id, area, created_by, created_at)
        select
          ${id}::uuid, 1, ${claim.geometry}::jsonb, ${claim.bounds}, ${claim.structure}::text,
          ${claim.structure_other}::text, ${claim.change}::text, ${claim.damage_grade}::text,
          ${claim.before_scene_id}::uuid, ${claim.after_scene_id}::uuid, ${claim.area}::double precision,
          ${by}::text, ${at}::timestamptz
        from numbered
      ), recorded as (
        insert into history (site_id, seq, entity, entity_id, text, previous_hash, hash)
        select
          id, ${history.seq}::bigint, ${history.entity}::text, ${history.entity_id}::uuid,
          ${history.text}::text, ${history.previous_hash}::text, ${history.hash}::text
        from numbered
      )
      select pg_notify(${CHANNEL}::text, ${JSON.stringify(drawn.event)}::text) from numbered
    `.execute(database);
    if (rows.length === 0) throw new MovedOn();
  } catch (error) {
    throw isOvertaken(error) ? new MovedOn() : error;
  }
}

/** A key that is there already (an entry, an id) or no longer there (a scene). */
function isOvertaken(error: unknown): boolean {
  const uniqueOrForeignKey = ['23505', '23503'];
  return error instanceof Error && 'code' in error && uniqueOrForeignKey.includes(String(error.code));
}
