import type { Transaction } from 'kysely';
import type { Database } from '../database/client.ts';
import { listHistory } from '../history/history.queries.ts';
import type { Acting } from '../http/acting.ts';
import { insertStructure, isShared } from './structure.queries.ts';

/**
 * A structure that is of this annotation alone: its present one, else the one that it was drawn with, whose
 * sightings are then shown again, else a new one.
 */
export async function structureOfItsOwn(
  transaction: Transaction<Database>,
  annotation: { id: string; site_id: string; structure_id: string },
  acting: Acting,
): Promise<string> {
  const { id, site_id: siteId, structure_id: present } = annotation;
  if (!(await isShared(transaction, present, id))) return present;
  const [drawn] = await listHistory(transaction, { siteId, annotationId: id, after: 0, limit: 1 });
  const first = (drawn?.change as { structureId?: string } | undefined)?.structureId;
  if (first && !(await isShared(transaction, first, id))) return first;
  return insertStructure(transaction, siteId, acting);
}
