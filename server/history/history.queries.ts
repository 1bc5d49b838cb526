import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import {
  canonicalText,
  entryHash,
  FIRST_PREVIOUS_HASH,
  type HistoryRecord,
  withheldDigest,
} from '#domain/history/chain.rules.ts';
import type { HistoryEntry } from '#domain/history/history.contract.ts';
import type { Database } from '../database/client.ts';
import { problem } from '../http/problem.ts';

/** An act to be recorded. Values of `change` wrapped by `withheld` enter the chain only as a salted hash. */
export type NewHistoryEntry = Omit<HistoryRecord, 'format' | 'seq' | 'actor' | 'at'> & {
  actor: string;
  at: Date;
};

/** As whom the server itself acts. */
export const SERVER_ITSELF = 'Afterimage';

/** Marks a value that may have to be withheld: the chain holds its salted hash, the value stands beside it. */
export class Withheld {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * Takes the one lock under which a site's chain grows, until the transaction ends. Whoever writes several
 * things takes it first, so that two writers wait for each other instead of failing. 404 where the site is
 * not there, or was removed.
 */
export async function lockSite(transaction: Transaction<Database>, siteId: string) {
  const site = await transaction
    .selectFrom('site')
    .select(['code', 'next_annotation_number'])
    .where('id', '=', siteId)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!site) throw problem('not_found', { detail: 'There is no site under this id.' });
  return site;
}

/** The newest entry of a chain, to which the next one is bound. */
export type ChainHead = { seq: number; hash: string };

/** The newest entry of a site's chain, undefined before the first. To add to it, lock the site before. */
export function findChainHead(database: Kysely<Database>, siteId: string): Promise<ChainHead | undefined> {
  return database
    .selectFrom('history')
    .select(['seq', 'hash'])
    .where('site_id', '=', siteId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The row of the entry that follows `head`, and what is to stand beside it. */
export function entryAfter(head: ChainHead | undefined, { actor, at, change, ...entry }: NewHistoryEntry) {
  const seq = (head?.seq ?? 0) + 1;
  const aside: Aside[] = [];
  const record: HistoryRecord = {
    format: 1,
    ...entry,
    seq,
    at: at.toISOString(),
    actor: { name: actor, selfDeclared: true },
    change: setAside(change, '/change', aside),
  };
  const text = canonicalText(record);
  const previousHash = head?.hash ?? FIRST_PREVIOUS_HASH;
  const row = {
    site_id: entry.siteId,
    seq,
    entity: entry.entity,
    entity_id: entry.entityId,
    text,
    previous_hash: previousHash,
    hash: entryHash(previousHash, text),
  };
  return { row, aside };
}

/** Adds an entry to its site's chain within the transaction of the act that it records. */
export async function appendHistory(
  transaction: Transaction<Database>,
  entry: NewHistoryEntry,
): Promise<void> {
  await lockSite(transaction, entry.siteId);
  const { row, aside } = entryAfter(await findChainHead(transaction, entry.siteId), entry);
  await transaction.insertInto('history').values(row).execute();
  if (aside.length)
    await transaction
      .insertInto('history_withheld')
      .values(
        aside.map(({ pointer, salt, value }) => ({
          site_id: row.site_id,
          seq: row.seq,
          pointer,
          salt,
          value: JSON.stringify(value),
        })),
      )
      .execute();
}

/**
 * True where the newest entry about a thing tells of this very act: what is asked for once more has been done, and
 * whoever asks has not heard of it.
 */
export async function wasJustDone(
  database: Kysely<Database>,
  {
    siteId,
    entityId,
    actor,
    act,
    change,
  }: Pick<NewHistoryEntry, 'siteId' | 'entityId' | 'actor' | 'act' | 'change'>,
): Promise<boolean> {
  const row = await database
    .selectFrom('history')
    .select('text')
    .where('site_id', '=', siteId)
    .where('entity_id', '=', entityId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return false;
  const told = JSON.parse(row.text) as HistoryRecord;
  const same = canonicalText(told.change) === canonicalText(JSON.parse(JSON.stringify(change)));
  return told.actor.name === actor && told.act === act && same;
}

/** Whether an act was ever recorded of one version of a thing. */
export async function wasDone(
  database: Kysely<Database>,
  { siteId, entityId, act, version }: Pick<NewHistoryEntry, 'siteId' | 'entityId' | 'act' | 'version'>,
): Promise<boolean> {
  const done = await database
    .selectFrom('history')
    .select('seq')
    .where('site_id', '=', siteId)
    .where('entity_id', '=', entityId)
    .where(sql<boolean>`text::jsonb @> ${JSON.stringify({ act, version })}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return done !== undefined;
}

/** Which entries are wanted: of one site or one annotation where named, after a seq, from a place on. */
export type HistoryFilter = {
  siteId?: string | undefined;
  annotationId?: string;
  after: number;
  from?: { siteId: string; seq: number } | undefined;
  limit: number;
};

/** Entries oldest first within a site, site by site. Those of an annotation include its assessments. */
export async function listHistory(
  database: Kysely<Database>,
  { siteId, annotationId, after, from, limit }: HistoryFilter,
): Promise<HistoryEntry[]> {
  const rows = await database
    .selectFrom('history')
    .select(['text', 'previous_hash', 'hash'])
    .where('seq', '>', after)
    .$if(siteId !== undefined, (query) => query.where('site_id', '=', siteId!))
    .$if(from !== undefined, (query) =>
      query.where(sql<boolean>`(site_id, seq) > (${from!.siteId}::uuid, ${from!.seq}::bigint)`),
    )
    .$if(annotationId !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where.and({ entity: 'annotation', entity_id: annotationId! }),
          where(
            'entity_id',
            'in',
            where.selectFrom('assessment').select('id').where('annotation_id', '=', annotationId!),
          ),
        ]),
      ),
    )
    .orderBy('site_id')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ text, previous_hash, hash }) => {
    const { format, ...record } = JSON.parse(text) as HistoryRecord;
    return { ...record, text, previousHash: previous_hash, hash };
  });
}

type Aside = { pointer: string; salt: string; value: unknown };

function setAside(value: unknown, pointer: string, aside: Aside[]): unknown {
  if (value instanceof Withheld) {
    const salt = randomBytes(32).toString('hex');
    aside.push({ pointer, salt, value: value.value });
    return { withheld: withheldDigest(salt, value.value) };
  }
  if (Array.isArray(value)) return value.map((item, index) => setAside(item, `${pointer}/${index}`, aside));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, setAside(item, `${pointer}/${key}`, aside)]),
    );
  return value;
}
