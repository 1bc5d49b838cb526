import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/client.ts';

/** What other open pages are told: which thing of which site changed, and its version or revision now. */
export type ChangeEvent = {
  kind: 'site' | 'scene' | 'annotation' | 'assessment' | 'structure' | 'look' | 'overlay';
  siteId: string;
  id: string;
  /** The present version of a scene, or revision of an annotation; left out where it has neither. */
  version?: number;
};

/** The channel of LISTEN and NOTIFY on which all server processes of one database hear each other. */
export const CHANNEL = 'afterimage_change';

/** Tells all open pages of a change, if and when the transaction commits. */
export async function notify(transaction: Transaction<Database>, event: ChangeEvent): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(event)})`.execute(transaction);
}
