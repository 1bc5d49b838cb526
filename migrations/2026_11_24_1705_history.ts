import { type Kysely, sql } from 'kysely';

/**
 * One chain a site. `text` is the exact text that was hashed and everything an entry says; the other
 * columns repeat parts of it for look-ups. What may have to be withheld stands beside the chain, which
 * holds only its salted hash.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table history (
      site_id uuid not null references site (id),
      seq bigint not null check (seq > 0),
      entity text not null,
      entity_id uuid not null,
      text text not null,
      previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
      hash text not null check (hash ~ '^[0-9a-f]{64}$'),
      primary key (site_id, seq),
      unique (site_id, previous_hash)
    )`.execute(database);
  await sql`create index history_of_entity on history (entity_id, seq)`.execute(database);
  await sql`
    create table history_withheld (
      site_id uuid not null,
      seq bigint not null,
      pointer text not null,
      salt text not null,
      value jsonb not null,
      primary key (site_id, seq, pointer),
      foreign key (site_id, seq) references history (site_id, seq)
    )`.execute(database);
  await sql`
    create function refuse_alteration() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
    end $$`.execute(database);
  for (const table of ['history', 'annotation_version', 'assessment', 'assessment_source', 'sighting'])
    await sql`
      create trigger ${sql.ref(`${table}_is_append_only`)}
      before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_alteration()`.execute(database);
}
