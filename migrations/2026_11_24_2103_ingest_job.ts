import { readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';

/**
 * One row for each scene that something is to be done with, or whose work was cancelled. `job_id` is the job of
 * pg-boss that may write to it: one that was taken over, cancelled or begun anew finds another there.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const pgBoss = await readFile(new URL('2026_11_24_2103_ingest_job.sql', import.meta.url), 'utf8');
  await sql.raw(pgBoss).execute(database);
  await sql`
    select pgboss.create_queue('ingest', '{
      "policy": "standard", "retryLimit": 20, "retryDelay": 0, "retryBackoff": false,
      "expireInSeconds": 43200, "retentionSeconds": 31536000, "deleteAfterSeconds": 86400,
      "warningQueueSize": 0, "heartbeatSeconds": 10, "notify": true}')`.execute(database);
  await sql`
    create table ingest_job (
      scene_id uuid primary key references scene (id) on delete cascade,
      job_id uuid not null,
      task text not null check (task in ('make', 'check')),
      stage text not null check (stage in ('waiting', 'reading', 'writing_overviews', 'checking', 'cancelled')),
      share double precision not null default 0 check (share between 0 and 1),
      seconds_left double precision,
      attempt integer not null default 1
    )`.execute(database);
  await sql`
    insert into ingest_job (scene_id, job_id, task, stage)
    select id, gen_random_uuid(), 'make', 'waiting' from scene where state = 'ingesting'`.execute(database);
  await sql`
    insert into pgboss.job (id, name, data, policy, retry_limit, retry_delay, heartbeat_seconds, expire_seconds)
    select job_id, 'ingest', jsonb_build_object('sceneId', scene_id), 'standard', 20, 0, 10, 43200
    from ingest_job`.execute(database);
}
